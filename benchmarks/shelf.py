"""Articles planted in a store: what the tests of store, questions and pipeline begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np

from analytics.store import Store, articles, sources, stages, topics
from analytics.types import Assignment, CopyLink, CoverageState, Mention, Statistic, Story, Topic, title_start
from ingest.article import Article, PublishedBasis, Source

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MONDAY = date(2026, 3, 2)


def article(
    id_: str,
    *,
    day: date | datetime | None = MONDAY,
    source: str = "Alpha",
    title: str = "",
    text: str = "",
    basis: PublishedBasis = "feed",
    language: str = "en",
    version: int = 1,
) -> Article:
    """An article of which a test says only what matters to it; `version` stands for an edit."""
    published = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if type(day) is date else day
    return Article(
        id=id_,
        source_id=source.lower(),
        path="feed.xml",
        locator=id_,
        source=source,
        source_url=None,
        via=None,
        url=f"https://{source.lower()}.example/{id_}",
        canonical_url=f"https://{source.lower()}.example/{id_}",
        title=title or f"Title of {id_}",
        text=text or f"Text of {id_}.",
        summary="",
        authors=("Ann Writer",),
        published=published if isinstance(published, datetime) else None,
        published_basis=basis,
        updated=None,
        language=language,
        tags=("tag",),
        content_hash=f"{id_}-{version}",
        extra={"kept": True},
    )


@dataclass
class Shelf:
    """Puts articles into a store with what was found in them, as the stages of the pipeline do."""

    store: Store
    now: datetime = NOW
    made_by: dict[stages.Stage, int] = field(default_factory=dict)

    def register(
        self,
        *names: str,
        first: date = date(2025, 6, 2),
        until: date = date(2026, 6, 1),
        gaps: Sequence[tuple[date, date]] = (),
        group: str | None = None,
    ) -> None:
        """Registers a feed for each name, collected from `first` until the day before `until` but for the gaps."""
        feeds = [Source(name.lower(), name, f"https://{name.lower()}.example/feed", "feed", group) for name in names]
        sources.add(self.store, feeds, now=self.now)
        days: dict[date, CoverageState] = {
            first + timedelta(days=offset): "collected" for offset in range((until - first).days)
        }
        for begin, end in gaps:
            days |= {day: "gap" for day in days if begin <= day < end}
        with self.store.write() as connection:
            for feed in feeds:
                sources.cover(connection, feed.id, days)
            sources.known_until(connection, self.store, self.now)

    def put(
        self,
        *made: Article,
        copies: Mapping[str, str] | None = None,
        topics_of: Mapping[str, Sequence[str]] | None = None,
        mentions: Mapping[str, Sequence[str]] | None = None,
        statistics: Mapping[str, Sequence[Statistic]] | None = None,
        stories: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Stores articles through every stage. `topics_of` and `mentions` are topic ids and names by article id,
        `copies` original by copy, `stories` article ids by story, the first of which opens it."""
        with self.store.write() as connection:
            articles.add(connection, self.store, made, now=self.now)
            keys = articles.keys_of(connection, [each.id for each in made])
        nothing = np.zeros(0, dtype=np.uint64)
        links = [CopyLink(copy, original, 0.9) for copy, original in (copies or {}).items()]
        versions = {stage: self._version(stage) for stage in ("folded", "enriched", "joined", "assigned")}
        with self.store.write() as connection:
            stages.fold(
                connection, self.store, dict.fromkeys(keys.values(), nothing), links, made_by=versions["folded"]
            )
        found = {
            keys[each.id]: (
                [_mention(each, name, place) for place, name in enumerate((mentions or {}).get(each.id, ()))],
                (statistics or {}).get(each.id, ()),
                (),
            )
            for each in made
        }
        with self.store.write() as connection:
            stages.enrich(connection, self.store, found, made_by=versions["enriched"])
        joined = [Story(name, tuple(ids), None, ids[0]) for name, ids in (stories or {}).items()]
        with self.store.write() as connection:
            stages.join(connection, self.store, joined, made_by=versions["joined"])
            wanted = sorted({topic for ids in (topics_of or {}).values() for topic in ids})
            known = {each.id for each in topics.topics(connection)}
            topics.replace_topics(
                connection,
                self.store,
                [Topic(each, each.title(), (each,), None, "active") for each in wanted if each not in known],
            )
            topics.assign(
                connection,
                self.store,
                [each.id for each in made],
                [Assignment(id_, topic, 1.0, "run") for id_, ids in (topics_of or {}).items() for topic in ids],
                version=versions["assigned"],
            )

    def _version(self, stage: stages.Stage) -> int:
        return stages.version_key(self.store, stage, "test")


def _mention(each: Article, name: str, place: int) -> Mention:
    start = each.text.find(name)
    above = each.title.find(name)
    begin = start if start >= 0 else title_start(each.title) + above if above >= 0 else place
    return Mention(each.id, begin, begin + len(name), name, "ORG", name)
