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
    forms is among the entities.
    """
    labels = {text[each.start : each.end]: each.label for each in entities}
    found: list[Entity] = []
    for short, long in aliases.acronyms(text).items():
        technology = _is_technology(long)
        label = "PRODUCT" if technology else labels.get(long)
        if label and (technology or not (gazetteer.label(short) or gazetteer.has("no_names", short))):
            found += (each for form in (long, short) for each in _places(text, form, label))
    return apart([*found, *entities])


def _is_technology(long: str) -> bool:
    words = long.split()
    capitals = all(word[0].isupper() or gazetteer.has("small_words", word) for word in words)
    return capitals and gazetteer.has("technology_heads", words[-1])


def _places(text: str, form: str, label: str) -> Iterator[Entity]:
    for match in re.finditer(rf"(?<![\w.-]){re.escape(form)}s?(?![\w-])", text):
        yield Entity(*match.span(), label)
