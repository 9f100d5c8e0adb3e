"""Articles go in once, an edit is not news, and a guessed date does not count."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics.filters import Filters
from analytics.store import Store, articles, counts, reading, stages
from analytics.store.selection import resolve
from benchmarks.shelf import MONDAY, NOW, Shelf, article
from ingest.article import PublishedBasis


def test_a_batch_stored_twice_is_stored_once(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    batch = [article("one"), article("two"), article("one")]
    with store.write() as connection:
        first = articles.add(connection, store, batch, now=NOW)
    with store.write() as connection:
        second = articles.add(connection, store, batch, now=NOW)
    assert (len(first.new), second.new, second.changed) == (2, (), ())


def test_an_edit_keeps_the_date_and_goes_through_the_stages_again(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("one"))
    edited = article("one", day=MONDAY + timedelta(days=30), text="Edited.", version=2)
    with store.write() as connection:
        added = articles.add(connection, store, [edited], now=NOW)
    with store.read() as connection:
        whole = reading.whole(connection, "one")
        version = stages.version_key(store, "enriched", "test")
        assert len(stages.pending(connection, "enriched", version)) == 1
    assert added.changed == ("one",)
    assert whole is not None
    assert whole.article.text == "Edited."
    assert whole.article.published == datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_everything_said_of_an_article_comes_back(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    said = article("one", text="Naïve “text” – 🙂.", title="Über")
    shelf.put(said)
    with store.read() as connection:
        whole = reading.whole(connection, "one")
        assert reading.whole(connection, "none") is None
    assert whole is not None
    assert whole.article == said


def test_text_that_no_database_holds_is_mended(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("one", text="a\x00b\ud800c"))
    with store.read() as connection:
        whole = reading.whole(connection, "one")
    assert whole is not None
    assert whole.article.text == "ab\ufffdc"


@pytest.mark.parametrize(
    ("published", "basis", "counted"),
    [
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "feed", date(2026, 3, 2)),
        (datetime(2026, 3, 2, tzinfo=UTC), "url", date(2026, 3, 2)),
        (datetime(2026, 3, 2, tzinfo=UTC), "fetched", None),
        (datetime(2026, 3, 2, tzinfo=UTC), "unknown", None),
        (datetime(1970, 1, 1, tzinfo=UTC), "feed", None),
        (NOW + timedelta(days=2), "feed", None),
        (None, "feed", None),
    ],
)
def test_only_a_real_date_counts(published: datetime | None, basis: PublishedBasis, counted: date | None) -> None:
    made = article("one", day=published, basis=basis)
    assert articles.counting_day(made, now=NOW, timezone="UTC") == counted


def test_days_follow_the_time_zone() -> None:
    late = article("one", day=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    assert articles.counting_day(late, now=NOW, timezone="Europe/Paris") == date(2026, 3, 3)


def test_undated_articles_are_found_and_not_counted(store: Store, shelf: Shelf) -> None:
    shelf.register("Alpha")
    shelf.put(article("dated"), article("undated", day=None, basis="unknown"))
    with store.read() as connection:
        selection = resolve(connection, Filters())
        assert reading.count(connection, store, selection) == 2
        assert counts.sizes(connection, store, selection)["items"] == 1
