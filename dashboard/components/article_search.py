"""Articles found by full text, with facets that narrow them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Facets
from dashboard import cached
from dashboard.address import write
from dashboard.components import evidence, frame
from dashboard.text import markdown

ORDERS = {"best": "Best match", "newest": "Newest", "relevance": "Most relevant to the brief"}
SIZE = 8


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
        order = st.selectbox("Order", list(ORDERS), format_func=ORDERS.__getitem__, key=f"{key}.order", width=220)
    page = st.session_state.get(f"{key}.page", 1)
    found = cached.search_articles(filters, page=page, size=SIZE, order=order)
    results, narrow = st.columns([3, 1], gap="large")
    with narrow:
        _facets(found.facets, filters)
    with results:
        counted = formats.counted(found.total, "item")
        st.html(f'<h2 class="up-sub">{counted}, page {found.page} of {found.n_pages}</h2>')
        if not found.articles:
            frame.empty("Nothing matches", "Search for fewer words, or widen the filters.")
        evidence.show_lines(found.articles, key=key)
        if found.n_pages > 1:
            st.pagination(found.n_pages, key=f"{key}.page")


def _search(key: str) -> None:
    write(replace(st.session_state["filters"], query=st.session_state[f"{key}.query"].strip()))
    st.session_state.pop(f"{key}.page", None)


def _facets(facets: Facets, filters: Filters) -> None:
    groups = (
        ("Source", [(name, n, replace(filters, sources=(name,))) for name, n in facets.sources]),
        ("Topic", [(subject.label, n, replace(filters, topics=(subject.id,))) for subject, n in facets.topics]),
        ("Language", [(code, n, replace(filters, language=code)) for code, n in facets.languages]),
    )
    for heading, choices in groups:
        if len(choices) < 2:
            continue
        with st.container(gap=None, key=f"facets.{heading}"):
            st.html(f'<h2 class="up-sub">{heading}</h2>')
            for label, n, narrowed in choices[:8]:
                st.button(
                    f"{markdown(label, limit=40)} ({n:,})",
                    key=f"facet.{heading}.{label}",
                    type="tertiary",
                    on_click=write,
                    args=(narrowed,),
                )
    if filters.topics:
        st.button("All topics", key="facet.clear", on_click=write, args=(replace(filters, topics=()),))
