"""What people decide about topics: kept as they said it, applied at once and again after every refit, undone at will.

The model's own findings stay beside what is made of them, so that taking a decision back restores what was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from analytics.errors import StoreError
from analytics.store import handmade
from analytics.store.database import Store
from analytics.store.rollups import CHUNK, recounted
from analytics.store.schema import assignment, decision, finding, lineage, topic, topic_week
from analytics.types import Decision, DecisionKind, LineageKind

__all__ = ["Decision", "DecisionKind", "decide", "decisions", "derive", "settle", "split", "track", "undo"]

BY_HAND = "by hand"
LONGEST_NAME = 80
_DEFINED_BY = ("articles", "phrases", "examples", "sentences")
_Owner = TypeVar("_Owner", int, str)
_LINEAGE: dict[DecisionKind, LineageKind] = {"rename": "renamed", "merge": "merged", "split": "split", "track": "born"}


def decide(store: Store, kind: DecisionKind, topic_id: str, details: Mapping[str, Any], *, now: datetime) -> int:
    """Keeps what a person decided and applies it; it holds until it is undone. Returns its key.

    Raises StoreError when a topic that it speaks of is not there.
    """
    with store.write() as connection:
        _check(connection, kind, topic_id, details)
        said = {"at": now, "kind": kind, "topic_id": topic_id, "details": dict(details)}
        key = int(connection.execute(insert(decision).values(said).returning(decision.c.key)).scalar_one())
        _apply(connection, store, Decision(key, now, kind, topic_id, details))
        _note(connection, kind, topic_id, details, now=now, reason="decided by a person")
        return key


def undo(store: Store, key: int, *, now: datetime) -> None:
    """Takes a decision back: what it changed is as it was."""
    with store.write() as connection:
        row = connection.execute(
            select(decision).where(decision.c.key == key, decision.c.undone.is_(None))
        ).one_or_none()
        if row is None:
            raise StoreError(f"there is no decision {key} to take back")
        connection.execute(update(decision).where(decision.c.key == key).values(undone=now))
        _apply(connection, store, Decision(row.key, row.at, row.kind, row.topic_id, row.details))
        restored = {"topic_id": row.topic_id, "kind": "restored", "at": now, "related": [], "reason": "taken back"}
        connection.execute(insert(lineage), restored)


def split(
    store: Store, topic_id: str, label: str, *, articles: Sequence[str] = (), phrases: Sequence[str] = (), now: datetime
) -> str:
    """Takes articles out of a topic into one of their own; returns its id.

    Those named (by id) go at once; with `phrases` also those of the topic that hold one, now and later.
    """
    details = {"label": label, "articles": list(articles), "phrases": list(phrases)}
    decide(store, "split", topic_id, details, now=now)
    return handmade.split_id(topic_id, label)


def track(
    store: Store,
    label: str,
    *,
    phrases: Sequence[str] = (),
    examples: Sequence[str] = (),
    sentences: Sequence[str] = (),
    now: datetime,
) -> str:
    """Follows an idea of one's own; returns the topic's id.

    It takes articles that hold one of the phrases, the `examples` (article ids) and what is like them or like the
    `sentences`, whose vectors `handmade.remember` must know.
    """
    topic_id = handmade.tracked_id(label)
    details = {"label": label, "phrases": list(phrases), "examples": list(examples), "sentences": list(sentences)}
    decide(store, "track", topic_id, details, now=now)
    return topic_id


def decisions(connection: Connection) -> list[Decision]:
    """What people decided and did not take back, oldest first."""
    query = select(decision).where(decision.c.undone.is_(None)).order_by(decision.c.key)
    return [Decision(row.key, row.at, row.kind, row.topic_id, row.details) for row in connection.execute(query)]


def names(made: Sequence[Decision]) -> list[str]:
    """What people called topics."""
    return [str(each.details["label"]) for each in made if "label" in each.details]


def kept(store: Store) -> list[Decision]:
    """The same, read from the store."""
    with store.read() as connection:
        return decisions(connection)


def settle(connection: Connection) -> None:
    """Gives every topic the name and standing that people decided on, or else the ones that were found."""
    made = decisions(connection)
    for each in made:
        new = handmade.new_topic(each)
        if new is not None and connection.scalar(select(topic.c.key).where(topic.c.id == new["id"])) is None:
            connection.execute(insert(topic), new)
    labels = {each.topic_id: str(each.details["label"]) for each in made if each.kind == "rename"}
    merged = {each.topic_id for each in made if each.kind == "merge"}
    pinned = {each.topic_id: each.details["on"] for each in made if each.kind == "pin"}
    hidden = {each.topic_id: each.details["on"] for each in made if each.kind == "hide"}
    alive = {new["id"] for each in made if (new := handmade.new_topic(each)) is not None}
    for row in connection.execute(select(topic, handmade.made_by_hand(topic.c.id).label("is_by_hand"))).all():
        status = row.found_status
        if row.id in merged:
            status = "merged"
        elif hidden.get(row.id):
            status = "hidden"
        elif pinned.get(row.id):
            status = "pinned"
        elif row.is_by_hand and row.id not in alive:
            status = "retired"
        label = labels.get(row.id, row.found_label)
        if (row.label, row.status) != (label, status):
            connection.execute(update(topic).where(topic.c.key == row.key).values(label=label, status=status))


def derive(connection: Connection, store: Store, article_keys: Sequence[int]) -> None:
    """Makes what counts, for these articles, from what was found and what was decided."""
    made = decisions(connection)
    keys = dict(connection.execute(select(topic.c.id, topic.c.key)).all())
    merges = {keys[merged]: keys[into] for merged, into in _merges(connection).items()}
    for begin in range(0, len(article_keys), CHUNK):
        chunk = article_keys[begin : begin + CHUNK]
        weights: dict[tuple[int, int], tuple[float, str]] = {}
        for row in connection.execute(select(finding).where(finding.c.article_key.in_(chunk))):
            place = (row.article_key, row.topic_key)
            weights[place] = (row.weight, row.run_id)
        for each in made:
            _move(connection, store, each, keys, chunk, weights)
        counted: dict[tuple[int, int], tuple[float, str]] = {}
        for (key, owner), weight in sorted(weights.items()):
            place = (key, _heirs(owner, merges)[-1])
            counted[place] = max(counted.get(place, weight), weight)
        with recounted(connection, store.dialect, chunk, rollups=(topic_week,)):
            connection.execute(delete(assignment).where(assignment.c.article_key.in_(chunk)))
            if counted:
                connection.execute(
                    insert(assignment),
                    [
                        {"article_key": key, "topic_key": owner, "weight": weight, "run_id": run}
                        for (key, owner), (weight, run) in counted.items()
                    ],
                )


def _move(
    connection: Connection,
    store: Store,
    each: Decision,
    keys: Mapping[str, int],
    chunk: Sequence[int],
    weights: dict[tuple[int, int], tuple[float, str]],
) -> None:
    """Puts the articles of a split or tracked topic into it. A split matches among its topic's articles only."""
    new = handmade.new_topic(each)
    if new is None:
        return
    owner = keys[new["id"]]
    listed = handmade.named(connection, each, chunk)
    for key in listed | handmade.matching(connection, store, each, chunk):
        held = weights.pop((key, keys[each.topic_id]), None) if each.kind == "split" else None
        if each.kind == "track" or key in listed or held is not None:
            weights[key, owner] = held or (1.0, BY_HAND)


