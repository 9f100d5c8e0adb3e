"""Topics through refreshes: found, kept, and found anew when the corpus has grown, with what people decided."""

from __future__ import annotations

from datetime import timedelta

from analytics.pipeline import refresh
from analytics.settings import Settings
from analytics.store import Store, decisions, topics
from tests.pipeline.conftest import NOW, Notes

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
