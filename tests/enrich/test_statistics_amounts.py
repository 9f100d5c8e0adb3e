"""Money, counts, averages, samples, measures, ranks: each row is a way in which they are written."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from tests.enrich.figures import close, only

MONEY = [
    ("It is worth $1.2bn.", "$1.2bn", 1.2e9, "USD"),
    ("It is worth $1.2 billion.", "$1.2 billion", 1.2e9, "USD"),
    ("Revenue was $13,009 million.", "$13,009 million", 13009e6, "USD"),
    ("Revenue hit €3.4bn.", "€3.4bn", 3.4e9, "EUR"),
    ("They hold €10M.", "€10M", 10e6, "EUR"),
    ("Spend was £250m.", "£250m", 250e6, "GBP"),
    ("Spend was $250k.", "$250k", 250e3, "USD"),
    ("Assets reached $2tn.", "$2tn", 2e12, "USD"),
    ("Assets reached $2t.", "$2t", 2e12, "USD"),
    ("The deal is US$40 million.", "US$40 million", 40e6, "USD"),
    ("The deal is A$40 million.", "A$40 million", 40e6, "AUD"),
    ("The deal is 40 million dollars.", "40 million dollars", 40e6, "USD"),
    ("The deal is 5 million euros.", "5 million euros", 5e6, "EUR"),
    ("Sales of ¥300 million followed.", "¥300 million", 300e6, "JPY"),
    ("Sales of ₹50 crore followed.", "₹50 crore", 5e8, "INR"),
    ("A loss of -$3 million followed.", "-$3 million", -3e6, "USD"),
    ("It raised CHF 20 million.", "CHF 20 million", 20e6, "CHF"),
    ("It raised 20 million USD.", "20 million USD", 20e6, "USD"),
    ("Wages are $15.4/hour.", "$15.4/hour", 15.4, "USD per hour"),
    ("He earns $11 million per month.", "$11 million per month", 11e6, "USD per month"),
    ("Spend was two million dollars.", "two million dollars", 2e6, "USD"),
    ("The sum is £71.6million.", "£71.6million", 71.6e6, "GBP"),
    ("The loss is 52m euros.", "52m euros", 52e6, "EUR"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit"), MONEY)
def test_money_with_its_scale_and_currency(text: str, raw: str, value: float, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "money", unit)
    assert close(statistic.value, value)


COUNTS = [
    ("It has 2.5 million users.", "2.5 million", 2.5e6, "users"),
    ("It has 10M users.", "10M", 10e6, "users"),
    ("It has 300k subscribers.", "300k", 300e3, "subscribers"),
    ("It serves 1,500 brands.", "1,500", 1500, "brands"),
    ("They lost 250,000 jobs.", "250,000", 250_000, "jobs"),
    ("Some 700 000 learners wrote it.", "700 000", 700_000, "learners"),
    ("Over thirty million monthly active users stay.", "thirty million", 30e6, "users"),
    ("Nearly 153,000 job cuts followed.", "153,000", 153_000, "cuts"),
    ("We crawled 21 million result pages.", "21 million", 21e6, "pages"),
    ("Police found 39 missing children.", "39", 39, "children"),
    ("It has two million followers.", "two million", 2e6, "followers"),
    ("They sold 3,000 units.", "3,000", 3000, "units"),
    ("Twenty-six people joined.", "Twenty-six", 26, "people"),
    ("The tool logs 1.2 billion queries a day.", "1.2 billion", 1.2e9, "queries"),
    ("Some 1.25 crore users joined.", "1.25 crore", 1.25e7, "users"),
    ("It has 1.234.567 users in Europe.", "1.234.567", 1234567, "users"),
    ("The clip drew 1.2m views.", "1.2m", 1_200_000, "views"),
    ("It has 3m monthly active users.", "3m", 3_000_000, "users"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit"), COUNTS)
def test_counts_take_the_counted_as_unit(text: str, raw: str, value: float, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "count", unit)
    assert close(statistic.value, value)


RATES = [
    ("The city had 4.2 deaths per 1,000 people.", "4.2", 4.2, "deaths per 1,000 people", "people"),
    ("There are 12 doctors per 10,000 inhabitants.", "12", 12, "doctors per 10,000 inhabitants", "inhabitants"),
    ("It logs 3 crashes per million sessions.", "3", 3, "crashes per million sessions", "sessions"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit", "population"), RATES)
def test_a_rate_names_its_base(text: str, raw: str, value: float, unit: str, population: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.unit, statistic.population) == (raw, unit, population)
    assert close(statistic.value, value)


AVERAGES = [
    ("The average order value was $85.", "$85", 85, "USD"),
    ("Sessions last 4.2 minutes on average.", "4.2 minutes", 4.2, "minute"),
    ("The median salary was $62,000.", "$62,000", 62_000, "USD"),
    ("The mean delay was 12 days.", "12 days", 12, "day"),
    ("Teams average 40 employees.", "40", 40, "employees"),
    ("Typical calls take 30 minutes.", "30 minutes", 30, "minute"),
    ("On average, readers open 3.6 letters a week.", "3.6", 3.6, "letters"),
    ("The average planner juggles 12 tools.", "12", 12, "tools"),
    ("Planners run 5 tests on average.", "5", 5, "tests"),
    ("A typical buyer visits 4.3 sites before paying.", "4.3", 4.3, "sites"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit"), AVERAGES)
def test_averages(text: str, raw: str, value: float, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "average", unit)
    assert close(statistic.value, value)


SAMPLES = [
    ("The firm surveyed 402 CMOs.", "402", "CMOs"),
    ("It is a survey of 1,200 marketers.", "1,200", "marketers"),
    ("They polled more than 2,000 adults.", "2,000", "adults"),
    ("The result is based on 350 responses.", "350", "responses"),
    ("We interviewed 25 executives.", "25", "executives"),
    ("Users liked it (n=48).", "48", "respondents"),
    ("Users liked it (n = 1,024).", "1,024", "respondents"),
    ("Acme analysed 16,825 Search Ads campaigns.", "16,825", "campaigns"),
    ("Of the 2,000 adults polled, most agree.", "2,000", "adults"),
    ("Sample size: 512.", "512", "respondents"),
    ("A sample of 500 US shoppers answered.", "500", "shoppers"),
    ("A survey of 1,500 grocers ran in May.", "1,500", "grocers"),
    ("We interviewed 48 village bakers.", "48", "bakers"),
]


@pytest.mark.parametrize(("text", "raw", "unit"), SAMPLES)
def test_sample_sizes(text: str, raw: str, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "sample size", unit)


SCORES = [
    ("It has an NPS of 62.", "62", 62, "average"),
    ("Its Net Promoter Score stands at -5.", "-5", -5, "average"),
    ("Its NPS rose from 42 to 57.", "from 42 to 57", 57, "change"),
]


@pytest.mark.parametrize(("text", "raw", "value", "kind"), SCORES)
def test_net_promoter_scores(text: str, raw: str, value: float, kind: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, kind, "net promoter score")
    assert close(statistic.value, value)


MEASURES = [
    ("The plant is at 1,500,000 kilometres.", "1,500,000 kilometres", 1.5e6, "kilometre"),
    ("Photons carry 1.7 eV.", "1.7 eV", 1.7, "electronvolt"),
    ("The tank holds 4 km^3.", "4 km^3", 4, "cubic kilometre"),
    ("The tank holds 4 cubic metres.", "4 cubic metres", 4, "cubic metre"),
    ("It runs at 2.80 GHz.", "2.80 GHz", 2.8, "gigahertz"),
    ("Doses were 44 mg.", "44 mg", 44, "milligram"),
    ("Flux is 20 J/m^2.", "20 J/m^2", 20, "joule per square metre"),
    ("It moves at 12 m s−1.", "12 m s−1", 12, "metre per second"),
    ("Density is 2.7 g cm−3.", "2.7 g cm−3", 2.7, "gram per cubic centimetre"),
    ("It drives 200 kilometres per hour.", "200 kilometres per hour", 200, "kilometre per hour"),
    ("The room is at 40 deg celsius.", "40 deg celsius", 40, "degree Celsius"),
    ("It reached 98.6 degrees F.", "98.6 degrees F", 98.6, "degree Fahrenheit"),
    ("It reached 800 °C.", "800 °C", 800, "degree Celsius"),
    ("The gas is at 7200 K.", "7200 K", 7200, "kelvin"),
    ("It holds 37 ppm.", "37 ppm", 37, "part per million"),
    ("Pages load in 350 ms.", "350 ms", 350, "millisecond"),
    ("The disk has 8 TB.", "8 TB", 8, "terabyte"),
    ("It streams 25 Mbps.", "25 Mbps", 25, "megabit per second"),
    ("The grid has a pitch of 2.123 pm.", "2.123 pm", 2.123, "picometre"),
    ("The mast is 10 feet.", "10 feet", 10, "foot"),
    ("They saved 3 tonnes.", "3 tonnes", 3, "tonne"),
    ("The plot has 12 hectares.", "12 hectares", 12, "hectare"),
    ("It weighs 10 pounds.", "10 pounds", 10, "pound-mass"),
    ("Setup takes 3 hours.", "3 hours", 3, "hour"),
    ("Reviews took about four weeks.", "four weeks", 4, "week"),
    ("People spend 6 hours and 40 minutes online each day.", "6 hours and 40 minutes", 400, "minute"),
    ("Users spend 2h 31m a day on video.", "2h 31m", 151, "minute"),
    ("It used 0.5k miles.", "0.5k miles", 500, "mile"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit"), MEASURES)
def test_measures_have_a_unit_spelt_out(text: str, raw: str, value: float, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "measure", unit)
    assert close(statistic.value, value)


RANKS = [
    ("The #3 brand by recall won.", "3", 3),
    ("It is ranked no. 1 worldwide.", "1", 1),
    ("It ranks number 12 in Europe.", "12", 12),
    ("It ranked 4 of all sites.", "4", 4),
    ("Plover ranks third among grocers.", "third", 3),
    ("Plover came second to Orla.", "second", 2),
    ("Plover was placed 7th by readers.", "7th", 7),
    ("Plover is in fourth place.", "fourth", 4),
    ("Plover is the second-largest grocer.", "second", 2),
    ("It is the third most visited site.", "third", 3),
]


@pytest.mark.parametrize(("text", "raw", "value"), RANKS)
def test_ranks_only_when_asked(text: str, raw: str, value: int) -> None:
    (statistic,) = extract(text, ranks=True)
    assert (statistic.raw, int(statistic.value), statistic.kind, statistic.unit) == (raw, value, "rank", "rank")
    assert extract(text) == ()


@pytest.mark.parametrize(
    ("text", "subject", "comparator"),
    [
        ("The app sits at No. 2 in the charts.", "The app", "in the charts"),
        ("Plover was ranked 7th of 40 grocers.", "Plover", "of 40 grocers"),
        ("Plover is the second-largest grocer by sales.", "Plover", "largest grocer by sales"),
    ],
)
def test_a_rank_says_whose_it_is_and_among_whom(text: str, subject: str, comparator: str) -> None:
    rank = extract(text, ranks=True)[0]
    assert (rank.kind, rank.subject, rank.comparator) == ("rank", subject, comparator)


RANK_LISTS = [
    ("Plover ranks No. 1, No. 2 and No. 3 in Europe.", [("Plover", "in Europe")] * 3),
    ("The #1 and #4 brands by recall won.", [(None, "brands by recall won")] * 2),
    ("It moved up from No. 9 to No. 4.", [(None, None)] * 2),
    ("Plover (No. 4), Orla (No. 7) and others led.", [("Plover", None), ("Orla", None)]),
]


@pytest.mark.parametrize(("text", "told"), RANK_LISTS)
def test_ranks_in_a_list_share_what_stands_around_them(text: str, told: list[tuple[str | None, str | None]]) -> None:
    assert [(rank.subject, rank.comparator) for rank in extract(text, ranks=True)] == told


@pytest.mark.parametrize(
    "text", ["It finished the third quarter well.", "The second request came first thing.", "She is the first to call."]
)
def test_ordinals_that_are_no_ranks(text: str) -> None:
    assert extract(text, ranks=True) == ()


def test_an_inch_is_not_read_into_one_in_three() -> None:
    ratio, share = extract("Nearly 1 in 3 (31%) adults listen weekly.")
    assert (ratio.raw, ratio.kind, ratio.subject) == ("1 in 3", "ratio", "listen weekly")
    assert (share.raw, share.population) == ("31%", "adults")


def test_who_was_asked_is_named_with_the_sample() -> None:
    sample, share = extract("We asked 48 village bakers, and 31% agreed.")
    assert (sample.population, share.sample_size) == ("village bakers", 48)
