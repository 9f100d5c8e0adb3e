"""How long each question takes on a large store, with random filters: `python run.py bench questions --articles N`.

Builds the store (or takes the one in `--home`; DATABASE_URL names a server's), prints the load rate and the size, then
for each question the 50th and 95th percentile in milliseconds: cold in an open process that holds nothing of the store
yet, warm after that (by the clock and of the processor), and with a language chosen too. Last the memory of the
process. With `--peer` the counts of all topics are made by DuckDB over Parquet too.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analytics import questions, settings
from analytics.filters import Filters
from analytics.settings import Settings
from analytics.store import Store, counts, open_store
from analytics.store.columns import NONE
from analytics.store.selection import resolve
from analytics.store.types import day_number
from analytics.store.upkeep import columns
from analytics.types import Subject
from benchmarks.stock import Stock, fill
from dashboard.beside import settle

Question = Callable[[Store, Filters], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one question: cold, warm, of the processor when warm, and warm with a language chosen."""

    name: str
    cold: tuple[float, ...]
    warm: tuple[float, ...]
    processor: tuple[float, ...]
    spoken: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds, asks and prints a table."""
    parser = argparse.ArgumentParser(prog="bench questions")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=12, help="random filters for each question")
    parser.add_argument("--peer", action="store_true", help="count topics by week in DuckDB over Parquet, too")
    parser.add_argument("--home", type=Path, help="keep the store here, or use the one that is here")
    options = parser.parse_args(arguments)
    settle()
    with tempfile.TemporaryDirectory() as temporary:
        chosen = settings.load({**os.environ, "UPSWELL_HOME": str(options.home or temporary)})
        stock = Stock(options.articles)
        _build(chosen, stock)
        asked = _questions(stock, Random(stock.seed))  # noqa: S311 - nothing secret
        heads = ("cold p50", "warm p50", "CPU p50", "language")
        print(f"\n{'question':<28}" + "".join(f"{head:>10}{'p95':>8}" for head in heads) + "   ms")
        for name, question in asked:
            _print(_time(chosen, stock, name, question, rounds=options.rounds))
        _print_memory()
        if options.peer:
            _print_peer(chosen, stock, Path(temporary), rounds=options.rounds)
    return 0


def _build(chosen: Settings, stock: Stock) -> None:
    store = open_store(chosen)
    if store.is_empty():
        begin = time.perf_counter()
        for done in fill(store, stock):
            if done % 100_000 == 0:
                print(f"  {done:,} articles", flush=True)
        seconds = time.perf_counter() - begin
        print(f"loaded {stock.articles:,} articles at {stock.articles / seconds:,.0f} a second")
    print(f"{_size(store) / 2**20:,.0f} MB, {_size(store) / stock.articles:,.0f} bytes an article")
    begin = time.perf_counter()
    with store.read() as connection:
        columns(connection, store)
    folder = store.columns.folder
    held = sum(path.stat().st_size for path in folder.rglob("*.npy")) if folder else 0
    print(f"columns read in {time.perf_counter() - begin:.1f} s (0 where they were there), {held / 2**20:,.0f} MB")
    store.close()


def _size(store: Store) -> int:
    """Bytes of the database."""
    if store.dialect.name == "sqlite":
        return Path(str(store.engine.url.database)).stat().st_size
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def _print_memory() -> None:
    """The most that this process held at once, mapped files and libraries among it."""
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most in this process")


def _print_peer(chosen: Settings, stock: Stock, folder: Path, *, rounds: int) -> None:
    """Articles of every topic by week and publication: from the columns, and by DuckDB from the same in Parquet."""
    store, peer = open_store(chosen), duckdb.connect()
    with store.read() as connection:
        held = columns(connection, store)
        topic = np.repeat(np.arange(len(held.topics)), held.topics.lengths)
        article = pa.table({name: getattr(held, name) for name in ("day", "publication", "counts_as")})
        pq.write_table(article.append_column("row", pa.array(np.arange(len(held)))), folder / "article.parquet")
        pq.write_table(pa.table({"topic": topic, "row": held.topics.values}), folder / "topic.parquet")
        for name in ("article", "topic"):
            peer.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        random = Random(7)  # noqa: S311 - nothing secret
        seconds: dict[str, list[float]] = {"columns": [], "DuckDB": []}
        for filters in [_filters(stock, random) for _ in range(rounds)]:
            selection = resolve(connection, filters)
            begin = time.perf_counter()
            told = counts.of_topics(connection, store, selection, step="week")
            seconds["columns"].append(time.perf_counter() - begin)
            where = [f"counts_as >= {selection.unit}", f"day <> {NONE}"]
            if filters.start is not None and filters.end is not None:
                where += [f"day >= {day_number(filters.start)}", f"day < {day_number(filters.end)}"]
            if selection.publications is not None:
                where.append(f"publication IN ({', '.join(map(str, selection.publications))})")
            said = "SELECT topic, (day + 3) // 7, publication, count(*) FROM topic JOIN article USING (row) WHERE"
            query = " ".join([said, " AND ".join(where), "GROUP BY ALL"])
            begin = time.perf_counter()
            rows = peer.execute(query).fetchnumpy()
            seconds["DuckDB"].append(time.perf_counter() - begin)
            counted = int(told.cube.sum()) if told.cube is not None else len(told.owner)
            if counted != int(np.asarray(rows["count_star()"]).sum()):
                raise AssertionError("the columns and DuckDB differ")
    store.close()
    peer.close()
    for name, each in seconds.items():
        p50, p95 = (1000 * float(np.quantile(each, q)) for q in (0.5, 0.95))
        print(f"topics by week and publication, {name:<8}{p50:>6.0f}{p95:>6.0f}   ms at p50 and p95")


def _questions(stock: Stock, random: Random) -> list[tuple[str, Question]]:
    now = stock.now

    def topic() -> Subject:
        number = random.randrange(stock.topics)
        return Subject("topic", f"t{number}", f"Topic {number}")

    def entity() -> Subject:
        name = f"Entity {int(random.paretovariate(0.5)) % stock.entities}"
        return Subject("entity", name, name)

    def words() -> str:
        return f"word{random.randrange(20, 400)} word{random.randrange(400, 4000)}"

    def spike(store: Store, filters: Filters) -> object:
        end = stock.now - timedelta(days=random.randrange(30, 900))
        begin = end - timedelta(days=7)
        everywhere = replace(filters, start=None, end=None)
        return questions.explain_spike(store, everywhere, subject=topic(), start=begin, end=end, now=now)

    return [
        ("overview", partial(questions.overview, now=now)),
        ("topics, all judged", partial(questions.list_topics, now=now)),
        ("trend of an entity", lambda store, f: questions.trend(store, f, subject=entity(), now=now)),
        ("trend of a query", lambda s, f: questions.trend(s, f, subject=Subject("query", words(), ""), now=now)),
        ("entities, 50 largest", partial(questions.list_entities, now=now)),
        ("entities named together", lambda s, f: questions.co_mentions(s, f, subject=entity(), now=now)),
        ("entities inside a topic", lambda s, f: questions.co_mentions(s, f, subject=topic(), now=now)),
        ("evidence for a topic", lambda s, f: questions.find_evidence(s, f, subject=topic(), now=now)),
        ("why this spike", spike),
        ("statistics by words", lambda s, f: questions.find_statistics(s, f, now=now, words=words().split()[0])),
        ("series of statistics", lambda s, f: questions.find_statistics(s, f, now=now)),
        ("full text, 2 words", lambda s, f: questions.search_articles(s, replace(f, query=words()), now=now)),
        ("source coverage", partial(questions.coverage_grid, now=now)),
        ("sources", partial(questions.list_sources, now=now)),
    ]


def _time(chosen: Settings, stock: Stock, name: str, question: Question, *, rounds: int) -> Timed:
    random = Random(7)  # noqa: S311 - nothing secret
    filters = [_filters(stock, random) for _ in range(rounds)]
    cold = []
    for each in filters[:3]:
        store = open_store(chosen)
        cold.append(_seconds(question, store, each)[0])
        store.close()
    store = open_store(chosen)
    for each in filters[:2]:
        question(store, each)
    warm, processor = zip(*(_seconds(question, store, each) for each in filters), strict=True)
    spoken, _ = zip(*(_seconds(question, store, replace(each, language="en")) for each in filters), strict=True)
    store.close()
    return Timed(name, tuple(cold), warm, processor, spoken)


def _filters(stock: Stock, random: Random) -> Filters:
    """Nothing chosen, some sources, a span of days, or both; by week mostly."""
    filters = Filters(grain=random.choice(["week", "week", "week", "month"]))
    if random.random() < 0.5:
        names = random.sample(range(stock.sources), random.choice([1, 3, 10]))
        filters = replace(filters, sources=tuple(f"Publication {name:03}" for name in names))
    if random.random() < 0.5:
        start = stock.first + timedelta(days=random.randrange(365 * stock.years - 120))
        filters = replace(filters, start=start, end=min(stock.last, start + timedelta(days=random.choice([90, 365]))))
    return filters


def _seconds(question: Question, store: Store, filters: Filters) -> tuple[float, float]:
    """Of the clock, and of the processor: other work on the machine adds to the first more than to the second."""
    begin, busy = time.perf_counter(), time.process_time()
    question(store, filters)
    return time.perf_counter() - begin, time.process_time() - busy


def _print(timed: Timed) -> None:
    figures = [
        1000 * float(np.quantile(each, q))
        for each in (timed.cold, timed.warm, timed.processor, timed.spoken)
        for q in (0.5, 0.95)
    ]
    print(
        f"{timed.name:<28}"
        + "".join(f"{figure:>{width}.0f}" for figure, width in zip(figures, (10, 8) * 4, strict=True))
    )


if __name__ == "__main__":
    raise SystemExit(main())
