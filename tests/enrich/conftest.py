"""The language model, loaded once for all tests of enrichment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from analytics import settings
from analytics.enrich import entities, language
from analytics.enrich.watchlist import Watchlist
from analytics.types import Mention

Find = Callable[..., tuple[Mention, ...]]


@pytest.fixture(scope="session")
def model() -> str:
    """The name of the default model."""
    return settings.load({}).spacy_model


@pytest.fixture(scope="session")
def nlp(model: str) -> Language:
    """The default pipeline."""
    return language.load(model)


@pytest.fixture(scope="session")
def find(nlp: Language, model: str) -> Find:
    """Finds the mentions of a text, without a watch list unless one is given."""

    def found(text: str, watchlist: Watchlist | None = None) -> tuple[Mention, ...]:
        (doc,) = language.parse([text], model=model)
        return entities.mentions("a", text, doc, nlp=nlp, watchlist=watchlist or Watchlist())

    return found
