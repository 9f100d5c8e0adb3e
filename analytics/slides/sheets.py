"""A `Chart` as the sheets behind its native charts: categories, series and a note of where they come from.

Knows values and names but nothing of slides: `native` draws, and a refresh puts new sheets behind old drawings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from analytics.charts import axis, formats, measured, words
from analytics.charts.bar import rank
from analytics.charts.chart import Chart
from analytics.charts.combo import IF_NOTHING_HAPPENS, WINDOW, running_mean
from analytics.charts.line import default_highlight, line_colours, partial_steps
from analytics.charts.literal import plain
from analytics.charts.observations import by_origin, disagreements
from analytics.charts.theme import LIGHT
from analytics.slides import marks
from analytics.slides.workbook import PlainChartData
from analytics.trends.outlook import Forecast
from analytics.types import StatisticSeries, Trend, TrendPoint

Role = Literal["whole", "partial", "burst", "event", "part", "dots", "spread", "mean", "expected", "base", "band"]
Plot = Literal["line", "columns", "bars", "stacked", "area", "dots", "combo"]

# Roles that are lines over columns or areas, and those that are areas: an unseen base and the band on it.
OVERLAID: frozenset[Role] = frozenset({"mean", "expected", "event"})
AREAS: frozenset[Role] = frozenset({"base", "band"})
_PILED: frozenset[Plot] = frozenset({"stacked", "area", "columns"})

NOT_COMPLETE = " (not complete)"
# How high events stand, in parts of the highest value, and how far apart neighbours do: their words are clear of
# the values, of figures written over them, and of each other.
_ABOVE, _ABOVE_FIGURES, _STEP = 1.08, 1.2, 0.08
_NUMBER_FORMATS = {"share": "0.0%", "count": "#,##0", "value": "General"}
_UNIT_FORMATS = {
    "percent": '0.##"%"',
    "multiple": '0.##"x"',
    "USD": '"$"#,##0.##',
    "EUR": '"€"#,##0.##',
    "GBP": '"£"#,##0.##',
}


@dataclass(frozen=True, slots=True)
class Series:
    """A column of a sheet: its heading, its values (None: an empty cell) and what it is for.

    `subject` is the id of the trend's subject, or the origin of a statistic: a refresh finds the series by it.
    `marks` are texts of single values by row; `direction` and `strong` say how to draw the series.
    """

    name: str
    values: tuple[float | None, ...]
    subject: str
    role: Role
    direction: str = "flat"
    strong: bool = False
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one native chart is made from: categories (days, or texts) and series of the same length.

    `title` names a panel of small multiples and `ceiling` is the value that its axis shares with the others.
    """

    plot: Plot
    categories: tuple[date | str, ...]
    series: tuple[Series, ...]
    number_format: str
    notes: tuple[tuple[object, ...], ...]
    title: str = ""
    ceiling: float = 0.0

    @property
    def highest(self) -> float:
        """The highest value, or sum where values stand on each other; never below zero."""
        known = [value for series in self.series for value in series.values if value is not None]
        piled = [
            series.values
            for series in self.series
            if series.role in AREAS or (self.plot in _PILED and series.role not in OVERLAID)
        ]
        return max([0.0, *known, *(sum(value or 0 for value in row) for row in zip(*piled, strict=True))])

    def chart_data(self) -> PlainChartData:
        """The same for python-pptx."""
        data = PlainChartData(number_format=self.number_format, notes=self.notes)
        data.categories = list(self.categories)
        for series in self.series:
            data.add_series(series.name, series.values)  # type: ignore[no-untyped-call]
        return data


def sheets(chart: Chart, *, partial: bool = False) -> tuple[Sheet, ...]:
    """The sheets of a chart: one, or one for each panel of small multiples, none where there is nothing to draw.

    `partial` includes the periods that are not whole, as series of their own.
    """
    if chart.kind in {"statistic", "callout"}:
        return tuple(_observations(chart, series) for series in chart.statistics if series.observations)
    if not any(point.value is not None for trend in chart.trends for point in trend.points):
        return ()
    if chart.kind in {"bars", "map", "table"}:
        return (_ranking(chart),)
    if chart.kind == "multiples":
        top = axis.highest(chart.trends)
        return tuple(
            replace(_lines(chart, (trend,), partial=partial), title=_name(trend), ceiling=top) for trend in chart.trends
        )
    return (_with_events(_over_time(chart, partial=partial), marks.by_period(chart), above=_ABOVE),)


