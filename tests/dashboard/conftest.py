"""Stores for the pages: empty, with one article, and a small invented press whose truth is known.

They are written directly, without language models, so that the tests of pages take seconds.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import settings
from analytics.store import Store, articles, open_store, sources, stages, topics
from analytics.types import Assignment, CoverageState, Mention, Sentence, Statistic, Topic
from ingest.article import Article, Source

PROJECT = Path(__file__).resolve().parents[2]
# A Monday well before any clock that runs these tests.
FIRST = date(2025, 1, 6)
WEEKS = 60
NOW = datetime.combine(FIRST + timedelta(weeks=WEEKS), time(), UTC)
PRESS = ("Harbour Gazette", "Ledger & Lane", "Third Signal")
OUTAGE = (FIRST + timedelta(weeks=20), FIRST + timedelta(weeks=23))
RISING = Topic(
    "t-rising",
    "Kite parcels",
    ("kite parcels", "tethered delivery"),
    "t-theme",
    "active",
    description=Sentence("", 0, 0, "Parcels that come by kite."),
)
STEADY = Topic("t-steady", "Window radio", ("window radio",), "t-theme", "active")
FADING = Topic("t-fading", "Paper vouchers", ("paper vouchers",), None, "active")
THEME = Topic("t-theme", "Street trade", ("street",), None, "active")


@dataclass(frozen=True, slots=True)
class Item:
    """An article to store, with what enrichment would have found in it."""

    source: str
    day: date
    title: str
    text: str
    topic: str | None = None
    names: tuple[str, ...] = ()
    share: int | None = None
    url: str | None = None
    authors: tuple[str, ...] = ("Ada Quill",)


def press() -> list[Item]:
    """About 600 invented articles: one topic grows threefold in the last weeks, one holds, one dies out."""
    chance = random.Random(7)
    made: list[Item] = []
    for week in range(WEEKS):
        plan = (
            (RISING, 2 if week < WEEKS - 10 else 9),
            (STEADY, 4),
            (FADING, 4 if week < WEEKS - 10 else 0),
            (None, 6),
        )
        for topic, n in plan:
            for _ in range(max(0, n + chance.choice((-1, 0, 1)) if n else 0)):
                source = chance.choice(PRESS)
                day = FIRST + timedelta(weeks=week, days=chance.randrange(7))
                if source == PRESS[1] and OUTAGE[0] <= day < OUTAGE[1]:
                    continue
                made.append(_item(topic, source, day, len(made), chance))
    return made


def _item(topic: Topic | None, source: str, day: date, number: int, chance: random.Random) -> Item:
    about = topic.label if topic else "Harbour weather"
    share = chance.randrange(20, 60) if topic is RISING and number % 9 == 0 else None
    figure = f" According to the Corner Survey, {share}% of shopkeepers want {about.lower()}." if share else ""
    name = chance.choice(("Marrow Foods", "Tilda Brandt"))
    return Item(
        source,
        day,
        f"{about}, part {number}",
        f"{name} spoke about {about.lower()} on the quay.{figure} The rest of the town looked on and said little.",
        topic.id if topic else None,
        (name,),
        share,
        f"https://news.example/{number}",
    )


def fill(home: Path, items: Sequence[Item]) -> None:
    """A store in `home` with these articles, as a refresh would have left it."""
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    names = sorted({item.source for item in items})
    registered = {name: Source(_id(name), name, f"{home}/{_id(name)}.xml", "file", group="Press") for name in names}
    sources.add(store, registered.values(), now=NOW)
    stored = {item: _article(item, registered[item.source].id) for item in items}
    with store.write() as connection:
        articles.add(connection, store, list(stored.values()), now=NOW)
        for name, source in registered.items():
            sources.cover(connection, store, source.id, _coverage(name))
        sources.known_until(connection, store, NOW)
    if stored:
        _group(store, stored)
    store.close()


def _coverage(name: str) -> dict[date, CoverageState]:
    days = (FIRST + timedelta(days=n) for n in range(7 * WEEKS))
    return {day: "gap" if name == PRESS[1] and OUTAGE[0] <= day < OUTAGE[1] else "collected" for day in days}


def _group(store: Store, stored: Mapping[Item, Article]) -> None:
    version = stages.version_key(store, "enriched", "invented")
    with store.write() as connection:
        keys = articles.keys_of(connection, [article.id for article in stored.values()])
        found = {
            keys[article.id]: (_mentions(item, article), _statistics(item, article), ())
            for item, article in stored.items()
        }
        stages.enrich(connection, store, found, made_by=version)
        topics.replace_topics(connection, store, [THEME, RISING, STEADY, FADING])
        belongs = [
            Assignment(article.id, item.topic, 0.9, "r1") for item, article in stored.items() if item.topic is not None
        ]
        topics.assign(connection, store, [article.id for article in stored.values()], belongs)


def _article(item: Item, source_id: str) -> Article:
    identity = _id(f"{item.source} {item.day} {item.title}")
    return Article(
        id=identity,
        source_id=source_id,
        path=f"{source_id}.xml",
        locator=identity,
        source=item.source,
        source_url=None,
        via=None,
        url=item.url,
        canonical_url=item.url,
        title=item.title,
        text=item.text,
        summary=item.text[:80],
        authors=item.authors,
        published=datetime.combine(item.day, time(9), UTC),
        published_basis="feed",
        updated=None,
        language="en",
        tags=(),
        content_hash=identity,
    )


def _mentions(item: Item, article: Article) -> tuple[Mention, ...]:
    return tuple(
        Mention(article.id, start, start + len(name), name, "ORG" if " Foods" in name else "PERSON", name)
        for name in item.names
        if (start := item.text.find(name)) >= 0
    )


def _statistics(item: Item, article: Article) -> tuple[Statistic, ...]:
    if item.share is None:
        return ()
    raw = f"{item.share}%"
    start = item.text.index(raw)
    opening = item.text.index("According")
    sentence = item.text[opening : item.text.index(".", start) + 1]
    return (
        Statistic(
            article_id=article.id,
            start=start,
            end=start + len(raw),
            raw=raw,
            value=Decimal(item.share),
            low=None,
            high=None,
            unit="percent",
            kind="percent",
            comparator=None,
            subject="want kite parcels",
            population="shopkeepers",
            period=None,
            attribution="Corner Survey",
            modality="observed",
            hedge=None,
            sentence=sentence,
            sentence_start=opening,
        ),
    )


def _id(text: str) -> str:
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it."""
    home = tmp_path_factory.mktemp("empty")
    fill(home, [])
    return home


@pytest.fixture(scope="session")
def one_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one article."""
    home = tmp_path_factory.mktemp("one")
    fill(home, press()[:1])
    return home


@pytest.fixture(scope="session")
def press_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented press."""
    home = tmp_path_factory.mktemp("press")
    fill(home, press())
    return home


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Runs a page of the dashboard on a store: `open_page(home, "topics", topic="t-rising")`."""

    def run(home: Path, page: str, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("UPSWELL_HOME", str(home))
        st.cache_resource.clear()
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(f"dashboard/pages/{page}.py")
        return app.run()

    yield run
    st.cache_resource.clear()
