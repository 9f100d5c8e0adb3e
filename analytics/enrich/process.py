"""Enrichment of a batch of articles: the functions that are sent to worker processes.

Takes and gives plain data, so that it runs the same here, in a process pool and on a Dask worker; the model is
loaded once in each process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version

from analytics.enrich import entities, language, statistics
from analytics.enrich.watchlist import Watchlist
from analytics.errors import ModelError
from analytics.types import Mention, Statistic


@dataclass(frozen=True, slots=True)
class Item:
    """What enrichment needs of an article."""

    article_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Enriched:
    """What enrichment found in an article; offsets are into its text, negative ones into its title.

    Names that stand in the title alone come first, as phrases of the title do.
    """

    article_id: str
    mentions: tuple[Mention, ...]
    statistics: tuple[Statistic, ...]
    noun_phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes an Enriched: the model and its release, the rules and the watch list. As text it is their version."""

    model: str
    release: str
    entities: str
    statistics: str
    taxonomy: str

    def __str__(self) -> str:
        rules = f"entities {self.entities}, statistics {self.statistics}"
        return f"{self.model} {self.release}, {rules}, taxonomy {self.taxonomy}"

    @classmethod
    def read(cls, version: str) -> Recipe | None:
        """The recipe in a version, None where it is none."""
        found = _RECIPE.fullmatch(version)
        return None if found is None else cls(*found.groups())

    @property
    def reading(self) -> tuple[str, str, str]:
        """What decides how a text is parsed and its names are found, but for those under watch."""
        return self.model, self.release, self.entities


_RECIPE = re.compile(r"(\S+) (\S+), entities (\S+), statistics (\S+), taxonomy (\S+)")


def recipe(model: str, watched: Watchlist) -> Recipe:
    """The recipe by which this machine enriches."""
    try:
        release = package_version(model.replace("_", "-"))
    except PackageNotFoundError:
        release = "local"
    return Recipe(model, release, entities.version(), statistics.VERSION, watched.version)


def enrich(items: Sequence[Item], *, recipe: Recipe, watched: Watchlist) -> list[Enriched]:
    """Entities, statistics and noun phrases of each item, in their order; each depends on its own item alone.

    Raises ModelError when the model is missing, or when this machine cannot follow the recipe.
    """
    _check(recipe, watched)
    nlp = language.load(recipe.model)
    heads = list(language.parse([item.title for item in items], model=recipe.model))
    titles = language.noun_phrases(heads)
    docs = language.parse([item.text for item in items], model=recipe.model)
    enriched = []
    for item, head, title, doc in zip(items, heads, titles, docs, strict=True):
        named = entities.mentions(item.article_id, item.text, doc, nlp=nlp, watchlist=watched)
        above = entities.mentions(item.article_id, item.title, head, nlp=nlp, watchlist=watched)
        enriched.append(
            Enriched(
                article_id=item.article_id,
                mentions=entities.in_title_alone(item.title, above, text=item.text, named=named) + named,
                statistics=statistics.extract(item.text, article_id=item.article_id),
                noun_phrases=title + language.phrases(doc),
            )
        )
    return enriched


def measure(items: Sequence[Item], *, recipe: Recipe, watched: Watchlist) -> list[tuple[Statistic, ...]]:
    """The statistics of each item alone, for articles that were enriched by older patterns.

    Raises ModelError when this machine cannot follow the recipe.
    """
    _check(recipe, watched)
    return [statistics.extract(item.text, article_id=item.article_id) for item in items]


def _check(wanted: Recipe, watched: Watchlist) -> None:
    here = recipe(wanted.model, watched)
    if here != wanted:
        raise ModelError(f"a worker would enrich by {here}; install there what the refresh has: {wanted}")