def _over_time(chart: Chart, *, partial: bool) -> Sheet:
    if chart.kind in {"stacked", "area"}:
        return _parts(chart, partial=partial)
    if chart.kind == "columns":
        return _columns(chart, chart.trends[0], partial=partial)
    if chart.kind == "outlook":
        return _outlook(chart, chart.trends[0], partial=partial)
    if chart.kind == "combo":
        return _combo(chart, chart.trends[0], partial=partial)
    return _lines(chart, chart.trends, partial=partial)


def _with_events(sheet: Sheet, said: dict[int, str], *, above: float) -> Sheet:
    """The sheet with a series that stands over its values in the rows of `said`, neighbours in steps."""
    if not said:
        return sheet
    lowest = sheet.highest * above
    # Down from left to right, so that no line crosses the words before it.
    steps = min(len(said), 3) - 1
    heights = {row: lowest * (1 + _STEP * (steps - number % 3)) for number, row in enumerate(said)}
    values = tuple(heights.get(row) for row in range(len(sheet.categories)))
    happened = Series("Events", values, "events", "event", marks=tuple(said.items()))
    # The areas of an outlook stay last, as they are in the drawn chart.
    return replace(sheet, series=tuple(sorted((*sheet.series, happened), key=lambda series: series.role in AREAS)))


def notes(chart: Chart, trends: Sequence[Trend]) -> tuple[tuple[object, ...], ...]:
    """Rows for the sheet Source: the chart's words, the filters, and every period with its counts and marks."""
    timezone = chart.context.timezone
    rows: list[tuple[object, ...]] = [
        ("Title", plain(chart.title)),
        ("Shown", plain(chart.subtitle)),
        ("Source", plain(chart.footnote)),
        ("Filters", chart.filters.to_query() or "none"),
        (),
        ("Subject", "Period", "Value", "Numerator", "Denominator", "Sources", "Coverage", "Complete"),
    ]
    rows.extend(
        (
            _name(trend),
            formats.period(point, trend.grain, timezone),
            point.value,
            *formats.counted_in(point),
            point.coverage,
            "yes" if point.complete else "no",
        )
        for trend in trends
        for point in trend.points
    )
    return tuple(rows)


def _lines(chart: Chart, trends: Sequence[Trend], *, partial: bool) -> Sheet:
    grid = _Grid.of(chart, trends)
    chosen = chart.highlight or default_highlight(trends)
    colours = line_colours(trends, chosen, LIGHT)
    columns: list[Series] = []
    for trend in trends:
        strong = trend.subject.id in chosen
        # Two that are singled out have two colours, as on the screen, also when they went one way.
        direction = {LIGHT.rise: "up", LIGHT.fall: "down"}.get(colours[trend.subject.id], "flat")
        whole = Series(
            _name(trend),
            grid.values(trend, _whole),
            trend.subject.id,
            "whole",
            direction if strong and len(trends) > 1 else _direction(trend),
            strong,
        )
        columns.append(whole)
        if partial and any(not point.complete and point.value is not None for point in trend.points):
            dashed = {point.start for step in partial_steps(trend.points) for point in step}
            columns.append(
                replace(whole, name=whole.name + NOT_COMPLETE, role="partial", values=grid.at(trend, dashed))
            )
        if whole.strong and trend.verdict and trend.verdict.bursts:
            raised = {
                point.start
                for point in formats.complete(trend)
                if any(burst.start <= point.start < burst.end for burst in trend.verdict.bursts)
            }
            columns.append(replace(whole, name=f"{whole.name} (burst)", role="burst", values=grid.at(trend, raised)))
    columns = [
        series for series in columns if series.role == "whole" or any(value is not None for value in series.values)
    ]
    return Sheet("line", grid.categories, tuple(columns), _NUMBER_FORMATS[trends[0].measure], notes(chart, trends))


