"""Counts over time and by whom, from the columns: frames of start, source and n.

`start` is a UTC timestamp inside the period: the Monday for weekly counts, the first instant of a day or month for
these, so that they can be summed into any calendar period that holds them. What repeats in a frame is categorical.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from analytics.store.columns import NONE, Columns
from analytics.store.database import Store
from analytics.store.entities import entity_keys
from analytics.store.lists import Mask
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
    chosen = choose(connection, store, selection)
    return _frame(connection, store, chosen.columns, chosen.rows, step=step)


def of_subject(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, step: Resolution
) -> pd.DataFrame:
    """The counts of one subject: columns start, source, n."""
    chosen = choose(connection, store, selection, about=subject)
    return _frame(connection, store, chosen.columns, chosen.rows, step=step)


def of_topics(
    connection: Connection, store: Store, selection: Selection, ids: Sequence[str] | None = None, *, step: Resolution
) -> pd.DataFrame:
    """The counts of these topics, or of every one: columns start, source, n, subject (topic id)."""
    query = select(topic.c.key, topic.c.id)
    if ids is not None:
        query = query.where(topic.c.id.in_(ids))
    names = dict(connection.execute(query).all())
    chosen = choose(connection, store, selection)
    lists = chosen.columns.topics
    rows, places = lists.places(chosen.mask, None if ids is None else _marked(list(names)))
    return _frame(connection, store, chosen.columns, rows, step=step, owners=lists.values[places], names=names)


def of_entities(
    connection: Connection, store: Store, selection: Selection, names: Sequence[str], *, step: Resolution
) -> pd.DataFrame:
    """The counts of these entities: columns start, source, n, subject (name)."""
    found = entity_keys(connection, names)
    chosen = choose(connection, store, selection)
    lists = chosen.columns.entities
    rows, places = lists.places(chosen.mask, _marked(list(found), of=lists.values))
    return _frame(connection, store, chosen.columns, rows, step=step, owners=lists.values[places], names=found)


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
    known = all_.day != NONE
    if selection.publications is not None:
        known &= among(all_.publication, selection.publications)
    days = all_.day[known]
    return (day_of(int(days.min())), day_of(int(days.max()))) if len(days) else None


def unassigned(connection: Connection, store: Store, selection: Selection) -> int:
    """How many of the selected articles are in no topic."""
    chosen = choose(connection, store, selection)
    return chosen.also(chosen.columns.topics.lengths == 0).n


def first_days(connection: Connection, store: Store) -> dict[str, date]:
    """The Monday of the first week in which each topic has an article, by topic id."""
    all_ = columns(connection, store)
    rows, places = all_.topics.places((all_.day != NONE) & (all_.counts_as >= ARTICLE))
    owners = all_.topics.values[places]
    first = np.full(int(owners.max(initial=0)) + 1, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(first, owners, all_.day[rows])
    query = select(topic.c.key, topic.c.id).where(topic.c.key.in_(np.unique(owners).tolist()))
    return {row.id: day_of(monday(int(first[row.key]))) for row in connection.execute(query)}


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
        n *= _marked(connection.scalars(query).all(), of=np.arange(len(n)))[: len(n)]
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


def held(connection: Connection, store: Store) -> dict[str, int]:
    """Everything that is stored and folded, dated or not: items, articles, stories."""
    all_ = columns(connection, store)
    return _in_units(Chosen(all_, np.ones(len(all_), dtype=np.bool_)))


def _in_units(chosen: Chosen) -> dict[str, int]:
    counts_as = chosen.columns.counts_as[chosen.mask]
    return {name: int(np.count_nonzero(counts_as >= unit)) for name, unit in _UNITS.items()}


def _of_names(connection: Connection, chosen: Chosen, names: Sequence[str], *, weighted: bool) -> dict[str, int]:
    found = entity_keys(connection, names)
    lists = chosen.columns.entities
    _, places = lists.places(chosen.mask, _marked(list(found), of=lists.values))
    said = chosen.columns.said.values[places] if weighted else None
    n = np.bincount(lists.values[places], weights=said, minlength=max(found, default=0) + 1)
    return {name: int(n[key]) for key, name in found.items() if n[key]}


def _marked(keys: Sequence[int], *, of: NDArray[np.int32] | Ints | None = None) -> Mask:
    """A table that holds True at each of these keys, long enough for all values of an array."""
    table = np.zeros(max([0 if of is None else int(of.max(initial=0)), *keys, 0]) + 1, dtype=np.bool_)
    table[list(keys)] = True
    return table


def _publications(connection: Connection) -> dict[int, str]:
    return dict(connection.execute(select(publication.c.key, publication.c.name)).all())


def _frame(
    connection: Connection,
    store: Store,
    all_: Columns,
    rows: Ints,
    *,
    step: Resolution,
    owners: NDArray[np.int32] | None = None,
    names: Mapping[int, str] | None = None,
) -> pd.DataFrame:
    """How often each period, publication and owner (parallel to `rows`) come together; owners are named."""
    at, starts = _periods(all_, rows, step, timezone=store.timezone)
    sources, source = _coded(all_.publication[rows], _publications(connection))
    codes = source * len(starts) + at
    shape = [len(sources), len(starts)]
    columns_: list[tuple[str, pd.Index]] = [("source", sources), ("start", starts)]
    if owners is not None and names is not None:
        subjects, subject = _coded(owners, names)
        codes += subject * (shape[0] * shape[1])
        shape.insert(0, len(subjects))
        columns_.insert(0, ("subject", subjects))
    cells, n = _counted(codes, int(np.prod(shape)))
    indexes = np.unravel_index(cells, shape) if len(cells) else [cells] * len(shape)
    return pd.DataFrame(
        {
            name: pd.Categorical.from_codes(index, dtype=pd.CategoricalDtype(categories))
            for (name, categories), index in zip(columns_, indexes, strict=True)
        }
        | {"n": n}
    )


def _periods(all_: Columns, rows: Ints, step: Resolution, *, timezone: str) -> tuple[Ints, pd.DatetimeIndex]:
    """For each row the index of its period, and when the periods start."""
    if step == "hour":
        at, unit = all_.published[rows] // 3600, "h"
    elif step == "month":
        at, unit = all_.day[rows].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64), "M"
    else:
        at, unit = all_.day[rows].astype(np.int64), "D"
        if step == "week":
            at = at - (at + 3) % 7
    first = int(at.min(initial=np.iinfo(np.int64).max)) if len(at) else 0
    size = int(at.max()) - first + 1 if len(at) else 0
    starts = pd.DatetimeIndex(np.arange(first, first + size).astype(f"datetime64[{unit}]").astype("datetime64[us]"))
    if step == "hour" or timezone == "UTC":
        return at - first, starts.tz_localize("UTC")
    return at - first, starts.tz_localize(timezone, nonexistent="shift_forward", ambiguous=True).tz_convert("UTC")


def _coded(keys: NDArray[np.int32], names: Mapping[int, str]) -> tuple[pd.Index, Ints]:
    """The names, and for each key the index of its name."""
    code_of = np.zeros(max(names, default=0) + 1, dtype=np.int64)
    code_of[list(names)] = np.arange(len(names))
    return pd.Index(list(names.values()), dtype=str), code_of[keys]


def _counted(codes: Ints, size: int) -> tuple[Ints, Ints]:
    """The codes that occur, in order, and how often."""
    if size > _IN_PLACE:
        return np.unique(codes, return_counts=True)
    n = np.bincount(codes, minlength=size)
    cells = np.flatnonzero(n)
    return cells, n[cells]
