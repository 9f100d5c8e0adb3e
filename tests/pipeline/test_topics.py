"""Topics through refreshes: found, kept, and found anew when the corpus has grown, with what people decided."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from analytics.pipeline import refresh
from analytics.settings import Settings
from analytics.store import Store, decisions, open_store, schema, sources, topics
from analytics.topics.growth import condensed
from analytics.topics.state import load, save
from ingest.article import Source
from tests.pipeline.conftest import NOW, Notes, moved

SUBJECTS = {
    "ferry": "The night ferry from Marlow harbour was late again because of the storm at sea.",
    "bread": "The bakery sells sourdough bread of rye flour from its stone oven.",
}


def write(notes: Notes, numbers: range) -> None:
    for number in numbers:
        subject, said = list(SUBJECTS.items())[number % 2]
        notes.write(number, text=f"{said} It was {subject} number {number}, said the people of village {number}")


def living(store: Store) -> dict[str, str]:
    with store.read() as connection:
        found = topics.topics(connection)
    themes = {topic.parent for topic in found}
    return {topic.id: topic.label for topic in found if topic.status == "active" and topic.id not in themes}


def homes(store: Store) -> dict[str, str]:
    with store.read() as connection:
        return {each.article_id: each.topic_id for each in topics.all_assignments(connection)}


def titles(store: Store) -> dict[str, str]:
    with store.read() as connection:
        query = select(schema.article.c.id, schema.document.c.title).join(schema.document)
        return dict(connection.execute(query).all())


def test_a_refit_comes_when_the_corpus_has_doubled_and_keeps_what_was(
    store: Store, chosen: Settings, notes: Notes
) -> None:
    write(notes, range(20))
    refresh(store, chosen, now=NOW)
    first = living(store)
    renamed = sorted(first)[0]
    decisions.decide(store, "rename", renamed, {"label": "My name"}, now=NOW)
    write(notes, range(20, 44))
    later = NOW + timedelta(days=2)
    refresh(store, chosen, now=later)
    assert living(store)[renamed] == "My name"
    assert first.keys() <= living(store).keys()
    with store.read() as connection:
        events = topics.lineage_events(connection, since=later)
    assert {event.topic_id for event in events if event.kind == "continued"} == first.keys()


def test_topics_outlast_the_loss_of_their_model(store: Store, chosen: Settings, notes: Notes) -> None:
    write(notes, range(20))
    refresh(store, chosen, now=NOW)
    first, before = living(store), homes(store)
    decisions.decide(store, "rename", sorted(first)[0], {"label": "My name"}, now=NOW)
    shutil.rmtree(chosen.home / "topics")
    write(notes, range(20, 22))
    refresh(store, chosen, now=NOW + timedelta(days=1))
    assert living(store) == first | {sorted(first)[0]: "My name"}
    assert homes(store).items() >= before.items()
    (renamed,) = (each.key for each in decisions.kept(store))
    decisions.undo(store, renamed, now=NOW)
    assert living(store) == first


def test_a_corrected_article_keeps_its_topic(store: Store, chosen: Settings, notes: Notes) -> None:
    write(notes, range(20))
    refresh(store, chosen, now=NOW)
    before = homes(store)
    state = chosen.home / "topics"
    known = load(state)
    assert known is not None
    # As in a large store, whose model has forgotten most articles.
    few = condensed(known, reference=4)
    save(few, state)
    (corrected,) = (id_ for id_, title in titles(store).items() if title.startswith("Note 4 "))
    assert corrected not in few.article_ids
    notes.write(4, text=f"{SUBJECTS['bread']} It was bread all the time, said the people of village 4")
    refresh(store, chosen, now=NOW + timedelta(days=1))
    assert homes(store) == before


def test_a_first_topic_gets_no_name_that_a_person_gave(store: Store, chosen: Settings, notes: Notes) -> None:
    write(notes, range(20))
    refresh(store, chosen, now=NOW)
    names = set(living(store).values())
    other = open_store(moved(chosen, chosen.home / "other"))
    sources.add(other, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    for name in names:
        decisions.track(other, name.upper(), phrases=["ferry"], now=NOW)
    refresh(other, moved(chosen, chosen.home / "other"), now=NOW)
    with other.read() as connection:
        labels = Counter(each.label.casefold() for each in topics.shown(connection))
    assert len(labels) > len(names)
    assert set(labels.values()) == {1}