def _columns(chart: Chart, trend: Trend, *, partial: bool) -> Sheet:
    labels = tuple(formats.short_period(point, trend.grain, chart.context.timezone) for point in trend.points)
    whole = tuple(_whole(point) for point in trend.points)
    columns = [Series(_name(trend), whole, trend.subject.id, "whole", _direction(trend), True)]
    if partial:
        cut = tuple(None if point.complete else point.value for point in trend.points)
        columns.append(replace(columns[0], name=_name(trend) + NOT_COMPLETE, role="partial", values=cut))
    return Sheet("columns", labels, tuple(columns), _NUMBER_FORMATS[trend.measure], notes(chart, (trend,)))


def _outlook(chart: Chart, trend: Trend, *, partial: bool) -> Sheet:
    """The line, then what is expected: dashed on from the last whole period, within its interval."""
    longer = _with_coming(trend, chart.forecasts)
    lines = _lines(chart, (longer,), partial=partial)
    last = formats.complete(trend)[-1]
    expected, *interval = _expected(chart, longer)
    row = longer.points.index(last)
    joined = (*expected.values[:row], last.value, *expected.values[row + 1 :])
    return replace(
        lines, series=(*lines.series, replace(expected, values=joined), *interval), notes=notes(chart, (trend,))
    )


def _combo(chart: Chart, trend: Trend, *, partial: bool) -> Sheet:
    """Columns first, then the lines over them; all of them also where they are empty, so that a refresh finds them."""
    longer = _with_coming(trend, chart.forecasts)
    columns = _columns(chart, longer, partial=partial)
    mean = Series(f"Mean of {WINDOW} periods", tuple(running_mean(longer)), f"{trend.subject.id} mean", "mean")
    lines = (mean, *_expected(chart, longer))
    return replace(columns, plot="combo", series=(*columns.series, *lines), notes=notes(chart, (trend,)))


def _with_coming(trend: Trend, forecasts: Sequence[Forecast]) -> Trend:
    """The trend with the coming periods that it does not reach, of which nothing is known yet."""
    known = {point.start for point in trend.points}
    coming = (
        TrendPoint(each.start, each.end, None, 0, 0, 0, "gap", complete=False)
        for each in forecasts
        if each.start not in known
    )
    return replace(trend, points=(*trend.points, *coming))


def _expected(chart: Chart, trend: Trend) -> tuple[Series, ...]:
    """What is expected in each period of `trend`, the low end of its interval, and how wide the interval is above it.

    The interval begins without width in the period before the first that is expected, at the last known value.
    """
    ahead = {forecast.start: forecast for forecast in chart.forecasts}
    held = [ahead.get(point.start) for point in trend.points]
    low = [each.low if each else None for each in held]
    wide = [each.high - each.low if each else None for each in held]
    first = next((row for row, each in enumerate(held) if each), 0)
    if first:
        known = [point.value for point in trend.points[:first] if point.complete and point.value is not None]
        low[first - 1], wide[first - 1] = (known[-1] if known else low[first]), 0.0
    key = trend.subject.id
    expected = tuple(each.value if each else None for each in held)
    return (
        Series(IF_NOTHING_HAPPENS.capitalize(), expected, f"{key} value", "expected", strong=True),
        Series("95% interval, low end", tuple(low), f"{key} low", "base"),
        Series("95% interval, width", tuple(wide), f"{key} width", "band"),
    )


def _parts(chart: Chart, *, partial: bool) -> Sheet:
    grid = _Grid.of(chart, chart.trends)
    columns = tuple(
        Series(
            _name(trend),
            grid.values(trend, lambda point: point.value if point.complete or partial else None),
            trend.subject.id,
            "part",
        )
        for trend in chart.trends
    )
    # An area would slope down to zero at a gap: with gaps the parts are columns, and so they are in a single period.
    smooth = chart.kind == "area" and len(grid.starts) > 1
    smooth = smooth and all(value is not None for series in columns for value in series.values)
    return Sheet(
        "area" if smooth else "stacked",
        grid.categories if smooth else grid.labels,
        columns,
        _NUMBER_FORMATS[chart.trends[0].measure],
        notes(chart, chart.trends),
    )


def _ranking(chart: Chart) -> Sheet:
    ranked = rank(chart.trends)
    signs = {"up": "▲ ", "down": "▼ "}
    series = Series(
        words.axis_title(ranked[0], chart.filters),
        tuple(formats.overall(trend) for trend in ranked),
        "ranking",
        "part",
        marks=tuple((row, _direction(trend)) for row, trend in enumerate(ranked)),
    )
    names = tuple(signs.get(_direction(trend), "") + _name(trend) for trend in ranked)
    return Sheet("bars", names, (series,), _NUMBER_FORMATS[ranked[0].measure], notes(chart, ranked))


