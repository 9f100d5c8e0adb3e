"""From trends to a chart of a named kind: what the command asks for and what a slide remembers."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.bar import bar
from analytics.charts.chart import Chart, ChartKind, Context
from analytics.charts.columns import columns
from analytics.charts.combo import combo
from analytics.charts.line import line
from analytics.charts.listing import listing
from analytics.charts.map import theme_map
from analytics.charts.multiples import multiples
from analytics.charts.outlook import outlook
from analytics.charts.stacked import stacked
from analytics.errors import ExportError
from analytics.trends.outlook import outlook as look_ahead
from analytics.types import Trend

# The kinds that show trends; a statistic has its own.
OF_TRENDS: tuple[ChartKind, ...] = (
    "line", "columns", "bars", "stacked", "area", "multiples", "outlook", "combo", "table", "map",
)  # fmt: skip
OF_ONE = frozenset({"columns", "outlook", "combo"})


def drawn(
    kind: ChartKind,
    trends: Sequence[Trend],
    context: Context,
    *,
    themes: Sequence[str | None] = (),
    highlight: Sequence[str] | None = None,
) -> Chart:
    """The chart of that kind; columns, outlooks and combos show the first trend alone. `themes` are for a map.

    Raises ExportError for a kind that does not show trends.
    """
    if kind == "line":
        return line(trends, context, highlight=highlight)
    if kind == "columns":
        return columns(trends[0], context)
    if kind in {"outlook", "combo"}:
        ahead = look_ahead(trends[0], timezone=context.timezone)
        return (outlook if kind == "outlook" else combo)(trends[0], ahead, context)
    if kind in {"stacked", "area"}:
        return stacked(trends, context, style="area" if kind == "area" else "columns")
    if kind == "multiples":
        return multiples(trends, context)
    if kind == "bars":
        return bar(trends, context)
    if kind == "table":
        return listing(trends, context)
    if kind == "map":
        return theme_map(trends, context, themes=themes or [None] * len(trends))
    raise ExportError(f"{kind}: unknown kind of chart; choose one of {', '.join(OF_TRENDS)}")
