"""What a figure loses as it is repeated."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analytics.enrich.claims import Claim, join
from analytics.enrich.statistics import extract
from analytics.types import StatisticSeries

FIRST = "In 2024, 58% of marketers used generative AI, according to Northwind, which polled 402 marketers."


def told(*texts: str) -> tuple[StatisticSeries, ...]:
    """The series of texts that appear a day after each other."""
    return join(
        Claim(statistic, f"outlet {number}", datetime(2025, 3, number + 1, tzinfo=UTC))
        for number, text in enumerate(texts)
        for statistic in extract(text, article_id=f"a{number}")
    )


ALTERED = [
    ("Nearly 60% of marketers use generative AI, according to Northwind.", "rounded"),
    ("Nearly six in ten marketers use generative AI, according to Northwind.", "rounded"),
    ("More than half of marketers use generative AI, according to Northwind.", "rounded"),
    ("Over 55% of marketers use generative AI, according to Northwind.", "rounded"),
    ("About 58% of marketers use generative AI, according to Northwind.", "hedge added"),
    ("58% use generative AI, according to Northwind.", "population dropped"),
    ("58% of marketers use generative AI.", "source dropped"),
    ("58% of marketers use generative AI, according to Northwind.", "period dropped"),
    ("In 2024, 58% of marketers used generative AI, according to Northwind.", "sample dropped"),
]


@pytest.mark.parametrize(("text", "alteration"), ALTERED)
def test_a_retelling_says_what_it_altered(text: str, alteration: str) -> None:
    (one,) = told(FIRST, text)
    (observation,) = one.observations
    (retelling,) = observation.retellings
    assert (retelling.source, retelling.statistic.article_id) == ("outlet 1", "a1")
    assert alteration in retelling.alterations


def test_a_faithful_retelling_altered_nothing() -> None:
    (one,) = told(FIRST, FIRST)
    assert [each.alterations for each in one.observations[0].retellings] == [()]


def test_a_hedge_that_is_lost_is_named() -> None:
    (one,) = told("Nearly 58% of marketers use generative AI, Northwind says.", "58% of marketers use generative AI.")
    assert one.observations[0].retellings[0].alterations == ("hedge dropped", "source dropped")


OTHERS = [
    "More than half of agencies use generative AI, according to Northwind.",
    "More than half of marketers use generative AI, according to Acme.",
    "More than 20% of marketers use generative AI, according to Northwind.",
    "Less than half of marketers use generative AI, according to Northwind.",
    "58% use predictive analytics, according to Northwind.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_another_figure_is_no_retelling(text: str) -> None:
    assert not any(observation.retellings for one in told(FIRST, text) for observation in one.observations)


def test_a_population_is_not_guessed_where_two_have_the_figure() -> None:
    series = told(
        "58% of marketers use generative AI, according to Northwind.",
        "58% of agencies use generative AI, according to Northwind.",
        "58% use generative AI, according to Northwind.",
    )
    assert len(series) == 3


def test_the_full_wording_names_the_series_even_when_a_bare_one_came_first() -> None:
    (one,) = told(
        "58% use generative AI, according to Northwind.", "58% of marketers use generative AI, according to Northwind."
    )
    assert (one.population, one.observations[0].statistic.article_id) == ("marketers", "a0")
