"""What people decided as plain rows, for a small readable file: taken out of one store and brought into another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, select

from analytics.errors import StoreError
from analytics.store import handmade
from analytics.store.database import Store
from analytics.store.decisions import decide, decisions
from analytics.store.schema import topic
from analytics.types import DecisionKind

_LISTS = ("articles", "phrases", "examples", "sentences")
_NEEDED: dict[DecisionKind, str] = {
    "rename": "label",
    "merge": "into",
    "split": "label",
    "pin": "on",
    "hide": "on",
    "track": "label",
}


def exported(connection: Connection) -> list[dict[str, Any]]:
    """A row for each decision that holds, oldest first: `kind`, `topic`, `called` (its name as found), what it says."""
    called = dict(connection.execute(select(topic.c.id, topic.c.found_label)).all())
    rows = []
    for each in decisions(connection):
        row = {"key": each.key, "at": each.at, "kind": each.kind, "topic": each.topic_id}
        row["called"] = called.get(each.topic_id)
        row.update((name, value) for name, value in each.details.items() if value != [])
        if each.kind == "merge":
            row["into_called"] = called.get(each.details["into"])
        rows.append(row)
    return rows


def brought(store: Store, row: Mapping[str, Any], *, now: datetime) -> bool:
    """Decides what a row of `exported` says, False where that holds already.

    A topic that has another id here is found by its name. Raises StoreError when it is not here, or when the row says
    nothing that can be decided.
    """
    kind = _kind(row.get("kind"))
    _check_needed(kind, row.get(_NEEDED[kind]))
    details: dict[str, Any] = {_NEEDED[kind]: row[_NEEDED[kind]]}
    details.update((name, _texts(row[name], name)) for name in _LISTS if row.get(name))
    with store.read() as connection:
        held = {(each.kind, each.topic_id, _said(each.details)) for each in decisions(connection)}
        if kind == "track":
            topic_id = handmade.tracked_id(str(details["label"]))
        else:
            topic_id = _here(connection, row.get("topic"), row.get("called"))
        if kind == "merge":
            details["into"] = _here(connection, row["into"], row.get("into_called"))
    if (kind, topic_id, _said(details)) in held:
        return False
    decide(store, kind, topic_id, details, now=now)
    return True


def sentences(row: Mapping[str, Any]) -> list[str]:
    """The example sentences that a row speaks of."""
    return _texts(row.get("sentences", ()), "sentences")


def _kind(said: object) -> DecisionKind:
    kinds: tuple[DecisionKind, ...] = get_args(DecisionKind)
    if said not in kinds:
        raise StoreError(f"kind {said!r} is none of {', '.join(kinds)}")
    return kinds[kinds.index(said)]


def _check_needed(kind: DecisionKind, said: object) -> None:
    """Pin and hide are on or off, all others say a text."""
    if said is None:
        raise StoreError(f"a {kind} needs {_NEEDED[kind]!r}")
    if _NEEDED[kind] == "on" and not isinstance(said, bool):
        raise StoreError("'on' must be true or false")
    if _NEEDED[kind] != "on" and not isinstance(said, str):
        raise StoreError(f"{_NEEDED[kind]!r} must be a text")


def _here(connection: Connection, topic_id: object, called: object) -> str:
    ids = list(connection.scalars(select(topic.c.id).where(topic.c.id == topic_id)))
    ids = ids or list(connection.scalars(select(topic.c.id).where(topic.c.found_label == called)))
    if len(ids) != 1:
        raise StoreError(f"there is no topic {called or topic_id!r} here")
    return str(ids[0])


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise StoreError(f"{name!r} must be a list of texts")
    return list(value)


def _said(details: Mapping[str, Any]) -> str:
    return repr(sorted((name, value) for name, value in details.items() if value != []))
