"""A chart's data as CSV, JSON and XLSX: the values of its trends, with every gap and mark, and where they are from.

Texts of strangers stand in cells as text: nothing in them can become a formula or a link.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from analytics.charts import formats, words
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import speech
from analytics.trends.bins import label

Cell = str | int | float | bool | datetime | None

TREND_COLUMNS = (
    "subject_id", "subject", "period", "start", "end", "measure", "unit", "value", "numerator", "denominator",
    "sources", "coverage", "complete",
)  # fmt: skip
STATISTIC_COLUMNS = (
    "series_id", "measure", "refers_to", "date_stated", "value", "low", "high", "unit", "measured_by", "published_in",
    "published", "sample_size", "hedge", "modality", "as_written", "sentence", "citations",
)  # fmt: skip
# A cell that begins like this is a formula to a spreadsheet program that opens a CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_bytes(charts: Sequence[Chart]) -> bytes:
    """UTF-8 with a byte-order mark, for spreadsheet programs: the rows, then the source and the filters as comments.

    Shares are fractions of 1; a gap is an empty cell; times are ISO 8601 in UTC.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    for number, chart in enumerate(charts):
        if number:
            writer.writerow([])
        columns, rows = table(chart)
        writer.writerow(columns)
        writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
        writer.writerow([])
        for name, text in about(chart):
            writer.writerow([f"# {name}", _csv_cell(text)])
    return b"\xef\xbb\xbf" + held.getvalue().encode("utf-8", "replace")


def json_bytes(charts: Sequence[Chart]) -> bytes:
    """An object with `charts`: words, filters, method and the rows of each, by the names of the CSV columns."""
    made = []
    for chart in charts:
        columns, rows = table(chart)
        made.append(
            {
                "kind": chart.kind,
                "title": plain(chart.title),
                "subtitle": plain(chart.subtitle),
                "footnote": plain(chart.footnote),
                "alt": plain(chart.alt),
                "filters": chart.filters.to_query(),
                "as_of": _json_cell(chart.context.provenance.as_of),
                "method": speech.method(chart),
                "verdicts": [_verdict(chart, index) for index in range(len(chart.trends))],
                "rows": [dict(zip(columns, map(_json_cell, row), strict=True)) for row in rows],
            }
        )
    return (json.dumps({"charts": made}, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )


def table(chart: Chart) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Column names and rows: one row for each period of each trend, or for each observation of a statistic."""
    if chart.statistics:
        return STATISTIC_COLUMNS, list(_statistic_rows(chart))
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
    ]


def _trend_rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    timezone = chart.context.timezone
    for trend in chart.trends:
        for point in trend.points:
            yield (
                plain(trend.subject.id), plain(trend.subject.label), label(point.start, trend.grain, timezone=timezone),
                point.start, point.end, trend.measure, plain(trend.unit), point.value, point.numerator,
                point.denominator, point.n_sources, point.coverage, point.complete,
            )  # fmt: skip


def _statistic_rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    for series in chart.statistics:
        for one in series.observations:
            said = one.statistic
            yield (
                plain(series.id), plain(series.name), one.reference.isoformat(), one.reference_basis == "stated",
                float(said.value), _number(said.low), _number(said.high), plain(series.unit), words.origin(one),
                plain(one.source), one.published, said.sample_size, plain(said.hedge or ""), said.modality,
                plain(said.raw), plain(said.sentence), len(one.citations),
            )  # fmt: skip


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _csv_cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return instant(cell)
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _json_cell(cell: Cell) -> str | int | float | bool | None:
    return instant(cell) if isinstance(cell, datetime) else cell


def instant(moment: datetime) -> str:
    """`2026-06-01T00:00:00Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def _verdict(chart: Chart, index: int) -> dict[str, object] | None:
    trend = chart.trends[index]
    verdict = trend.verdict
    if verdict is None:
        return None
    return {
        "subject_id": plain(trend.subject.id),
        "enough_data": verdict.enough_data,
        "direction": verdict.direction,
        "stage": verdict.stage,
        "effect": verdict.effect,
        "low": verdict.low,
        "high": verdict.high,
        "q": verdict.q,
        "overall": formats.overall(trend),
        "reasons": [plain(reason) for reason in verdict.reasons],
        "bursts": [
            {"start": instant(burst.start), "end": instant(burst.end), "strength": burst.strength}
            for burst in verdict.bursts
        ],
    }
