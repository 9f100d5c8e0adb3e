"""A chart's data as rows: one for each period of each trend, or for each observation of a statistic.

Every file of numbers is written from these rows, so that all of them hold the same values, gaps and marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from analytics.charts import formats, measured
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import speech
from analytics.slides.marks import events
from analytics.trends.bins import label

Cell = str | int | float | bool | datetime | None

TREND_COLUMNS = (
    "subject_id", "subject", "period", "start", "end", "measure", "unit", "value", "numerator", "denominator",
    "sources", "coverage", "complete",
)  # fmt: skip
# An outlook has rows of its own after those of the periods: what is expected, with its 95 % interval.
OUTLOOK_COLUMNS = (*TREND_COLUMNS, "low", "high")
STATISTIC_COLUMNS = (
    "series_id", "measure", "refers_to", "date_stated", "value", "low", "high", "unit", "measured_by", "published_in",
    "published", "sample_size", "hedge", "modality", "as_written", "sentence", "citations",
    "altered",
)  # fmt: skip


def table(chart: Chart) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Column names and rows: one row for each period of each trend, or for each observation of a statistic."""
    if chart.statistics:
        return STATISTIC_COLUMNS, list(_statistic_rows(chart))
    if chart.forecasts:
        return OUTLOOK_COLUMNS, [*((*row, None, None) for row in _trend_rows(chart)), *_outlook_rows(chart)]
    return TREND_COLUMNS, list(_trend_rows(chart))


def about(chart: Chart) -> list[tuple[str, str]]:
    """What must travel with the numbers: title, unit, source, filters and method."""
    return [
        ("Title", plain(chart.title)),
        ("Shown", plain(chart.subtitle)),
        ("Source", plain(chart.footnote)),
        ("Filters", chart.filters.to_query() or "none"),
        ("Time zone", chart.context.timezone),
        ("Method", " ".join(speech.method(chart))),
        *(("Event", f"{each.when.isoformat()} {plain(each.label)}") for each in events(chart)),
    ]


def _trend_rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    timezone = chart.context.timezone
    for trend in chart.trends:
        for point in trend.points:
            yield (
                plain(trend.subject.id), plain(trend.subject.label), label(point.start, trend.grain, timezone=timezone),
                point.start, point.end, trend.measure, plain(trend.unit), point.value, *formats.counted_in(point),
                point.coverage, point.complete,
            )  # fmt: skip


def _outlook_rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    (trend,) = chart.trends
    for each in chart.forecasts:
        yield (
            plain(trend.subject.id), plain(trend.subject.label),
            label(each.start, trend.grain, timezone=chart.context.timezone), each.start, each.end, trend.measure,
            plain(trend.unit), each.value, None, None, None, "outlook", None, each.low, each.high,
        )  # fmt: skip


def _statistic_rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    for series in chart.statistics:
        for one in series.observations:
            said = one.statistic
            yield (
                plain(series.id), plain(series.name), one.reference.isoformat(), one.reference_basis == "stated",
                float(said.value), _number(said.low), _number(said.high), plain(series.unit), measured.attribution(one),
                plain(one.source), one.published, said.sample_size, plain(said.hedge or ""), said.modality,
                plain(said.raw), plain(said.sentence), len(one.citations),
                ", ".join(dict.fromkeys(change for told in one.retellings for change in told.alterations)),
            )  # fmt: skip


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def instant(moment: datetime) -> str:
    """`2026-06-01T00:00:00Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"
