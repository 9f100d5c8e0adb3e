"""From a selection to files: asks the questions, draws the charts and writes what the dashboard would export.

The one place where questions, charts and files meet; the command and the dashboard both come here.
"""

from __future__ import annotations

from analytics.exports.studio import FORMATS, OF_ONE_CHART, Studio, charts, refresh_deck, render

__all__ = ["FORMATS", "OF_ONE_CHART", "Studio", "charts", "refresh_deck", "render"]
