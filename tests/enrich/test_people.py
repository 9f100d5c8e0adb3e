"""People among noun phrases: known by all readings together, and gone from what names a subject."""

from __future__ import annotations

import pytest

from analytics.enrich import people

READINGS = {
    ("Maria Okafor", "PERSON"): 4,
    ("Maria Okafor", "ORG"): 5,
    ("Maria Okafor's Bakery", "PERSON"): 1,
    ("Okafor", "ORG"): 12,
    ("Maria", "PERSON"): 3,
    ("Claude Opus", "PERSON"): 1,
    ("Claude Opus", "PRODUCT"): 9,
    ("Simon 7b", "PERSON"): 6,
    ("Nano Banana", "PERSON"): 6,
    ("Peter Store", "PERSON"): 1,
    ("Store", "ORG"): 40,
    ("Jarle Quist", "PERSON"): 2,
    ("Quist", "ORG"): 3,
    ("Jarle", "ORG"): 9,
    ("J.T. Pell", "PERSON"): 4,
    ("Odrun Vell", "PERSON"): 1,
    ("Vask Tool", "PERSON"): 1,
    ("Vask Tool", "ORG"): 2,
    ("App Store", "PERSON"): 9,
}
WRITTEN = [["banana bread", "Jarle Quist"], ["an app", "the App Store"]]


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        ("Maria Okafor", None),
        ("founder Maria Okafor Lind", None),
        ("Okafor", None),
        ("president Okafor", None),
        ("Maria", None),
        ("Maria Okafor's bread ovens", "bread ovens"),
        ("Okafor’s bread ovens", "Okafor’s bread ovens"),
        ("Maria Okafor’s", None),
        ("okafor bakeries", "okafor bakeries"),
        ("Santa Maria", "Santa Maria"),
        ("Claude Opus", "Claude Opus"),
        ("Simon 7b", "Simon 7b"),
        ("Nano Banana", "Nano Banana"),
        ("Peter Store", None),
        ("app store", "app store"),
        ("Jarle Quist", None),
        ("partner Quist", None),
        ("Jarle", "Jarle"),
        ("J.T. Pell", "J.T. Pell"),
        ("Odrun Vell", "Odrun Vell"),
        ("Vask Tool", "Vask Tool"),
        ("", ""),
    ],
)
def test_what_names_somebody_is_left_out(phrase: str, kept: str | None) -> None:
    found = people.without([[phrase, "agentic search"]], people.named(READINGS, WRITTEN))
    assert found == [tuple(each for each in (kept, "agentic search") if each)]


def test_nobody_is_named_where_nothing_was_read() -> None:
    assert people.without([["Maria Okafor"], []], people.named({})) == [("Maria Okafor",), ()]
