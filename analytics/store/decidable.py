"""What may be decided about topics: said in plain texts, about topics that are there, under names no other one has."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from analytics.errors import StoreError
from analytics.store import handmade
from analytics.store.schema import article, topic
from analytics.types import Decision

LONGEST_NAME, LONGEST_TEXT = 80, 2000
_ARTICLES = ("articles", "examples")
_TEXTS = ("phrases", "sentences")
# Signs that are none: controls, ends of lines and paragraphs, halves of a sign, and what turns the direction of a line.
_NO_SIGN = ("Cc", "Cs", "Zl", "Zp")
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_Owner = TypeVar("_Owner", int, str)


def tidied(details: Mapping[str, Any]) -> dict[str, Any]:
    """The details with the name as it is kept: one line, single spaces. Raises StoreError for a name that is none."""
    label = details.get("label")
    return dict(details) | ({} if label is None else {"label": name(str(label))})


def name(label: str) -> str:
    """A topic's name as it is kept. Raises StoreError when it is none."""
    if not label.strip():
        raise StoreError("a topic needs a name")
    if len(label) > LONGEST_NAME or not _is_plain(label):
        raise StoreError(f"a topic's name is one line of at most {LONGEST_NAME} characters, none of them a control")
    return " ".join(label.split())


def check_texts(texts: Sequence[str]) -> None:
    """Raises StoreError for a phrase or a sentence that no article can hold."""
    for each in texts:
        if len(each) > LONGEST_TEXT or not _is_plain(each) or not any(map(str.isalnum, each)):
            shown = ascii(each if len(each) <= LONGEST_NAME else f"{each[:LONGEST_NAME]}…")
            raise StoreError(
                f"{shown} is no phrase or sentence: write words, on one line of at most {LONGEST_TEXT:,} characters"
            )


def check(connection: Connection, each: Decision, made: Sequence[Decision]) -> None:
    """Raises StoreError, which says what to do instead, when `each` cannot be decided beside what was `made`."""
    known = {row.id: row for row in connection.execute(select(topic.c.id, topic.c.label, topic.c.status))}
    if each.kind != "track" and each.topic_id not in known:
        raise StoreError(f"there is no topic {each.topic_id}")
    if each.kind != "track" and known[each.topic_id].status == "retired":
        raise StoreError(f"“{known[each.topic_id].label}” is no more: choose a topic that is shown")
    if each.kind in ("merge", "split"):
        themes = set(connection.scalars(select(topic.c.parent).where(topic.c.parent.is_not(None)).distinct()))
        for id_ in (each.topic_id, each.details.get("into")):
            if id_ in themes:
                raise StoreError(f"“{known[id_].label}” is a theme, which holds topics: choose one of these")
    if each.kind == "merge":
        merged, into, before = known[each.topic_id], known.get(each.details["into"]), merges(made)
        if into is None or into.id == merged.id:
            raise StoreError(f"“{merged.label}” can be merged into another topic only: name one that is here")
        if merged.id in heirs(into.id, before):
            raise StoreError(f"“{into.label}” was merged into “{merged.label}”: take that back first")
        if merged.id in before:
            raise StoreError(
                f"“{merged.label}” was merged into “{known[before[merged.id]].label}”: take that back first"
            )
        if into.status in ("merged", "retired"):
            raise StoreError(f"“{into.label}” is no more: choose a topic that is shown")
    if each.kind in ("split", "track"):
        _check_contents(connection, each.details)
    doubled = clashes(connection, [*made, each]) - clashes(connection, made)
    if doubled:
        raise StoreError(f"there is a topic “{doubled.pop()}” already: choose another name, or merge the two")


def clashes(connection: Connection, made: Sequence[Decision]) -> set[str]:
    """The names that two topics have had at once when these decisions are made one after the other."""
    found = select(topic.c.id, topic.c.found_label).where(
        topic.c.found_status == "active", ~handmade.made_by_hand(topic.c.id)
    )
    names = dict(connection.execute(found).all())
    doubled = set()
    for each in made:
        new = handmade.new_topic(each)
        if each.kind == "merge":
            names.pop(each.topic_id, None)
        if new is not None and new["id"] not in names:
            owner, label = new["id"], new["label"]
        elif each.kind == "rename" and each.topic_id in names:
            owner, label = each.topic_id, str(each.details["label"])
        else:
            continue
        if any(_same(label, other) for id_, other in names.items() if id_ != owner):
            doubled.add(label)
        names[owner] = label
    return doubled


def merges(made: Sequence[Decision]) -> dict[str, str]:
    """What each merged topic was merged into."""
    return {each.topic_id: str(each.details["into"]) for each in made if each.kind == "merge"}


def heirs(owner: _Owner, merged: Mapping[_Owner, _Owner]) -> list[_Owner]:
    """The topic and those it was merged into, one after the other; the last one counts its articles."""
    line = [owner]
    while line[-1] in merged and merged[line[-1]] not in line:
        line.append(merged[line[-1]])
    return line


def built_on(taken_back: Decision, made: Sequence[Decision]) -> list[Decision]:
    """The decisions that stand on a topic which is not made any more when one of `made` is taken back."""
    by_hand = {new["id"] for each in made if (new := handmade.new_topic(each)) is not None}
    alive, fall = set[str](), list[Decision]()
    for each in made:
        if each.key == taken_back.key:
            continue
        about = {each.topic_id if each.kind != "track" else None, each.details.get("into")}
        if about & by_hand - alive:
            fall.append(each)
        elif (new := handmade.new_topic(each)) is not None:
            alive.add(new["id"])
    return fall


def _check_contents(connection: Connection, details: Mapping[str, Any]) -> None:
    texts = [text for how in _TEXTS for text in details.get(how, ())]
    ids = [id_ for how in _ARTICLES for id_ in details.get(how, ())]
    check_texts(texts)
    if not texts and not ids:
        raise StoreError("a topic needs articles or phrases that make it")
    known = select(article.c.key).where(article.c.id.in_([id_ for id_ in ids if _is_plain(id_)])).limit(1)
    if not texts and connection.scalar(known) is None:
        raise StoreError(f"none of the articles that make it is here ({ids[0]!a}, …): bring them in first")


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(sign) in _NO_SIGN or unicodedata.bidirectional(sign) in _TURNS for sign in text)


def _same(name: str, other: str) -> bool:
    return unicodedata.normalize("NFKC", name).casefold() == unicodedata.normalize("NFKC", other).casefold()
