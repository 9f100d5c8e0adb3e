"""A small invented press whose truth is known, written into a store directly: without language models, in seconds."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from analytics import settings
from analytics.store import Store, articles, open_store, sources, stages, topics
from analytics.types import Assignment, CoverageState, Mention, Sentence, Statistic, Topic
from ingest.article import Article, Source
from tests.shares import share

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
_STAGES: tuple[stages.Stage, ...] = ("folded", "enriched")
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


def fill(home: Path, items: Sequence[Item], *, found: Sequence[Topic] = (THEME, RISING, STEADY, FADING)) -> None:
    """A store in `home` with these articles and topics, as a refresh would have left it."""
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    names = sorted({item.source for item in items})
    registered = {name: Source(_id(name), name, f"{home}/{_id(name)}.xml", "file", group="Press") for name in names}
    sources.add(store, registered.values(), now=NOW)
    stored = {item: _article(item, registered[item.source].id) for item in items}
    with store.write() as connection:
        articles.add(connection, store, list(stored.values()), now=NOW)
        for name, source in registered.items():
            sources.cover(connection, source.id, _coverage(name))
        sources.known_until(connection, store, NOW)
    if stored:
        _group(store, stored, found)
    store.close()


def _coverage(name: str) -> dict[date, CoverageState]:
    days = (FIRST + timedelta(days=n) for n in range(7 * WEEKS))
    return {day: "gap" if name == PRESS[1] and OUTAGE[0] <= day < OUTAGE[1] else "collected" for day in days}


def _group(store: Store, stored: Mapping[Item, Article], known: Sequence[Topic]) -> None:
    folded, enriched = (stages.version_key(store, stage, "invented") for stage in _STAGES)
    with store.write() as connection:
        keys = articles.keys_of(connection, [article.id for article in stored.values()])
        stages.fold(connection, store, {key: np.zeros(0, np.uint64) for key in keys.values()}, (), made_by=folded)
        found = {
            keys[article.id]: (_mentions(item, article), _statistics(item, article), ())
            for item, article in stored.items()
        }
        stages.enrich(connection, store, found, made_by=enriched)
        belongs = [
            Assignment(article.id, item.topic, 0.9, "r1") for item, article in stored.items() if item.topic is not None
        ]
        central = {
            topic.id: tuple(each.article_id for each in belongs if each.topic_id == topic.id)[:5] for topic in known
        }
        topics.replace_topics(connection, store, [replace(topic, representatives=central[topic.id]) for topic in known])
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
    opening = item.text.index("According")
    sentence = item.text[opening : item.text.index(".", item.text.index(f"{item.share}%")) + 1]
    found = share(
        article.id,
        sentence,
        subject="want kite parcels",
        population="shopkeepers",
        attribution="Corner Survey",
        sentence_start=opening,
    )
    return (found,)


def _id(text: str) -> str:
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def fill_packed(home: Path, packs: Sequence[str]) -> None:
    """A store with an article for each pack of strings: its title, text and author, and the topic that it is in."""
    found = [Topic(f"t-{index}", pack, (pack[:60],), None, "active") for index, pack in enumerate(packs)]
    items = [
        Item(f"Packer {index % 5}", FIRST + timedelta(days=index), pack, pack, topic.id, authors=(pack,))
        for index, (pack, topic) in enumerate(zip(packs, found, strict=True))
    ]
    fill(home, items, found=found)


def fill_hostile(home: Path, strings: Sequence[str]) -> None:
    """A store whose titles, texts, authors, sources, names, topics and links are the given strings."""
    topic = Topic("t-hostile", strings[0], tuple(strings[1:6]), "t-hostile-theme", "active")
    theme = Topic("t-hostile-theme", strings[3], (), None, "active")
    items = [
        Item(
            source=strings[index % 7],
            day=FIRST + timedelta(days=index % (7 * WEEKS)),
            title=text,
            text=f"{text} According to the {strings[2]}, 41% of {text} agree. {text}",
            topic=topic.id,
            names=(text,),
            share=41,
            url=text if index % 2 else f"https://news.example/{index}",
            authors=(text,),
        )
        for index, text in enumerate(strings)
    ]
    fill(home, items, found=(topic, theme))
