"""What people decided as plain rows, for a small readable file: taken out of one store and brought into another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, select

from analytics.errors import StoreError
from analytics.store import decidable, handmade
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
    """Decides what a row of `exported` says, as of the moment that it says, False where that holds already.

    A topic that has another id here is found by its name. A row without a moment is decided `now`. Raises StoreError
    when it is not here, or when the row says nothing that can be decided.
    """
    kind = _kind(row.get("kind"))
    _check_needed(kind, row.get(_NEEDED[kind]))
    details: dict[str, Any] = {_NEEDED[kind]: row[_NEEDED[kind]]}
    details.update((name, _texts(row[name], name)) for name in _LISTS if row.get(name))
    details = decidable.tidied(details)
    at = _moment(row["at"], now=now) if row.get("at") is not None else None
    with store.read() as connection:
        made = decisions(connection)
        if kind == "track":
            topic_id = handmade.tracked_id(str(details["label"]))
        else:
            topic_id = _here(connection, row.get("topic"), row.get("called"))
        if kind == "merge":
            details["into"] = _here(connection, row["into"], row.get("into_called"))
    said = _said(details)
    if any(
        (each.kind, each.topic_id, _said(each.details)) == (kind, topic_id, said) and at in (None, each.at)
        for each in made
    ):
        return False
    decide(store, kind, topic_id, details, now=at or now)
    return True


def sentences(row: Mapping[str, Any]) -> list[str]:
    """The example sentences that a row speaks of. Raises StoreError for one that is none."""
    said = _texts(row.get("sentences", ()), "sentences")
    decidable.check_texts(said)
    return said


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
    """The topic of this id, or the only one of this name: one that is no more where none that is has it."""
    by_id = select(topic.c.id).where(topic.c.id == topic_id)
    by_name = select(topic.c.id).where(topic.c.found_label == called)
    queries = [by_id] if isinstance(topic_id, str) else []
    queries += [by_name.where(topic.c.status != "retired"), by_name] if isinstance(called, str) else []
    for query in queries:
        ids = list(connection.scalars(query))
        if len(ids) == 1:
            return str(ids[0])
    raise StoreError(f"there is no topic {called or topic_id!r} here: find topics first, or correct the line")


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(each, str) for each in value):
        raise StoreError(f"{name!r} must be a list of texts")
    return list(value)


def _moment(value: object, *, now: datetime) -> datetime:
    """When it was decided, to the second as the store keeps it, and not later than now."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return min(moment, now).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError) as error:
        raise StoreError("'at' must be a moment such as 2026-03-02T09:30:00Z") from error


def _said(details: Mapping[str, Any]) -> str:
    return repr(sorted((name, value) for name, value in details.items() if value != []))
