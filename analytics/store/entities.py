"""Mentions and the entities they stand for, named and labelled as the corpus agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from analytics.enrich import aliases
from analytics.store.database import Store
from analytics.store.schema import article, entity, form, mention
from analytics.types import Mention

_CHUNK = 10_000


def replace_mentions(connection: Connection, store: Store, found: Mapping[int, Sequence[Mention]]) -> None:
    """Gives articles (by key) exactly these mentions; names and labels are agreed on anew where they are touched."""
    keys = sorted(found)
    before = _forms_of(connection, keys)
    connection.execute(delete(mention).where(mention.c.article_key.in_(keys)))
    written = sorted({(each.canonical, each.label) for key in keys for each in found[key]})
    entities = _entity_keys(connection, store, written)
    forms = _form_keys(connection, store, written, entities)
    rows = {}
    for key in keys:
        for each in found[key]:
            owner = entities[aliases.key(each.canonical)]
            rows[key, owner, each.start] = (each.end, forms[each.canonical, each.label])
    if rows:
        connection.execute(insert(mention), _marked(rows))
    after = _forms_of(connection, keys)
    changed = {key: after[key] - before[key] for key in {*before, *after} if after[key] != before[key]}
    if changed:
        connection.execute(
            update(form).where(form.c.key == bindparam("of")).values(articles=form.c.articles + bindparam("more")),
            [{"of": key, "more": more} for key, more in sorted(changed.items())],
        )
        _agree(connection, sorted(changed))


def _marked(rows: Mapping[tuple[int, int, int], tuple[int, int]]) -> list[dict[str, int | bool]]:
    """Rows of mentions in the order of article, entity and place, the first of each entity marked."""
    found: list[dict[str, int | bool]] = []
    last = (0, 0)
    for (key, owner, start), (end, form_key) in sorted(rows.items()):
        is_first, last = (key, owner) != last, (key, owner)
        found.append(
            {
                "article_key": key,
                "entity_key": owner,
                "start": start,
                "end": end,
                "form_key": form_key,
                "is_first": is_first,
            }
        )
    return found


def entity_keys(connection: Connection, names: Iterable[str]) -> dict[int, str]:
    """The asked name of each entity that is known, however it is spelt, by its key."""
    asked = {aliases.key(name): name for name in names}
    query = select(entity.c.key, entity.c.folded).where(entity.c.folded.in_(list(asked)))
    return {key: asked[folded] for key, folded in connection.execute(query)}


def readings(connection: Connection, article_ids: Sequence[str]) -> Counter[tuple[str, str]]:
    """In how many of these articles each (name, entity label) is read."""
    found: Counter[tuple[str, str]] = Counter()
    for begin in range(0, len(article_ids), _CHUNK):
        query = (
            select(form.c.name, form.c.label, func.count(mention.c.article_key.distinct()))
            .select_from(mention)
            .join(form, form.c.key == mention.c.form_key)
            .join(article, article.c.key == mention.c.article_key)
            .where(article.c.id.in_(article_ids[begin : begin + _CHUNK]))
            .group_by(form.c.name, form.c.label)
        )
        for name, label, articles in connection.execute(query):
            found[name, label] += articles
    return found


def _forms_of(connection: Connection, keys: Sequence[int]) -> Counter[int]:
    """In how many of these articles each form stands."""
    query = (
        select(mention.c.form_key, func.count(mention.c.article_key.distinct()))
        .where(mention.c.article_key.in_(keys))
        .group_by(mention.c.form_key)
    )
    return Counter(dict(connection.execute(query).all()))


def _entity_keys(connection: Connection, store: Store, written: Sequence[tuple[str, str]]) -> dict[str, int]:
    folded = {aliases.key(name): (name, label) for name, label in reversed(written)}
    rows = [{"folded": key, "name": name, "label": label} for key, (name, label) in sorted(folded.items())]
    if rows:
        connection.execute(store.dialect.skip(entity), rows)
    found: dict[str, int] = {}
    names = sorted(folded)
    for begin in range(0, len(names), _CHUNK):
        query = select(entity.c.folded, entity.c.key).where(entity.c.folded.in_(names[begin : begin + _CHUNK]))
        found.update(connection.execute(query).all())
    return found


def _form_keys(
    connection: Connection, store: Store, written: Sequence[tuple[str, str]], entities: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    rows = [
        {"entity_key": entities[aliases.key(name)], "name": name, "label": label, "articles": 0}
        for name, label in written
    ]
    if rows:
        connection.execute(store.dialect.skip(form), rows)
    found: dict[tuple[str, str], int] = {}
    names = sorted({name for name, _ in written})
    for begin in range(0, len(names), _CHUNK):
        query = select(form.c.name, form.c.label, form.c.key).where(form.c.name.in_(names[begin : begin + _CHUNK]))
        found.update(((name, label), key) for name, label, key in connection.execute(query))
    return found


def _agree(connection: Connection, form_keys: Sequence[int]) -> None:
    """Names and labels the entities of these forms as most articles do."""
    touched = select(form.c.entity_key).where(form.c.key.in_(form_keys))
    query = select(form).where(form.c.entity_key.in_(touched), form.c.articles > 0)
    written: dict[int, list[aliases.Form]] = {}
    for row in connection.execute(query.order_by(form.c.entity_key, form.c.name, form.c.label)):
        written.setdefault(row.entity_key, []).append(aliases.Form(row.name, row.label, row.articles))
    rows = []
    for key, forms in written.items():
        decided = aliases.consensus(forms)
        usual = min(forms, key=lambda each: (-each.articles, each.canonical, each.label))
        name, label = decided.get((usual.canonical, usual.label), (usual.canonical, usual.label))
        rows.append({"of": key, "called": name, "kind": label})
    if rows:
        connection.execute(
            update(entity)
            .where(entity.c.key == bindparam("of"))
            .values(name=bindparam("called"), label=bindparam("kind")),
            rows,
        )
