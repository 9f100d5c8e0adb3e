"""What is told of a figure: whole groups of words of its own clause, or nothing."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract
from analytics.types import Statistic


def last(text: str) -> Statistic:
    return extract(text)[-1]


SUBJECTS = [
    ("Mr Harlan's bid values the club at £80m.", None),
    ("The watchdog penalizes Norlen $250K.", None),
    ("The law firm works on behalf of more than 30 firms.", None),
    ("The tool imperils jobs worth $4bn.", None),
    ("Few ports systematically search the list of 40 million goods.", None),
    ("Ann Bell's backers believe the market value of $19bn is low.", None),
    ("The drive, which has many parts, cost the county $449,000.", None),
    ("The ministry agreed to lower the fee by $20 million.", None),
    ("Norlen raised its capacity by 12.6%.", "Norlen’s capacity"),
    ("The grocers slashed their budgets by 40%.", "The grocers’ budgets"),
    ("Coast guards found Sunday 475 pounds of it.", None),
    ("Wages rose 43%, with rents up 36%.", "rents"),
    ("Shares in Orla rose 4%, zinc up 3%.", "zinc"),
    ("It was 13% of visits, up from 6%.", None),
    ("Profits hit an all-time high of $6.7bn.", "Profits"),
    ("Other hurdles include cost (24%).", "cost"),
    ('The market for "near-beer" drinks grew 84%.', "The market for near-beer drinks"),
    ("Norlen in talks over 'a $36m tax claim'.", "tax claim"),
    ("Fees fell 33x and page weight 44x.", "page weight"),
    ("US opens probe into 2.6 million cars.", None),
    ("US exports growth was 4%.", "US exports growth"),
    ("Sales expected to rise 14% did not.", "Sales"),
    ("Lufen accounts for six out of every 10 planes using the strip.", "Lufen"),
    ("In May she won with 58% of the vote.", None),
    ("It held rates at 4.75% earlier this month.", None),
    ("It cut fees by 80% and rents by 20%.", "rents"),
    ("Radio networks will gain users, producing $6bn.", "Radio networks"),
    ("They want radio networks producing around $6bn.", None),
    ("They studied the diet and habits of more than 700 adults.", None),
    ("It has an archive of 700 songs.", "an archive"),
    ("More than half of the 30 hospitals have closed.", None),
    ("It works in Orla, Vento and Bode, potentially increasing output by 50%.", None),
    ("Norlen bids for Orla, offering $4 a share and buying Vento's 16% stake.", "stake"),
    ("A move which caused the firm's earnings to slide to $1.1bn.", None),
    ("Norlen buys it in a deal that values the grocer at $14bn.", None),
    ("It is four times what it was.", None),
    ("Norlen doubles VC funds to $20bn.", None),
    ("Spending - which drives the economy - grew just 0.2%.", "Spending"),
    ("It tracked a surge in fuel prices to a record high of $1.48 a gallon.", "fuel prices"),
    ("Old cards still command high prices ($16K on Vento).", None),
    ("It will pay $18m from their own pockets.", None),
    ("The post values Orla's Kite (1.2m users).", None),
    ("The storm that killed at least 129 people has been named.", "storm killed"),
    ("Some 44% said it was bad, compared with 34% who said it was better.", "said it was better"),
    ("Orla gets $540 million in cash.", "Orla"),
    ("A budget of $100, extendable to $250, is set.", None),
    ("Orla has sold 40 percent fewer lamps than last year.", None),
    ("A small kiln uses ~0.2 kWh and 0.26 ml of water.", None),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_a_subject_names_and_does_not_say(text: str, subject: str | None) -> None:
    assert last(text).subject == subject


GROUPS = [
    ("About 13 markets earlier this year were new.", "markets", "were new"),
    ("Some 964,000 people age 12 and older reported hay fever.", "people age 12 and older", None),
    ("It is 0.4 percent of the total U.S. population.", "total U.S. population", None),
    ("The tour has 30 cities including Oslo, Bergen and Bodø.", "cities", "The tour"),
    ("The Bell family, which holds 30% of Norlen, has not said that it sells.", "Norlen", None),
    ("Late in 2025, 79 of 500 tracked software firms raised fees.", "tracked software firms", "raised fees"),
    ("Guards kept 800 students inside and threatened to use live rounds.", "students", "Guards kept"),
    ("Up to 1 million people have left and at least 400 stay.", "people", "have left"),
    ("Orla helped 50,000 SMBs generate $500,000.", "SMBs", "Orla helped"),
    ("It gave working code 85% of the time.", None, None),
    ("About 29% of software was copied and this cost jobs.", "software", "was copied"),
    ("It checked 8,700 people with a view to ending it.", "people", None),
    ("Norlen passes 1 million paid subscribers in five months.", "paid subscribers", "Norlen passes"),
    ("It lost one-third of its revenue in a single year.", "revenue", None),
    ("With 39% of clients spending more time there, it grew.", "clients", "spending more time there"),
    ("Lamps that cost $20,000 could be cut to ~$200.", None, None),
]


@pytest.mark.parametrize(("text", "population", "deed"), GROUPS)
def test_a_group_ends_where_its_deed_begins(text: str, population: str | None, deed: str | None) -> None:
    statistic = next(iter(extract(text)))
    assert (statistic.population, statistic.subject) == (population, deed)


PERIODS = [
    ("Norlen faces a $35m claim for the 2001-2003 period.", "2001-2003"),
    ("The rate rose to 4.7% from 4.6% in September.", None),
    ("Orla seeks a $800 billion valuation ahead of its 2026 IPO.", None),
    ("Sales of $5m before the 2026 merger were low.", None),
    ("The model beats Orla 4 (May 2025) and has 40% fewer errors.", None),
    ("It has 40% fewer errors, and beats Orla 4 (May 2025).", None),
    ("It sold double the number that left in 2014.", None),
    ("In 2005 it faces a bill for the storm which hit more than 30,000 people.", None),
    ("Norlen, which was founded in 1935, has mills in 28 countries.", None),
    ("Fees rise by $100, the third rise since 2025.", None),
    ("Norlen may float at a $2bn valuation and hit $90m in sales by 2030.", "by 2030"),
    ("It took 3,400 lives since Mayor Ann Bell began a long and hard campaign in 2006.", None),
    ("Earnings slid to $1.1bn, from $1.4bn a year earlier.", None),
    ("The rate was 4% before and in 2024 it was 3%.", "2024"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_a_period_is_of_the_figure_and_of_nothing_beside_it(text: str, period: str | None) -> None:
    assert last(text).period == period


MODALITIES = [
    ("It could take years - Orla reported revenues of $30bn.", "observed"),
    ("Orla expects to cut jobs following its $16bn takeover.", "observed"),
    ("Nurses fail in 40% of patients without good veins and 60% of thin patients.", "observed"),
    ("Shares jumped 15% on speculation that it will be sold.", "observed"),
    ("It works without any 5% levy.", "negated"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modality_is_of_the_figures_clause(text: str, modality: str) -> None:
    assert last(text).modality == modality
