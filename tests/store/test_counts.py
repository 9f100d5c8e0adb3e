"""What is found the short way is what a plain recount finds, for any filters and after any writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from analytics import settings
from analytics.filters import Filters
from analytics.store import Store, counts, open_store, stages, statistics
from analytics.store.schema import article, entity, mention, publication
from analytics.store.schema import statistic as said
from analytics.store.selection import choose, resolve
from analytics.trends import bins
from benchmarks.stock import Stock, fill

STOCK = Stock(400, sources=6, topics=5, entities=60, years=1)
LIMIT = 7


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home: Path = tmp_path_factory.mktemp("stocked")
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    list(fill(store, STOCK))
    yield store
    store.close()


def some_filters(random: Random) -> Filters:
    names = [f"Publication {number:03}" for number in range(STOCK.sources)]
    filters = Filters(
        sources=tuple(random.sample(names, random.choice([0, 0, 1, 3]))),
        language=random.choice([None, None, "en", "fr"]),
        min_relevance=random.choice([0, 0, 6]),
        counting=random.choice(["items", "articles", "stories"]),
        topics=random.choice([(), (), ("t1", "t3")]),
    )
    if random.random() < 0.5:
        start = STOCK.first + timedelta(days=random.randrange(330))
        filters = replace(filters, start=start, end=start + timedelta(days=random.choice([3, 60])))
    return filters


def change(store: Store, random: Random) -> None:
    """Takes everything out of some articles."""
    with store.write() as connection:
        keys = connection.scalars(select(article.c.key)).all()
        emptied = random.sample(list(keys), 15)
        stages.enrich(connection, store, {key: ([], [], ()) for key in emptied}, made_by=1)


@pytest.mark.parametrize("seed", range(12))
def test_the_largest_entities_and_the_latest_statistics_are_those_of_a_recount(stocked: Store, seed: int) -> None:
    random = Random(seed)
    if seed % 3 == 2:
        change(stocked, random)
    for filters in (some_filters(random) for _ in range(8)):
        with stocked.read() as connection:
            selection = resolve(connection, filters)
            chosen = choose(connection, stocked, selection)
            keys = set(chosen.columns.keys[chosen.rows].tolist())
            query = select(mention.c.article_key, entity.c.name).join(entity).where(mention.c.is_first)
            named = Counter(name for key, name in connection.execute(query) if key in keys)
            found = counts.largest_entities(connection, stocked, selection, limit=LIMIT)
            assert [n for _, _, n in found] == [n for _, n in named.most_common(LIMIT)]
            assert all(named[name] == n for name, _, n in found)

            loose = choose(connection, stocked, selection, counted=False)
            keys = set(loose.columns.keys[loose.rows].tolist())
            units = random.choice([(), ("percent", "USD")])
            columns = (article.c.published, said.c.key, said.c.unit, said.c.sentence, article.c.key, publication.c.name)
            rows = [
                row
                for row in connection.execute(
                    select(*columns)
                    .select_from(said)
                    .join(article, article.c.key == said.c.article_key)
                    .join(publication, publication.c.key == article.c.publication_key)
                )
                if row[4] in keys and (not units or row[2] in units)
            ]
            rows.sort(key=lambda row: (-row[0].timestamp(), row[1]))
            claims, n = statistics.said(connection, stocked, selection, units=units, limit=20)
            assert n == len(rows)
            assert [(one.published, one.statistic.sentence, one.source) for one in claims] == [
                (row[0], row[3], row[5]) for row in rows[:20]
            ]


def test_weeks_are_counted_from_monday_to_monday(stocked: Store) -> None:
    with stocked.read() as connection:
        selection = resolve(connection, Filters())
        weekly = counts.totals(connection, stocked, selection, step="week")
        days = connection.scalars(select(article.c.day).where(article.c.counts_as >= selection.unit)).all()
    spans = bins.periods(min(days), STOCK.last, "week")
    assert [start.to_pydatetime() for start in weekly.starts] == [span.start.astimezone(UTC) for span in spans]
    plain = Counter(day - timedelta(days=day.weekday()) for day in days)
    counted = weekly.on(spans, weekly.sources).by_period()[0].tolist()
    assert counted == [plain[span.start.date()] for span in spans]
