"""What travels with the numbers of a chart."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from analytics.charts.line import line
from analytics.slides import table
from analytics.slides.rows import about
from analytics.types import Event


def test_events_of_the_drawn_days_travel_with_every_file(invented: Any) -> None:
    events = (Event("out", date(2030, 1, 1), "far"), Event("in", date(2026, 1, 15), "=Fair"))
    chart = line([invented.trend([4, 5, 6])], replace(invented.context(), events=events))
    assert [text for name, text in about(chart) if name == "Event"] == ["2026-01-15 =Fair"]
    assert "# Event,2026-01-15 =Fair" in table.csv([chart]).decode("utf-8-sig")
    (told,) = json.loads(table.json([chart]))["charts"]
    assert [each["label"] for each in told["events"]] == ["=Fair"]
