"""Figures that are no statistics: years, dates, versions, clocks, prices, names, advice, figures of speech."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics import extract

NOTHING = [
    "",
    "   \n\n\t",
    "No figures at all.",
    # years and dates
    "It launched in 2024.",
    "From 2019 to 2023 it grew.",
    "The report is due on 3 May 2026.",
    "On 5/17/2018 they met.",
    "2025-11-19",
    "The 1960s were different.",
    "In fiscal 2026 the plan changes.",
    "The 2013 companies act applies.",
    # clocks and durations
    "At 2 pm everybody leaves.",
    "It closed at 2.17pm.",
    "The hour from 9:30 to 17:45 is busy.",
    "It will hack your phone in 10 seconds.",
    "They live in 15-minute cities.",
    "They were jailed for 25 years.",
    "Banks operate five days a week.",
    "It ran eight days before the vote.",
    "In the last 30 days we tested it.",
    "A 7-day click window is set.",
    "It happened three months ago.",
    # versions, models, names
    "GPT-4 and Claude 3.5 were compared.",
    "The iPhone 15 and Windows 11 are out.",
    "HTTP/2 and IPv6 are on.",
    "Python 3.11 is needed.",
    "A B2B site with Web3 and 5G ads.",
    "The Boeing 777F and the F-16 flew.",
    "Galaxy MACS J1149.5+6663 was seen.",
    "An Intel Core i7 860 is enough.",
    "SCP-173 and Area 51.",
    "Room 101, floor 3, gate B12.",
    "Section 122 of the act.",
    "Figure 3A and Table 2.",
    "Chapter 4, page 250.",
    # phone numbers, addresses, codes
    "Call 555-123-4567.",
    "Call +1-222-2222/2222.",
    "The host is 192.168.1.20.",
    "See https://example.org/?q=30%25&x=20% for more.",
    "Write to sales100@example.org.",
    "ISBN 978-3-16-148410-0.",
    # list numbers and list counts
    "1. Write the brief.\n2. Buy the media.\n3. Measure.",
    "Here are 7 tips for better ads.",
    "Two pillars of marketing are falling.",
    "There are three ways to win.",
    "5 steps to follow.",
    # prices of goods and offers
    "It costs $49.",
    "The tests cost $100 apiece.",
    "Plans start at $29/month.",
    "He wore a $30,000 Rolex.",
    "Tickets are priced from £15.",
    "Buy it for $99.99.",
    "Get 20% off today.",
    "Save 15% on shoes.",
    "A 10% discount applies.",
    "The fee of $5 is waived.",
    # ranks
    "It is ranked no. 1 worldwide.",
    "The #3 brand by recall.",
    "They came second.",
    # idioms
    "We are 100% sure.",
    "It is 100% free.",
    "Give it 100%!",
    "Rather than doubling down, they left.",
    "Double-digit growth is rare.",
    "Double check the second half.",
    "He called three times over.",
    "They met twice a week.",
    "She is a third party.",
    "The third quarter ended.",
    "The first half was slow.",
    "The back half of the day is calm.",
    "Significant at 95% confidence.",
    # ages
    "Women over 55 are at risk.",
    "Children aged five to 11 like it.",
    "She lowered the age to 12.",
    # advice and suppositions
    "Let's say 40% of them leave.",
    "If you spend $5,000 here, stop.",
    "You should keep 20% in reserve.",
    "Imagine 3 million users came.",
    "I want to lose 10 pounds.",
    "Are we 20% behind?",
    "Interest is 0% for a year.",
    "We post 3-4x a week.",
    "There is a crane every two inches.",
    "It is easier to manage $20,000 than less.",
    "It takes $20 a day.",
    "A million dollars is a lot of money.",
    "Last updated September 3, 202561% of adults agree.",
    "It went 004% up.",
    "They launched five campaigns to triple spend.",
    "One angle about a $4,000 sofa won.",
    "The $1,200 phone is new.",
    # a digit count is no value
    "Revenue saw double-digit growth.",
    # model names and hardware
    "Most use 70B models.",
    "Some RTX 4090 owners agree.",
    "It needs 8x H100 cards.",
    "MTP n=3 decoding is praised.",
    "It comes in 27B sizes and 1K-token prompts.",
    # taken down wrongly, supposed, corrected, free
    "We had $147 clients on Thursday.",
    "I set a target if I believe that the first week captures most of it and the last month captures 90%.",
    "We are trying to generate $1.1 million.",
    "Seats come with a $0 fee.",
    "We do not have a thousand brands.",
    # what tells one thing from others
    "A 14-inch display and a 24GB VRAM card at 4-bit quantization.",
    "She won 200m gold.",
    'The "Max 5x" and the 20x plan.',
    "It has 2x Quadro 8000 GPUs.",
    "They play on June 14 -- Acme Bank Hall.",
    "They finished runners-up three times, including last year.",
    # prices of what is used
    "It costs $0.9/1M tokens.",
    "Pricing is $2/$12 per 1M input tokens.",
    # goals, advice, what speech gropes for
    "Growth is below the 2% target.",
    "Increase your budgets by 20% every three days.",
    "- Allocate 30% to testing.",
    "I bet I'd say one out of a hundred had it.",
    "We pick up an additional 20 15 20% there.",
    "They were like 20% behind or whatever.",
    "Titles take 5000 char descriptions.",
    # stays, not findings
    "He spent three years abroad.",
    # small counts of things
    "I have 2 campaigns and 3 ads.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_statistic(text: str) -> None:
    assert [(statistic.raw, statistic.kind) for statistic in extract(text)] == []


KNOWN_FALSE = [
    "I woke up to two orders after spending $800 the day before.",
    "They make $5k, $7k, $10k per month.",
]


@pytest.mark.xfail(strict=True, reason="read as a statistic")
@pytest.mark.parametrize("text", KNOWN_FALSE)
def test_figures_that_are_wrongly_taken(text: str) -> None:
    assert extract(text) == ()
