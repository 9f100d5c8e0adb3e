"""Chart data whose embedded workbook holds text as text, with a sheet that says where the numbers are from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

# Texts of strangers stand in cells: none may become a formula, a link or a number.
PLAIN_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the workbook's own clock is local and must not differ between runs


class PlainChartData(CategoryChartData):
    """Category chart data with a safe workbook. `notes` are rows for a second sheet called Source."""

    def __init__(self, *, number_format: str = "General", notes: Sequence[Sequence[object]] = ()) -> None:
        super().__init__(number_format=number_format)  # type: ignore[no-untyped-call]
        self.notes = notes

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _PlainWriter(self)  # type: ignore[no-untyped-call]


class _PlainWriter(CategoryWorkbookWriter):
    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Workbook, Any]]:
        workbook = Workbook(xlsx_file, PLAIN_TEXT)
        workbook.set_properties({"created": CREATED})
        worksheet = workbook.add_worksheet("Sheet1")
        yield workbook, worksheet
        if self._chart_data.notes:
            sheet = workbook.add_worksheet("Source")
            for row, cells in enumerate(self._chart_data.notes):
                sheet.write_row(row, 0, cells)
            sheet.set_column(0, 0, 24)
        workbook.close()
