"""Links between pages: each keeps the filters and adds what its target needs."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import streamlit as st

from analytics.filters import Filters
from analytics.store.people import SavedView
from dashboard.address import as_params, carried, current
from dashboard.text import markdown

TOPIC = "dashboard/pages/topic.py"
TOPICS = "dashboard/pages/topics.py"
STATISTICS = "dashboard/pages/statistics.py"
ENTITIES = "dashboard/pages/entities.py"
COMPARE = "dashboard/pages/compare.py"
ARTICLES = "dashboard/pages/articles.py"
SOURCES = "dashboard/pages/sources.py"
DECK = "dashboard/pages/deck.py"


def to_topic(topic_id: str, *, label: str) -> None:
    """A link to the topic's page."""
    _link(TOPIC, label, topic=topic_id)


def to_entity(name: str, *, label: str) -> None:
    """A link to the entity on its page."""
    _link(ENTITIES, label, entity=name)


def to_emerging(*, label: str) -> None:
    """A link to the young topics that grow."""
    _link(TOPICS, label, view="emerging")


def to_article(article_id: str, *, label: str) -> None:
    """A link to the reading view of the article."""
    _link(ARTICLES, label, article=article_id)


def to_articles(filters: Filters, *, label: str, **changes: object) -> None:
    """A link to the list of articles with the filters changed."""
    st.page_link(ARTICLES, label=markdown(label), query_params=as_params(replace(filters, **changes)))  # type: ignore[arg-type]


def to_page(page: str, *, label: str) -> None:
    """A link to a page as it is."""
    _link(page, label)


def to_view(view: SavedView) -> None:
    """A link to a saved view."""
    page = f"dashboard/pages/{view.page or 'overview'}.py"
    st.page_link(page, label=markdown(view.name), query_params=parse_qs(view.query))


def open_topic(topic_id: str) -> None:
    """Leaves this page for the topic's."""
    st.switch_page(TOPIC, query_params=as_params(carried(current()), topic=topic_id))


def open_entity(name: str) -> None:
    """Leaves this page for the entity's."""
    st.switch_page(ENTITIES, query_params=as_params(carried(current()), entity=name))


def _link(page: str, label: str, **own: str) -> None:
    st.page_link(page, label=markdown(label), query_params=as_params(carried(current()), **own))
