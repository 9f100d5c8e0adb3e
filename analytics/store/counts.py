"""Counts over time and by whom, from the columns.

A start is a UTC timestamp inside the period: the Monday for weekly counts, the first instant of a day or month for
these, so that they can be summed into any calendar period that holds them.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from analytics.store.columns import NONE, Columns
from analytics.store.database import Store
from analytics.store.entities import entity_keys
from analytics.store.schema import ARTICLE, COPY, STORY_OPENER, entity, publication, topic
from analytics.store.selection import Chosen, Selection, choose
from analytics.store.types import day_of, monday
from analytics.store.upkeep import columns
from analytics.trends.tallies import Tallies
from analytics.types import Counting, Grain, Subject

Resolution = Literal["hour", "day", "week", "month"]
Ints = NDArray[np.int64]
# Cells are counted in full where there are at most so many in all, and so many for each row that is counted.
_IN_FULL, _EACH = 1 << 24, 6
# Going through the articles of an entity costs so much less than going through the names of articles.
_DEAR = 3
_UNITS: dict[Counting, int] = {"items": COPY, "articles": ARTICLE, "stories": STORY_OPENER}


def resolution(grain: Grain) -> Resolution:
    """The coarsest counts that a grain can be summed from."""
    return "month" if grain == "quarter" else grain


def totals(connection: Connection, store: Store, selection: Selection, *, step: Resolution) -> Tallies:
    """What the selected sources published."""
    chosen = choose(connection, store, selection)
    cells = _cells(connection, store, chosen.columns, step)
    return _tallies(cells, {"": cells.of[chosen.mask]})


def of_subjects(
    connection: Connection, store: Store, selection: Selection, subjects: Sequence[Subject], *, step: Resolution
) -> Tallies:
    """The counts of subjects of any kind, by id."""
    cells = _cells(connection, store, columns(connection, store), step)
    masks = {subject.id: choose(connection, store, selection, about=subject).mask for subject in subjects}
    return _tallies(cells, {id_: cells.of[mask] for id_, mask in masks.items()})


def of_topics(connection: Connection, store: Store, selection: Selection, *, step: Resolution) -> Tallies:
    """The counts of every topic, by id."""
    names = connection.execute(select(topic.c.key, topic.c.id)).all()
    chosen = choose(connection, store, selection)
    listed, made = chosen.columns.topics, chosen.columns.made
    cells = _cells(connection, store, chosen.columns, step)
    # Every topic is counted for every page: the cells of their rows are looked up once a moment.
    looked_up = f"{step} of topics"
    if looked_up not in made:
        made[looked_up] = cells.of.take(listed.values).astype(np.int64)
    of = made[looked_up]
    inside = zip(names, listed.inside(chosen.mask, (key for key, _ in names)), strict=True)
    return _tallies(cells, {id_: of[near][kept] for (_, id_), (near, kept) in inside})


def of_entities(
    connection: Connection, store: Store, selection: Selection, names: Sequence[str], *, step: Resolution
) -> Tallies:
    """The counts of these entities, by name."""
    chosen = choose(connection, store, selection)
    cells = _cells(connection, store, chosen.columns, step)
    naming, known = chosen.columns.naming, entity_keys(connection, names)
    named = zip(known.values(), naming.inside(chosen.mask, known), strict=True)
    return _tallies(cells, {name: cells.of.take(naming.values[near][kept]) for name, (near, kept) in named})


def sizes(
    connection: Connection, store: Store, selection: Selection, *, subject: Subject | None = None
) -> dict[str, int]:
    """How much is selected (of a subject) in every unit: items, articles, stories; and by how many sources."""
    chosen = choose(connection, store, selection.counting("items"), about=subject)
    published = np.bincount(chosen.columns.publication[chosen.mask])
    return _in_units(chosen) | {"sources": int(np.count_nonzero(published))}


def by_source(connection: Connection, store: Store, selection: Selection, subject: Subject) -> dict[str, int]:
    """How many of the subject's articles each publication has."""
    chosen = choose(connection, store, selection, about=subject)
    names = _publications(connection)
    published = np.bincount(chosen.columns.publication[chosen.mask], minlength=max(names, default=0) + 1)
    return {name: int(published[key]) for key, name in names.items() if published[key]}


def day_span(connection: Connection, store: Store, selection: Selection) -> tuple[date, date] | None:
    """The first and last day on which anything counts for these sources, whatever days are chosen."""
    all_ = columns(connection, store)
    if "spans" not in all_.made:
        all_.made["spans"] = _spans(all_)
    first, last = all_.made["spans"]
    if selection.publications is not None:
        kept = [key for key in selection.publications if key < len(first)]
        first, last = first[kept], last[kept]
    return (day_of(int(first.min())), day_of(int(last.max()))) if (first <= last).any() else None


