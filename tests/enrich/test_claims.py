"""Series of statistics: what joins, what never joins, citations, reference dates, conflicts, names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.enrich.claims import Claim, join
from analytics.enrich.statistics import extract
from analytics.enrich.statistics.dating import reference
from analytics.types import StatisticSeries
from benchmarks.series import accuracy, reworded


def claims(*texts: str, first: datetime = datetime(2025, 3, 1, tzinfo=UTC)) -> list[Claim]:
    """The claims of texts that appear a day after each other, each at an outlet of its own."""
    numbers = count()
    return [
        Claim(statistic, f"outlet {number}", first + timedelta(days=number))
        for text, number in zip(texts, numbers, strict=False)
        for statistic in extract(text, article_id=f"a{number}")
    ]


def series(*texts: str) -> tuple[StatisticSeries, ...]:
    """The series that texts give."""
    return join(claims(*texts))


REWORDED = [
    "58% of marketers use generative AI, according to Northwind.",
    "Northwind found that 58 per cent of marketers use generative AI in 2024.",
    "Some 58% of marketers report using generative AI, a survey by Northwind shows.",
    "Generative AI is used by 58% of marketers, Northwind data shows.",
    "Among marketers, 58% say they use generative AI, per Northwind.",
    "The share of marketers who use generative AI reached 58% in 2024, according to Northwind.",
    "According to Northwind, 58 percent of marketers now rely on generative AI tools.",
    "58% of surveyed marketers have adopted gen AI, Northwind says.",
]


def test_one_finding_said_in_many_ways_is_one_observation_with_citations() -> None:
    (one,) = series(*REWORDED)
    (observation,) = one.observations
    assert observation.statistic.article_id == "a0"
    assert observation.citations == tuple(f"a{number}" for number in range(1, len(REWORDED)))
    assert (observation.reference, observation.reference_basis) == (date(2024, 1, 1), "stated")


SAME_SOURCE = [
    ("Northwind Group", "Northwind"),
    ("Northwind & Company", "Northwind"),
    ("BAS", "Bureau of Ad Statistics"),
    ("Dana Ruiz, chief economist at Northwind,", "Northwind"),
]


@pytest.mark.parametrize(("one", "other"), SAME_SOURCE)
def test_a_source_that_articles_call_by_two_names_is_cited_and_observes_nothing_anew(one: str, other: str) -> None:
    (only,) = series(*(f"{who} said that 58% of marketers use AI in 2024." for who in (one, other)))
    (observation,) = only.observations
    assert observation.citations == ("a1",)


def test_two_sources_of_one_figure_are_two_observations() -> None:
    (only,) = series(*(f"{who} said that 58% of marketers use AI in 2024." for who in ("Northwind", "Southwind Group")))
    assert len(only.observations) == 2


def test_a_new_value_is_a_new_observation_at_its_own_date() -> None:
    (one,) = series(
        "In 2023, 58% of marketers used generative AI, Northwind says.",
        "In 2024, 61% of marketers used generative AI, Northwind says.",
        "In 2023, 58% of marketers used generative AI, Northwind recalled.",
        "64% of marketers use generative AI in 2025, according to Northwind.",
    )
    assert [(int(o.statistic.value), o.reference.year, o.citations) for o in one.observations] == [
        (58, 2023, ("a2",)),
        (61, 2024, ()),
        (64, 2025, ()),
    ]


TWINS = [
    "58% of B2B marketers use generative AI.",
    "58% of agencies use generative AI.",
    "58% of marketers do not use generative AI.",
    "58% of marketers plan to use generative AI.",
    "58% of marketers use generative AI daily.",
    "58% of marketers use predictive AI.",
    "58% of marketers will use generative AI by 2027.",
    "58 million marketers use generative AI.",
    "Use of generative AI by marketers rose 58%.",
    "Marketers who use generative AI are 58% more likely to hire.",
    "58% of marketers under 30 use generative AI.",
    "58% of marketers in France use generative AI.",
    "58% of former marketers use generative AI.",
    "58% of marketers' clients use generative AI.",
    "58% of marketers stopped using generative AI.",
    "58% of marketers want to use generative AI.",
    "58% of marketers refuse to use generative AI.",
    "58% of marketers were asked to use generative AI.",
    "58% of marketers said their rivals use generative AI.",
    "58% of marketers use generative AI for images.",
    "58% of marketers use generative AI at least once a week.",
    "58% of marketers use generative AI without approval.",
    "58% of marketers distrust generative AI.",
    "58% fewer marketers use generative AI.",
]


@pytest.mark.parametrize("twin", TWINS)
def test_unlike_claims_never_join(twin: str) -> None:
    assert len(series("58% of marketers use generative AI.", twin)) == 2


def test_groups_of_other_ages_never_join() -> None:
    told = series("58% of adults aged 18 to 34 use generative AI.", "58% of adults aged 35 to 54 use generative AI.")
    assert len(told) == 2


def test_more_and_less_likely_are_not_one_series() -> None:
    assert len(series("Buyers are 3x more likely to return.", "Buyers are 3x less likely to return.")) == 2


def test_the_same_value_from_two_authors_is_measured_twice() -> None:
    (one,) = series(
        "58% of marketers use generative AI, according to Northwind.",
        "58% of marketers use generative AI, according to Acme Labs.",
    )
    assert [observation.citations for observation in one.observations] == [(), ()]


def test_a_rounded_requote_is_a_citation() -> None:
    (one,) = series(
        "58% of marketers use generative AI, according to Northwind.",
        "Nearly six in ten marketers use generative AI, according to Northwind.",
    )
    (observation,) = one.observations
    assert (int(observation.statistic.value), observation.citations) == (58, ("a1",))


def test_two_values_for_one_period_are_a_conflict() -> None:
    (one,) = series(
        "In 2024, 58% of marketers used generative AI, Northwind says.",
        "In 2024, 41% of marketers used generative AI, Acme says.",
    )
    assert one.conflicts == ((0, 1),)


def test_a_report_and_its_author_are_one_source() -> None:
    (one,) = series(
        "According to Northwind, 58% of marketers use generative AI.",
        "58% of marketers use generative AI, according to the Trade Media Tracker by Northwind.",
    )
    (observation,) = one.observations
    assert observation.citations == ("a1",)


def test_a_copy_is_a_citation_of_its_original() -> None:
    original, again = claims(
        "5% of shoppers leave in May 2024, Northwind says.", "5% of shoppers leave in May 2025, Northwind says."
    )
    copy = Claim(again.statistic, again.source, again.published, copy_of="a0")
    (one,) = join([original, copy])
    (observation,) = one.observations
    assert observation.citations == ("a1",)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("58% of grocers sell through apps, Northwind says.", "Northwind found that 58% of grocers sold via apps."),
        ("Search traffic fell 33% in 2024, Northwind says.", "Search traffic dropped 33% in 2024, Northwind found."),
        ("Ad spend grew 12% in 2024, Northwind says.", "Ad spend increased 12% in 2024, according to Northwind."),
    ],
)
def test_a_verb_said_otherwise_is_the_same_measure(first: str, again: str) -> None:
    (one,) = series(first, again)
    (observation,) = one.observations
    assert observation.citations == ("a1",)


def test_what_another_modifier_names_is_another_measure() -> None:
    first = "The average open rate of retail emails was 24% in 2024, Postbench says."
    again = "The average open rate of charity emails was 24% in 2024, Postbench says."
    assert len(series(first, again)) == 2


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("26% of orders were returned in 2024, Parcelview says.", "The return rate of orders was 26% in 2024."),
        (
            "The share of grocers who sell through apps was 58% in 2024, Northwind says.",
            "58% of grocers sell through apps, Northwind says.",
        ),
        ("Spending on search hit $45bn in 2024.", "Spending on search totalled $45bn in 2024."),
    ],
)
def test_a_noun_that_holds_measure_and_group_is_no_other_measure(first: str, again: str) -> None:
    assert len(series(first, again)) == 1


def test_findings_told_in_other_words_join_and_their_twins_do_not() -> None:
    planted = reworded()
    precision, _, f1 = accuracy(planted, join(one.claim for one in planted))
    assert precision == 1
    assert f1 >= 0.93


def test_a_third_is_33_percent_said_in_words() -> None:
    (one,) = series("Search traffic fell 33% in 2024, Northwind says.", "Search traffic fell by a third in 2024.")
    assert [each.alterations for each in one.observations[0].retellings] == [("rounded", "source dropped")]
    assert one.conflicts == ()


def test_a_rise_and_a_fall_are_unlike() -> None:
    assert len(series("Ad spend rose 12% in 2024.", "Ad spend fell 12% in 2024.")) == 2


def test_negated_claims_and_samples_are_in_no_series() -> None:
    assert series("Sales did not grow 20%.", "Northwind surveyed 402 marketers.") == ()


NAMES = [
    ("58% of marketers now use generative AI.", "Marketers who use generative AI"),
    ("35% of ad spend goes to search.", "Ad spend that goes to search"),
    ("AI agents now start 18% of product searches.", "Share of product searches that AI agents start"),
    ("58% of shoppers under 25 say ads annoy.", "Shoppers under 25 who say ads annoy"),
    ("Suppliers spent $1.4 billion on media networks.", "Suppliers spent on media networks"),
    ("Search traffic fell 33% in 2024.", "Search traffic: fell"),
    ("Amberly Toys cut its personalization rules by half.", "Amberly Toys’ personalization rules: cut"),
    ("Polaris Fitness cut its personalization rules 40%.", "Polaris Fitness’ personalization rules"),
    ("Complaints about creepy ads doubled.", "Complaints about creepy ads doubled"),
    ("One in five podcasters earns money.", "Podcasters that earn money"),
    ("One in six bakers has a jar.", "Bakers that have a jar"),
    ("Nearly six in ten grocers sell through apps.", "Grocers that sell through apps"),
    ("Amberly Toys doubled its ad budget.", "Amberly Toys’ ad budget doubled"),
    ("Video checkout halved the number of steps.", "Video checkout halved the number of steps"),
    (
        "Julian Marsh, who runs media, added that made-for-ads sites took a tenth of the budget.",
        "Share of budget that made-for-ads sites took",
    ),
    ("An ad blocker was used by 37% of readers in 2024.", "Ad blocker was used by readers"),
    ("Trust in prices among readers dropped to 35%.", "Trust in prices among readers"),
    ("Spending on search totalled $45bn in 2024.", "Spending on search"),
    ("Buyers are 3x more likely to return.", "Buyers: more likely to return"),
    ("The average order value was $85.", "Average order value"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_series_has_a_name_a_person_would_use(text: str, name: str) -> None:
    (one,) = series(text)
    assert one.name == name


def test_order_of_arrival_changes_nothing() -> None:
    found = claims(*REWORDED, *TWINS)
    assert join(found) == join(reversed(found))


def test_ids_stay_when_later_articles_arrive() -> None:
    before = {one.id for one in series(*REWORDED[:3])}
    assert before <= {one.id for one in series(*REWORDED, *TWINS)}


@given(st.lists(st.sampled_from([*REWORDED, *TWINS]), max_size=12, unique=True))
@settings(max_examples=25, deadline=None)
def test_every_claim_is_in_one_series_once(texts: list[str]) -> None:
    found = claims(*texts)
    articles = [
        article
        for one in join(found)
        for observation in one.observations
        for article in (observation.statistic.article_id, *observation.citations)
    ]
    assert sorted(articles) == sorted(claim.statistic.article_id for claim in found)


PUBLISHED = datetime(2025, 5, 20, tzinfo=UTC)
DATES = [
    ("2024", date(2024, 1, 1)),
    ("Q3 2024", date(2024, 7, 1)),
    ("the third quarter of 2024", date(2024, 7, 1)),
    ("H2 2024", date(2024, 7, 1)),
    ("the first half of 2024", date(2024, 1, 1)),
    ("March 2024", date(2024, 3, 1)),
    ("Sept. 2024", date(2024, 9, 1)),
    ("between 2019 and 2024", date(2024, 1, 1)),
    ("by 2027", date(2027, 1, 1)),
    ("fiscal 2026", date(2026, 1, 1)),
    ("last year", date(2024, 1, 1)),
    ("this year", date(2025, 1, 1)),
    ("a year ago", date(2024, 5, 1)),
    ("Q1", date(2025, 1, 1)),
    ("Q4", date(2024, 10, 1)),
    ("the fourth quarter", date(2024, 10, 1)),
    ("November", date(2024, 11, 1)),
    ("May", date(2025, 5, 1)),
    ("since 2019", None),
    ("year over year", None),
    ("today", None),
    ("the past 12 months", None),
    ("the fourth half of 2024", date(2024, 1, 1)),
    (None, None),
]


@pytest.mark.parametrize(("period", "expected"), DATES)
def test_a_period_begins_on_a_date(period: str | None, expected: date | None) -> None:
    assert reference(period, PUBLISHED) == expected


def test_a_relative_period_needs_a_date_of_publication() -> None:
    assert reference("last year", None) is None
    assert reference("2024", None) == date(2024, 1, 1)


def test_a_rounded_figure_before_the_exact_one_is_a_retelling_of_it() -> None:
    texts = {
        "a": "According to Gartner, nearly a third of marketers used generative AI in 2024.",
        "b": "Gartner found that 32% of marketers used generative AI in 2024.",
        "c": "Gartner found that 32% of marketers used generative AI in 2024.",
    }
    (series,) = join(
        Claim(statistic, name, datetime(2025, month, 1, tzinfo=UTC))
        for month, (name, text) in enumerate(texts.items(), start=1)
        for statistic in extract(text, article_id=name)
    )
    (observation,) = series.observations
    assert (float(observation.statistic.value), observation.statistic.article_id) == (32, "b")
    assert [(one.statistic.article_id, one.alterations) for one in observation.retellings] == [
        ("a", ("rounded",)),
        ("c", ()),
    ]
