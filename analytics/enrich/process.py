"""Enrichment of a batch of articles: the one function that is sent to worker processes.

Takes and gives plain data, so that it runs the same here, in a process pool and on a Dask worker; the model is
loaded once in each process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from pathlib import Path

from analytics.enrich import entities, language, statistics, watchlist
from analytics.types import Mention, Statistic


@dataclass(frozen=True, slots=True)
class Item:
    """What enrichment needs of an article."""

    article_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """What enrichment found in an article; offsets are into its text. Phrases of the title come first."""

    article_id: str
    mentions: tuple[Mention, ...]
    statistics: tuple[Statistic, ...]
    noun_phrases: tuple[str, ...]


def enrich(items: Sequence[Item], *, model: str, taxonomy: Path) -> list[Enriched]:
    """Entities, statistics and noun phrases of each item, in their order; each depends on its own item alone.

    Raises ModelError when the model is missing, SettingsError when the taxonomy cannot be read.
    """
    watched = watchlist.load(taxonomy)
    nlp = language.load(model)
    titles = language.noun_phrases([item.title for item in items], model=model)
    docs = language.parse([item.text for item in items], model=model)
    return [
        Enriched(
            article_id=item.article_id,
            mentions=entities.mentions(item.article_id, item.text, doc, nlp=nlp, watchlist=watched),
            statistics=statistics.extract(item.text, article_id=item.article_id),
            noun_phrases=title + language.phrases(doc),
        )
        for item, title, doc in zip(items, titles, docs, strict=True)
    ]


def version(*, model: str, taxonomy: Path) -> str:
    """What made an Enriched: the model's release, the rules and the watch list. Another version may differ."""
    try:
        release = package_version(model.replace("_", "-"))
    except PackageNotFoundError:
        release = "local"
    rules = f"entities {entities.version()}, statistics {statistics.VERSION}"
    return f"{model} {release}, {rules}, taxonomy {watchlist.load(taxonomy).version}"
