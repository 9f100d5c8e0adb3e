"""Topics, trends and the overview give the planted counts, with gaps as gaps and the present as the present."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from analytics import questions
from analytics.filters import Filters
from analytics.questions import EVERYTHING
from analytics.store import Store, decisions
from analytics.types import Counting, Grain, Subject, Trend
from benchmarks.shelf import NOW

RISING = Subject("topic", "rising", "Rising")


def numerators(trend: Trend) -> list[int]:
    return [point.numerator for point in trend.points]


def test_topics_have_their_planted_counts(world: Store) -> None:
    table = questions.list_topics(world, Filters(), now=NOW)
    found = {line.topic.id: (line.n_articles, line.n_sources) for line in table.lines}
    # 8 weeks of 2 sources and 2 articles, less the one copy.
    assert found == {"steady": (104, 1), "rising": (31, 2)}
    assert table.n_articles == 303
    assert table.unassigned == 303 - 104 - 31


def test_a_rise_is_named_and_a_new_topic_is_new(world: Store) -> None:
    seen = questions.overview(world, Filters(), now=NOW)
    assert [line.topic.id for line in seen.appeared] == ["rising"]
    assert (seen.n_articles, seen.n_copies, seen.n_sources) == (303, 1, 3)
    assert seen.as_of == NOW


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter"])
def test_grains_agree_on_the_sum(world: Store, grain: Grain) -> None:
    trend = questions.trend(world, Filters(grain=grain), subject=RISING, now=NOW)
    assert sum(numerators(trend)) == 31


def test_hours_are_of_the_moment(world: Store) -> None:
    chosen = Filters(grain="hour", start=date(2026, 5, 25), end=date(2026, 5, 26))
    trend = questions.trend(world, chosen, subject=EVERYTHING, now=NOW)
    assert [point.numerator for point in trend.points if point.numerator] == [3]
    assert trend.points[12].numerator == 3


def test_share_stands_on_what_the_sources_published(world: Store) -> None:
    last = questions.trend(world, Filters(), subject=RISING, now=NOW).points[-1]
    assert (last.numerator, last.denominator, last.complete) == (3, 5, True)
    assert last.value == pytest.approx(0.6)


def test_an_outage_is_no_zero(world: Store) -> None:
    beta = Filters(sources=("Beta",))
    trend = questions.trend(world, beta, subject=EVERYTHING, now=NOW)
    october = [point for point in trend.points if point.start == datetime(2025, 10, 13, tzinfo=UTC)]
    assert [(point.coverage, point.value) for point in october] == [("gap", None)]


@pytest.mark.parametrize(("counting", "expected"), [("items", 6), ("articles", 5), ("stories", 4)])
def test_counting_units(world: Store, counting: Counting, expected: int) -> None:
    chosen = Filters(counting=counting, measure="count")
    assert questions.trend(world, chosen, subject=EVERYTHING, now=NOW).points[-1].numerator == expected


def test_a_week_in_progress_is_marked(world: Store) -> None:
    midweek = datetime(2026, 5, 27, 15, tzinfo=UTC)
    last = questions.trend(world, Filters(), subject=RISING, now=midweek).points[-1]
    assert not last.complete


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=("Beta",)), 16),
        (Filters(groups=("Press",)), 15),
        (Filters(sources=("Nobody",)), 0),
        (Filters(start=date(2026, 5, 18)), 7),
        # A span that is no whole weeks: the rollup answers for the weeks, the rows for the ends.
        (Filters(start=date(2026, 4, 7), end=date(2026, 5, 26)), 28),
        (Filters(start=date(2026, 5, 26), end=date(2026, 5, 27)), 1),
        (Filters(query="agentic"), 31),
        (Filters(entities=("bolt",)), 15),
        (Filters(topics=("rising",)), 31),
        (Filters(language="fr"), 0),
        (Filters(min_relevance=5), 0),
    ],
)
def test_filters_choose_articles(world: Store, filters: Filters, expected: int) -> None:
    assert sum(numerators(questions.trend(world, filters, subject=RISING, now=NOW))) == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (Subject("entity", "Acme", "Acme"), 31),
        (Subject("entity", "ACME", "ACME"), 31),
        (Subject("query", '"agentic search" shops', "agentic search"), 31),
        (Subject("query", "(((", "((("), 0),
        (Subject("source", "Gamma", "Gamma"), 103),
        (Subject("topic", "none", "none"), 0),
        (EVERYTHING, 303),
    ],
)
def test_any_subject_has_a_trend(world: Store, subject: Subject, expected: int) -> None:
    assert sum(numerators(questions.trend(world, Filters(), subject=subject, now=NOW))) == expected


def test_an_empty_store_has_nothing_to_say(empty: Store) -> None:
    seen = questions.overview(empty, Filters(), now=NOW)
    assert (seen.rising, seen.appeared, seen.n_articles, seen.as_of) == ((), (), 0, None)
    assert questions.list_topics(empty, Filters(), now=NOW).lines == ()
    assert questions.find_statistics(empty, Filters(), now=NOW).total == 0
    assert questions.list_entities(empty, Filters(), now=NOW) == ()
    assert questions.search_articles(empty, Filters(query="x"), now=NOW).total == 0
    assert questions.choices(empty, Filters(), now=NOW).first_day is None
    assert questions.coverage_grid(empty, Filters(), now=NOW).publications == ()


def test_hidden_and_merged_topics_leave_the_list(world: Store) -> None:
    key = decisions.decide(world, "hide", "steady", {"on": True}, now=NOW)
    assert [line.topic.id for line in questions.list_topics(world, Filters(), now=NOW).lines] == ["rising"]
    decisions.undo(world, key, now=NOW)
    assert len(questions.list_topics(world, Filters(), now=NOW).lines) == 2


def test_an_outlook_is_given_or_says_why_not(world: Store) -> None:
    steady = questions.look_ahead(world, Filters(), subject=Subject("topic", "steady", "Steady"), now=NOW)
    rising = questions.look_ahead(world, Filters(), subject=RISING, now=NOW)
    assert steady.reason
    assert rising.reason
    assert all(forecast.start >= NOW for forecast in (*steady.forecasts, *rising.forecasts))
    assert questions.look_ahead(world, Filters(grain="quarter"), subject=RISING, now=NOW).forecasts == ()


def test_a_rise_is_broken_down_by_source(world: Store) -> None:
    found = questions.by_source(world, Filters(), subject=RISING, now=NOW)
    assert {part.source: (part.count_before, part.count, part.total) for part in found.parts} == {
        "Beta": (0, 16, 16),
        "Gamma": (0, 15, 15),
    }
    assert found.change.within + found.change.mix == pytest.approx(found.change.after - found.change.before)
    assert "because sources wrote more of it" in found.said
