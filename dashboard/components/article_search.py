"""Articles found by full text, with facets that narrow them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Facets
from dashboard import address, cached
from dashboard.address import write
from dashboard.components import evidence, frame
from dashboard.text import markdown

BEST = "best"
ORDERS = {BEST: "Best match", "newest": "Newest", "relevance": "Most relevant to the brief"}
SIZE = 6
# Choices of one facet.
MOST = 6


def show(filters: Filters, *, key: str) -> None:
    """The search field, the facets and one page of results."""
    st.session_state[f"{key}.query"] = filters.query
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"search.{key}"):
        st.text_input(
            "Search text, “exact phrases” in quotes",
            key=f"{key}.query",
            type="search",
            max_chars=500,
            on_change=_search,
            args=(key,),
            width=420,
        )
        order = address.one_of("order", ORDERS, otherwise=BEST)
        st.selectbox(
            "Order",
            list(ORDERS),
            format_func=ORDERS.__getitem__,
            width=220,
            **address.bound("order", f"{key}.order", order, otherwise=BEST, anew=True),
        )
    found = cached.search_articles(filters, page=address.number("page"), size=SIZE, order=order)
    results, narrow = st.columns([3, 1], gap="large")
    with narrow:
        _facets(found.facets, filters)
    with results:
        counted = formats.counted(found.total, "item")
        place = f", page {found.page} of {found.n_pages}" if found.n_pages > 1 else ""
        st.html(f'<h2 class="up-sub">{counted}{place}</h2>')
        if not found.articles:
            frame.empty("Nothing matches", "Search for fewer words, or widen the filters.")
        evidence.show_lines(found.articles, key=key)
        if found.n_pages > 1:
            st.pagination(found.n_pages, **address.bound("page", f"{key}.page", found.page, otherwise=1))


def _search(key: str) -> None:
    write(replace(st.session_state["filters"], query=st.session_state[f"{key}.query"].strip()))


def _facets(facets: Facets, filters: Filters) -> None:
    """What would narrow the results, with how many each choice leaves; choosing it again widens them."""
    sources = {name: f"{markdown(name, limit=40)} ({n:,})" for name, n in facets.sources[:MOST]}
    topics = {subject.id: f"{markdown(subject.label, limit=40)} ({n:,})" for subject, n in facets.topics[:MOST]}
    languages = {code: f"{markdown(code)} ({n:,})" for code, n in facets.languages[:MOST]}
    _facet("sources", "Source", sources, chosen=filters.sources)
    _facet("topics", "Topic", topics, chosen=filters.topics)
    _facet("language", "Language", languages, chosen=(filters.language,) if filters.language else ())


def _facet(name: str, heading: str, labels: dict[str, str], *, chosen: tuple[str, ...]) -> None:
    held = [each for each in chosen if each in labels]
    if len(labels) < 2 and not held:
        return
    key = f"facet.{name}"
    st.session_state[key] = held[0] if len(held) == 1 else None
    st.pills(heading, list(labels), format_func=labels.__getitem__, key=key, on_change=_narrow, args=(name,))


def _narrow(name: str) -> None:
    picked = st.session_state[f"facet.{name}"]
    change: dict[str, Any] = {name: picked if name == "language" else (picked,) if picked else ()}
    write(replace(st.session_state["filters"], **change))
