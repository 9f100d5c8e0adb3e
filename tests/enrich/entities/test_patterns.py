"""Names that their form gives away."""

from __future__ import annotations

import time

import pytest

from analytics.enrich.entities import patterns
from analytics.enrich.entities.spans import Entity

WORDS = frozenset({"clicks", "total", "step", "page"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After the 2031 Freedonia general election he left.", ["2031 Freedonia general election"]),
        ("the 1998 Winter Olympics", ["1998 Winter Olympics"]),
        ("In 2031 the election was lost.", []),
        ("the Freedonia election", []),
    ],
)
def test_dated_events(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in patterns.dated_events(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Radical and Rural Party won.", ["Radical and Rural Party"]),
        ("He left the Progressive Party of Freedonia .", ["Progressive Party of Freedonia"]),
        ("It was a birthday party.", []),
        ("The Party met.", []),
    ],
)
def test_parties(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in patterns.parties(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Caught by J. Halvorsen off A. W. de Witt .", ["J. Halvorsen", "A. W. de Witt"]),
        ("The U.S. Senate and the D.C. Circuit", []),
        ("Plan B. Nothing else", ["B. Nothing"]),
        ("Vitamin C. and so on", []),
        ("J. Halvorsen's plan; J. O'Dell", ["J. Halvorsen", "J. O'Dell"]),
        ("She wrote on X. Halvorsen agreed.", []),
    ],
)
def test_initials_with_a_surname(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in patterns.initialled(text, [])] == expected


def test_initials_within_a_name_are_left_to_it() -> None:
    text = "Ole J. Halvorsen spoke."
    assert list(patterns.initialled(text, [Entity(0, 16, "PERSON")])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Halden 17 8 2 5 39", [("Halden", "ORG")]),
        ("Halden 1 Voss United 2", [("Halden", "ORG"), ("Voss United", "ORG")]),
        ("Norway 1 Halden 2", [("Norway", "GPE"), ("Halden", "ORG")]),
        ("Clicks 100 200 300", []),
        ("Step 1 Page 2", []),
        ("halden 17 8 2 5", []),
        ("Halden won 3 of 4 games", []),
    ],
)
def test_contestants_in_results(text: str, expected: list[tuple[str, str]]) -> None:
    found = patterns.contestants(text, vocabulary=WORDS)
    assert [(text[each.start : each.end], each.label) for each in found] == expected


@pytest.mark.parametrize(
    "text",
    ["A" * 50_000, "Aa " * 20_000, "A. " * 20_000, "Aa 1 " * 10_000, "2000 " + "Aa of " * 9_000, "Aa and " * 9_000],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    list(patterns.dated_events(text))
    list(patterns.parties(text))
    list(patterns.initialled(text, []))
    list(patterns.contestants(text, vocabulary=WORDS))
    assert time.process_time() - begin < 5
