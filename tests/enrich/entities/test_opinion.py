"""The second opinion on what the model calls a name."""

from __future__ import annotations

import pytest

from analytics.enrich.entities import opinion
from analytics.enrich.entities.spans import Entity

WORDS = frozenset(
    {"awesome", "nato", "NATO", "vector", "machines", "redefine", "crisis", "your", "leads", "Rose", "rose"}
)


@pytest.mark.parametrize(
    ("name", "given", "label"),
    [
        ("Norway", "ORG", "GPE"),
        ("Halden University", "PERSON", "ORG"),
        ("University of Halden", "GPE", "ORG"),
        ("Halden Party", "NORP", "ORG"),
        ("Halden Collective", "PERSON", "ORG"),
        ("Halden Film Festival", "ORG", "EVENT"),
        ("Treaty of Halden", "ORG", "LAW"),
        ("Halden Airport", "ORG", "FAC"),
        ("Lake Halden", "LOC", "LOC"),
        ("Sharon Voss", "ORG", "PERSON"),
        ("Sharon", "GPE", "PERSON"),
        ("Sharon Voss", "WORK_OF_ART", "WORK_OF_ART"),
        ("Voss", "ORG", "ORG"),
        ("iPhone", "ORG", "PRODUCT"),
        ("Viterbi algorithm", "ORG", None),
        ("Email", "PERSON", None),
        ("AI", "ORG", None),
        ("CMO", "ORG", None),
        ("Bolt AI", "PERSON", None),
        ("Redefine", "PERSON", None),
        ("Crisis 1", "LAW", None),
        ("Rose", "PERSON", "PERSON"),
        ("company", "ORG", None),
        ("creepy", "NORP", None),
        ("Smaller", "PERSON", None),
        ("Highmoor Bicycles", "PERSON", "ORG"),
        ("Northern Wharf Media", "FAC", "ORG"),
        ("Halden Foods", "GPE", "ORG"),
        ("Halden Foods", "PRODUCT", "PRODUCT"),
        ("Media", "PERSON", "PERSON"),
        ("SparkToro", "PERSON", "PRODUCT"),
        ("McAvoy", "PERSON", "PERSON"),
        ("MacDonald", "PERSON", "PERSON"),
        ("LeBrun", "PERSON", "PERSON"),
        ("AWESOME", "ORG", None),
        ("For", "ORG", None),
        ("Somewhere", "PERSON", None),
        ("Bill", "PERSON", "PERSON"),
        ("IT", "GPE", None),
        ("Turning Your Calendar", "ORG", None),
        ("What We Lost", "WORK_OF_ART", "WORK_OF_ART"),
        ("NATO", "ORG", "ORG"),
        ("vector machines", "PERSON", None),
        ("Zuckerberg", "ORG", "PERSON"),
        ("14 May", "DATE", None),
    ],
)
def test_label_by_knowledge_and_shape(name: str, given: str, label: str | None) -> None:
    found = opinion.judged(name, Entity(0, len(name), given), vocabulary=WORDS)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("before", "name", "after", "given", "label"),
    [
        ("Planners at ", "Fourth Quay", " argue", "FAC", "ORG"),
        ("the chief marketing officer at ", "Fourth Quay", " left", "PERSON", "ORG"),
        ("Ines Voss, who runs media planning at ", "Fourth Quay", ", said", "GPE", "ORG"),
        ("a director at ", "Oslo", " said", "ORG", "GPE"),
        ("they met at ", "Fourth Quay", " again", "FAC", "FAC"),
        ("a ", "Hough", " transform", "PERSON", None),
        ("a ", "Hough", " report", "PERSON", "PERSON"),
    ],
)
def test_label_by_what_stands_beside_a_name(before: str, name: str, after: str, given: str, label: str | None) -> None:
    entity = Entity(len(before), len(before) + len(name), given)
    found = opinion.judged(before + name + after, entity, vocabulary=WORDS)
    assert (found.label if found else None) == label


def test_a_name_with_a_country_in_brackets_is_a_persons() -> None:
    text = "Ylva Halvorsen ( Norway ) won"
    found = opinion.judged(text, Entity(0, 14, "ORG"), vocabulary=WORDS)
    assert found == Entity(0, 14, "PERSON")


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("Academy of Norway", [(0, 7, "ORG"), (11, 17, "GPE")], "Academy of Norway"),
        ("Norwegian Greens won", [(0, 9, "NORP")], "Norwegian Greens"),
        ("Northwind of Norway", [(0, 9, "ORG"), (13, 19, "GPE")], "Northwind"),
        ("Academy in Norway", [(0, 7, "ORG"), (11, 17, "GPE")], "Academy"),
    ],
)
def test_parts_of_one_name_are_put_together(text: str, parts: list[tuple[int, int, str]], whole: str) -> None:
    first, *_ = opinion.joined(text, [Entity(*part) for part in parts])
    assert text[first.start : first.end] == whole


@pytest.mark.parametrize(
    ("name", "given", "parts"),
    [
        ("Sharon Voss of Halden & Rowe", "ORG", [("Sharon Voss", "PERSON"), ("Halden & Rowe", "ORG")]),
        ("University of Halden", "ORG", [("University of Halden", "ORG")]),
        ("Sharon of Halden", "PERSON", [("Sharon of Halden", "PERSON")]),
        ("Halden Foods and Oslo Bank", "ORG", [("Halden Foods and Oslo Bank", "ORG")]),
    ],
)
def test_two_names_that_were_read_as_one(name: str, given: str, parts: list[tuple[str, str]]) -> None:
    found = opinion.parted(name, Entity(0, len(name), given))
    assert [(name[each.start : each.end], each.label) for each in found] == parts
