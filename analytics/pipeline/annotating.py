"""Events from a calendar (ICS) or a table (CSV) onto the time axis of every chart."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analytics.store import Store, people
from ingest.errors import IngestError
from ingest.normalize.dates import parse_date

# Longer labels would not fit beside their line.
LONGEST_LABEL = 60
_DAYS, _LABELS, _LINKS = (
    ("date", "day", "when", "start"),
    ("label", "event", "title", "summary", "name"),
    ("url", "link"),
)
# RFC 5545: a line that begins with a blank carries on the one before (3.1); backslashes escape texts (3.3.11).
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Noted:
    """An event as a file says it; `place` is its line or entry."""

    place: str
    day: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events a file gave, and what could not be used: (place, reason)."""

    events: int
    rejections: tuple[tuple[str, str], ...]


def annotate(store: Store, data: bytes, *, name: str) -> Imported:
    """Puts the events of a file onto the time axis; one that is there already is not doubled.

    A table has a heading: `date` and `label`, and if wanted `url`. Raises IngestError when the file has no events at
    all; a bad entry costs nothing but itself.
    """
    text = data.decode("utf-8-sig", "replace")
    noted = list(_calendar(text) if "BEGIN:VCALENDAR" in text[:1000].upper() else _table(text, name))
    rejections: list[tuple[str, str]] = []
    for each in noted:
        day = _day(each.day)
        if day is None:
            rejections.append((each.place, f"{each.day!r} names no day; write it as 2026-03-02"))
        elif not each.label:
            rejections.append((each.place, "the event has no label"))
        else:
            people.annotate(store, when=day, label=each.label[:LONGEST_LABEL].rstrip(), url=each.url or None)
    if not noted:
        raise IngestError(name, "no events; give a calendar (.ics) or a table with the columns date and label")
    return Imported(len(noted) - len(rejections), tuple(rejections))


def _table(text: str, name: str) -> Iterator[Noted]:
    lines = text.splitlines()
    heading = lines[0] if lines else ""
    separator = max(",;\t", key=heading.count)
    rows = csv.reader(lines, delimiter=separator)
    columns = [column.strip().casefold() for column in next(rows, [])]
    day, label, link = (
        next((columns.index(wanted) for wanted in names if wanted in columns), None)
        for names in (_DAYS, _LABELS, _LINKS)
    )
    if day is None or label is None:
        raise IngestError(name, "the first line must name the columns date and label (and url, if there are links)")
    for row in rows:
        if any(cell.strip() for cell in row):
            held = [" ".join(row[at].split()) if at is not None and at < len(row) else "" for at in (day, label, link)]
            yield Noted(f"line {rows.line_num}", *held)


def _calendar(text: str) -> Iterator[Noted]:
    for number, body in enumerate(re.split(r"^BEGIN:VEVENT", _FOLD.sub("", text), flags=re.M | re.I)[1:], start=1):
        held: dict[str, str] = {}
        for line in body.splitlines():
            key, _, value = line.partition(":")
            held.setdefault(key.partition(";")[0].strip().upper(), value.strip())
        label = _ESCAPE.sub(lambda match: " " if match[1] in "nN" else match[1], held.get("SUMMARY", ""))
        yield Noted(f"event {number}", held.get("DTSTART", ""), " ".join(label.split()), held.get("URL", ""))


def _day(raw: str) -> date | None:
    # A calendar's day is that of its own clock, whatever the zone.
    if compact := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?", raw):
        raw = "-".join(compact.group(1, 2, 3))
    moment = parse_date(raw)
    return None if moment is None else moment.date()
