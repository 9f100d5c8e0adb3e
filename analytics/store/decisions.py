"""What people decide about topics: kept as they said it, applied at once and again after every refit, undone at will.

The model's own findings stay beside what is made of them, so that taking a decision back restores what was.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from analytics.errors import StoreError
from analytics.store import decidable, handmade
from analytics.store.database import Store
from analytics.store.rollups import CHUNK, recounted
from analytics.store.schema import assignment, decision, finding, lineage, topic, topic_week
from analytics.types import MEMBERSHIPS, Decision, DecisionKind, LineageKind

__all__ = ["Decision", "DecisionKind", "decide", "decisions", "derive", "settle", "split", "track", "undo"]

BY_HAND = "by hand"
# For each article key the weight and the run by topic key.
_Held = dict[int, dict[int, tuple[float, str]]]
_LINEAGE: dict[DecisionKind, LineageKind] = {"rename": "renamed", "merge": "merged", "split": "split", "track": "born"}


def decide(store: Store, kind: DecisionKind, topic_id: str, details: Mapping[str, Any], *, now: datetime) -> int:
    """Keeps what a person decided and applies it; it holds until it is undone. Returns its key.

    Raises StoreError, which says what to do instead, when it cannot be decided.
    """
    said = Decision(0, now, kind, topic_id, decidable.tidied(details))
    with store.write() as connection:
        decidable.check(connection, said, decisions(connection))
        row = {"at": now, "kind": kind, "topic_id": topic_id, "details": said.details}
        key = int(connection.execute(insert(decision).values(row).returning(decision.c.key)).scalar_one())
        made = replace(said, key=key)
        _note(connection, made, now=now)
        _apply(connection, store, made)
        return key


def undo(store: Store, key: int, *, now: datetime) -> None:
    """Takes a decision back, and those that were built on the topic it made: all that they changed is as it was.

    Raises StoreError when it is not there, or when two topics would have had one name.
    """
    with store.write() as connection:
        made = decisions(connection)
        taken_back = next((each for each in made if each.key == key), None)
        if taken_back is None:
            raise StoreError(f"there is no decision {key} to take back")
        falling = [*reversed(decidable.built_on(taken_back, made)), taken_back]
        doubled = decidable.clashes(connection, [each for each in made if each not in falling])
        doubled -= decidable.clashes(connection, made)
        if doubled:
            raise StoreError(
                f"two topics would be called “{doubled.pop()}”: first take back what gave the other its name"
            )
        for each in falling:
            connection.execute(update(decision).where(decision.c.key == each.key).values(undone=now))
            _apply(connection, store, each)
            _note(connection, each, now=now, taken_back=True)


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


def concerned(made: Sequence[Decision]) -> set[str]:
    """The topics that people decided about: a refit neither merges nor retires them."""
    return {id_ for each in made for id_ in (each.topic_id, each.details.get("into")) if id_ is not None}


def kept(store: Store) -> list[Decision]:
    """The same, read from the store."""
    with store.read() as connection:
        return decisions(connection)


def settle(connection: Connection) -> None:
    """Gives every topic the name and standing that people decided on, or else the ones that were found."""
    made = decisions(connection)
    by_hand = handmade.new_topics(made)
    known = set(connection.scalars(select(topic.c.id).where(topic.c.id.in_(list(by_hand)))))
    for id_, new in by_hand.items():
        if id_ not in known:
            connection.execute(insert(topic), new)
    labels = {each.topic_id: str(each.details["label"]) for each in made if each.kind == "rename"}
    merges = decidable.merges(made)
    pinned = {each.topic_id: each.details["on"] for each in made if each.kind == "pin"}
    hidden = {each.topic_id: each.details["on"] for each in made if each.kind == "hide"}
    for row in connection.execute(select(topic, handmade.made_by_hand(topic.c.id).label("is_by_hand"))).all():
        status, label, terms = row.found_status, row.found_label, row.terms
        if row.id in by_hand:
            label, terms = by_hand[row.id]["label"], by_hand[row.id]["terms"]
        if row.id in merges:
            status = "merged"
        elif hidden.get(row.id):
            status = "hidden"
        elif pinned.get(row.id):
            status = "pinned"
        elif row.is_by_hand and row.id not in by_hand:
            status = "retired"
        elif row.id in merges.values():
            # It lives by the articles of the others, even where a refit finds none of its own.
            status = "active"
        said = {"label": labels.get(row.id, label), "status": status, "terms": terms}
        if any(getattr(row, column) != value for column, value in said.items()):
            connection.execute(update(topic).where(topic.c.key == row.key).values(said))


def derive(connection: Connection, store: Store, article_keys: Sequence[int]) -> None:
    """Makes what counts, for these articles, from what was found and what was decided."""
    made = decisions(connection)
    keys = dict(connection.execute(select(topic.c.id, topic.c.key)).all())
    merges = {keys[merged]: keys[into] for merged, into in decidable.merges(made).items()}
    tracked = {keys[each.topic_id] for each in made if each.kind == "track"}
    for begin in range(0, len(article_keys), CHUNK):
        chunk = article_keys[begin : begin + CHUNK]
        held: _Held = {key: {} for key in chunk}
        for row in connection.execute(select(finding).where(finding.c.article_key.in_(chunk))):
            held[row.article_key][row.topic_key] = row.weight, row.run_id
        for each in made:
            _move(connection, store, each, keys, merges, held)
        rows = [
            {"article_key": key, "topic_key": owner, "weight": weight, "run_id": run}
            for key, owners in held.items()
            for owner, (weight, run) in _counted(owners, merges, beside=tracked).items()
        ]
        with recounted(connection, store.dialect, chunk, rollups=(topic_week,)):
            connection.execute(delete(assignment).where(assignment.c.article_key.in_(chunk)))
            if rows:
                connection.execute(insert(assignment), rows)


def _move(
    connection: Connection,
    store: Store,
    each: Decision,
    keys: Mapping[str, int],
    merges: Mapping[int, int],
    held: _Held,
) -> None:
    """Puts the articles of a split or tracked topic into it.

    A split matches among its topic's articles only, those that were merged into it among them.
    """
    new = handmade.new_topic(each)
    if new is None:
        return
    chunk = list(held)
    owner = keys[new["id"]]
    listed = handmade.named(connection, each, chunk)
    for key in listed | handmade.matching(connection, store, each, chunk):
        former = []
        if each.kind == "split":
            origin = keys[each.topic_id]
            former = [other for other in held[key] if origin in decidable.heirs(other, merges)]
        weights = [held[key].pop(other) for other in former]
        if each.kind == "track" or key in listed or weights:
            held[key][owner] = max(weights, default=(1.0, BY_HAND))


def _counted(
    owners: Mapping[int, tuple[float, str]], merges: Mapping[int, int], *, beside: Container[int]
) -> dict[int, tuple[float, str]]:
    """What an article counts for after all merges.

    These are `MEMBERSHIPS` topics, those by hand and then the strongest, and the tracked ones `beside`.
    """
    counted: dict[int, tuple[float, str]] = {}
    for owner, weight in sorted(owners.items()):
        heir = decidable.heirs(owner, merges)[-1]
        counted[heir] = max(counted.get(heir, weight), weight)
    found = sorted(
        (owner for owner in counted if owner not in beside),
        key=lambda owner: (counted[owner][1] != BY_HAND, -counted[owner][0], owner),
    )
    for owner in found[MEMBERSHIPS:]:
        del counted[owner]
    return counted


def _apply(connection: Connection, store: Store, each: Decision) -> None:
    settle(connection)
    if each.kind in ("rename", "pin", "hide"):
        return
    touched, ids = set[int](), {each.topic_id}
    if (new := handmade.new_topic(each)) is not None:
        touched = handmade.named(connection, each) | handmade.matching(connection, store, each)
        ids.add(new["id"])
    merges = decidable.merges([*decisions(connection), each])
    ids.update(heir for id_ in list(ids) for heir in decidable.heirs(id_, merges))
    owners = select(topic.c.key).where(topic.c.id.in_(ids))
    for table in (finding, assignment):
        touched.update(connection.scalars(select(table.c.article_key).where(table.c.topic_key.in_(owners)).distinct()))
    derive(connection, store, sorted(touched))


def _note(connection: Connection, made: Decision, *, now: datetime, taken_back: bool = False) -> None:
    """Tells in the lineage what a decision does to the topics, or what taking it back does."""
    kind, topic_id, reason = _LINEAGE.get(made.kind), made.topic_id, "decided by a person"
    if kind is None:
        return
    related = [made.details["into"]] if made.kind == "merge" else []
    if made.kind == "split":
        topic_id, related = handmade.split_id(topic_id, made.details["label"]), [topic_id]
    if taken_back:
        kind, reason = "restored", f"a person took the {made.kind} back"
        if handmade.new_topic(made) is not None and topic_id not in handmade.new_topics(decisions(connection)):
            kind = "retired"
    elif made.kind == "rename":
        label = connection.scalar(select(topic.c.label).where(topic.c.id == topic_id))
        reason = f"from “{label}”, {reason}"
    row = {"topic_id": topic_id, "kind": kind, "at": now, "related": related, "reason": reason}
    connection.execute(insert(lineage), row)