def _spans(all_: Columns) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The first and last day of each publication by its key; one without a day ends before it begins."""
    known = all_.there & (all_.day != NONE)
    size = int(all_.publication.max(initial=0)) + 1
    days = np.iinfo(np.int32)
    first, last = np.full(size, days.max, dtype=np.int32), np.full(size, days.min, dtype=np.int32)
    np.minimum.at(first, all_.publication[known], all_.day[known])
    np.maximum.at(last, all_.publication[known], all_.day[known])
    return first, last


def unassigned(connection: Connection, store: Store, selection: Selection) -> int:
    """How many of the selected articles are in no topic."""
    chosen = choose(connection, store, selection)
    all_ = chosen.columns
    if "on none" not in all_.made:
        all_.made["on none"] = np.ones(len(all_), dtype=np.bool_)
        all_.made["on none"][all_.topics.values] = False
    return chosen.also(all_.made["on none"]).n


def first_days(connection: Connection, store: Store) -> dict[str, date]:
    """The Monday of the first week in which each topic has an article, by topic id."""
    all_ = columns(connection, store)
    if "first weeks" not in all_.made:
        all_.made["first weeks"] = _first_weeks(all_)
    names = dict(connection.execute(select(topic.c.key, topic.c.id)).all())
    return {names[key]: day_of(week) for key, week in all_.made["first weeks"].items() if key in names}


def _first_weeks(all_: Columns) -> dict[int, int]:
    counted = (all_.day != NONE) & (all_.counts_as >= ARTICLE)
    first = {}
    for key in np.flatnonzero(all_.topics.lengths).tolist():
        rows = all_.topics[key]
        days = all_.day[rows[counted[rows]]]
        if len(days):
            first[key] = monday(int(days.min()))
    return first


def largest_entities(
    connection: Connection,
    store: Store,
    selection: Selection,
    *,
    labels: Sequence[str] = (),
    words: str = "",
    limit: int,
    about: Subject | None = None,
) -> list[tuple[str, str, int]]:
    """(name, label, articles) of the entities named in most selected articles (of a subject)."""
    chosen = choose(connection, store, selection, about=about)
    kept = None
    if labels or words:
        query = select(entity.c.key)
        if labels:
            query = query.where(entity.c.label.in_(labels))
        if words:
            query = query.where(entity.c.name.icontains(words, autoescape=True))
        kept = np.array(connection.scalars(query).all(), dtype=np.int64)
    keys = _most_named(chosen, kept, limit=limit)
    found = connection.execute(select(entity.c.key, entity.c.name, entity.c.label).where(entity.c.key.in_(list(keys))))
    return sorted(((row.name, row.label, keys[row.key]) for row in found), key=lambda each: (-each[2], each[0]))


def _most_named(chosen: Chosen, kept: Ints | None, *, limit: int) -> dict[int, int]:
    """The keys of the entities (None: any) that most chosen articles name, and how many; the lower key of equals.

    Names are gone through article by article where few are chosen. Else entity by entity, from the one that most
    articles name at all, until no further one can have more than the last that is in.
    """
    all_, mask = chosen.columns, chosen.mask
    if "largest" not in all_.made:
        all_.made["largest"] = np.argsort(-all_.naming.lengths, kind="stable")
    order = all_.made["largest"]
    if kept is not None:
        order = order[np.isin(order, kept)]
    sizes_ = all_.naming.lengths[order]
    if not len(order) or not limit:
        return {}
    share = chosen.n / max(len(all_), 1)
    # As if each entity had the same share of its articles among the chosen ones.
    enough = int(np.searchsorted(-sizes_, -share * sizes_[min(limit, len(order)) - 1], side="right"))
    if sizes_[:enough].sum() > _DEAR * share * len(all_.entities.values):
        n = all_.entities.tally(mask, size=len(all_.naming))
        found = np.sort(order)
        found = found[np.argsort(-n[found], kind="stable")[:limit]]
        return {int(key): int(n[key]) for key in found if n[key]}
    best: list[tuple[int, int]] = []
    sized = zip(order.tolist(), sizes_.tolist(), strict=True)
    for (key, size), (_, inside) in zip(sized, all_.naming.inside(mask, order.tolist()), strict=True):
        if len(best) >= limit and size < -best[limit - 1][0]:
            break
        n_chosen = int(np.count_nonzero(inside))
        if n_chosen:
            insort(best, (-n_chosen, key))
            del best[limit:]
    return {key: -n_chosen for n_chosen, key in best}


def mentions(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How often the selected articles name each of these entities."""
    return _of_names(connection, choose(connection, store, selection), names, weighted=True)


