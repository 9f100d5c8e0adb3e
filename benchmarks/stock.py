"""A store filled with invented articles of realistic skew: sources, entities, topics and words all follow Zipf.

Goes through the same functions as the pipeline, enrichment aside, so that what it measures is what a refresh pays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from analytics.store import Store, articles, sources, stages, topics
from analytics.types import Assignment, CopyLink, Mention, Relevance, Statistic, Topic
from ingest.article import Article, Source

BATCH = 2_000
LABELS = ("ORG", "PERSON", "GPE", "PRODUCT")
UNITS = ("percent", "multiple", "USD", "people")


@dataclass(frozen=True, slots=True)
class Stock:
    """How much to invent. `last` is the day after the last article."""

    articles: int
    sources: int = 200
    topics: int = 150
    entities: int = 50_000
    mentions: float = 18.0
    statistics: float = 2.0
    years: int = 3
    last: date = date(2026, 6, 1)
    seed: int = 1

    @property
    def first(self) -> date:
        """The first day."""
        return self.last - timedelta(days=365 * self.years)

    @property
    def now(self) -> datetime:
        """The moment at which everything was collected."""
        return datetime(self.last.year, self.last.month, self.last.day, tzinfo=UTC)


def fill(store: Store, stock: Stock) -> Iterator[int]:
    """Fills an empty store; yields how many articles are in after each batch."""
    registered = [
        Source(f"s{index}", f"Publication {index:03}", f"https://p{index}.example/feed", "feed", f"Group {index % 5}")
        for index in range(stock.sources)
    ]
    sources.add(store, registered, now=stock.now)
    days = [stock.first + timedelta(days=offset) for offset in range(365 * stock.years)]
    with store.write() as connection:
        for source in registered:
            sources.cover(connection, source.id, dict.fromkeys(days, "collected"))
        sources.known_until(connection, store, stock.now)
        found = [
            Topic(f"t{index}", f"Topic {index}", (f"word{index}",), None, "active") for index in range(stock.topics)
        ]
        topics.replace_topics(connection, store, found)
    versions = {stage: stages.version_key(store, stage, "stock") for stage in STAGES}
    random = np.random.default_rng(stock.seed)
    draw = _Draw(stock, random)
    for begin in range(0, stock.articles, BATCH):
        _write(store, stock, draw, versions, range(begin, min(begin + BATCH, stock.articles)))
        yield min(begin + BATCH, stock.articles)


STAGES: tuple[stages.Stage, ...] = ("folded", "enriched", "scored", "assigned")


class _Draw:
    """Random choices with the skew of a real collection."""

    def __init__(self, stock: Stock, random: np.random.Generator) -> None:
        self.random = random
        self.source = zipf(stock.sources, 1.0)
        self.entity = zipf(stock.entities, 1.05, head=30)
        self.topic = zipf(stock.topics, 0.7)
        self.words = np.array([f"word{index}" for index in range(4_000)])
        self.word = zipf(len(self.words), 1.0)

    def pick(self, cumulative: NDArray[np.float64], size: int) -> NDArray[np.int64]:
        """Indexes drawn by a cumulative distribution."""
        return np.searchsorted(cumulative, self.random.random(size)).astype(np.int64)


def zipf(size: int, exponent: float, *, head: int = 0) -> NDArray[np.float64]:
    """Cumulative shares by rank; `head` flattens the first ranks (Mandelbrot 1953), as names and topics have them."""
    weight = 1.0 / (np.arange(1, size + 1) + head) ** exponent
    return np.asarray(np.cumsum(weight) / weight.sum())


def _write(store: Store, stock: Stock, draw: _Draw, versions: dict[stages.Stage, int], numbers: range) -> None:
    made = [_article(stock, draw, number) for number in numbers]
    with store.write() as connection:
        articles.add(connection, store, made, now=stock.now)
        keys = articles.keys_of(connection, [each.id for each in made])
        links = [
            CopyLink(each.id, made[index - 1].id, 0.9) for index, each in enumerate(made) if index and index % 20 == 0
        ]
        nothing: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
        stages.fold(connection, store, {keys[each.id]: nothing for each in made}, links, made_by=versions["folded"])
        found = {keys[each.id]: (_mentions(stock, draw, each), _statistics(stock, draw, each), ()) for each in made}
        stages.enrich(connection, store, found, made_by=versions["enriched"])
        scores = {keys[each.id]: Relevance(each.id, int(draw.random.integers(11)), None, "") for each in made}
        stages.score(connection, scores, made_by=versions["scored"])
        ids = [each.id for each in made]
        topics.assign(connection, store, ids, _assignments(draw, ids), version=versions["assigned"])


def _article(stock: Stock, draw: _Draw, number: int) -> Article:
    source = int(draw.pick(draw.source, 1)[0])
    # Articles come in the order of their dates, as they do in life.
    share = (number + draw.random.random()) / stock.articles
    published = stock.now - timedelta(days=365 * stock.years * (1 - share), seconds=1)
    text = " ".join(draw.words[draw.pick(draw.word, 60)])
    return Article(
        id=f"a{number:08}",
        source_id=f"s{source}",
        path=f"https://p{source}.example/feed",
        locator=str(number),
        source=f"Publication {source:03}",
        source_url=None,
        via=None,
        url=f"https://p{source}.example/{number}",
        canonical_url=f"https://p{source}.example/{number}",
        title=text[:60].title(),
        text=text,
        summary="",
        authors=(),
        published=published,
        published_basis="feed",
        updated=None,
        language="en" if number % 10 else "fr",
        tags=(),
        content_hash=f"{number:x}",
    )


def _mentions(stock: Stock, draw: _Draw, article: Article) -> list[Mention]:
    count = int(draw.random.poisson(stock.mentions))
    found = []
    for place, entity in enumerate(draw.pick(draw.entity, count)):
        name = f"Entity {entity}"
        found.append(Mention(article.id, place * 5, place * 5 + 4, name, LABELS[entity % len(LABELS)], name))
    return found


def _statistics(stock: Stock, draw: _Draw, article: Article) -> list[Statistic]:
    found = []
    for place in range(int(draw.random.poisson(stock.statistics))):
        measure = int(draw.pick(draw.word, 1)[0])
        value = Decimal(int(draw.random.integers(1, 100)))
        unit = UNITS[measure % len(UNITS)]
        sentence = f"{value} {unit} of readers said word{measure}."
        found.append(
            Statistic(
                article_id=article.id,
                start=place * 20,
                end=place * 20 + 3,
                raw=str(value),
                value=value,
                low=None,
                high=None,
                unit=unit,
                kind="percent" if unit == "percent" else "count",
                comparator=None,
                subject=f"say word{measure}",
                population="readers",
                period=None,
                attribution=f"Institute {measure % 40}",
                modality="observed",
                hedge=None,
                sentence=sentence,
                sentence_start=0,
            )
        )
    return found


def _assignments(draw: _Draw, ids: list[str]) -> list[Assignment]:
    found = []
    for id_ in ids:
        # One article in ten has no topic, one in four has two.
        number = int(draw.random.choice(3, p=(0.1, 0.65, 0.25)))
        chosen = dict.fromkeys(draw.pick(draw.topic, number).tolist())
        found += [Assignment(id_, f"t{topic}", 1.0 - 0.3 * rank, "stock") for rank, topic in enumerate(chosen)]
    return found
