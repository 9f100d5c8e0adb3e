"""How far a name goes, and first names that were passed over."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.enrich.entities.extent import first_names, widened
from analytics.enrich.entities.spans import Entity

WORDS = frozenset({"said", "poor", "council", "voters", "speaker", "met"})


@pytest.mark.parametrize(
    ("text", "name", "label", "whole"),
    [
        ("when Ines Voss met", "Ines", "PERSON", "Ines Voss"),
        ("when Waqar Yldren met", "Yldren", "PERSON", "Waqar Yldren"),
        ("when Petra Anna Yldren met", "Yldren", "PERSON", "Petra Anna Yldren"),
        ("Speaker Yldren met", "Yldren", "PERSON", "Yldren"),
        ("Oslo Yldren met", "Yldren", "PERSON", "Yldren"),
        ("when Ines von der Yldren met", "Ines", "PERSON", "Ines von der Yldren"),
        ("when Ines von der Yldren met", "Ines von der", "PERSON", "Ines von der Yldren"),
        ("Ines said", "Ines", "PERSON", "Ines"),
        ("the Yldren met", "Yldren", "PERSON", "Yldren"),
        ("the Halden Council on Trade met", "Halden Council", "ORG", "Halden Council on Trade"),
        ("the Halden Council on Friday met", "Halden Council", "ORG", "Halden Council"),
        ("the Alliance of Voters and Greens met", "Alliance", "ORG", "Alliance of Voters and Greens"),
        ("the Halden Corp of Norway met", "Halden Corp", "ORG", "Halden Corp"),
        ("the Halden Council of elders met", "Halden Council", "ORG", "Halden Council"),
    ],
)
def test_what_stands_beside_a_name_and_belongs_to_it(text: str, name: str, label: str, whole: str) -> None:
    start = text.index(name)
    (found,) = widened(text, [Entity(start, start + len(name), label)], vocabulary=WORDS)
    assert text[found.start : found.end] == whole


def test_a_name_never_takes_another_one() -> None:
    text = "when Ines Yldren Varga met"
    read = [Entity(5, 9, "PERSON"), Entity(10, 16, "PERSON"), Entity(17, 22, "ORG")]
    assert widened(text, read, vocabulary=WORDS) == read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Emily, so brave.", ["Emily"]),
        ("hey emily how are you", ["emily"]),
        ("hey emily " + "and then " * 40, []),
        ("Emily Voss is here", []),
        ("Voss, then Louisa de Boer", []),
        ("Will you mark my words, Mark?", []),
        ("write to emily.voss@example.com or @emily", []),
        ("trump again", ["trump"]),
        ("Emily “Em” Voss", []),
        ("", []),
    ],
)
def test_first_names_that_stand_alone(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in first_names(text)] == expected


@given(
    st.lists(st.sampled_from(["Ines", "Voss", "Council", "of", "on", "Emily", "-", "\n", "met", "Yldren"]), max_size=12)
)
def test_names_stay_apart(parts: list[str]) -> None:
    text = " ".join(parts)
    read = [
        *first_names(text),
        *(Entity(text.index("Yldren"), text.index("Yldren") + 6, "PERSON") for _ in [0] if "Yldren" in text),
    ]
    found = widened(text, read, vocabulary=WORDS)
    assert all(one.end <= other.start for one, other in pairwise(found))
