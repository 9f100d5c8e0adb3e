"""A selection becomes the same charts on screen and in files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pptx import Presentation

from analytics import exports, settings
from analytics.charts.chart import ChartKind
from analytics.errors import ExportError
from analytics.exports.kinds import OF_TRENDS
from analytics.filters import Filters
from analytics.store import Store, open_store

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(desk_home: Path) -> Iterator[Store]:
    opened = open_store(settings.load({"UPSWELL_HOME": str(desk_home)}))
    yield opened
    opened.close()


def test_without_filters_the_overview_is_drawn(store: Store) -> None:
    made = exports.charts(store, Filters(), now=NOW)
    assert [chart.kind for chart in made][:2] == ["multiples", "bars"]
    assert "columns" in [chart.kind for chart in made]
    assert {trend.subject.label for trend in made[0].trends} == {"Rising", "Steady"}


def test_a_topic_is_charted_on_the_whole_of_the_other_filters(store: Store) -> None:
    (chart,) = exports.charts(store, Filters(topics=("rising",), sources=("Ledger",)), now=NOW)
    assert chart.kind == "line"
    assert chart.trends[0].points[0].denominator == 6
    assert chart.context.provenance.sources == ("Ledger",)
    assert chart.context.evidence[0].source == "Ledger"


def test_several_subjects_share_one_scale(store: Store) -> None:
    (chart,) = exports.charts(store, Filters(topics=("rising", "steady")), now=NOW)
    assert [trend.subject.label for trend in chart.trends] == ["Rising", "Steady"]


def test_a_query_is_a_subject(store: Store) -> None:
    (chart,) = exports.charts(store, Filters(query="agentic"), now=NOW)
    assert chart.trends[0].subject.kind == "query"
    assert sum(point.numerator for point in chart.trends[0].points) > 100


@pytest.mark.parametrize(
    ("filters", "statistics", "said"),
    [(Filters(topics=("no such",)), (), "no topic 'no such'"), (Filters(), ("no such",), "no figure")],
)
def test_what_is_not_there_is_named(store: Store, filters: Filters, statistics: tuple[str, ...], said: str) -> None:
    with pytest.raises(ExportError, match=said):
        exports.charts(store, filters, now=NOW, statistics=statistics)


def test_an_empty_selection_says_so(store: Store) -> None:
    made = exports.charts(store, Filters(start=date(2020, 1, 1), end=date(2020, 2, 1)), now=NOW)
    with pytest.raises(ExportError, match="nothing to export"):
        exports.render(made, "csv")


def test_unknown_forms_are_named(store: Store) -> None:
    with pytest.raises(ExportError, match="gif"):
        exports.render(exports.charts(store, Filters(topics=("rising",)), now=NOW), "gif")


def test_an_older_deck_is_brought_up_to_date(store: Store) -> None:
    early = Filters(topics=("rising",), end=date(2026, 3, 2))
    before = exports.render(exports.charts(store, early, now=NOW), "pptx")
    after, changes = exports.refresh_deck(store, before, now=NOW, name="d.pptx", end=date(2026, 6, 1))
    frame = next(shape for shape in Presentation(io.BytesIO(after)).slides[0].shapes if shape.has_chart)
    (now,) = exports.charts(store, Filters(topics=("rising",), end=date(2026, 6, 1)), now=NOW)
    drawn = next(series for series in frame.chart.plots[0].series if series.name == "Rising")
    assert tuple(drawn.values) == tuple(point.value if point.complete else None for point in now.trends[0].points)
    assert "renewed" in {change.outcome for change in changes}


def test_a_deck_is_whole(store: Store) -> None:
    studio = exports.Studio(store, Filters(), now=NOW)
    made = exports.charts(store, Filters(), now=NOW)
    deck = Presentation(io.BytesIO(exports.render(made, "pptx", matter=studio.matter(title="June"))))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[:2] == ["June", "What the charts say"]
    assert titles[-2:] == ["Sources and coverage", "Method"]
    assert len(titles) == len(made) + 4


def test_files_agree_with_the_question(store: Store) -> None:
    made = exports.charts(store, Filters(topics=("rising",)), now=NOW)
    rows = json.loads(exports.render(made, "json"))["charts"][0]["rows"]
    assert [row["value"] for row in rows] == [point.value for point in made[0].trends[0].points]


def test_an_outlook_is_drawn_only_when_it_is_asked_for_and_of_a_subject(store: Store) -> None:
    (plain,) = exports.charts(store, Filters(topics=("rising",)), now=NOW)
    (asked,) = exports.charts(store, Filters(topics=("rising",)), now=NOW, ahead=True)
    assert "utlook" not in plain.footnote
    assert "utlook" in asked.footnote
    assert asked.trends == plain.trends
    with pytest.raises(ExportError, match="one subject"):
        exports.charts(store, Filters(), now=NOW, ahead=True)


@pytest.mark.parametrize("kind", OF_TRENDS)
def test_any_kind_can_be_asked_for_and_is_remembered(store: Store, kind: ChartKind) -> None:
    made = exports.charts(store, Filters(), now=NOW, kind=kind)
    assert {chart.kind for chart in made} <= {kind, "line"}  # an outlook that is withheld is a line
    assert {trend.subject.label for chart in made for trend in chart.trends} == {"Rising", "Steady"}
    deck = exports.render(made, "pptx")
    again, changes = exports.refresh_deck(store, deck, now=NOW, name="d.pptx")
    assert len(Presentation(io.BytesIO(again)).slides) == len(made)
    assert "gone" not in {change.outcome for change in changes}
    values = [change for change in changes if change.what.startswith(("chart", "table", "map"))]
    assert {change.outcome for change in values} == {"unchanged"}
