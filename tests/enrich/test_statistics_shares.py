"""Shares, multiples, ranges and changes: each row is a way in which they are written, with what they stand for."""

from __future__ import annotations

import pytest

from tests.enrich.figures import close, only

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
    ("Its market share fell by 3 points.", "3 points", 3, "points", "percentage points"),
    ("Unaided awareness rose another 4.5 pts.", "4.5 pts", 4.5, "points", "percentage points"),
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
    ("Email has an ROI of 36:1.", "36:1", 36),
    ("Email brings a 36:1 return.", "36:1", 36),
    ("An LTV to CAC ratio of 3:1 is sound.", "3:1", 3),
    ("The median ROAS was 7.68x. 68x more followed.", "7.68x", 7.68),
    ("Churn is 3.4 times lower.", "3.4 times", 3.4),
    ("The ratio of likes to comments is 14:1.", "14:1", 14),
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
    ("The price dropped with 80% overnight.", "80%", "dropped"),
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
