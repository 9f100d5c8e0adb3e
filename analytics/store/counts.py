"""Counts over time and by whom, from the columns: frames of start, source and n.

`start` is a UTC timestamp inside the period: the Monday for weekly counts, the first instant of a day or month for
these, so that they can be summed into any calendar period that holds them. What repeats in a frame is categorical.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from analytics.store.columns import NONE, Columns
from analytics.store.database import Store
from analytics.store.entities import entity_keys
from analytics.store.lists import Lists
from analytics.store.schema import ARTICLE, COPY, STORY_OPENER, entity, publication, topic
from analytics.store.selection import Chosen, Selection, among, choose
from analytics.store.types import day_of, monday
from analytics.store.upkeep import columns
from analytics.types import Counting, Grain, Subject

Resolution = Literal["hour", "day", "week", "month"]
Ints = NDArray[np.int64]
# Up to so many cells are counted in place; more are sorted.
_IN_PLACE = 1 << 24
_UNITS: dict[Counting, int] = {"items": COPY, "articles": ARTICLE, "stories": STORY_OPENER}


def resolution(grain: Grain) -> Resolution:
    """The coarsest counts that a grain can be summed from."""
    return "month" if grain == "quarter" else grain


def totals(connection: Connection, store: Store, selection: Selection, *, step: Resolution) -> pd.DataFrame:
    """What the selected sources published: columns start, source, n."""
    return _frame(connection, store, choose(connection, store, selection), step=step)


def of_subject(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, step: Resolution
) -> pd.DataFrame:
    """The counts of one subject: columns start, source, n."""
    return _frame(connection, store, choose(connection, store, selection, about=subject), step=step)


def of_topics(
    connection: Connection, store: Store, selection: Selection, ids: Sequence[str] | None = None, *, step: Resolution
) -> pd.DataFrame:
    """The counts of these topics, or of every one: columns start, source, n, subject (topic id)."""
    query = select(topic.c.key, topic.c.id)
    if ids is not None:
        query = query.where(topic.c.id.in_(ids))
    names = dict(connection.execute(query).all())
    chosen = choose(connection, store, selection)
    return _frame(connection, store, chosen, step=step, owners=chosen.columns.topics, names=names)


def of_entities(
    connection: Connection, store: Store, selection: Selection, names: Sequence[str], *, step: Resolution
) -> pd.DataFrame:
    """The counts of these entities: columns start, source, n, subject (name)."""
    found = entity_keys(connection, names)
    chosen = choose(connection, store, selection)
    return _frame(connection, store, chosen, step=step, owners=chosen.columns.naming, names=found)


def n_sources(frame: pd.DataFrame) -> dict[str, int]:
    """How many sources each subject of a frame is told by."""
    subjects, sources = frame["subject"].cat, frame["source"].cat
    seen = np.zeros((len(subjects.categories), len(sources.categories)), dtype=np.bool_)
    seen[subjects.codes, sources.codes] = True
    return dict(zip(subjects.categories, seen.sum(axis=1).tolist(), strict=True))


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
    known = all_.there & (all_.day != NONE)
    if selection.publications is not None:
        known &= among(all_.publication, selection.publications)
    days = all_.day[known]
    return (day_of(int(days.min())), day_of(int(days.max()))) if len(days) else None


def unassigned(connection: Connection, store: Store, selection: Selection) -> int:
    """How many of the selected articles are in no topic."""
    chosen = choose(connection, store, selection)
    on_none = np.ones(len(chosen.columns), dtype=np.bool_)
    on_none[chosen.columns.topics.values] = False
    return chosen.also(on_none).n


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
    lists = chosen.columns.entities
    n = lists.tally(chosen.mask, size=int(lists.values.max(initial=0)) + 1)
    if labels or words:
        query = select(entity.c.key)
        if labels:
            query = query.where(entity.c.label.in_(labels))
        if words:
            query = query.where(entity.c.name.icontains(words, autoescape=True))
        n *= among(np.arange(len(n), dtype=np.int32), connection.scalars(query).all())
    largest = np.argsort(-n, kind="stable")[:limit]
    keys = {int(key): int(n[key]) for key in largest if n[key]}
    found = connection.execute(select(entity.c.key, entity.c.name, entity.c.label).where(entity.c.key.in_(list(keys))))
    return sorted(((row.name, row.label, keys[row.key]) for row in found), key=lambda each: (-each[2], each[0]))


def mentions(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How often the selected articles name each of these entities."""
    return _of_names(connection, choose(connection, store, selection), names, weighted=True)


def articles_naming(connection: Connection, store: Store, selection: Selection, names: Sequence[str]) -> dict[str, int]:
    """How many of the selected articles name each of these entities."""
    return _of_names(connection, choose(connection, store, selection), names, weighted=False)


