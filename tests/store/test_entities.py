"""Names as they are read and labelled."""

from __future__ import annotations

from analytics.store import Store, entities
from benchmarks.shelf import Shelf, article


def test_readings_count_the_articles_asked_for_and_each_of_them_once(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(
        *(article(f"a{number}", source="Alpha") for number in range(3)),
        mentions={"a0": ["Acme", "Acme", "Bolt"], "a1": ["Acme"], "a2": ["Acme", "Cato"]},
    )
    with store.read() as connection:
        found = entities.readings(connection, ["a0", "a1", "nowhere"])
    assert {name: count for (name, _), count in found.items()} == {"Acme": 2, "Bolt": 1}
