"""What a refresh says while it runs and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from analytics.store import Store, stages
from ingest.article import Rejection


class Progress(Protocol):
    """Told how far a stage is: `done` of `total` articles (or sources, files)."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting brought; `failures` are sources that could not be read, with the reason."""

    new: int
    changed: int
    rejections: tuple[Rejection, ...]
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one refresh did, and what the store holds after it."""

    collected: Collected
    enriched: int
    topics: int
    articles: int
    copies: int
    stories: int

    @classmethod
    def of(cls, store: Store, collected: Collected, *, enriched: int, topics: int) -> Report:
        """The report of a refresh that did this."""
        with store.read() as connection:
            held = stages.held(connection)
        copies = held["items"] - held["articles"]
        return cls(collected, enriched, topics, held["articles"], copies, held["stories"])

    def lines(self) -> list[str]:
        """The report in plain words, one fact a line."""
        gathered = self.collected
        said = [
            f"collected {gathered.new:,} new items and {gathered.changed:,} changed ones; {self.enriched:,} enriched",
            f"stored {self.articles:,} articles and {self.copies:,} copies of them,"
            f" in {self.stories:,} stories and {self.topics:,} topics",
        ]
        if gathered.rejections:
            said.append(f"rejected {len(gathered.rejections):,}:")
            said += [f"  {_place(each)}: {each.reason}" for each in gathered.rejections]
        said += [f"  {name}: {reason}" for name, reason in gathered.failures]
        return said


def _place(rejection: Rejection) -> str:
    return f"{rejection.path} [{rejection.locator}]" if rejection.locator else rejection.path