def number_of_statistics(connection: Connection, store: Store, selection: Selection) -> int:
    """How many statistics the selected articles hold."""
    chosen = choose(connection, store, selection)
    return int(chosen.columns.statistics.lengths[chosen.mask].sum())


def _in_units(chosen: Chosen) -> dict[str, int]:
    counts_as = chosen.columns.counts_as[chosen.mask]
    return {name: int(np.count_nonzero(counts_as >= unit)) for name, unit in _UNITS.items()}


def _of_names(connection: Connection, chosen: Chosen, names: Sequence[str], *, weighted: bool) -> dict[str, int]:
    naming, times = chosen.columns.naming, chosen.columns.times
    found = {}
    for key, name in entity_keys(connection, names).items():
        kept = chosen.mask[naming[key]]
        n = int(times[key][kept].sum()) if weighted else int(np.count_nonzero(kept))
        if n:
            found[name] = n
    return found


def _publications(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(publication.c.key, publication.c.name)).all())


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """For each row the index of its cell: its period, and in it its publication; rows without a day are in any."""

    of: NDArray[np.int32]
    starts: pd.DatetimeIndex
    sources: pd.Index


def _frame(
    connection: Connection,
    store: Store,
    chosen: Chosen,
    *,
    step: Resolution,
    owners: Lists | None = None,
    names: Mapping[int, str] | None = None,
) -> pd.DataFrame:
    """How many of the chosen articles each period and publication has, and each named list of `owners`."""
    cells = _cells(connection, store, chosen.columns, step)
    shape = [len(cells.starts), len(cells.sources)]
    named: list[tuple[str, pd.Index]] = [("start", cells.starts), ("source", cells.sources)]
    if owners is None or names is None:
        codes = cells.of[chosen.mask]
    else:
        inside = [rows[chosen.mask[rows]] for rows in (owners[key] for key in names)]
        width = shape[0] * shape[1]
        codes = np.concatenate(
            [np.zeros(0, dtype=np.int64), *(cells.of[each] + at * width for at, each in enumerate(inside))]
        )
        shape.insert(0, len(names))
        named.insert(0, ("subject", pd.Index(list(names.values()), dtype=str)))
    found, n = _counted(codes, int(np.prod(shape)))
    indexes = np.unravel_index(found, shape) if len(found) else [found] * len(shape)
    return pd.DataFrame(
        {
            name: pd.Categorical.from_codes(index, dtype=pd.CategoricalDtype(categories))
            for (name, categories), index in zip(named, indexes, strict=True)
        }
        | {"n": n}
    )


def _cells(connection: Connection, store: Store, all_: Columns, step: Resolution) -> _Cells:
    """The cells of every row, made once a moment."""
    if step not in all_.made:
        publications = _publications(connection)
        code_of = np.zeros(max(publications, default=0) + 1, dtype=np.int32)
        code_of[list(publications)] = np.arange(len(publications))
        at, starts = _periods(all_, step, timezone=store.timezone)
        cell = at.astype(np.int32) * np.int32(len(publications)) + code_of[all_.publication]
        all_.made[step] = _Cells(cell, starts, pd.Index(list(publications.values()), dtype=str))
    cells: _Cells = all_.made[step]
    return cells


def _periods(all_: Columns, step: Resolution, *, timezone: str) -> tuple[Ints, pd.DatetimeIndex]:
    """For each row the index of its period, and when the periods start."""
    if step == "hour":
        at, unit = all_.published // 3600, "h"
    elif step == "month":
        at, unit = all_.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64), "M"
    else:
        day = all_.day.astype(np.int64)
        at, unit = (day - (day + 3) % 7 if step == "week" else day), "D"
    dated = at[all_.day != NONE]
    first, last = (int(dated.min()), int(dated.max())) if len(dated) else (0, -1)
    starts = pd.DatetimeIndex(np.arange(first, last + 1).astype(f"datetime64[{unit}]").astype("datetime64[us]"))
    if step == "hour" or timezone == "UTC":
        starts = starts.tz_localize("UTC")
    else:
        starts = starts.tz_localize(timezone, nonexistent="shift_forward", ambiguous=True).tz_convert("UTC")
    return np.where(all_.day != NONE, at - first, 0), starts


def _counted(codes: Ints | NDArray[np.int32], size: int) -> tuple[Ints, Ints]:
    """The codes that occur, in order, and how often."""
    if size > _IN_PLACE:
        return np.unique(codes, return_counts=True)
    n = np.bincount(codes, minlength=size)
    found = np.flatnonzero(n)
    return found, n[found]
