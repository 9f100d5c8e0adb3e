"""Clauses told from groups of words."""

from __future__ import annotations

import pytest

from analytics.enrich.statistics.clauses import is_clause

CLAUSES = [
    "Norlen agrees to acquire Orla in a merger",
    "commenters highlighted Orla 5",
    "suppliers to prepare",
    "Vento buying Orla",
    "helping customers to sleep",
    "the phone essentially makes pictures",
    "The service gives users",
    "Founder Ann Bell Launches Second",
    "the fund paves the way for an IPO",
    "carers being exposed",
    "Mr Harlan's offer values the club",
    "The firm works on behalf",
    "few guards search the list",
    "its backers believe Orla",
    "the drive cost the county",
    "Add the seeds",
    "Norlen imperils jobs",
]
GROUPS = [
    "negative coverage",
    "Norlen's automated bidding strategies",
    "AI agents now start",
    "the first player's score",
    "combined national incomes",
    "the share of time spent on mobile",
    "sessions reported in March",
    "marketers who use the tool",
    "the gap between exports and imports",
    "access to information",
    "tools that need a card",
    "price cuts in shops",
    "the sales offers in May",
    "users present online",
    "tools which imperil jobs",
]


@pytest.mark.parametrize("phrase", CLAUSES)
def test_a_clause_says_something(phrase: str) -> None:
    assert is_clause(phrase)


@pytest.mark.parametrize("phrase", GROUPS)
def test_a_group_of_words_names_something(phrase: str) -> None:
    assert not is_clause(phrase)
