"""A folder of notes, and a store that is to be refreshed from it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from analytics import settings
from analytics.settings import Settings
from analytics.store import Store, open_store, schema, sources
from ingest.article import Source

NOW = datetime(2026, 6, 1, tzinfo=UTC)
WORDS = ("harbour", "lantern", "orchard", "copper", "violet", "meadow", "signal", "marble", "canyon", "ribbon")
QUOTED = "According to Gartner, 34% of shoppers regret a purchase after a personalized offer. " * 3


def words(seed: int) -> str:
    """Forty words by chance."""
    return " ".join(random.Random(seed).choices(WORDS, k=40))


@dataclass(frozen=True)
class Notes:
    """A folder of Markdown notes, one for each day of March."""

    folder: Path
    now: datetime = NOW

    def write(self, number: int, *, text: str = "") -> None:
        """Writes a note, with words of chance unless it is told what to say."""
        body = text or words(number)
        front = f"title: Note {number} on {WORDS[number % 10]}\ndate: 2026-03-{number % 28 + 1:02}\n"
        address = f"url: https://notes.example/{number}\n"
        (self.folder / f"{number:02}.md").write_text(f"---\n{front}{address}---\n\n{body}.\n", encoding="utf-8")


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    """Twelve notes, one of which repeats another, and a photo that is none."""
    made = Notes(tmp_path / "notes")
    made.folder.mkdir()
    for number in range(12):
        made.write(number, text=QUOTED if number in (3, 8) else "")
    (made.folder / "photo.md").write_bytes(bytes(range(256)) * 20)
    return made


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """Settings of a home of one's own, with one process and without an encoder."""
    return replace(settings.load({"UPSWELL_HOME": str(tmp_path / "home")}), workers=1, encoder="none")


@pytest.fixture
def store(chosen: Settings, notes: Notes) -> Iterator[Store]:
    """A store in which the folder is registered and nothing is read yet."""
    opened = open_store(chosen)
    sources.add(opened, [Source("notes", "Notes", notes.folder.as_posix(), "folder")], now=NOW)
    yield opened
    opened.close()


def contents(store: Store) -> dict[str, tuple[object, ...]]:
    """For each article id what it repeats, its mentions and its statistics."""
    original = schema.article.alias()
    with store.read() as connection:
        articles = connection.execute(
            select(schema.article.c.key, schema.article.c.id, original.c.id.label("first")).join(
                original, original.c.key == schema.article.c.copy_of, isouter=True
            )
        ).all()
        mentions = connection.execute(
            select(schema.mention.c.article_key, schema.mention.c.start, schema.entity.c.name).join(schema.entity)
        ).all()
        statistics = connection.execute(
            select(schema.statistic.c.article_key, schema.statistic.c.start, schema.statistic.c.raw)
        ).all()
    return {
        row.id: (
            row.first,
            *(sorted(tuple(found[1:]) for found in table if found[0] == row.key) for table in (mentions, statistics)),
        )
        for row in articles
    }


def moved(chosen: Settings, home: Path) -> Settings:
    """The same settings with a store elsewhere."""
    return replace(chosen, home=home, database_url=f"sqlite:///{home / 'upswell.db'}")
