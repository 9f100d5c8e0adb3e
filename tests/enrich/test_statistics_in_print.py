"""Figures as reports, press releases, earnings stories and surveys print them, British, Indian and European ones."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from tests.enrich.figures import close

Figure = tuple[str, float, str, str]

PRINTED: list[tuple[str, list[Figure]]] = [
    ("The good news is that 58% of firms agree.", [("58%", 58, "percent", "percent")]),
    ("A good result for Plover: sales are up 5%.", [("5%", 5, "percent", "change")]),
    ("A net balance of +12% of firms expect to hire.", [("+12%", 12, "percent", "percent")]),
    ("Growth was 0.0%.", [("0.0%", 0, "percent", "percent")]),
    (
        "Of the 1,816 respondents, 41% agree.",
        [("1,816", 1816, "respondents", "sample size"), ("41%", 41, "percent", "percent")],
    ),
    ("It was rated best by 9 out of 10 shoppers.", [("9 out of 10", 90, "percent", "ratio")]),
    ("LFL sales +4.1%.", [("+4.1%", 4.1, "percent", "change")]),
    ("Revenue was $1.24B, +8% y/y.", [("$1.24B", 1.24e9, "USD", "money"), ("+8%", 8, "percent", "change")]),
    ("Revenue fell by $1.2bn, or 4%.", [("$1.2bn", 1.2e9, "USD", "money"), ("4%", 4, "percent", "change")]),
    ("Its NPS climbed 12 points to 62.", [("62", 62, "net promoter score", "average")]),
    (
        "Trust dropped six points to 48%.",
        [("six points", 6, "percentage points", "points"), ("48%", 48, "percent", "percent")],
    ),
    ("It gained 3 p.p in May.", [("3 p.p", 3, "percentage points", "points")]),
    (
        "It sold between 700,000 and one million phones.",
        [("between 700,000 and one million", 850_000, "phones", "range")],
    ),
    ("It has 3 to 5 million users.", [("3 to 5 million", 4e6, "users", "range")]),
    ("They saw a 3x-5x return.", [("3x-5x", 4, "multiple", "range")]),
    ("Fees run from $1m up to $2m.", [("from $1m up to $2m", 1.5e6, "USD", "range")]),
    ("Conversion moved from 3-4% to 0.5%.", [("from 3-4% to 0.5%", 0.5, "percent", "change")]),
    ("Returns fell from 20-25% to 12%.", [("from 20-25% to 12%", 12, "percent", "change")]),
    ("The market is worth 3.4 Mrd. Euro.", [("3.4 Mrd. Euro", 3.4e09, "EUR", "money")]),
    ("The firm earned 12 Mio. € last year.", [("12 Mio. €", 1.2e07, "EUR", "money")]),
    ("Every third shopper compares prices.", [("Every third", 33.33, "percent", "ratio")]),
    ("Every fifth household owns one.", [("Every fifth", 20, "percent", "ratio")]),
    ("The app has 45 lakh subscribers.", [("45 lakh", 4.5e06, "subscribers", "count")]),
    ("Revenue rose to Rs 1,200 crore.", [("Rs 1,200 crore", 1.2e10, "INR", "money")]),
    ("Revenue stood at ₹4.5 lakh crore.", [("₹4.5 lakh crore", 4.5e12, "INR", "money")]),
    ("Net profit was Rs. 312.5 cr in the quarter.", [("Rs. 312.5 cr", 3.125e09, "INR", "money")]),
    ("Turnover was £1.2m–£1.5m.", [("£1.2m–£1.5m", 1.35e06, "GBP", "range")]),
    ("Turnover was £1.2m-1.5m.", [("£1.2m-1.5m", 1.35e06, "GBP", "range")]),
    ("A third of the shops closed.", [("A third", 33.33, "percent", "ratio")]),
    ("Nearly half of shoppers left.", [("half", 50, "percent", "ratio")]),
    ("Two in three planners agree.", [("Two in three", 66.67, "percent", "ratio")]),
    ("Three-quarters of boards agree.", [("Three-quarters", 75, "percent", "ratio")]),
    ("Three quarters of the boards agree.", [("Three quarters", 75, "percent", "ratio")]),
    ("Sales saw a sevenfold increase.", [("sevenfold", 7, "multiple", "multiple")]),
    ("Sales rose by a factor of 3.", [("3", 3, "multiple", "multiple")]),
    ("Sentiment ran 5-to-1 against it.", [("5-to-1", 5, "multiple", "multiple")]),
    ("Women outnumber men 3 to 1.", [("3 to 1", 3, "multiple", "multiple")]),
    ("Buyers outnumbered sellers by two to one.", [("two to one", 2, "multiple", "multiple")]),
    ("Gross margin was down 30 bps.", [("30 bps", 30, "basis points", "basis points")]),
    ("Churn fell 0.5 percentage points.", [("0.5 percentage points", 0.5, "percentage points", "points")]),
    ("Some 12 per cent of Britons agree.", [("12 per cent", 12, "percent", "percent")]),
    ("Prices are 2.5 times more volatile.", [("2.5 times", 2.5, "multiple", "multiple")]),
    ("Its share doubled to 40%.", [("doubled", 2, "multiple", "multiple"), ("40%", 40, "percent", "percent")]),
    ("Its share more than doubled.", [("doubled", 2, "multiple", "multiple")]),
    ("Respondents (n=1,204) were adults.", [("1,204", 1204, "respondents", "sample size")]),
    ("YouGov surveyed 2,000 adults in Great Britain.", [("2,000", 2000, "adults", "sample size")]),
    ("Revenue: +12% YoY.", [("+12%", 12, "percent", "change")]),
    ("Bookings: -3.2% QoQ.", [("-3.2%", -3.2, "percent", "change")]),
    ("Plover reached $1.2B ARR.", [("$1.2B", 1.2e09, "USD", "money")]),
    ("Plover passed $100M in ARR.", [("$100M", 1e08, "USD", "money")]),
    ("Sales came to EUR 3bn.", [("EUR 3bn", 3e09, "EUR", "money")]),
    ("Sales came to US$ 3.2 billion.", [("US$ 3.2 billion", 3.2e09, "USD", "money")]),
    ("1 in 4 Britons has cancelled.", [("1 in 4", 25, "percent", "ratio")]),
    ("9/10 dentists agree.", [("9/10", 90, "percent", "ratio")]),
    ("The app is rated 4.5 out of 5 stars.", [("4.5 out of 5 stars", 4.5, "out of 5", "average")]),
    ("It got a score of 72 out of 100.", [("72 out of 100", 72, "out of 100", "average")]),
    ("Over 100,000+ customers use it.", [("100,000+", 100000, "customers", "count")]),
    ("Over 1,000 stores closed.", [("1,000", 1000, "stores", "count")]),
    ("Traffic grew 10x in a year.", [("10x", 10, "multiple", "multiple")]),
    ("Its share gained 5 p.p. in May.", [("5 p.p.", 5, "percentage points", "points")]),
    ("Demand saw a 10-fold rise.", [("10-fold", 10, "multiple", "multiple")]),
    ("About ~30% of leads close.", [("30%", 30, "percent", "percent")]),
    ("Open rates are ≈22%.", [("22%", 22, "percent", "percent")]),
    ("Accuracy was ≥95% on all tests.", [("95%", 95, "percent", "percent")]),
    ("Accuracy was >95% on all tests.", [("95%", 95, "percent", "percent")]),
    ("Some 12\u202f% of firms agree.", [("12\u202f%", 12, "percent", "percent")]),
    ("Sales changed by \u22124.5\xa0%.", [("\u22124.5\xa0%", -4.5, "percent", "percent")]),
    ("The rope is 1.5 m long.", [("1.5 m", 1.5, "metre", "measure")]),
    ("The fund is worth £1.5 m.", [("£1.5 m", 1.5e06, "GBP", "money")]),
    ("It drew 1.5 m visitors.", [("1.5 m", 1.5e06, "visitors", "count")]),
    ("1½ million users left.", [("1½ million", 1.5e06, "users", "count")]),
    ("Two-and-a-half times as many people came.", [("Two-and-a-half times", 2.5, "multiple", "multiple")]),
    ("Usage tripled in two years.", [("tripled", 3, "multiple", "multiple")]),
    ("Profits have nearly quadrupled since 2020.", [("quadrupled", 4, "multiple", "multiple")]),
    ("Twice as many women as men agreed.", [("Twice", 2, "multiple", "multiple")]),
    ("Spending is 50% more than in 2019.", [("50%", 50, "percent", "percent")]),
    ("Half of all Gen Z consumers switched.", [("Half", 50, "percent", "ratio")]),
    ("Eight in ten CMOs plan to hire.", [("Eight in ten", 80, "percent", "ratio")]),
    ("Eight-in-ten adults say so.", [("Eight-in-ten", 80, "percent", "ratio")]),
    ("Six out of every ten shoppers agree.", [("Six out of every ten", 60, "percent", "ratio")]),
    ("One in every five calls fails.", [("One in every five", 20, "percent", "ratio")]),
    ("Between a quarter and a third of users leave.", [("Between a quarter and a third", 29.17, "percent", "range")]),
    ("Between 10 and 12 million viewers watched.", [("Between 10 and 12 million", 1.1e07, "viewers", "range")]),
    (
        "Revenue rose 7.6 per cent to Rs 12,400 crore.",
        [("7.6 per cent", 7.6, "percent", "change"), ("Rs 12,400 crore", 1.24e11, "INR", "money")],
    ),
    ("Profit before tax slipped to £84.2m from £91m.", [("£84.2m from £91m", 8.42e07, "GBP", "change")]),
    (
        "Revenue rose to $4.2 billion from $3.9 billion a year earlier.",
        [("$4.2 billion from $3.9 billion", 4.2e09, "USD", "change")],
    ),
    ("Net revenue retention was 118%.", [("118%", 118, "percent", "percent")]),
    ("ARPU increased 4% to $12.40.", [("4%", 4, "percent", "change"), ("$12.40", 12.4, "USD", "money")]),
    ("Sales fell by a fifth.", [("a fifth", 20, "percent", "change")]),
    ("Visits are up by more than a third on last year.", [("a third", 33.33, "percent", "change")]),
    (
        "The market will be worth $27.5bn by 2030, at a CAGR of 14.2%.",
        [("$27.5bn", 2.75e10, "USD", "money"), ("14.2%", 14.2, "percent", "percent")],
    ),
    (
        "Retailers lose $1.75 trillion a year to stock errors.",
        [("$1.75 trillion a year", 1.75e12, "USD per year", "money")],
    ),
    ("2,000 British adults were surveyed online.", [("2,000", 2000, "adults", "sample size")]),
    ("The survey (N = 3 412) ran in May.", [("3 412", 3412, "respondents", "sample size")]),
    ("Base: 1,006 UK adults.", [("1,006", 1006, "adults", "sample size")]),
    (
        "The poll of 1,003 registered voters had a margin of error of 3 points.",
        [("1,003", 1003, "voters", "sample size")],
    ),
    ("Responses came from 640 B2B marketers.", [("640", 640, "marketers", "sample size")]),
    ("We heard from 1,150 shoppers.", [("1,150", 1150, "shoppers", "sample size")]),
    ("The average ticket price is £42.", [("£42", 42, "GBP", "average")]),
    ("The median home sold for $412,000.", [("$412,000", 412000, "USD", "average")]),
    ("On average, a shopper visits 3.2 shops.", [("3.2", 3.2, "shops", "average")]),
    ("Households hold an average of 5.4 subscriptions.", [("5.4", 5.4, "subscriptions", "average")]),
    ("It takes 4 to 6 weeks to onboard.", [("4 to 6 weeks", 5, "week", "range")]),
    ("CTR is 0.8–1.2 per cent.", [("0.8–1.2 per cent", 1, "percent", "range")]),
    ("Users are three to four times more likely to stay.", [("three to four times", 3.5, "multiple", "range")]),
    ("Costs fell 20% – 30%.", [("20% – 30%", 25, "percent", "range")]),
    ("Between £3m and £4m was lost.", [("Between £3m and £4m", 3.5e06, "GBP", "range")]),
    ("Rates run anywhere from 5% to 9%.", [("from 5% to 9%", 7, "percent", "range")]),
    ("Unemployment ticked down to 4.1% from 4.2%.", [("4.1% from 4.2%", 4.1, "percent", "change")]),
    ("Inflation eased to 2.1% in May from 2.3% in April.", [("2.1% in May from 2.3%", 2.1, "percent", "change")]),
    ("Its share went from 12% in Q1 to 15% in Q2.", [("from 12% in Q1 to 15%", 15, "percent", "change")]),
    ("Revenue rose from €1.2 to €1.4 billion.", [("from €1.2 to €1.4 billion", 1.4e09, "EUR", "change")]),
    ("It now has 250m+ monthly users.", [("250m+", 2.5e08, "users", "count")]),
    ("Some 3.5mn homes lack it.", [("3.5mn", 3.5e06, "homes", "count")]),
    ("The line is 1 200 km long.", [("1 200 km", 1200, "kilometre", "measure")]),
    ("The plant makes 40 GWh a year.", [("40 GWh", 40, "gigawatt-hour", "measure")]),
    ("Solar capacity hit 1.6 TW.", [("1.6 TW", 1.6, "terawatt", "measure")]),
    ("Oil output rose to 10.2m barrels per day.", [("10.2m barrels per day", 1.02e07, "barrel per day", "measure")]),
    ("Ratings average 4.2 stars.", [("4.2", 4.2, "stars", "average")]),
    ("The %-age of returns is 14%.", [("14%", 14, "percent", "percent")]),
    ("A 3:1 ratio of buyers to sellers holds.", [("3:1", 3, "multiple", "multiple")]),
    ("Ninety-five percent of traffic is mobile.", [("Ninety-five percent", 95, "percent", "percent")]),
    ("Twelve-percent growth is rare.", [("Twelve-percent", 12, "percent", "change")]),
    ("A majority (54%) said no.", [("54%", 54, "percent", "percent")]),
    ("Spend rose a whopping 340 per cent.", [("340 per cent", 340, "percent", "change")]),
    ("Sales are expected to almost double by 2028.", [("double", 2, "multiple", "multiple")]),
    ("12 of 15 markets grew.", [("12 of 15", 80, "percent", "ratio")]),
    ("CPMs were $4.20 in May.", [("$4.20", 4.2, "USD", "money")]),
    ("Four fifths say yes.", [("Four fifths", 80, "percent", "ratio")]),
    ("Shares of A: 30%, B: 25%.", [("30%", 30, "percent", "percent"), ("25%", 25, "percent", "percent")]),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_figures_in_print(text: str, expected: list[Figure]) -> None:
    found = extract(text)
    told = [(each.raw, each.unit, each.kind) for each in found]
    assert told == [(raw, unit, kind) for raw, _, unit, kind in expected]
    assert all(close(each.value, value) for each, (_, value, _, _) in zip(found, expected, strict=True))


NAMED_BEFORE: list[tuple[str, list[Figure]]] = [
    ("Subscribers rose from 2 million to 5 million.", [("from 2 million to 5 million", 5e6, "Subscribers", "change")]),
    ("Users grew from 2m to 5m.", [("from 2m to 5m", 5e6, "Users", "change")]),
    ("Its user base reached 40 million.", [("40 million", 40e6, "user base", "count")]),
    ("The number of stores fell to 1,240.", [("1,240", 1240, "stores", "count")]),
    ("Daily active users hit 120m.", [("120m", 120e6, "users", "count")]),
    ("Net new customers were 14,000.", [("14,000", 14_000, "customers", "count")]),
    ("Headcount fell by 2,300 to 41,500.", [("41,500", 41_500, "Headcount", "count")]),
    ("DAUs: 120M (+14% Y/Y).", [("120M", 120e6, "DAUs", "count"), ("+14%", 14, "percent", "change")]),
    (
        "Membership grew 12% to 3.4 million.",
        [("12%", 12, "percent", "change"), ("3.4 million", 3.4e6, "Membership", "count")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMED_BEFORE)
def test_what_is_counted_may_stand_before_its_number(text: str, expected: list[Figure]) -> None:
    test_figures_in_print(text, expected)


OWNED = [
    ("Pinboard's monthly active users grew to 355 million.", "Pinboard", "monthly active users"),
    ("Monthly active users of Pinboard rose to 355m.", "Pinboard", "Monthly active users"),
    ("The number of stores fell to 1,240.", None, "stores"),
    ("Its user base reached 40 million.", None, "user base"),
]


@pytest.mark.parametrize(("text", "subject", "population"), OWNED)
def test_whose_the_counted_are(text: str, subject: str | None, population: str) -> None:
    (statistic,) = extract(text)
    assert (statistic.subject, statistic.population) == (subject, population)


FROM_RANGES = [
    ("Conversion moved from 3-4% to 0.5%.", 0.5, 0.5, 4),
    ("Rates went from 10–12% to 15–18%.", 16.5, 10, 18),
    ("Costs rose from 10% to 12-15%.", 13.5, 10, 15),
    ("Budgets fell from $2m-$3m to $1m.", 1e6, 1e6, 3e6),
]


@pytest.mark.parametrize(("text", "value", "low", "high"), FROM_RANGES)
def test_a_change_may_lead_from_a_range_or_to_one(text: str, value: float, low: float, high: float) -> None:
    (change,) = extract(text)
    assert change.kind == "change"
    assert close(change.value, value)
    assert close(change.low, low)
    assert close(change.high, high)


NO_FIGURES = [
    "It happened on 9/11.",
    "COVID-19 closed shops.",
    "Windows 11 and GPT-4 are out.",
    "We are open 24/7.",
    "A Top 10 list.",
    "It is a Fortune 500 company.",
    "Fortune 500 companies agree.",
    "The S&P 500 closed.",
    "Their 401(k) plans pay.",
    "5G, G7, B2B, 3D and Web3.",
    "Q3 and H1 were fine.",
    "The page returned HTTP 404 errors.",
    "width: 100%; margin: 0 5%;",
    "It is 100% organic.",
    "100% cotton shirts.",
    "Plover won 3-1.",
    "They beat Orla 21-14 on Sunday.",
    "Call 020 7946 0958.",
    "At 221B Baker Street.",
    "ISBN 0-306-40615-2.",
    "Version 2.1.3 ships.",
    "See section 4.2.",
    "He is 42 years old.",
    "Aged 18-34.",
    "The Series 7 exam.",
    "A 4K TV.",
    "Channel 4 said so.",
    "The 2024 election.",
    "From 9am to 5pm.",
    "He paid £4.50 for a coffee.",
    "A £999 laptop.",
    "Catch-22.",
    "The Big 4 firms.",
    "The 80/20 rule applies.",
    "The 80-20 rule applies.",
    "The 60/40 portfolio is back.",
    "Aim for 2-3% CTR.",
    "Aim for a CTR of 2-3%.",
    "A good rule of thumb is 10% of revenue.",
    "A good CTR is 2%.",
    "Keep it under 5%.",
    "You want a 3:1 LTV to CAC ratio.",
    "Follow the 50/30/20 rule.",
    "The split is 50/50.",
    "There is a 50-50 chance.",
    "Chapter 11 bankruptcy.",
    "Formula 1 racing.",
    "Agenda 2030 and Net Zero 2050.",
    "Tesla Model 3 sales.",
    "Area code 212.",
    "Postcode SW1A 2AA.",
    "RFC 2616 rules.",
    "Python 3.12 is out.",
    "The iPhone 15 Pro costs $999.",
    "Act 2, scene 3.",
    "Matthew 5:13.",
    "The vote was 52-48.",
    "Room 404.",
    "A size 12 dress.",
    "Route 66.",
    "The Boeing 737.",
    "WD-40.",
    "3M said so.",
    "7-Eleven opened.",
    "Section 230 holds.",
    "20th Century Fox.",
    "The 3-2-1 backup rule.",
    "ISO 27001 certified.",
    "Ver. 10.4",
    "Order no. 12345.",
    "Load 3.5.1.",
    "Invoice #5521.",
    "Zone 2 training.",
    "1. Plan\n2. Do\n3. Check",
    "Step 3 of 5.",
    "Page 2 of 10.",
    "color: rgba(0, 0, 0, 50%)",
    "`opacity: 80%`",
    "utm_x=20%25",
    "https://a.io/?d=20%",
    "It is a 9-to-5 job.",
    "They gave 110%.",
    "The first 1,000 days.",
    "T-minus 10.",
    "2x4 lumber.",
    "A 2x2 matrix.",
    "A 3x3 grid.",
    "A 16:9 screen.",
    "Her 10,000-hour rule.",
    "The 1% rule.",
    "The top 1% are rich.",
    "Mix 1:1 with water.",
    "A $5 coffee.",
    "A 30-day trial.",
    "A 12-month plan.",
    "A 5-star hotel.",
    "Every 0th customer is a bug.",
    "Hundreds of thousands of users left.",
    "The index rose from 92.4 to 95.1.",
    "The poll has a margin of error of ±3.1 percentage points.",
    "```\nwidth = 20% of 400\n```",
    "The 80/20 rule says that 80% of sales come from 20% of buyers.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_looks_like_a_figure_and_is_none(text: str) -> None:
    assert [(each.raw, each.kind) for each in extract(text)] == []


KNOWN_FALSE = ["1,001 Nights was staged."]


@pytest.mark.xfail(strict=True, reason="a title is taken for a count")
@pytest.mark.parametrize("text", KNOWN_FALSE)
def test_names_that_are_taken_for_figures(text: str) -> None:
    assert extract(text) == ()


KNOWN_MISSES = [
    ("The fleet emits 12 MtCO2e a year.", "12 MtCO2e a year"),
    ("It made a loss of €(12.4)m.", "€(12.4)m"),
    ("Oil rose to $84 a barrel.", "$84 a barrel"),
    ("Plover has a 15-point lead over Orla.", "15-point"),
]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "raw"), KNOWN_MISSES)
def test_figures_in_print_that_are_missed(text: str, raw: str) -> None:
    assert [each.raw for each in extract(text) if each.unit != "metre"] == [raw]
