"""Acronyms that a text binds itself: in "Interactive Advertising Bureau (IAB)" both forms name the same.

The model reads each place alone, and takes one acronym for a firm, a law and nothing within a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analytics.enrich import aliases
from analytics.enrich.entities import gazetteer
from analytics.enrich.entities.spans import Entity, apart


def bound(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with every place of a bound acronym, labelled as the name that it stands for.

    A technology that is spelt out in capitals, "Customer Data Platform (CDP)", is a product even where neither of its
    forms is among the entities. The short form of words in small letters, or of a method, names nobody.
    """
    labels = {text[each.start : each.end]: each.label for each in entities}
    found: list[Entity] = []
    nobody: set[str] = set()
    for short, long in aliases.acronyms(text).items():
        if gazetteer.label(short) is None and _is_no_name(long):
            nobody |= {short, f"{short}s"}
            continue
        technology = _is_technology(long)
        label = "PRODUCT" if technology else labels.get(long)
        usual = gazetteer.label(short) or gazetteer.has("no_names", short)
        if label and (technology or not usual or (label == "ORG" and _is_body(long))):
            found += (each for form in (long, short) for each in _places(text, form, label))
    return apart([*found, *(each for each in entities if text[each.start : each.end] not in nobody)])


def _is_body(long: str) -> bool:
    return gazetteer.has("organisation_heads", long.split()[-1])


def _is_no_name(long: str) -> bool:
    return long.islower() or gazetteer.has("no_names", long) or gazetteer.has("method_heads", long.split()[-1])


def _is_technology(long: str) -> bool:
    words = long.split()
    capitals = all(word[0].isupper() or gazetteer.has("small_words", word) for word in words)
    return capitals and gazetteer.has("technology_heads", words[-1])


def _places(text: str, form: str, label: str) -> Iterator[Entity]:
    for match in re.finditer(rf"(?<![\w.-]){re.escape(form)}s?(?![\w-])", text):
        yield Entity(*match.span(), label)
