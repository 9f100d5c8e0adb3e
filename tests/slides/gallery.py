"""Every kind of chart of the same trends, for the tests of what leaves the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from analytics.charts.bar import bar
from analytics.charts.chart import Chart, Context
from analytics.charts.columns import columns
from analytics.charts.combo import combo
from analytics.charts.line import line
from analytics.charts.listing import listing
from analytics.charts.map import theme_map
from analytics.charts.multiples import multiples
from analytics.charts.outlook import outlook
from analytics.charts.stacked import stacked
from analytics.trends.outlook import Outlook
from analytics.types import Trend


def _ahead(invented: Any, trend: Trend) -> Outlook:
    known = any(point.complete and point.value is not None for point in trend.points)
    forecasts = invented.forecasts(trend, 0.2, 0.21, 0.22, 0.23) if known else ()
    return Outlook(forecasts, "Invented for a test")


Maker = Callable[[Any, Sequence[Trend], Context], Chart]

THEMES = ("Commerce media", "Search and answers", None)
KINDS: dict[str, Maker] = {
    "line": lambda invented, trends, context: line(trends, context),
    "bars": lambda invented, trends, context: bar(trends, context),
    "multiples": lambda invented, trends, context: multiples(trends, context),
    "stacked": lambda invented, trends, context: stacked(trends, context),
    "area": lambda invented, trends, context: stacked(trends, context, style="area"),
    "columns": lambda invented, trends, context: columns(trends[0], context),
    "outlook": lambda invented, trends, context: outlook(trends[0], _ahead(invented, trends[0]), context),
    "combo": lambda invented, trends, context: combo(trends[0], _ahead(invented, trends[0]), context),
    "table": lambda invented, trends, context: listing(trends, context),
    "map": lambda invented, trends, context: theme_map(
        trends, context, themes=[THEMES[index % len(THEMES)] for index in range(len(trends))]
    ),
}
