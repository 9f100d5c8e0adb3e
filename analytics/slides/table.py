"""Charts' data as CSV, JSON and XLSX: values with every gap and mark, and where they are from.

Texts of strangers stand in cells as text: nothing in them can become a formula or a link.
"""

from __future__ import annotations

import csv as comma_separated
import io
import json as notation
from collections.abc import Sequence
from datetime import datetime

from analytics.charts import formats
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import speech
from analytics.slides.marks import events
from analytics.slides.rows import Cell, about, instant, table
from analytics.slides.spreadsheet import xlsx

__all__ = ["csv", "json", "xlsx"]

# A cell that begins like this is a formula to a spreadsheet program that opens a CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv(charts: Sequence[Chart]) -> bytes:
    """UTF-8 with a byte-order mark, for spreadsheet programs: the rows, then the source and the filters as comments.

    Shares are fractions of 1; a gap is an empty cell; times are ISO 8601 in UTC.
    """
    held = io.StringIO(newline="")
    writer = comma_separated.writer(held, lineterminator="\r\n")
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


def json(charts: Sequence[Chart]) -> bytes:
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
                "events": [
                    {"day": each.when.isoformat(), "label": plain(each.label), "url": each.url}
                    for each in events(chart)
                ],
                "verdicts": [_verdict(chart, index) for index in range(len(chart.trends))],
                "rows": [dict(zip(columns, map(_json_cell, row), strict=True)) for row in rows],
            }
        )
    return (notation.dumps({"charts": made}, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )


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
