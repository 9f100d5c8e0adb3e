"""Young topics that grow are told, with their first articles; old ones, steady ones and those of one week are not."""

from __future__ import annotations

from datetime import date, timedelta

from analytics.filters import Filters
from analytics.questions import emerging_topics
from analytics.store import Store
from benchmarks.shelf import NOW, Shelf, article

LAST = date(2026, 5, 25)


def test_what_is_young_and_grows_is_emerging(empty: Store) -> None:
    shelf = Shelf(empty)
    shelf.register("Alpha")
    made, owners = [], {}

    def publish(topic: str, back: int, count: int) -> None:
        for number in range(count):
            id_ = f"{topic}-{back:02}-{number}"
            made.append(article(id_, day=LAST - timedelta(weeks=back) + timedelta(days=number)))
            owners[id_] = [topic]

    for back in range(30):
        publish("old", back, 4 if back < 5 else 1)
    for back in range(6):
        publish("growing", back, 6 - back)
        publish("steady", back, 2)
    for back in range(9):
        publish("slow", back, 2 if back < 4 else 1)
    shelf.put(*made, topics_of=owners)
    found = emerging_topics(empty, Filters(), now=NOW)
    assert [(each.line.topic.id, each.age, each.earlier, each.later) for each in found] == [
        ("growing", 6, 6, 15),
        ("slow", 9, 4, 8),
    ]
    assert [line.id for line in found[0].first] == ["growing-05-0", "growing-04-0", "growing-04-1"]
    assert [each.line.topic.id for each in emerging_topics(empty, Filters(), now=NOW, weeks=8)] == ["growing"]
    assert len(emerging_topics(empty, Filters(), now=NOW, limit=1)) == 1


def test_what_rose_beyond_chance_and_is_young_is_emerging_past_its_peak(empty: Store) -> None:
    shelf = Shelf(empty)
    shelf.register("Alpha")
    days = [LAST - timedelta(weeks=back) for back in range(60)]
    made = [article(f"a{number}-{day:%j%y}", day=day) for day in days for number in range(12)]
    owners = {
        each.id: ["new"]
        for back, day in enumerate(days[:7])
        for each in made
        if each.id.endswith(f"-{day:%j%y}")
        if int(each.id[1:].split("-")[0]) < 4 + back
    }
    shelf.put(*made, topics_of=owners)
    (found,) = emerging_topics(empty, Filters(), now=NOW)
    assert found.later < found.earlier


def test_nothing_is_emerging_in_an_empty_store(empty: Store) -> None:
    assert emerging_topics(empty, Filters(), now=NOW) == ()