def _observations(chart: Chart, series: StatisticSeries) -> Sheet:
    """A row for each observation, so that two origins may speak of one day, and for each event; a column for each
    origin."""
    happened = marks.events(chart) if chart.kind == "statistic" else []
    ordered: list[tuple[date, str, float | None]] = [
        (one.reference, origin.name, float(one.statistic.value))
        for origin in by_origin(series)
        for one in origin.observations
    ]
    ordered.extend((event.when, "", None) for event in happened)
    ordered.sort(key=lambda row: (row[0], row[1], row[2] or 0.0))
    empty = [row for row, (_, _, value) in enumerate(ordered) if value is None]
    columns = tuple(
        Series(
            origin.name or "unnamed",
            tuple(value if name == origin.name else None for _, name, value in ordered),
            origin.name,
            "dots",
        )
        for origin in by_origin(series)
    ) + _spreads(series, ordered)
    rows: list[tuple[object, ...]] = [
        ("Title", plain(chart.title)),
        ("Shown", plain(chart.subtitle)),
        ("Source", plain(chart.footnote)),
        (),
        ("Value", "Unit", "Refers to", "Date stated", "Measured by", "Published in", "As written", "Sentence"),
    ]
    rows.extend(
        (
            float(one.statistic.value),
            plain(series.unit),
            one.reference.isoformat(),
            "yes" if one.reference_basis == "stated" else "no",
            measured.attribution(one),
            plain(one.source),
            plain(one.statistic.raw),
            plain(one.statistic.sentence),
        )
        for one in series.observations
    )
    categories = tuple(reference for reference, _, _ in ordered)
    sheet = Sheet("dots", categories, columns, _UNIT_FORMATS.get(series.unit, "#,##0.##"), tuple(rows))
    return _with_events(sheet, dict(zip(empty, map(marks.said, happened), strict=True)), above=_ABOVE_FIGURES)


def _spreads(series: StatisticSeries, rows: Sequence[tuple[date, str, float | None]]) -> tuple[Series, ...]:
    """A column for each disagreement of sources, with its lowest and its highest figure in their own rows."""
    found = []
    for number, held in enumerate(disagreements(series), start=1):
        ranked = sorted((float(one.statistic.value), one.reference, measured.origin(one)) for one in held)
        ends = {rows.index((day, name, value)) for value, day, name in (ranked[0], ranked[-1])}
        values = tuple(value if row in ends else None for row, (_, _, value) in enumerate(rows))
        name = "Sources disagree" + (f" ({number})" if number > 1 else "")
        found.append(Series(name, values, f"disagreement {number}", "spread"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The periods that several trends share, in order."""

    starts: tuple[datetime, ...]
    labels: tuple[str, ...]
    categories: tuple[date | str, ...]

    @classmethod
    def of(cls, chart: Chart, trends: Sequence[Trend]) -> _Grid:
        timezone = chart.context.timezone
        periods = {point.start: (point, trend.grain) for trend in trends for point in trend.points}
        starts = tuple(sorted(periods))
        labels = tuple(formats.short_period(*periods[start], timezone) for start in starts)
        # A date axis knows no hours: those are texts.
        hourly = any(grain == "hour" for _, grain in periods.values())
        days = tuple(formats.local(start, timezone).date() for start in starts)
        return cls(starts, labels, labels if hourly else days)

    def values(self, trend: Trend, value: Callable[[TrendPoint], float | None]) -> tuple[float | None, ...]:
        held = {point.start: value(point) for point in trend.points}
        return tuple(held.get(start) for start in self.starts)

    def at(self, trend: Trend, chosen: set[datetime]) -> tuple[float | None, ...]:
        return self.values(trend, lambda point: point.value if point.start in chosen else None)


def _whole(point: TrendPoint) -> float | None:
    return point.value if point.complete else None


def _name(trend: Trend) -> str:
    return plain(trend.subject.label, limit=60) or "unnamed"


def _direction(trend: Trend) -> str:
    return trend.verdict.direction if trend.verdict else "flat"
