"""Findings told in other words than those of `benchmarks/series.py`, written to look at the rules with fresh eyes.

Passive sentences, nouns ("the return rate of"), lists, movements, counts, money and hours, beside near-twins.
"""

from __future__ import annotations

from collections.abc import Mapping

TOLD: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "cmo-board": {
        2023: (
            "In 2023, 42% of CMOs sat on the executive board, Halden Partners reported.",
            "Halden Partners put the share of CMOs with a seat on the executive board at 42% in 2023.",
            "Some 42% of CMOs had a seat on the executive board in 2023, according to Halden Partners.",
        ),
        2024: (
            "The share of CMOs who sit on the executive board rose to 46% in 2024, according to Halden Partners.",
            "CMOs on the executive board:\n- 46% of CMOs sit on the executive board, Halden Partners found in 2024.\n",
            "Halden Partners found that 46% of CMOs sit on the executive board in 2024, up from 42% in 2023.",
        ),
        2025: (
            "Just 39% of CMOs sit on the executive board, down from 46% a year earlier, says Halden Partners.",
            "CMOs sitting on the executive board fell to 39% in 2025, per Halden Partners.",
            "Halden Partners: 39% of CMOs now sit on the executive board.",
        ),
    },
    "cfo-board": {
        2024: (
            "71% of CFOs sit on the executive board, according to Halden Partners.",
            "Among CFOs, 71% sit on the executive board, Halden Partners says.",
        ),
    },
    "openrate": {
        2023: (
            "The average open rate of retail emails was 21.3% in 2023, Postbench data shows.",
            "Retail emails had an average open rate of 21.3% in 2023, according to Postbench.",
        ),
        2024: (
            "The average open rate of retail emails climbed to 23.8% in 2024, according to Postbench.",
            "According to Postbench, retail emails reached an average open rate of 23.8% in 2024.",
            "Average open rate of retail emails in 2024: 23.8%, Postbench reports.",
        ),
    },
    "clickrate": {
        2024: (
            "The average click rate of retail emails was 2.4% in 2024, Postbench data shows.",
            "Retail emails had an average click rate of 2.4% in 2024, according to Postbench.",
        ),
    },
    "b2bopen": {
        2024: ("The average open rate of B2B emails was 23.8% in 2024, Postbench data shows.",),
    },
    "spend": {
        2023: (
            "Retail media spending reached $45.1bn in 2023, Ledger Research estimates.",
            "Spending on retail media hit $45.1 billion in 2023, according to Ledger Research.",
        ),
        2024: (
            "Retail media spending rose to $54.5bn in 2024, according to Ledger Research.",
            "Spending on retail media totalled $54.5 billion in 2024, Ledger Research says.",
            "In 2024, $54.5bn was spent on retail media, Ledger Research found.",
        ),
    },
    "ctvspend": {
        2024: (
            "Connected TV spending reached $28.8bn in 2024, according to Ledger Research.",
            "Spending on connected TV totalled $28.8 billion in 2024, Ledger Research says.",
        ),
    },
    "returns": {
        2023: (
            "Nearly three in ten online orders (29%) were returned in 2023, Parcelview says.",
            "29% of online orders were returned in 2023, according to Parcelview.",
            "Parcelview says shoppers returned 29% of online orders in 2023.",
        ),
        2024: (
            "The return rate of online orders fell to 26% in 2024, Parcelview reports.",
            "26% of online orders were returned in 2024, according to Parcelview.",
            "Shoppers returned 26% of online orders in 2024, Parcelview data shows.",
        ),
    },
    "storereturns": {
        2024: (
            "9% of store purchases were returned in 2024, according to Parcelview.",
            "Shoppers returned 9% of store purchases in 2024, Parcelview data shows.",
        ),
    },
    "users": {
        2023: (
            "Pinboard had 310 million monthly active users in 2023.",
            "In 2023 Pinboard counted 310 million monthly active users.",
            "Pinboard reported 310m monthly active users for 2023.",
        ),
        2024: (
            "Pinboard's monthly active users grew to 355 million in 2024.",
            "Pinboard reached 355 million monthly active users in 2024.",
            "Monthly active users of Pinboard rose to 355m in 2024.",
        ),
    },
    "daily": {
        2024: (
            "Pinboard had 355 million daily active users in 2024.",
            "Pinboard reached 120 million daily active users in 2024.",
        ),
    },
    "hours": {
        2023: (
            "Teenagers spent 4.1 hours a day on social media in 2023, Youthlens found.",
            "In 2023 teenagers used social media for 4.1 hours a day, according to Youthlens.",
        ),
        2024: (
            "Teenagers spent 4.8 hours a day on social media in 2024, according to Youthlens.",
            "Youthlens found that teenagers spend 4.8 hours a day on social media in 2024.",
        ),
    },
    "adulthours": {
        2024: ("Adults spent 2.4 hours a day on social media in 2024, according to Youthlens.",),
    },
    "satisfied": {
        2023: (
            "Two in five subscribers were satisfied with the price in 2023, Streamtrack says.",
            "40% of subscribers were satisfied with the price in 2023, according to Streamtrack.",
        ),
        2024: (
            "In 2024 35% of subscribers were satisfied with the price, Streamtrack says.",
            "35% of subscribers were satisfied with the price in 2024, Streamtrack reports.",
            "Satisfaction with the price among subscribers dropped to 35% in 2024, Streamtrack found.",
        ),
    },
    "dissatisfied": {
        2024: ("35% of subscribers were dissatisfied with the price in 2024, Streamtrack reports.",),
    },
    "likely": {
        2024: (
            "Loyalty members are 2.6 times more likely to recommend a brand, according to Kindred Labs.",
            "According to Kindred Labs, loyalty members are 2.6x more likely to recommend a brand.",
            "Kindred Labs: loyalty members were 2.6 times more likely to recommend a brand.",
        ),
    },
    "aslikely": {
        2024: ("Loyalty members are 2.6 times as likely to recommend a brand, Kindred Labs says.",),
    },
    "blocked": {
        2023: (
            "Ad blockers were used by 33% of desktop users, Webpulse reported in 2023.",
            "33% of desktop users use an ad blocker, according to Webpulse in 2023.",
        ),
        2024: (
            "An ad blocker was used by 37% of desktop users in 2024, Webpulse reports.",
            "37% of desktop users used an ad blocker in 2024, Webpulse says.",
            "Webpulse: the proportion of desktop users with an ad blocker stood at 37% in 2024.",
        ),
    },
    "mobileblock": {
        2024: ("37% of mobile users used an ad blocker in 2024, Webpulse says.",),
    },
}
"""What each finding is told as, by the year that it tells of; every text is an article of its own."""
