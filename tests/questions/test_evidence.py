"""Every point leads to its articles and sentences, and back."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from analytics import questions
from analytics.filters import Filters
from analytics.questions.answers import InShort
from analytics.questions.quotes import sentences
from analytics.store import Store
from analytics.types import Panel, Subject
from benchmarks.shelf import NOW, Shelf, article

RISING = Subject("topic", "rising", "Rising")
ACME = Subject("entity", "Acme", "Acme")


def test_evidence_counts_what_the_point_counts(world: Store) -> None:
    point = questions.trend(world, Filters(), subject=RISING, now=NOW).points[-1]
    found = questions.find_evidence(world, Filters(), subject=RISING, now=NOW, start=point.start, end=point.end)
    assert found.n_articles == point.numerator == len(found.quotes)
    assert (found.n_copies, found.n_sources) == (1, 2)


@pytest.mark.parametrize("panel", get_args(Panel))
def test_evidence_is_of_the_panel_that_is_drawn(empty: Store, panel: Panel) -> None:
    shelf = Shelf(empty)
    shelf.register("Alpha", first=date(2026, 5, 4))
    shelf.register("Beta", first=date(2026, 5, 18))
    days = {"Alpha": (4, 11, 18, 25), "Beta": (18, 25)}
    made = [article(f"{name}-{day}", day=date(2026, 5, day), source=name) for name in days for day in days[name]]
    shelf.put(*made, topics_of={each.id: ["rising"] for each in made})
    chosen = Filters(panel=panel, start=date(2026, 5, 4), end=date(2026, 6, 1))
    point = questions.trend(empty, chosen, subject=RISING, now=NOW).points[-1]
    start, end = point.start, point.end
    found = questions.find_evidence(empty, chosen, subject=RISING, now=NOW, start=start, end=end)
    why = questions.explain_spike(empty, chosen, subject=RISING, now=NOW, start=start, end=end)
    assert (
        point.numerator == found.n_articles == len(found.quotes) == why.n_articles == (1 if panel == "constant" else 2)
    )


def test_terms_set_a_subject_apart_from_all_that_is_selected(world: Store) -> None:
    assert "agentic" in questions.find_evidence(world, Filters(), subject=RISING, now=NOW).terms


def test_terms_are_those_of_the_selection_whatever_was_asked_before(world: Store) -> None:
    last_year = Filters(end=date(2026, 1, 1))
    found = [
        questions.find_evidence(world, filters, subject=RISING, now=NOW).terms
        for filters in (Filters(), last_year, Filters())
    ]
    assert found[0] == found[2]
    assert found[1] == ()


def test_marks_slice_back_to_the_name(world: Store) -> None:
    quote = questions.find_evidence(world, Filters(), subject=ACME, now=NOW, limit=1).quotes[0]
    marked = [mark.sentence.text[start:end] for mark in quote.highlights for start, end in mark.marks]
    assert marked == ["Acme"]
    assert quote.highlights[0].sentence.text.startswith("Acme says")


def test_why_names_what_is_unusual(world: Store) -> None:
    point = questions.trend(world, Filters(), subject=RISING, now=NOW).points[44]
    why = questions.explain_spike(world, Filters(), subject=RISING, start=point.start, end=point.end, now=NOW)
    assert (why.n_articles, why.expected) == (4, 0)
    assert {each.label for each in why.entities} == {"Acme", "Bolt"}
    assert {each.label for each in why.sources} == {"Beta", "Gamma"}


def test_search_has_facets_and_pages(world: Store) -> None:
    page = questions.search_articles(world, Filters(query="agentic"), now=NOW, size=10, page=4)
    # Copies are found, though they do not count.
    assert (page.total, page.n_pages, len(page.articles)) == (32, 4, 2)
    assert page.facets.sources == (("Beta", 16), ("Gamma", 16))
    assert [(subject.id, n) for subject, n in page.facets.topics] == [("rising", 32)]
    assert page.facets.years == (("2026", 32),)


def test_a_page_beyond_the_end_is_the_last(world: Store) -> None:
    assert questions.search_articles(world, Filters(query="agentic"), now=NOW, page=99).page == 2


def test_an_article_whole(world: Store) -> None:
    view = questions.read_article(world, Filters(), article_id="alpha-51-1", now=NOW)
    assert view is not None
    assert [copy.id for copy in view.copies] == ["gamma-51-1"]
    assert [other.id for other in view.story] == ["alpha-51-0"]
    assert [topic.id for topic, _ in view.topics] == ["steady"]
    repeated = questions.read_article(world, Filters(), article_id="gamma-51-1", now=NOW)
    assert repeated is not None
    assert repeated.line.copy_of == "alpha-51-1"
    assert repeated.statistics[0].value == 61
    assert questions.read_article(world, Filters(), article_id="none", now=NOW) is None


def test_statistics_are_found_by_words_and_unit(world: Store) -> None:
    table = questions.find_statistics(world, Filters(), now=NOW, words="shops")
    assert table.total == 1
    assert table.units == (("percent", 1),)
    series = table.series[0]
    assert [each.statistic.value for each in series.observations] == list(range(54, 62))
    assert questions.statistic_series(world, Filters(), series_id=series.id, now=NOW) == series
    assert table.joined == table.claims == 32
    assert questions.find_statistics(world, Filters(), now=NOW, units=["percent"]).claims == table.claims
    assert questions.find_statistics(world, Filters(), now=NOW, words='"percent of shops"').claims == table.claims
    assert questions.find_statistics(world, Filters(), now=NOW, words='"shops of percent"').total == 0
    assert questions.find_statistics(world, Filters(), now=NOW, units=["USD"]).total == 0
    assert questions.find_statistics(world, Filters(), now=NOW, words="shops 100%_").total == 0


def test_entities_and_their_company(world: Store) -> None:
    lines = questions.list_entities(world, Filters(), now=NOW)
    assert [(line.name, line.n_articles, line.n_sources) for line in lines] == [("Acme", 31, 2), ("Bolt", 15, 2)]
    company = questions.co_mentions(world, Filters(), subject=ACME, now=NOW)
    assert [(each.name, each.n) for each in company] == [("Bolt", 15)]
    assert company[0].lift == pytest.approx(303 / 31, abs=0.01)


def test_comparison_cuts_both_periods_alike(world: Store) -> None:
    chosen = Filters(
        start=date(2026, 5, 4), end=date(2026, 7, 1), compare_start=date(2026, 3, 2), compare_end=date(2026, 5, 1)
    )
    found = questions.compare(world, chosen, subjects=[RISING], now=NOW)
    assert (found.now[0].start, found.now[0].end) == (date(2026, 5, 4), date(2026, 6, 1))
    assert (found.before[0].start, found.before[0].end) == (date(2026, 3, 2), date(2026, 3, 30))
    assert (found.now[0].n, found.before[0].n) == (15, 0)
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It cost 3.5 million. Then it fell.", ["It cost 3.5 million.", "Then it fell."]),
        ('He said "Stop." She went.', ['He said "Stop."', "She went."]),
        ("Line one\nline two", ["Line one", "line two"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_slice_back(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == found


def test_what_is_quoted_are_sentences_of_their_articles(world: Store) -> None:
    insights = questions.key_insights(world, Filters(), subject=RISING, now=NOW, limit=3)
    told = questions.in_short(world, Filters(), subject=RISING, now=NOW)
    assert 0 < len(insights) <= 3
    assert told.insights
    for quote in (*insights, *told.summary, *told.insights):
        view = questions.read_article(world, Filters(), article_id=quote.article.id, now=NOW)
        said = quote.highlights[0].sentence
        assert view is not None
        assert view.article.text[said.start : said.end] == said.text


def test_a_name_in_the_title_alone_counts_and_is_shown_there(empty: Store) -> None:
    shelf = Shelf(empty)
    shelf.register("Alpha")
    made = article("a", title="Acme wins, says Bolt", text="The jury gave it two prizes. Bolt agreed.")
    shelf.put(made, mentions={"a": ["Acme", "Bolt"]})
    found = questions.find_evidence(empty, Filters(), subject=ACME, now=NOW)
    assert found.n_articles == 1
    (shown,) = found.quotes[0].highlights
    assert shown.sentence.text == made.title
    assert [shown.sentence.text[start:end] for start, end in shown.marks] == ["Acme"]
    view = questions.read_article(empty, Filters(), article_id="a", now=NOW)
    assert view is not None
    assert [mention.text for mention in view.mentions] == ["Acme", "Bolt"]


def test_a_subject_that_nobody_speaks_of_has_no_insights(world: Store) -> None:
    nobody = Subject("query", "zyzzyva", "zyzzyva")
    assert questions.key_insights(world, Filters(), subject=nobody, now=NOW) == ()
    assert questions.in_short(world, Filters(), subject=nobody, now=NOW) == InShort((), ())
