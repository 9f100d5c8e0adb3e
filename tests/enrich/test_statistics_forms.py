"""Statistics by form: each row is one way in which a figure is written, with the span and the value it stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.enrich.statistics import extract
from analytics.types import Statistic


def only(text: str) -> Statistic:
    """The one statistic of a text."""
    found = extract(text)
    assert len(found) == 1, [statistic.raw for statistic in found]
    return found[0]


def close(value: Decimal | None, expected: float) -> bool:
    """Whether a value is the expected one, to a thousandth of it."""
    return value is not None and float(value) == pytest.approx(expected, rel=1e-3)


PERCENT = [
    ("58% of marketers use it.", "58%", 58),
    ("Only 3.5 % of emails are opened.", "3.5 %", 3.5),
    ("34.5 per cent of buyers agree.", "34.5 per cent", 34.5),
    ("About 40 percent of sites do.", "40 percent", 40),
    ("Forty-two percent of brands do.", "Forty-two percent", 42),
    ("Ninety-three per cent of children like it.", "Ninety-three per cent", 93),
    ("Its share is 7 pct.", "7 pct", 7),
    ("Open rates are 21.3%.", "21.3%", 21.3),
    ("The bounce rate was 0.04%.", "0.04%", 0.04),
    ("Returns of −5% are common.", "−5%", -5),
    ("Orders were minus five percent on target.", "minus five percent", -5),
    ("Traffic reached 1,300% of its base.", "1,300%", 1300),
    ("They report 98% accuracy.", "98%", 98),
    ("The rate (12%) is low.", "12%", 12),
    ("100% of the sample answered.", "100%", 100),
    ("one hundred percent", "one hundred percent", 100),
    ("percent of 10", "percent of 10", 10),
    ("per cent of twenty-two", "per cent of twenty-two", 22),
    ("Margins stand at 30%-plus.", "30%", 30),
    ("It took 2.5% of the market.", "2.5%", 2.5),
    ("A rate of 4% a year is usual.", "4% a year", 4),
    ("5％ of readers subscribe.", "5％", 5),
    ("Results are plus or minus 10% of plan.", "10%", 10),
    ("It was 10.2% a year ago.", "10.2%", 10.2),
    ("Half a percent of clicks convert.", "Half a percent", 0.5),
    ("They missed it by 40% 30% or so.", "30%", 30),
]


@pytest.mark.parametrize(("text", "raw", "value"), PERCENT)
def test_per_cent(text: str, raw: str, value: float) -> None:
    statistic = only(text)
    assert statistic.raw == raw
    assert close(statistic.value, value)
    assert statistic.kind == "percent"
    assert statistic.unit.startswith("percent")


POINTS = [
    ("CPC is down 5 percentage points.", "5 percentage points", 5, "points", "percentage points"),
    ("Trust fell by 2.5 percentage points.", "2.5 percentage points", 2.5, "points", "percentage points"),
    ("A 3-percentage-point gap opened.", "3-percentage-point", 3, "points", "percentage points"),
    ("Share rose 1.2pp.", "1.2pp", 1.2, "points", "percentage points"),
    ("Share rose 4 ppts.", "4 ppts", 4, "points", "percentage points"),
    ("It lost 6 %-points.", "6 %-points", 6, "points", "percentage points"),
    ("The rate moved 25 basis points.", "25 basis points", 25, "basis points", "basis points"),
    ("Margin improved 40bps.", "40bps", 40, "basis points", "basis points"),
    ("Margin improved by 150 bps.", "150 bps", 150, "basis points", "basis points"),
    ("Retention was 12 points higher.", "12 points", 12, "points", "percentage points"),
    ("Margins were up 300 basis points.", "300 basis points", 300, "basis points", "basis points"),
    ("A one percentage point rise followed.", "one percentage point", 1, "points", "percentage points"),
]


@pytest.mark.parametrize(("text", "raw", "value", "kind", "unit"), POINTS)
def test_points_are_not_per_cent(text: str, raw: str, value: float, kind: str, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, kind, unit)
    assert close(statistic.value, value)


MULTIPLES = [
    ("Buyers are 3.2x more likely to regret it.", "3.2x", 3.2),
    ("Buyers are 2X as likely to return.", "2X", 2),
    ("The ads earned 4× the clicks.", "4×", 4),
    ("ROAS reached 7.68x.", "7.68x", 7.68),
    ("They spend three times as much.", "three times", 3),
    ("They spend 4.5 times more.", "4.5 times", 4.5),
    ("They are 4.5 times LESS LIKELY to leave.", "4.5 times", 4.5),
    ("It is ten times the average.", "ten times", 10),
    ("Traffic grew 12-fold.", "12-fold", 12),
    ("Traffic grew tenfold.", "tenfold", 10),
    ("Orders doubled.", "doubled", 2),
    ("Orders more than tripled last year.", "tripled", 3),
    ("Budgets quadrupled.", "quadrupled", 4),
    ("Budgets halved.", "halved", 0.5),
    ("They are twice as likely to buy.", "twice", 2),
    ("They convert at double the rate.", "double", 2),
    ("Video gets triple the views.", "triple", 3),
    ("They are half as likely to return.", "half", 0.5),
    ("A doubling of spend followed.", "doubling", 2),
    ("Sales are set to double by 2027.", "double", 2),
    ("They were three and a half times more costly.", "three and a half times", 3.5),
    ("Searches grew five times.", "five times", 5),
    ("Costs will triple.", "triple", 3),
    ("Sales jumped by a factor of three.", "three", 3),
    ("A four-fold increase followed.", "four-fold", 4),
    ("Churn is 3.4 times lower.", "3.4 times", 3.4),
]


@pytest.mark.parametrize(("text", "raw", "value"), MULTIPLES)
def test_multiples(text: str, raw: str, value: float) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "multiple", "multiple")
    assert close(statistic.value, value)


RATIOS = [
    ("One in five shoppers returns goods.", "One in five", 20),
    ("1 in 4 marketers agrees.", "1 in 4", 25),
    ("Nine out of 10 buyers use it.", "Nine out of 10", 90),
    ("3 out of every 4 brands plan to.", "3 out of every 4", 75),
    ("Two of every three stores closed.", "Two of every three", 66.667),
    ("Seven in 10 adults know it.", "Seven in 10", 70),
    ("About one in 1,000 readers pays.", "one in 1,000", 0.1),
    ("Nearly two-thirds of consumers agree.", "two-thirds", 66.667),
    ("Two thirds of the teams agree.", "Two thirds", 66.667),
    ("A third of the budget is wasted.", "A third", 33.333),
    ("Three-quarters of executives agree.", "Three-quarters", 75),
    ("More than half of adults skip ads.", "half", 50),
    ("Half the audience left.", "Half", 50),
    ("A quarter of CMOs cut staff.", "A quarter", 25),
    ("One-fifth of spend goes to search.", "One-fifth", 20),
    ("Over four-fifths of users stay.", "four-fifths", 80),
    ("1/4 of the pages are thin.", "1/4", 25),
    ("¾ of the readers stayed.", "¾", 75),
    ("A tenth of visits convert.", "A tenth", 10),
    ("One out of a hundred had notes.", "One out of a hundred", 1),
    ("2-in-3 consumers trust reviews.", "2-in-3", 66.667),
    ("4 of 5 dentists agree.", "4 of 5", 80),
    ("7 of the 10 largest retailers use it.", "7 of the 10", 70),
    ("A quarter of firms agree.", "A quarter", 25),
]


@pytest.mark.parametrize(("text", "raw", "value"), RATIOS)
def test_ratios_and_fractions_are_shares(text: str, raw: str, value: float) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "ratio", "percent")
    assert close(statistic.value, value)


RANGES = [
    ("Between 3% and 4% of emails bounce.", "Between 3% and 4%", 3.5, 3, 4, "percent"),
    ("Rates run at 10-15%.", "10-15%", 12.5, 10, 15, "percent"),
    ("Rates run at 10–15%.", "10–15%", 12.5, 10, 15, "percent"),
    ("Rates run at 10% to 15%.", "10% to 15%", 12.5, 10, 15, "percent"),
    ("Rates run at 20 to 30 percent.", "20 to 30 percent", 25, 20, 30, "percent"),
    ("It captures 80 or 85% of the value.", "80 or 85%", 82.5, 80, 85, "percent"),
    ("We made three 4x more.", "three 4x", 3.5, 3, 4, "multiple"),
    ("They earn 2-3x more.", "2-3x", 2.5, 2, 3, "multiple"),
    ("The market is worth $10-15 million.", "$10-15 million", 12.5e6, 10e6, 15e6, "USD"),
    ("It raised between $2m and $3m.", "between $2m and $3m", 2.5e6, 2e6, 3e6, "USD"),
    ("It raised between 2 and 3 million dollars.", "between 2 and 3 million dollars", 2.5e6, 2e6, 3e6, "USD"),
    ("Panels of 200 to 300 respondents answered.", "200 to 300", 250, 200, 300, "respondents"),
    ("Masts stand 8- to 16-meter tall.", "8- to 16-meter", 12, 8, 16, "metre"),
    ("Readings ranged from -18 °C to -34 °C.", "from -18 °C to -34 °C", -26, -34, -18, "degree Celsius"),
    ("It landed 30 40% behind.", "30 40%", 35, 30, 40, "percent"),
    ("Matching is at 80% -85% now.", "80% -85%", 82.5, 80, 85, "percent"),
    ("Costs fell 30 to 40 per cent.", "30 to 40 per cent", 35, 30, 40, "percent"),
    ("Costs fell between 30 and 40 percent.", "between 30 and 40 percent", 35, 30, 40, "percent"),
    ("The market is worth €3bn–€4bn.", "€3bn–€4bn", 3.5e9, 3e9, 4e9, "EUR"),
    ("It holds 10-15 exabytes of logs.", "10-15 exabytes", 12.5, 10, 15, "exabyte"),
]


@pytest.mark.parametrize(("text", "raw", "value", "low", "high", "unit"), RANGES)
def test_ranges_keep_both_ends(text: str, raw: str, value: float, low: float, high: float, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.unit) == (raw, unit)
    assert close(statistic.value, value)
    assert close(statistic.low, low)
    assert close(statistic.high, high)


CHANGES = [
    ("Trust fell from 48% to 41%.", "from 48% to 41%", 41, 41, 48),
    ("Rates rose from 2.1% to 3.4%.", "from 2.1% to 3.4%", 3.4, 2.1, 3.4),
    ("Share climbed from 10 to 14 percent.", "from 10 to 14 percent", 14, 10, 14),
    ("The figure went from about 20% to 35%.", "from about 20% to 35%", 35, 20, 35),
    ("Spend dropped from $4bn to $3bn.", "from $4bn to $3bn", 3e9, 3e9, 4e9),
    ("Users grew from 200 to 300 users.", "from 200 to 300", 300, 200, 300),
    ("Trust fell from 48% in 2023 to 41% in 2024.", "from 48% in 2023 to 41%", 41, 41, 48),
    ("Growth slowed to 2.1% from 3.4%.", "2.1% from 3.4%", 2.1, 2.1, 3.4),
    ("Trust improved 48% to 52%.", "48% to 52%", 52, 48, 52),
]


@pytest.mark.parametrize(("text", "raw", "value", "low", "high"), CHANGES)
def test_a_change_is_two_values_and_ends_at_the_later(
    text: str, raw: str, value: float, low: float, high: float
) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind) == (raw, "change")
    assert close(statistic.value, value)
    assert close(statistic.low, low)
    assert close(statistic.high, high)


MOVES = [
    ("Search traffic fell 33%.", "33%", "fell"),
    ("Revenue was up 12%.", "12%", "up"),
    ("Costs are down by 8%.", "8%", "down"),
    ("Spending grew by nearly 20%.", "20%", "grew"),
    ("Prices jumped 1,300%.", "1,300%", "jumped"),
    ("Teams cut costs by 15%.", "15%", "cut"),
    ("A 25% increase in spend followed.", "25%", "increase in spend followed"),
    ("Prices went up by half.", "half", "up"),
    ("Prices dropped by two-thirds.", "two-thirds", "dropped"),
    ("The law cut sales 12%.", "12%", "cut"),
    ("Spend rose across all the larger markets by 12%.", "12%", "rose"),
    ("The firm reported 6% net revenue growth.", "6%", "net revenue growth"),
    ("Sales rose 5% year-over-year to a record.", "5%", "rose"),
    ("There was a 9.1% drop in clicks.", "9.1%", "drop in clicks"),
    ("They saw 30% growth.", "30%", "growth"),
    ("Traffic dropped by more than half.", "half", "dropped"),
    ("Prices are up a third.", "a third", "up"),
    ("Sales rose more than 5 per cent.", "5 per cent", "rose"),
    ("Clicks declined an estimated 40%.", "40%", "declined"),
    ("Visits were 12% year over year.", "12%", "year over year"),
]


@pytest.mark.parametrize(("text", "raw", "comparator"), MOVES)
def test_a_rise_or_fall_says_which(text: str, raw: str, comparator: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit, statistic.comparator) == (
        raw,
        "change",
        "percent",
        comparator,
    )
    assert statistic.low is None


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
]


@pytest.mark.parametrize(("text", "raw", "unit"), SAMPLES)
def test_sample_sizes(text: str, raw: str, unit: str) -> None:
    statistic = only(text)
    assert (statistic.raw, statistic.kind, statistic.unit) == (raw, "sample size", unit)


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
]


@pytest.mark.parametrize(("text", "raw", "value"), RANKS)
def test_ranks_only_when_asked(text: str, raw: str, value: int) -> None:
    (statistic,) = extract(text, ranks=True)
    assert (statistic.raw, int(statistic.value), statistic.kind, statistic.unit) == (raw, value, "rank", "rank")
    assert extract(text) == ()


SEVERAL = [
    ("Revenue was up 12% to $3.4bn.", [("12%", "change"), ("$3.4bn", "money")]),
    ("Ads doubled to $60 billion.", [("doubled", "multiple"), ("$60 billion", "money")]),
    ("13% of queries, up from 6%, show it.", [("13%", "percent"), ("6%", "percent")]),
    ("45 per cent of staff and 61% of managers agree.", [("45 per cent", "percent"), ("61%", "percent")]),
    ("One in five (20%) agrees.", [("One in five", "ratio"), ("20%", "percent")]),
    ("Men (58%) and women (61%) agree.", [("58%", "percent"), ("61%", "percent")]),
    ("It earns $36 for every $1 spent and 2% more.", [("$36", "money"), ("2%", "percent")]),
    ("CTR was 3.2% and CPA was $41.", [("3.2%", "percent"), ("$41", "money")]),
    ("Shares are 5%, 7% and 9%.", [("5%", "percent"), ("7%", "percent"), ("9%", "percent")]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_figures_of_a_sentence_stay_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(statistic.raw, statistic.kind) for statistic in extract(text)] == expected


KNOWN_MISSES = [
    ("Two deaths for every three saved.", "Two deaths for every three"),
    ("Millions of users left.", "Millions"),
    ("Sales were flat at 12.", "12"),
    ("It has four times fewer bugs, 12 against 48.", "12 against 48"),
    ("Seven children fell ill.", "Seven"),
]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "raw"), KNOWN_MISSES)
def test_forms_that_are_missed(text: str, raw: str) -> None:
    assert raw in [statistic.raw for statistic in extract(text)]
