"""A trend as a small inline SVG for tables: straight segments, gaps open, no smoothing."""

from __future__ import annotations

import base64

from analytics.charts.theme import LIGHT, Theme
from analytics.trends.points import whole_values
from analytics.types import Trend


def sparkline(trend: Trend, *, theme: Theme = LIGHT, width: int = 120, height: int = 28) -> str:
    """The SVG as a `data:` address, which an image column shows. Whole periods only; the last one has a dot."""
    svg = sparkline_svg(trend, theme=theme, width=width, height=height)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def sparkline_svg(trend: Trend, *, theme: Theme = LIGHT, width: int = 120, height: int = 28) -> str:
    """The SVG's text, from zero at the bottom to the largest value at the top; `width` and `height` in pixels."""
    values = whole_values(trend.points)
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    across, up = (width - 8) / max(len(values) - 1, 1), (height - 8) / top
    colour = theme.colour(trend.verdict.direction if trend.verdict else "flat")
    path, last, pen = [], None, "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
        else:
            last = f"{4 + index * across:.1f}", f"{height - 4 - value * up:.1f}"
            path.append(f"{pen}{last[0]} {last[1]}")
            pen = "L"
    dot = f'<circle cx="{last[0]}" cy="{last[1]}" r="2.5" fill="{colour}"/>' if last else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<path d="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"'
        f' stroke-linecap="round"/>{dot}</svg>'
    )
