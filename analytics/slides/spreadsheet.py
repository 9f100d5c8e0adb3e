"""Charts as an Excel workbook: typed cells, native charts, every row with its marks, and where they are from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook

from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.charts.theme import LIGHT
from analytics.slides.rows import about, table
from analytics.slides.sheets import AREAS, OVERLAID, Series, Sheet, sheets
from analytics.slides.workbook import CREATED, PLAIN_TEXT

_TYPES = {
    "line": {"type": "line"},
    "dots": {"type": "line"},
    "columns": {"type": "column", "subtype": "stacked"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "area": {"type": "area", "subtype": "stacked"},
    "bars": {"type": "bar"},
    "combo": {"type": "column", "subtype": "stacked"},
}
_MOST_ROWS = 1_048_575
_MOST_SERIES = 250


def xlsx(charts: Sequence[Chart], *, partial: bool = True) -> bytes:
    """The workbook's bytes. Sheets: `About`, then `Chart 1`… (what is drawn) and `Data 1`… (every row with its marks).

    Shares are numbers formatted as per cent, times are dates in UTC, a gap is an empty cell, text is only ever text.
    Rows beyond what a sheet can hold go on in a further one.
    """
    held = io.BytesIO()
    # Rows are written out as they come: a hundred thousand of them need no memory to speak of.
    book = Workbook(held, {**PLAIN_TEXT, "in_memory": False, "constant_memory": True, "remove_timezone": True})
    book.set_properties({"title": plain(charts[0].title, limit=200) if charts else "Upswell", "created": CREATED})
    formats = _Formats(book)
    _about(book, charts, formats)
    for number, chart in enumerate(charts, start=1):
        for panel, sheet in enumerate(sheets(chart, partial=partial), start=1):
            name = f"Chart {number}" if panel == 1 else f"Chart {number}.{panel}"
            _drawn(book, _with_high_end(sheet), name, formats, title=sheet.title or chart.title)
        _rows(book, chart, f"Data {number}", formats)
    book.close()
    return held.getvalue()


class _Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, code: str) -> Any:
        """The format with this number code."""
        if code not in self._made:
            self._made[code] = self._book.add_format({"num_format": code})
        return self._made[code]


def _about(book: Any, charts: Sequence[Chart], formats: _Formats) -> None:
    page = book.add_worksheet("About")
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 110)
    row = 0
    for number, chart in enumerate(charts, start=1):
        page.write_string(row, 0, f"Chart {number}", formats.bold)
        page.write_blank(row, 1, None, formats.bold)
        for name, text in about(chart):
            row += 1
            page.write_string(row, 0, name)
            page.write_string(row, 1, text, formats.wrap)
        row += 2


def _drawn(book: Any, sheet: Sheet, name: str, formats: _Formats, *, title: str) -> None:
    page = book.add_worksheet(name)
    page.set_column(0, 0, 22)
    page.freeze_panes(1, 1)
    page.write_row(0, 0, [plain(title, limit=140), *(series.name for series in sheet.series)], formats.bold)
    days, number = formats.number("d mmm yyyy"), formats.number(sheet.number_format)
    for row, category in enumerate(sheet.categories, start=1):
        if isinstance(category, date):
            page.write_datetime(row, 0, datetime(category.year, category.month, category.day, tzinfo=UTC), days)
        else:
            page.write_string(row, 0, category)
        for column, series in enumerate(sheet.series, start=1):
            value = series.values[row - 1]
            if value is not None:
                page.write_number(row, column, value, number)
    last = len(sheet.categories)
    chart = book.add_chart(_TYPES[sheet.plot])
    lines = book.add_chart({"type": "line"}) if sheet.plot == "combo" else chart
    for column, series in enumerate(sheet.series[:_MOST_SERIES], start=1):
        (lines if series.role in OVERLAID | AREAS else chart).add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, column, last, column],
                **_look(sheet, series, column - 1),
            }
        )
    if lines is not chart:
        chart.combine(lines)
    # The title is that of the cell: a text that looks like a reference would be taken for one.
    chart.set_title({"name": [name, 0, 0], "name_font": {"size": 12}, "overlay": False})
    dates = isinstance(sheet.categories[0], date)
    chart.set_x_axis({"date_axis": dates, "num_format": "mmm yyyy", "reverse": False} if dates else {})
    chart.set_y_axis(
        {"reverse": True}
        if sheet.plot == "bars"
        else {"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}}
    )
    chart.show_blanks_as("span" if sheet.plot == "dots" else "gap")
    chart.set_legend({"none": True} if len(sheet.series) == 1 else {"position": "right"})
    chart.set_size({"width": 960, "height": 440})
    page.insert_chart(1, len(sheet.series) + 2, chart, {"description": plain(title)})


def _with_high_end(sheet: Sheet) -> Sheet:
    """The sheet with the high end of an interval instead of its width: a workbook shows both ends as lines."""
    held = {series.role: series for series in sheet.series}
    if "band" not in held:
        return sheet
    ends = zip(held["base"].values, held["band"].values, strict=True)
    high = tuple(None if low is None or wide is None else low + wide for low, wide in ends)
    ended = replace(held["band"], name="95% interval, high end", values=high)
    return replace(sheet, series=tuple(ended if series.role == "band" else series for series in sheet.series))


def _look(sheet: Sheet, series: Series, index: int) -> dict[str, object]:
    accent = LIGHT.fall if series.direction == "down" else LIGHT.rise
    colour = LIGHT.series[index % len(LIGHT.series)]
    if series.role in OVERLAID | AREAS:
        end = series.role in AREAS
        kind = "solid" if series.role == "mean" else "round_dot" if end else "dash"
        return {"line": {"color": LIGHT.data if end else accent, "width": 1 if end else 2.25, "dash_type": kind}}
    if sheet.plot == "line":
        if series.role in {"burst", "event"}:
            return {"line": {"none": True}, "marker": {"type": "diamond", "size": 7, "fill": {"color": LIGHT.fall}}}
        drawn = accent if series.strong or len(sheet.series) == 1 else LIGHT.data
        dash = {"dash_type": "square_dot"} if series.role == "partial" else {}
        return {"line": {"color": drawn, "width": 2.25 if series.strong else 1.25, **dash}}
    if series.role == "spread":
        return {"line": {"color": LIGHT.data, "width": 12, "transparency": 70}, "marker": {"type": "none"}}
    if sheet.plot == "dots":
        return {
            "line": {"color": colour, "width": 1},
            "marker": {"type": "circle", "size": 7, "fill": {"color": colour}},
        }
    if series.role == "partial":
        return {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": LIGHT.data}}
    return {"fill": {"color": accent if sheet.plot in {"columns", "bars"} else colour}}


def _rows(book: Any, chart: Chart, name: str, formats: _Formats) -> None:
    columns, rows = table(chart)
    times = formats.number("yyyy-mm-dd hh:mm")
    shares = formats.number("0.0%")
    is_share = {trend.subject.id for trend in chart.trends if trend.measure == "share"}
    for begin in range(0, max(len(rows), 1), _MOST_ROWS):
        page = book.add_worksheet(name if begin == 0 else f"{name} ({begin // _MOST_ROWS + 1})")
        page.set_column(0, len(columns) - 1, 16)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, columns, formats.bold)
        for row, cells in enumerate(rows[begin : begin + _MOST_ROWS], start=1):
            share = cells[0] in is_share
            for column, cell in enumerate(cells):
                if cell is None:
                    continue
                if isinstance(cell, bool):
                    page.write_boolean(row, column, cell)
                elif isinstance(cell, datetime):
                    page.write_datetime(row, column, cell.astimezone(UTC), times)
                elif isinstance(cell, str):
                    page.write_string(row, column, cell)
                elif share and columns[column] == "value":
                    page.write_number(row, column, cell, shares)
                else:
                    page.write_number(row, column, cell)
