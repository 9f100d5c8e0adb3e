"""Subjects, populations and periods that are trimmed or left out, because the text does not say so."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from analytics.enrich.statistics.phrases import doing, group, noun_group
from analytics.types import Statistic


def last(text: str) -> Statistic:
    return extract(text)[-1]


SUBJECTS = [
    ("So in between we get down to about 50%.", None),
    ("Then Friday we had landed 16% ahead.", None),
    ("Right? like the 10 a.m. hour landed 22% behind the goal.", "the 10 a.m. hour"),
    ("Spend landed plus 16% to target.", "Spend"),
    ("The share stays the same. which was about 23%.", None),
    ("Maybe 80% maybe 85%.", None),
    ("That is a little over $100,000 relative to the plan.", None),
    ("Conversion rate simultaneously dropped 80% there.", "Conversion rate"),
    ("Norlen and Osprey are giving up less than 5% of their revenue.", "Norlen and Osprey"),
    ("Harlan sells networks including Delta and Orla to Vento for $5 billion.", None),
    ("Privacy and security concerns rose 33%.", "Privacy and security concerns"),
    ("Lenders fell, and imports rose 4%.", "imports"),
    ("The group rejected a £1.3bn ($2.5bn) offer from Vento.", "offer"),
    ("The firm, based in Leeds, has total debts of $1.87bn.", "total debts"),
    ("The unit was sold to pay off a $27.5bn tax bill.", "tax bill"),
    ("The Book of Feats has declared the 17 km/h lift the fastest.", None),
    ("The drama began when Orla bought the label for $300M.", None),
    ("The potential $1 trillion IPO valuation shows trust.", "The potential IPO valuation"),
    ("That is less than the $53 million figure Harlan cited.", "figure"),
    ("The gap between exports and imports hit $671bn.", "The gap between exports and imports"),
    ("Early users seeing 82% latency reduction cheer.", "latency"),
    ("A paper on a model that yields 12% more output.", "model yields"),
    ("It wanted to win, and Ann Lee, the founder, wanted to buy a 20% stake.", "stake"),
    ("Prices of the former plan, up 30.5% at $162bn, were low.", None),
    ("With analysts saying sales of $600m were likely, it rose.", "sales"),
    ("New figures showing bilateral trade up threefold are out.", "bilateral trade"),
    ("The stock is worth $17 million (or $3 million) is untrue.", None),
    ("Revenue for the three months ended Dec. 31 dropped 9 percent.", None),
    ("Power around the land The boars roam nearly 950 miles wide.", "The boars roam"),
    ("Orla had a 65% market share of all players.", "Orla market share"),
    ("Some 15% of the value captured now, the remaining 15% captured later.", None),
    ("The restructuring paves the way for an IPO valued at $1 trillion.", "IPO"),
    ("The 27 banks lost as much as $39 billion due to fraud.", "The 27 banks"),
    ("Its four banks needed a further 24 billion euros.", "Its four banks needed"),
    ("China Post said the market was growing, making $21bn in profit.", "the market"),
    ("Kara Bell, a scientist, said two of the three needs are met.", "are met"),
    ("The parties say 47 other countries have rules.", "have rules"),
    ("The lender Norlen restated earnings by $5bn last year.", None),
    ("It runs anywhere, supports many formats (51k views).", None),
    ("A list now contains 329 items.", "A list"),
    ("Orla Picks Up Another $100 Million", "Orla"),
    ("Buy now, pay later usage increased 9% in May.", "Buy now, pay later usage"),
    ("Last year, churn rose 5%.", "churn"),
    ("Acme, a retailer, saw churn rise 9%.", None),
    ("Norlen agrees to acquire Orla in a merger valuing the start-up at $60B", None),
    ("Vento buying Orla for $3.6 billion", None),
    ("A popular summary cited 79.3% on the test.", None),
    ("The agency launched a plan that cost the nation $40bn in taxes.", None),
    ("The plan gives users, imagining tools with a 40% edge.", "edge"),
    ("It was tuned with maps, and plans on 10M samples.", None),
    ("The runner broke her own record by clearing 4.89 metres.", None),
    ("Ann confessed and the jury took 15 minutes.", "the jury"),
    ("The test shows Orla consistently outperformed other tools with an average waiting time of 0.8 seconds.",
     "average waiting time"),
    ("Customers are angry at a 43% price hike.", "price"),
    ("Friday's announcement by Norlen of a 55 percent price cut helps.", "price"),
    ("Norlen Labs posts $5 billion loss in May.", "Norlen Labs loss"),
    ("A period in which the index is up 3 percent began.", "the index"),
    ("Global wages add up to over $70 trillion.", "Global wages"),
    ("The fee will apply to an estimated 280,000 stores.", None),
    ("Cat allergies that affect one in 10 people.", "Cat allergies affect"),
    ("A loan from the bank and routes that save 15,000 km a year.", "routes save"),
    ("Norlen sold 2.4 million cars, an increase of 4% on May.", "Norlen sold cars"),
    ("Revenue was up 12% to $3.4bn.", "Revenue"),
    ("Open rates more than doubled to a record 41%.", "Open rates"),
    ("Margins widened 120 bps to 14.6%.", "Margins"),
    ("Spending did not rise 10%.", "Spending"),
    ("Sales did not fall but rose 10%.", "Sales"),
    ("Revenue could fall by as much as 15%.", "Revenue"),
    ("Reach fell to 0.8%, a drop of a fifth.", "Reach"),
    ("The firm halved its ad budget.", "The firm’s ad budget"),
    ("Grocers doubled their budgets for leaflets.", "Grocers’ budgets"),
    ("Traffic doubled the next day.", "Traffic"),
    ("On average, readers open 3.6 letters a week.", "readers open letters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_a_subject_is_a_whole_group_of_words_or_none(text: str, subject: str | None) -> None:
    assert last(text).subject == subject


PREDICATES = [
    ('29% of staff describe it as "led by people with some support," they say.',
     ("staff", "describe it as led by people with some support")),
    ("40% report errors and 37% see new risks.", (None, "see new risks")),
    ("48% use two or three and a small number more.", (None, "use two or three")),
    ("97% of listeners can’t tell human-made vs. machine-made music apart.",
     ("listeners", "can’t tell human-made vs. machine-made music apart")),
    ("18% of searchers say they can tell which results are paid.", ("searchers", "can tell which results are paid")),
    ("95% of active monthly users exclusively used it.", ("active monthly users", "used it")),
    ("It is about 85% of what we see on Friday.", (None, None)),
    ("It helps over 250 brands like Orla, Vento and Norlen.", ("brands like Orla", None)),
    ("33% of users think it&#x27;s broken.", ("users", "think it's broken")),
    ("44% of those questioned, they say, agree.", (None, None)),
    ("85% give or take of the value is kept in the first week.", ("value", "is kept in the first week")),
    ("It has 28 million users around the world.", ("users", None)),
    ("20% of its resources to preparation for games.", ("resources", None)),
    ("Half of mail received since May has been junk.", ("mail received since May", "has been junk")),
    ("1% of member states' combined incomes is spent.", ("member states' combined incomes", "is spent")),
    ("Eighty per cent of those remain on cameras.", (None, "remain on cameras")),
    ("70% of its users are between 18 and 34.", ("users", "are between 18 and 34")),
    ("She got 67% of the vote to keep her in the house.", ("vote", None)),
    ("We know 47 other countries across the world impose requirements of this kind.", ("other countries", None)),
    ("A cell held 155 adults with only one toilet and sink.", ("adults", "A cell held")),
    ("100 volunteers to see how their cells react.", ("volunteers", None)),
    ("A plague killed 25 million people in Europe alone in the 14th century.", ("people in Europe", "A plague killed")),
    ("half of the available real estate sits vacant.", ("available real estate", "sits vacant")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), PREDICATES)
def test_population_and_predicate_end_where_something_else_begins(
    text: str, told: tuple[str | None, str | None]
) -> None:
    statistic = last(text)
    assert (statistic.population, statistic.subject) == told


COMPARED = [
    ("The bureau said the deficit for the year was 24% above the record.", "the deficit for the year"),
    ("The model comes with a new data set that is 4.5x larger.", "new data set"),
    ("Flash is a dense model distilled from Pro that is 3x faster.", None),
    ("The bank made research showing that a basket of goods is 11% above the average.", "a basket of goods"),
]


@pytest.mark.parametrize(("text", "subject"), COMPARED)
def test_things_that_are_compared_are_a_subject_and_no_population(text: str, subject: str | None) -> None:
    assert (last(text).subject, last(text).population) == (subject, None)


def test_a_comparison_ends_before_the_verb_of_those_compared() -> None:
    assert last("Nearly 20% more listed firms published reports.").comparator == "more listed firms"


def test_a_comparison_ends_where_speech_goes_on() -> None:
    statistic = last("We spent 16% more to get there uh that's not a great outcome.")
    assert statistic.comparator == "more to get there"


PERIODS = [
    ("The rate was 3-4% before and today it is 0.5%.", (None, "today")),
    ("Voters comprise two-thirds of the base in the first primary of 2020.", (None,)),
    ("The gap was 24% above the record of 2003's imbalance.", (None,)),
    ("Sales were $5bn by the end of 2020.", ("by the end of 2020",)),
    ("The town has 2,425 teachers; it was taken over in 1991.", (None,)),
    ("It sold five million consoles since its launch in March 2002.", (None,)),
    ("It rehired 1,500 workers after a 2009 ruling.", (None,)),
    ("Yields hit 8.77%, up more than a point in the past week.", (None,)),
    ("It paid 5.79 percent, lower than others but more than at sales last year.", (None,)),
    ("Norlen reports Q2 revenue up 92% YoY to $7.8B.", ("Q2", "Q2")),
    ("In December, the surplus grew 1.8% on a year ago to 1.14 trillion yen.", ("December", "December")),
    ("This week it joined the 500,000 bands on Orla.", (None,)),
    ("Meta to pay $25 million to settle 2021 Trump Lawsuit", (None,)),
    ("Ranked 2026-04-23 it has 62% there.", (None,)),
    ("The firm announced in January that 90% of PCs are ill.", (None,)),
    ("Its 2001 predecessor took $38.1m in a week.", (None,)),
    ("Its 2024 revenue was $38.1m.", ("2024",)),
    ("With vocab=1920 it has 5,087,280 parameters.", (None,)),
    ("Just 64.2% of adults have a job, the lowest rate since 1984.", (None,)),
    ("Use is 2.4 million barrels per day, compared with 474,000 in 1973.", (None,)),
]


@pytest.mark.parametrize(("text", "periods"), PERIODS)
def test_a_period_is_the_figures_own(text: str, periods: tuple[str | None, ...]) -> None:
    assert tuple(statistic.period for statistic in extract(text)) == periods


SOURCES = [
    ("User reports a drop to 4%.", None),
    ("It scores 54% using the Orla benchmark.", None),
    ("On Orla and Vento tests show 4% more.", None),
    ("The 4.5 Haiku reported at 28% leads.", None),
    ("Workers get a median of $2 Per Hour there.", None),
    ("Artifacts of the 60% run are linked via Harbor.", None),
    ("5% agree, via Harbor Research.", "Harbor Research"),
    ("Mr Hasson said it is late. Sales fell by 9%.", None),
    ("A survey by Harbor Research is out. Sales fell by 9%.", "Harbor Research"),
    ("A survey by Harbor Research is out. Sales fell by 9%, according to analysts.", None),
    ("A survey by Harbor Research is out. Studies show that sales fell by 9%.", None),
    ("The Harbor data protection watchdog took 9% more.", None),
    ("Witnesses in the suburb of Harbor said 300 people fled.", None),
    ("300 people fled, according to Harbor health officials.", "Harbor health officials"),
    ("A tub holds 2,000 calories - but films are exempt, according to Harbor Research.", None),
    ('Mr Hasson said: "We lost a third of our firms in four years."', "Mr Hasson"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_what_is_no_source(text: str, source: str | None) -> None:
    assert last(text).attribution == source


NOTHING = [
    "Dell G3 laptop for $799.99",
    "The new flip phone will go on sale October 8th for $350",
    "Orla launches a cheaper flip phone for $899",
    "Prices range from $2,200 for a mini to $4,500 for a gown.",
    "A ballet flat for $665 (!)",
    "It comes in blue for $149 (£99).",
    "API pricing of $1.4 in / $0.26 cached",
    "Quality for $6/Mtokens instead of $25/Mtokens.",
    "They bought $40 of cocaine.",
    "The plan is £50 per year.",
    "Viewing age of 48 months and above.",
    "The annual 10-K report is late.",
    "Two M3 machines ran it.",
    "The first 27-inch 4K OLED 240Hz monitors are out.",
    "The 8 GB configuration is in stock.",
    "It makes 45nm chips.",
    "A ternary 27B outperforms it.",
    "A 4x Mac Studio 512GB cluster is costly.",
    "In over 25 Ländern.",
    "Several hundred million euros were spent.",
    "  - £9,000-£24,500/month: bid by hand",
    "The phone is less than half an inch thick.",
    "The wall spans 1020×260×1656 blocks.",
    "Orla‑Preview‑1203 lands high.",
    "Storage can be purchased for $1 per GB.",
    "The men's 60m was close.",
    "It fits on a 16GB RTX 5060 card.",
    "All above age 6 months get a vaccine.",
    "The victim was one of two people who fell ill.",
    "Clubs lost �117m.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_prices_traits_and_names_are_no_statistics(text: str) -> None:
    assert extract(text) == ()


READ = [
    ("The run rate of $2.5B/year is unproven.", ("$2.5B/year", "2500000000.0", "USD per year", "money")),
    ("It gave $45 million to 3,000 people.", ("$45 million", "45000000", "USD", "money")),
    ("It has 2 Mio users in all.", ("2 Mio", "2000000", "users", "count")),
    ("The stock skyrockets 30% today.", ("30%", "30", "percent", "change")),
    ("Orla slumped 5% on Monday.", ("5%", "5", "percent", "change")),
    ("That has gone up by an average of 13.2%.", ("13.2%", "13.2", "percent", "change")),
    ("It runs at 11 t/s here.", ("11 t/s", "11", "token per second", "measure")),
    ("Nations shut down over 90% of mines.", ("90%", "90", "percent", "percent")),
    ("Sales were up a solid 15 percent.", ("15 percent", "15", "percent", "change")),
    ("The 14 adults include teachers.", ("14", "14", "adults", "count")),
    ("Yoga can cut in half the risk of a stroke.", ("half", "50.0", "percent", "change")),
    ("Orla pops 16% at noon.", ("16%", "16", "percent", "change")),
    ("Stocks fell $2.86 to $41.32.", ("$2.86", "2.86", "USD", "money")),
    ("The fund is &#xa3;8m in size.", ("&#xa3;8m", "8000000", "GBP", "money")),
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_value_unit_and_kind(text: str, read: tuple[str, str, str, str]) -> None:
    found = extract(text)[0]
    assert (found.raw, str(found.value), found.unit, found.kind) == read


def test_a_rise_of_a_count_is_of_what_was_counted() -> None:
    count, rise = extract("Homes got 26.3 billion calls last year, up 46 percent from 2017.")
    assert (count.unit, rise.kind, rise.subject) == ("calls", "change", "Homes got calls")


def test_the_sample_of_another_paragraph_stands_behind_shares_only() -> None:
    share, sum_, negated, _ = extract(
        "27% of users left.\nIt made $4m.\nTeams do not need 300 conversions.\nNorlen surveyed 900 adults."
    )
    assert (share.sample_size, sum_.sample_size, negated.sample_size) == (900, None, None)


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [("the wagons", "the wagons"), ("what we", None), ("now at a", None), ("up 30.5%", None), (None, None), ("", None)],
)
def test_noun_groups(phrase: str | None, kept: str | None) -> None:
    assert noun_group(phrase) == kept


def test_a_phrase_that_runs_on_is_none() -> None:
    assert group(" ".join(["people"] * 40)) is None
    assert noun_group(" ".join(["sales"] * 40)) is None
    assert doing("like " + "so " * 40) is None


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("The 68% decline in paid CTR is new.", "decline in paid CTR"),
        ("It saw 9% year-over-year growth based on that set.", "year-over-year growth"),
        ("Prices were 0.1% higher than in the last quarter.", "higher"),
        ("It is 3-4x more creative compared to previous year.", "more creative"),
    ],
)
def test_a_comparator_ends_where_its_clause_does(text: str, comparator: str) -> None:
    assert last(text).comparator == comparator


@pytest.mark.parametrize(
    ("text", "subject", "period"),
    [
        ("The scale of job cuts (3x) shows it.", "The scale of job cuts", None),
        ("It fell, a sharp rise from the $83-million payroll in 2010.", "payroll", "2010"),
        ("Just a hair under $25 million in media spend.", None, None),
        ("Harlan will buy Orla for $1.9 billion, expected to close in H1 2026.", None, None),
        ("Growth of 9.1% year-over-year, down from previous year.", "Growth", "year-over-year"),
        ("Advertiser with $4M annual budget reports on bad support.", "annual budget", None),
        ("Orla’s $5bn-a-year business is hit.", None, None),
        ("They join in January and then move to where 50,000 people are.", None, None),
    ],
)
def test_what_a_figure_stands_beside_is_not_its_subject(text: str, subject: str | None, period: str | None) -> None:
    statistic = last(text)
    assert (statistic.subject, statistic.period) == (subject, period)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The road cost $500–$550 billion.", "500000000000", "550000000000"),
        ("The plan cost $900 to $1 million.", "900", "1000000"),
    ],
)
def test_a_range_of_money_shares_its_scale(text: str, low: str, high: str) -> None:
    statistic = last(text)
    assert (str(statistic.low), str(statistic.high)) == (low, high)


def test_a_noun_that_moves_is_the_subject() -> None:
    statistic = last("The campaign experienced a sudden 80% CPC drop on November 1st.")
    assert (statistic.subject, statistic.comparator) == ("CPC", "CPC drop")


def test_what_is_supposed_with_so_if_is_none() -> None:
    assert extract("So if Sunday is half of Friday and Monday 85% of Friday, it is less.") == ()


MODALITIES = [
    ("They did not see a 5% margin.", "negated"),
    ("They were not tried for an alleged 5% margin.", "observed"),
    ("Packs were sent in early May to 3,000 schools.", "observed"),
    ("The fair has 50,000 gadgets that will be sold.", "observed"),
    ("Vento is paid $7.5B, with $1.5B going to the founders.", "observed"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_a_verb_elsewhere_makes_no_forecast_and_no_denial(text: str, modality: str) -> None:
    assert last(text).modality == modality


def test_a_figure_of_others_keeps_the_measure_and_not_the_group() -> None:
    _, other = extract("64% of its sales are abroad, compared with 35% for the older model.")
    assert (other.subject, other.population) == ("are abroad", None)