def articles_naming(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How many of the selected articles name each of these entities."""
    return _of_names(connection, choose(connection, store, selection), names, weighted=False)


def number_of_statistics(connection: Connection, store: Store, selection: Selection) -> int:
    """How many statistics the selected articles hold."""
    chosen = choose(connection, store, selection)
    return int((chosen.columns.n_statistics * chosen.mask).sum(dtype=np.int64))


def _in_units(chosen: Chosen) -> dict[str, int]:
    counts_as, mask = chosen.columns.counts_as, chosen.mask
    return {name: int(np.count_nonzero(mask & (counts_as >= unit))) for name, unit in _UNITS.items()}


def _of_names(connection: Connection, chosen: Chosen, names: Sequence[str], *, weighted: bool) -> dict[str, int]:
    times, known = chosen.columns.times.values, entity_keys(connection, names)
    found = {}
    for name, (near, kept) in zip(known.values(), chosen.columns.naming.inside(chosen.mask, known), strict=True):
        n = int((times[near] * kept).sum()) if weighted else int(np.count_nonzero(kept))
        if n:
            found[name] = n
    return found


def _publications(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(publication.c.key, publication.c.name)).all())


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """For each row the index of its cell: its period, and in it its publication; rows without a day are in any."""

    of: NDArray[np.unsignedinteger[Any]]
    starts: pd.DatetimeIndex
    sources: list[str]


def _tallies(cells: _Cells, found: Mapping[str, NDArray[np.integer]]) -> Tallies:
    """The counts of named subjects from the cells of their articles, one each."""
    width = len(cells.starts) * len(cells.sources)
    if len(found) * width <= min(_IN_FULL, _EACH * sum(map(len, found.values()))):
        cube = np.zeros((len(found), width), dtype=np.int32)
        for place, each in enumerate(found.values()):
            cube[place] = np.bincount(each, minlength=width)
        shape = (len(found), len(cells.starts), len(cells.sources))
        return Tallies(list(found), cells.starts, cells.sources, cube=cube.reshape(shape))
    cell = np.concatenate([np.zeros(0, dtype=np.int32), *(each.astype(np.int32) for each in found.values())])
    owner = np.repeat(np.arange(len(found), dtype=np.int32), [len(each) for each in found.values()])
    return Tallies(list(found), cells.starts, cells.sources, owner, cell)


def _cells(connection: Connection, store: Store, all_: Columns, step: Resolution) -> _Cells:
    """The cells of every row, made once a moment."""
    if step not in all_.made:
        # By name, as charts have them: what lies in this order need not be moved.
        publications = dict(sorted(_publications(connection).items(), key=lambda pair: pair[1]))
        code_of = np.zeros(max(publications, default=0) + 1, dtype=np.int32)
        code_of[list(publications)] = np.arange(len(publications))
        at, starts = _periods(all_, step, timezone=store.timezone)
        cell = at.astype(np.int32) * np.int32(len(publications)) + code_of[all_.publication]
        # A small table is looked up in faster.
        small = np.min_scalar_type(max(len(starts) * len(publications), 1))
        all_.made[step] = _Cells(cell.astype(small), starts, list(publications.values()))
    cells: _Cells = all_.made[step]
    return cells


def _periods(all_: Columns, step: Resolution, *, timezone: str) -> tuple[Ints, pd.DatetimeIndex]:
    """For each row the index of its period, and when the periods start."""
    day = all_.day.astype(np.int64)
    if step == "hour":
        at, unit = all_.published // 3600, "h"
    elif step == "month":
        at, unit = all_.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64), "M"
    elif step == "week":
        at, unit = (day + 3) // 7, "7D"
    else:
        at, unit = day, "D"
    dated = at[all_.day != NONE]
    first, last = (int(dated.min()), int(dated.max())) if len(dated) else (0, -1)
    # Day 0 was a Thursday, and weeks begin on Mondays.
    begun = np.arange(first, last + 1).astype(f"datetime64[{unit}]").astype("datetime64[us]")
    starts = pd.DatetimeIndex(begun - np.timedelta64(3 if step == "week" else 0, "D"))
    if step == "hour" or timezone == "UTC":
        starts = starts.tz_localize("UTC")
    else:
        starts = starts.tz_localize(timezone, nonexistent="shift_forward", ambiguous=True).tz_convert("UTC")
    return np.where(all_.day != NONE, at - first, 0), starts
