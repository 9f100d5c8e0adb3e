"""What travels with the numbers of a chart."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation

from analytics.charts.line import line
from analytics.slides import deck, table
from analytics.slides.rows import about
from analytics.types import Event


def test_events_of_the_drawn_days_travel_with_every_file(invented: Any) -> None:
    events = (Event("out", date(2030, 1, 1), "far"), Event("in", date(2026, 1, 15), "=Fair"))
    chart = line([invented.trend([4, 5, 6])], replace(invented.context(), events=events))
    assert [text for name, text in about(chart) if name == "Event"] == ["2026-01-15 =Fair"]
    assert "# Event,2026-01-15 =Fair" in table.csv([chart]).decode("utf-8-sig")
    (told,) = json.loads(table.json([chart]))["charts"]
    assert [each["label"] for each in told["events"]] == ["=Fair"]
    about_sheet = load_workbook(io.BytesIO(table.xlsx([chart])))["About"]
    assert ("Event", "2026-01-15 =Fair") in about_sheet.iter_rows(values_only=True, max_col=2)


def test_periods_that_are_cut_are_marked_in_every_file(invented: Any) -> None:
    chart = line([invented.trend([4, 5, 6], partial=[-1])], invented.context())
    text = table.csv([chart]).decode("utf-8-sig")
    assert [row["complete"] for row in list(csv.DictReader(io.StringIO(text)))[:3]] == ["yes", "yes", "no"]
    (told,) = json.loads(table.json([chart]))["charts"]
    assert [row["complete"] for row in told["rows"]] == [True, True, False]
    heads, *rows = load_workbook(io.BytesIO(table.xlsx([chart])))["Data 1"].iter_rows(values_only=True)
    assert [row[heads.index("complete")] for row in rows] == [True, True, False]


def test_a_slide_leaves_the_period_in_progress_out(invented: Any) -> None:
    chart = line([invented.trend([4, 5, 6], partial=[-1])], invented.context())
    (slide,) = Presentation(io.BytesIO(deck.build([chart]))).slides
    (drawn,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert {value for series in drawn.plots[0].series for value in series.values} == {0.02, 0.025, None}