def _heirs(owner: _Owner, merges: Mapping[_Owner, _Owner]) -> list[_Owner]:
    """The topic and those it was merged into, one after the other; the last one counts its articles."""
    line = [owner]
    while line[-1] in merges and merges[line[-1]] not in line:
        line.append(merges[line[-1]])
    return line


def _apply(connection: Connection, store: Store, each: Decision) -> None:
    settle(connection)
    if each.kind in ("rename", "pin", "hide"):
        return
    touched = set()
    if each.kind != "merge":
        touched = handmade.named(connection, each) | handmade.matching(connection, store, each)
    ids = [each.topic_id, *([each.details["into"]] if each.kind == "merge" else [])]
    owners = select(topic.c.key).where(topic.c.id.in_(ids))
    for table in (finding, assignment):
        touched.update(connection.scalars(select(table.c.article_key).where(table.c.topic_key.in_(owners)).distinct()))
    derive(connection, store, sorted(touched))


def _check(connection: Connection, kind: DecisionKind, topic_id: str, details: Mapping[str, Any]) -> None:
    known = set(connection.scalars(select(topic.c.id)))
    if kind != "track" and topic_id not in known:
        raise StoreError(f"there is no topic {topic_id}")
    if kind == "merge" and (details["into"] not in known or details["into"] == topic_id):
        raise StoreError(f"a topic can be merged into another one only, and {details['into']} is none")
    if kind == "merge" and topic_id in _heirs(details["into"], _merges(connection)):
        raise StoreError(f"{details['into']} was merged into {topic_id}: take that back first")
    if kind in ("rename", "split", "track"):
        _check_name(str(details["label"]))
    if kind in ("split", "track") and not any(details.get(how) for how in _DEFINED_BY):
        raise StoreError("a topic needs articles or phrases that make it")


def _merges(connection: Connection) -> dict[str, str]:
    return {each.topic_id: each.details["into"] for each in decisions(connection) if each.kind == "merge"}


def _check_name(label: str) -> None:
    if not label.strip():
        raise StoreError("a topic needs a name")
    if len(label) > LONGEST_NAME or any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in label):
        raise StoreError(f"a topic's name is one line of at most {LONGEST_NAME} characters")


def _note(
    connection: Connection, kind: DecisionKind, topic_id: str, details: Mapping[str, Any], *, now: datetime, reason: str
) -> None:
    told = _LINEAGE.get(kind)
    if told is not None:
        related = [details["into"]] if kind == "merge" else []
        row = {"topic_id": topic_id, "kind": told, "at": now, "related": related, "reason": reason}
        connection.execute(insert(lineage), row)
