"""A table chart as a native table, and the renewal of one that a person may have sorted or written into."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from analytics.charts.chart import Chart
from analytics.charts.listing import WIDTHS, cells
from analytics.charts.literal import plain
from analytics.slides import grid, tags
from analytics.slides.template import Box

Memory = dict[str, Any]


def add(slide: Any, chart: Chart, box: Box, *, size: float, memory: Memory) -> None:
    """Adds the table of a chart to a slide and lets it remember `memory` and its rows."""
    heads, rows = cells(chart.trends, chart.context)
    frame, drawn = grid.add(
        slide, box, heads, rows, widths=WIDTHS, size=size, name="Upswell table", alt=plain(chart.alt)
    )
    tags.write(frame, {**memory, "role": "table", "size": drawn, "rows": _written(frame.table, chart, size=drawn)})


def renew(frame: Any, chart: Chart, memory: Memory) -> bool:
    """Puts the chart's present rows into the table; returns whether any of them changed.

    Rows stand as the chart ranks them while they still stood as they were written; when a person sorted them they
    keep that order and new ones follow. Cells that a person wrote into stay.
    """
    table, tree = frame.table, frame.table._tbl
    size = float(memory.get("size", 11.0))
    before: dict[str, list[str]] = memory.get("rows", {})
    after = _written(table, chart, size=size)
    rows = _rows(table, before)
    if not rows:
        return False
    unsorted = [subject for subject in rows if subject in before] == list(before)
    for subject in after:
        if subject not in rows:
            sample = next(reversed(rows.values()))
            rows[subject] = deepcopy(sample)
            before = {**before, subject: [grid.text(cell) for cell in sample.tc_lst]}
    for row in rows.values():
        if row.getparent() is not None:
            tree.remove(row)
    order = list(after) if unsorted else [subject for subject in rows if subject in after]
    last = len(tree.tr_lst)
    place = tree.index(tree.tr_lst[-1]) + 1 if last else len(tree)
    for step, subject in enumerate(order):
        tree.insert(place + step, rows[subject])
        for cell, old, new in zip(rows[subject].tc_lst, before[subject], after[subject], strict=False):
            if grid.text(cell) == old:
                grid.set_text(cell, new)
    tags.write(frame, {**memory, "rows": {subject: after[subject] for subject in order}})
    return before != after


def _rows(table: Any, written: dict[str, list[str]]) -> dict[str, Any]:
    """The row elements of ours by subject, as they stand: found by the name that was written, else by their place."""
    standing = list(table._tbl.tr_lst)[1:]
    names = {texts[0]: subject for subject, texts in written.items()}
    subjects = [names.get(grid.text(row.tc_lst[0])) for row in standing]
    for place, subject in enumerate(written):
        if subject not in subjects and place < len(standing) and subjects[place] is None:
            subjects[place] = subject
    return {subject: row for subject, row in zip(subjects, standing, strict=True) if subject is not None}


def _written(table: Any, chart: Chart, *, size: float) -> dict[str, list[str]]:
    """The texts of each row by subject, as they fit the table's columns."""
    _, rows = cells(chart.trends, chart.context)
    widths = [column.width for column in table.columns]
    return {
        trend.subject.id: [grid.fitted(text, width=width, size=size) for text, width in zip(row, widths, strict=False)]
        for trend, row in zip(chart.trends, rows, strict=True)
    }
