"""Events on the time axis, whoever noted them, in every file of a chart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics import exports, settings
from analytics.filters import Filters
from analytics.pipeline.annotating import annotate
from analytics.store import Store, open_store, people
from benchmarks.shelf import Shelf, article

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FIRST = date(2026, 3, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Twelve weeks of one topic, with an event from a table, one that a person noted and one of another year."""
    store = open_store(settings.load({"UPSWELL_HOME": str(tmp_path)}))
    shelf = Shelf(store, now=NOW)
    shelf.register("Alpha", first=FIRST)
    made = [article(f"a-{week:02}", day=FIRST + timedelta(weeks=week)) for week in range(12)]
    shelf.put(*made, topics_of={each.id: ["fairs"] for each in made})
    annotate(store, b"date,label,url\n2026-04-15,Imported fair,https://fair.example/\n", name="events.csv")
    people.annotate(store, when=date(2026, 5, 6), label="Noted launch")
    people.annotate(store, when=date(2020, 5, 6), label="Long ago")
    yield store
    store.close()


EVENTS = ["2026-04-15 Imported fair", "2026-05-06 Noted launch"]


def test_events_travel_into_every_file(store: Store) -> None:
    (chart,) = exports.charts(store, Filters(topics=("fairs",)), now=NOW)
    rows = csv.reader(io.StringIO(exports.render([chart], "csv").decode("utf-8-sig")))
    assert [row[1] for row in rows if row and row[0] == "# Event"] == EVENTS
    (told,) = json.loads(exports.render([chart], "json"))["charts"]
    assert [f"{each['day']} {each['label']}" for each in told["events"]] == EVENTS
    assert [each["url"] for each in told["events"]] == ["https://fair.example/", None]
    about = load_workbook(io.BytesIO(exports.render([chart], "xlsx")))["About"]
    assert [text for name, text in about.iter_rows(values_only=True, max_col=2) if name == "Event"] == EVENTS
    said = " ".join(annotation.text for annotation in chart.figure.layout.annotations)
    slide = Presentation(io.BytesIO(exports.render([chart], "pptx"))).slides[0]
    (drawn,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    for words in (said, "".join(drawn._chartSpace.itertext())):
        assert "Imported fair" in words
        assert "Noted launch" in words
        assert "Long ago" not in words
