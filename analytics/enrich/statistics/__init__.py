"""Statistics: quantitative claims in text, each with what it measures, on whom, when, and who says so."""

from __future__ import annotations

from analytics.enrich.statistics.extraction import VERSION, extract

__all__ = ["VERSION", "extract"]
