"""A gap is a gap in the chart, the table, the data file and on the slide: never a zero."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook
from pandas import isna
from pptx import Presentation

from analytics.charts.columns import columns
from analytics.charts.line import line
from analytics.slides import deck, table
from analytics.slides.rows import TREND_COLUMNS
from dashboard.components.export import numbers

VALUES = [6, None, 4, 0, 5]


def test_a_gap_is_open_and_a_zero_is_drawn(invented: Any) -> None:
    trend = invented.trend(VALUES)
    context = invented.context()
    drawn = line([trend], context).figure.data[0].y
    assert [value is None for value in drawn] == [value is None for value in VALUES]
    assert drawn[3] == 0
    assert len(columns(trend, context).figure.data[0].y) == 4


def test_the_table_says_so(invented: Any) -> None:
    shown = numbers(line([invented.trend(VALUES)], invented.context()))
    assert list(shown["Coverage"]).count("gap") == 1
    assert shown["Value"][1] not in ("0", "0%")
    assert shown["Value"][3] == "0%"
    assert [None if isna(count) else count for count in shown["Counted"]] == VALUES


def test_data_files_have_an_empty_cell(invented: Any) -> None:
    text = table.csv([line([invented.trend(VALUES)], invented.context())]).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))[: len(VALUES)]
    assert set(TREND_COLUMNS) == set(rows[0])
    assert [row["value"] for row in rows].index("") == 1
    assert rows[3]["value"] in ("0", "0.0")
    assert rows[1]["coverage"] == "gap"
    assert [rows[1][column] for column in ("numerator", "denominator", "sources")] == ["", "", ""]
    assert (rows[3]["numerator"], rows[3]["denominator"]) == ("0", "200")


def test_workbooks_have_an_empty_cell_too(invented: Any) -> None:
    chart = line([invented.trend(VALUES)], invented.context())
    heads, *rows = load_workbook(io.BytesIO(table.xlsx([chart])))["Data 1"].iter_rows(values_only=True)
    gap, zero = (dict(zip(heads, rows[at], strict=True)) for at in (1, 3))
    assert [gap[column] for column in ("value", "numerator", "denominator", "coverage")] == [None, None, None, "gap"]
    assert [zero[column] for column in ("value", "numerator", "denominator")] == [0, 0, 200]


def test_the_chart_on_a_slide_has_no_point_there(invented: Any) -> None:
    made = Presentation(io.BytesIO(deck.build([line([invented.trend(VALUES)], invented.context())])))
    (chart,) = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
    first = chart.plots[0].series[0]
    assert [value is None for value in first.values] == [value is None for value in VALUES]
    assert first.values[3] == 0
    assert chart._chartSpace.chart.find(".//{*}dispBlanksAs").get("val") == "gap"
