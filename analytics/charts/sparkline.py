"""A trend as a small inline SVG for tables: straight segments, gaps open, no smoothing."""

from __future__ import annotations

import base64

from analytics.charts.theme import LIGHT, Theme
from analytics.types import Trend


def sparkline(trend: Trend, *, theme: Theme = LIGHT, width: int = 120, height: int = 28) -> str:
    """The SVG as a `data:` address, which an image column shows. Whole periods only; the last one has a dot."""
    svg = sparkline_svg(trend, theme=theme, width=width, height=height)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def sparkline_svg(trend: Trend, *, theme: Theme = LIGHT, width: int = 120, height: int = 28) -> str:
    """The SVG's text, from zero at the bottom to the largest value at the top; `width` and `height` in pixels."""
    values = [point.value if point.complete else None for point in trend.points]
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    step = (width - 8) / max(len(values) - 1, 1)
    places = [
        None if value is None else (4 + index * step, height - 4 - value / top * (height - 8))
        for index, value in enumerate(values)
    ]
    direction = trend.verdict.direction if trend.verdict else "flat"
    colour = theme.colour(direction)
    path, pen_down = [], False
    for place in places:
        if place is not None:
            path.append(f"{'L' if pen_down else 'M'}{place[0]:.1f} {place[1]:.1f}")
        pen_down = place is not None
    known = [place for place in places if place is not None]
    dot = f'<circle cx="{known[-1][0]:.1f}" cy="{known[-1][1]:.1f}" r="2.5" fill="{colour}"/>' if known else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<path d="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"'
        f' stroke-linecap="round"/>{dot}</svg>'
    )
