"""What is told of a figure: comparator, subject, population, period, attribution, hedge, modality, sample, lead-in."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from analytics.types import Statistic


def first(text: str) -> Statistic:
    """The first statistic of a text that is no sample size."""
    return next(statistic for statistic in extract(text) if statistic.kind != "sample size")


COMPARATORS = [
    ("They are 3x more likely to buy again.", "more likely to buy again"),
    ("They are 3x more likely to buy again, the study says.", "more likely to buy again"),
    ("They are twice as likely to churn.", "as likely to churn"),
    ("Video earns four times the clicks of banners.", None),
    ("It pays 2x the average.", "the average"),
    ("CTR is 15% higher on mobile.", "higher on mobile"),
    ("They buy 40% less often while prices rise.", "less often"),
    ("A 12% increase in spend.", "increase in spend"),
    ("58% of marketers agree.", None),
]


@pytest.mark.parametrize(("text", "comparator"), COMPARATORS)
def test_comparator(text: str, comparator: str | None) -> None:
    assert first(text).comparator == comparator


SHARES = [
    ("58% of marketers use generative AI.", "marketers", "use generative AI"),
    ("58% of marketers say they use generative AI weekly.", "marketers", "use generative AI weekly"),
    ("58% of all B2B marketers plan to hire.", "B2B marketers", "plan to hire"),
    ("Two-thirds of consumers who shop online abandon carts.", "consumers who shop online", "abandon carts"),
    ("Nine in ten buyers that read reviews trust them.", "buyers that read reviews", "trust them"),
    ("35% of ad spend goes to search.", "ad spend", "goes to search"),
    ("80% of clients are now using it.", "clients", "are now using it"),
    ("One in five never returns.", None, "never returns"),
    ("Seven in 10 adults (72%) use it.", "adults", "use it"),
    ("The majority — 89% — say work is better.", None, "say work is better"),
    ("The majority (62%) of CMOs agree.", "CMOs", "agree"),
    ("More than half of staff — 56% — report stress.", "staff", "report stress"),
    ("Four out of five dentists recommend it.", "dentists", "recommend it"),
    ("More than half of them plan to hire.", None, "plan to hire"),
    ("It makes 23% of brand revenue.", "brand revenue", None),
    ("A model that achieves 70% accuracy in calls won.", None, "model accuracy"),
    ("Its system delivered a 38% speedup across 235 problems.", None, "Its system speedup"),
    ("Trust is low, with 39% experiencing more errors.", None, "experiencing more errors"),
    ("Some 75% of respondents thought it wise.", "respondents", "thought it wise"),
    ("We saw 96% of the performance at 46% of the cost.", "performance", None),
    ("An increase in spend of 20% followed.", None, "An increase in spend"),
    ("While 56% save 5 hours a week, many fail.", None, "save 5 hours a week"),
    ("- Max Clicks: ~15% (high)", None, "Max Clicks"),
    ("A 20% heavy buyer ratio holds.", None, "heavy buyer ratio"),
    ("5G phones made up 12% of sales.", "sales", "5G phones"),
    ("Among adults aged 18 to 34, 48% prefer it.", "adults aged 18 to 34", "prefer it"),
    ("AI answers appear in 13% of queries.", "queries", "AI answers appear"),
    ("Mobile accounts for 60% of traffic.", "traffic", "Mobile"),
    ("58% of marketers surveyed use AI.", "marketers", "use AI"),
    ("58% of young adults in the sample trust it.", "young adults", "trust it"),
    ("One in three searches end without a click.", "searches", "end without a click"),
    ("The share of firms that hire reached 9%.", "firms", "hire"),
    ("Acme has 75,000 people and left.", "people", "Acme"),
    ("Shops keep 89% of customers vs. 33% for weak ones.", "customers", "Shops keep"),
    ("45% of staff and 61% of managers agree.", "staff", None),
    ("58% of grocers sell through apps.", "grocers", "sell through apps"),
    ("Some 61% of grocers now sell via apps.", "grocers", "now sell via apps"),
    ("Two-thirds of planners distrust the numbers.", "planners", "distrust the numbers"),
    ("One in five podcasters earns money.", "podcasters", "earns money"),
    ("One in ten ad buyers skips tests.", "ad buyers", "skips tests"),
    ("Three in ten dentists floss nightly.", "dentists", "floss nightly"),
    ("44% of farmers closed their stalls.", "farmers", "closed their stalls"),
    ("30% of gamers exposed to ads left.", "gamers exposed to ads", "left"),
    ("40% of emissions growth in Europe came from cars.", "emissions growth in Europe", "came from cars"),
    ("12% of sales volume was lost.", "sales volume", "was lost"),
]


@pytest.mark.parametrize(("text", "population", "subject"), SHARES)
def test_population_and_subject_of_a_share(text: str, population: str | None, subject: str | None) -> None:
    statistic = first(text)
    assert (statistic.population, statistic.subject) == (population, subject)


SUBJECTS = [
    ("Search traffic fell 33% in May.", "Search traffic"),
    ("The agency's ad revenue will hit $14 billion.", "The agency's ad revenue"),
    ("The average order value was $85.", "The average order value"),
    ("Data shows traffic from AI tools jumped 300%.", "traffic from AI tools"),
    ("Costs rose, and the number of networks tripled.", "the number of networks"),
    ("While spend grew, margins fell by 4%.", "margins"),
    ("CTR: 6.47%", "CTR"),
    ("It rose 5%.", None),
    ("Ravi Kumar, backed by a fund, has raised $3.5M.", "Ravi Kumar"),
    ("A 3.2x higher rate was seen.", None),
    ("Northwind reported 6% growth.", "Northwind"),
    ("AI agents start 18% of searches.", "AI agents start"),
    ("Suppliers spent $1.4 billion on media networks last year.", "Suppliers spent on media networks"),
    ("Among women, Northwind put the share who agree at 71%.", "agree"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_subject(text: str, subject: str | None) -> None:
    assert first(text).subject == subject


def test_the_compared_are_the_population() -> None:
    statistic = first("Shoppers who saw tailored offers were 3.2x more likely to regret it.")
    assert statistic.population == "Shoppers who saw tailored offers"
    assert statistic.subject is None


PERIODS = [
    ("Sales rose 5% in 2024.", "2024"),
    ("Sales rose 5% in Q3 2025.", "Q3 2025"),
    ("Sales rose 5% year over year in Q3 2025.", "Q3 2025"),
    ("Sales rose 5% year over year.", "year over year"),
    ("In the third quarter of 2025, sales rose 5%.", "the third quarter of 2025"),
    ("In March 2024, sales rose 5%.", "March 2024"),
    ("Sales rose 5% last year.", "last year"),
    ("Sales rose 5% over the past 12 months.", "the past 12 months"),
    ("Sales rose 5% since 2019.", "since 2019"),
    ("Sales rose 5% between 2019 and 2024.", "between 2019 and 2024"),
    ("Sales will rise 5% by 2027.", "by 2027"),
    ("Sales rose 5% in H1.", "H1"),
    ("5% of firms agree, up from a year earlier.", None),
    ("71% expect to hire over the next six months.", None),
    ("Hiring is expected to grow 5% over the next six months.", "the next six months"),
    ("Looking ahead to 2030, 61% envision a partner.", None),
    ("Of users polled on August 15-19, 2025, 5% agree.", "August 15-19, 2025"),
    ("Sales rose 5%.", None),
    ("In 2024, 58% of men and 43% of women agreed.", "2024"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_period_as_written(text: str, period: str | None) -> None:
    assert first(text).period == period


def test_a_figure_compared_with_keeps_the_measure_and_has_its_own_period() -> None:
    rise, now, before = extract("Revenue rose 12% to $74 billion in Q3, compared with $65 billion a year earlier.")
    assert {rise.subject, now.subject, before.subject} == {"Revenue"}
    assert (now.period, before.period) == ("Q3", "a year earlier")


def test_points_of_a_second_clause_keep_the_measure_and_say_which_way() -> None:
    share, points = extract("88% of marketers use AI, up 5 percentage points.")
    assert (points.subject, points.population) == (share.subject, share.population)
    assert (points.kind, points.comparator) == ("points", "up")


def test_each_figure_has_its_own_period() -> None:
    now, before = extract("13% of queries show it in May 2025, up from 6% in May 2024.")
    assert (now.period, before.period) == ("May 2025", "May 2024")
    assert now.population == before.population == "queries"


ATTRIBUTIONS = [
    ("According to Northwind, 5% agree.", "Northwind"),
    ("5% agree, according to Northwind Research.", "Northwind Research"),
    ("According to a new report from Northwind, 5% agree.", "Northwind"),
    ("According to Northwind's research, 5% agree.", "Northwind"),
    ("5% agree, according to Northwind's State of Ads 2025 report.", "Northwind, State of Ads 2025"),
    ('5% agree, Northwind says in "The Ad Outlook."', "Northwind, The Ad Outlook"),
    ("Northwind found that 5% agree.", "Northwind"),
    ("5% agree, Northwind, Inc. said.", "Northwind"),
    ("Northwind, Inc., said that 5% agree.", "Northwind"),
    ("According to Northwind Data Corp., 5% agree.", "Northwind Data"),
    ("Northwind, which runs a panel of its own, says that 5% agree.", "Northwind"),
    ("Northwind, the polling firm, found that 5% agree.", "Northwind"),
    ("A survey by Acme Insights shows 5% agree.", "Acme Insights"),
    ("Northwind data shows 5% agree.", "Northwind"),
    ("5% agree, per eNorth.", "eNorth"),
    (
        "5% agree, according to the Buyer Trust Index of the Northwind Institute.",
        "Northwind Institute, Buyer Trust Index",
    ),
    ("5% agree (Source: Acme Labs).", "Acme Labs"),
    ("5% agree (Northwind, 2024).", "Northwind"),
    ("Bureau of Ad Statistics reported that 5% agree.", "Bureau of Ad Statistics"),
    ("According to recent research, 5% agree.", None),
    ("The report says 5% agree.", None),
    ("5% agree.", None),
]


@pytest.mark.parametrize(("text", "attribution"), ATTRIBUTIONS)
def test_attribution(text: str, attribution: str | None) -> None:
    assert first(text).attribution == attribution


def test_a_source_holds_for_the_next_sentences_of_its_paragraph_only() -> None:
    text = "Northwind surveyed shops. The report found 27% cut staff.\nElsewhere, 9% of firms hired."
    inside, outside = extract(text)
    assert (inside.attribution, outside.attribution) == ("Northwind", None)


HEDGES = [
    ("Nearly 58% agree.", "nearly"),
    ("More than 58% agree.", "more than"),
    ("At least 58% agree.", "at least"),
    ("Up to 58% agree.", "up to"),
    ("An estimated 58% agree.", "an estimated"),
    ("~58% agree.", "~"),
    ("Just over 58% agree.", "just over"),
    ("Almost two-thirds of firms agree.", "almost"),
    ("58% agree.", None),
]


@pytest.mark.parametrize(("text", "hedge"), HEDGES)
def test_hedge(text: str, hedge: str | None) -> None:
    assert first(text).hedge == hedge


MODALITIES = [
    ("Sales rose 5%.", "observed"),
    ("Sales will rise 5%.", "forecast"),
    ("The market is expected to reach $5 billion.", "forecast"),
    ("The market is projected to hit $5 billion.", "forecast"),
    ("The firm forecasts a 5% rise.", "forecast"),
    ("Sales could fall 5%.", "forecast"),
    ("Half of decisions are automated by 2027.", "forecast"),
    ("Sales did not grow 5%.", "negated"),
    ("It isn't 3x more likely.", "negated"),
    ("Rather than 58% of users, few agree.", "negated"),
    ("Not only 58% of users agree.", "observed"),
    ("58% of marketers say they will buy by 2027.", "observed"),
    ("Only 8% anticipate that it will decline.", "observed"),
    ("Northwind projects 40% growth.", "forecast"),
    ("Teams drop projects 4x faster.", "observed"),
    ("No more than 5% of users agree.", "observed"),
    ("They are 3x more likely to buy.", "observed"),
    ("Sales did not fall but rose 10%.", "observed"),
    ("Plover had hoped to grow yet it is expected to lose 10%.", "forecast"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modality(text: str, modality: str) -> None:
    assert first(text).modality == modality


SAMPLES = [
    ("In a survey of 1,200 CMOs, 59% said they lack budget.", 1200),
    ("Northwind polled 402 shoppers. The report says 27% left.", 402),
    ("27% of users left (n=48).", 48),
    ("27% of users left.\n\nMethod: Northwind surveyed 900 adults.", 900),
    ("27% of users left.", None),
]


@pytest.mark.parametrize(("text", "sample"), SAMPLES)
def test_sample_size_reaches_the_figures_it_stands_behind(text: str, sample: int | None) -> None:
    assert first(text).sample_size == sample


def test_a_share_of_nobody_in_particular_is_one_of_the_sample() -> None:
    assert first("In a survey of 1,200 CMOs, 59% said they lack budget.").population == "CMOs"


CARRIED = [
    ("80% of researchers use it, and 71% expect to use it more.", [("researchers", "expect to use it more")]),
    ("80% of researchers use it. Only 8% say no.", [("researchers", "say no")]),
    ("58% of staff use it for research, 54% for analysis.", [("staff", "use it for analysis")]),
    ("58% of staff use it. Of these, 12% agree.", [("staff", "agree")]),
    ("58% of staff use it.\n12% agree.", [(None, "agree")]),
    ("58% of revenue is mobile. 12% say no.", [(None, "say no")]),
    ("Over 15,000 merchants sell. 12% agree.", [(None, "agree")]),
    ("58% of staff agree. It rained. It snowed. It hailed. It froze. 12% agree.", [(None, "agree")]),
    ("41% use it for design, 37% for code.", [(None, "use it for code")]),
    ("35% of ad spend goes to search, and 12% agree.", [(None, "agree")]),
]


@pytest.mark.parametrize(("text", "rest"), CARRIED)
def test_a_share_of_nobody_named_is_of_those_named_before(text: str, rest: list[tuple[str | None, str]]) -> None:
    assert [(each.population, each.subject) for each in extract(text)[1:]] == rest


LEAD_IN = "According to {0} data, shoppers who saw tailored offers were:"


@pytest.mark.parametrize(
    "items",
    [
        "3x more likely to regret it.\n2x more likely to leave.",
        "- 3x more likely to regret it\n- 2x more likely to leave",
        "• 3x more likely to regret it.\n\n• 2x more likely to leave.",
        "1. 3x more likely to regret it.\n2. 2x more likely to leave.",
    ],
)
def test_list_items_take_their_lead_in(items: str) -> None:
    text = f"{LEAD_IN.format('Northwind')}\n{items}\nOther things happened. Then 4% of firms left."
    regret, leave, outside = extract(text)
    assert [regret.comparator, leave.comparator] == ["more likely to regret it", "more likely to leave"]
    assert {regret.population, leave.population} == {"shoppers who saw tailored offers"}
    assert {regret.attribution, leave.attribution} == {"Northwind"}
    assert (outside.population, outside.attribution) == ("firms", None)


def test_the_sentence_is_where_the_figure_stands() -> None:
    text = "One thing. Then 58% of users left! Another."
    statistic = first(text)
    assert statistic.sentence == "Then 58% of users left!"
    assert text[statistic.sentence_start :].startswith(statistic.sentence)


SENTENCES = [
    ("Acme Inc. grew 5% in the U.S. market.", "Acme Inc. grew 5% in the U.S. market."),
    ("Growth is 5%. iPhone sales fell.", "Growth is 5%."),
    ("It said: “Growth is 5%.” Then it left.", "It said: “Growth is 5%.”"),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_sentences_end_at_full_stops_that_end_sentences(text: str, sentence: str) -> None:
    assert first(text).sentence == sentence
