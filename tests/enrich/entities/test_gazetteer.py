"""Well-known names, and where they are a part of a longer one."""

from __future__ import annotations

import time

import pytest

from analytics.enrich.entities import gazetteer


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Norway", "GPE"),
        ("NORWAY", "GPE"),
        ("new  zealand", "GPE"),
        ("European Union", "ORG"),
        ("Wall Street", "LOC"),
        ("iPhone", "PRODUCT"),
        ("Olympics", "EVENT"),
        ("Zubrowka", None),
        ("", None),
    ],
)
def test_labels_of_well_known_names(name: str, label: str | None) -> None:
    assert gazetteer.label(name) == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales in Norway and New Zealand rose.", ["Norway", "New Zealand"]),
        ("In Norway sales rose.", ["Norway"]),
        ("The University of Norway said so.", []),
        ("Norway Street is long.", []),
        ("OSLO MEETS BERLIN", ["OSLO", "BERLIN"]),
        ("The U.S. said no.", ["U.S."]),
        ("NATO met.", ["NATO"]),
        ("turkey for dinner in norway", []),
        ("@Norway #Norway x.Norway", []),
    ],
)
def test_mentions_of_well_known_names(text: str, expected: list[str]) -> None:
    assert [text[each.start : each.end] for each in gazetteer.mentioned(text)] == expected


def test_no_name_is_called_two_things() -> None:
    clashes = {
        name
        for kind, label in gazetteer.LABELS.items()
        for name in gazetteer.names(kind)
        if gazetteer.label(name) != label
    }
    assert clashes == set()


@pytest.mark.parametrize("text", ["A" * 50_000, "A." * 20_000, "Aa-" * 20_000, "A " * 20_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    list(gazetteer.mentioned(text))
    assert time.process_time() - begin < 5
