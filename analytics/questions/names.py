"""Who is driving it: named entities, how they grow, and who is named with whom (question 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from analytics.filters import Filters
from analytics.questions.answers import Companion, EntityLine
from analytics.questions.scene import look
from analytics.store import Store, counts
from analytics.store.selection import resolve
from analytics.trends.points import n_articles
from analytics.types import Subject

LISTED = 50


def list_entities(
    store: Store,
    filters: Filters,
    *,
    now: datetime,
    labels: Sequence[str] = (),
    words: str = "",
    limit: int = LISTED,
) -> tuple[EntityLine, ...]:
    """The entities named in most selected articles, with trends judged together.

    `labels` keeps some kinds (PERSON, ORG, ...), `words` those whose name holds it.
    """
    with look(store, filters, now=now) as scene:
        found = counts.largest_entities(
            scene.connection, store, scene.selection, labels=labels, words=words, limit=limit
        )
        names = [name for name, _, _ in found]
        step = counts.resolution(filters.grain)
        counted = counts.of_entities(scene.connection, store, scene.selection, names, step=step)
        subjects = [Subject("entity", name, name) for name in names]
        trends = scene.judged(
            subjects,
            counted,
            lambda chosen: counts.of_entities(scene.connection, store, chosen, names, step="week"),
        )
        spread = counted.n_sources()
        said = counts.mentions(scene.connection, store, scene.selection, names)
    lines = [
        EntityLine(
            name,
            label,
            n_articles(trend.points),
            said.get(name, 0),
            spread.get(name, 0),
            trend,
        )
        for (name, label, _), trend in zip(found, trends, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: (-line.n_articles, line.name)))


def find_names(
    store: Store, filters: Filters, *, now: datetime, words: str = "", limit: int = LISTED
) -> tuple[str, ...]:
    """The entities named in most selected articles, those whose name holds `words`: their names alone, which are
    found sooner than how they moved."""
    with store.read() as connection:
        selection = resolve(connection, filters)
        found = counts.largest_entities(connection, store, selection, words=words, limit=limit)
    return tuple(name for name, _, _ in found)


def co_mentions(
    store: Store, filters: Filters, *, subject: Subject, now: datetime, limit: int = 20
) -> tuple[Companion, ...]:
    """The entities named in a subject's articles (or together with an entity), most articles first.

    Lift is the share among the subject's articles over the share among all selected ones.
    """
    with store.read() as connection:
        selection = resolve(connection, filters)
        found = counts.largest_entities(connection, store, selection, about=subject, limit=limit + 1)
        names = [name for name, _, _ in found if name != subject.id]
        inside = counts.sizes(connection, store, selection, subject=subject)[filters.counting]
        everything = counts.sizes(connection, store, selection)[filters.counting]
        overall = counts.articles_naming(connection, store, selection, names)
    return tuple(
        Companion(name, label, n, round(n / inside / (overall[name] / everything), 2))
        for name, label, n in found
        if name != subject.id
    )[:limit]
