"""What a digest may claim, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from analytics import settings
from analytics.exports import digest
from analytics.filters import Filters
from analytics.store import Store, open_store
from benchmarks.shelf import Shelf, article

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday
FIRST = date(2025, 6, 2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A year of one publication: "steady" throughout, "tiny" once long ago and thrice of late, "fresh" from nothing
    in the last six weeks."""
    home: Path = tmp_path_factory.mktemp("digest")
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    shelf = Shelf(store, now=NOW)
    shelf.register("Alpha", first=FIRST, until=NOW.date())
    made, topics = [], {}
    for week in range(52):
        for number in range(20):
            id_ = f"a-{week:02}-{number:02}"
            made.append(article(id_, day=FIRST + timedelta(weeks=week, days=number % 7)))
            topics[id_] = ["steady"] if number < 4 else ["fresh"] if week >= 46 and number < 10 else []
    for week in (4, 48, 49, 50):
        topics[f"a-{week:02}-19"] = ["tiny"]
    shelf.put(*made, topics_of=topics)
    yield store
    store.close()


def sections(store: Store) -> dict[str, str]:
    made = digest.compose(store, Filters(), since=datetime(2026, 5, 27, tzinfo=UTC), now=NOW)
    parts = digest.markdown(made).split("\n## ")[1:]
    return {heading: text for heading, _, text in (part.partition("\n\n") for part in parts)}


def test_from_one_to_three_is_too_little_to_tell(store: Store) -> None:
    told = sections(store)
    assert "Tiny: " in told["Too early to tell"]
    assert "Too few to judge: 3 in the last 8 weeks" in told["Too early to tell"]
    assert "Tiny" not in told["Rising"]


def test_growth_from_nothing_has_no_percentage(store: Store) -> None:
    new = sections(store)["New topics"]
    assert "Fresh: 36 articles in 1 source" in new
    assert "%" not in new
    assert " times" not in new


def test_a_week_in_progress_and_a_steady_topic_are_no_news(store: Store) -> None:
    told = sections(store)
    assert told["Fading"].startswith("Nothing fell beyond chance.")
    assert told["Rising"].startswith("Nothing rose beyond chance.")
