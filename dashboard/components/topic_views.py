"""Topics shown together: small panels on one scale, a map of themes, or those that emerge."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from dashboard import address, cached, charted
from dashboard.components import chart_card, emerging, points

TABLE, PANELS, MAP, EMERGING = "table", "panels", "map", "emerging"
_NAMES = {TABLE: "Table", PANELS: "Side by side", MAP: "Map of themes", EMERGING: "Emerging"}
_PAGE = 12


def choose() -> str:
    """The view of the topics, which is part of the address."""
    named = address.own("view")
    st.session_state["topics.view"] = named if named in _NAMES else TABLE
    st.segmented_control(
        "View",
        list(_NAMES),
        format_func=_NAMES.__getitem__,
        key="topics.view",
        required=True,
        on_change=lambda: address.set_own("view", st.session_state["topics.view"]),
    )
    return str(st.session_state["topics.view"])


def draw(view: str, lines: Sequence[TopicLine], filters: Filters, *, articles: int) -> None:
    """What the view shows of topics; a click on a panel's point or on a tile leads to its articles."""
    if view == EMERGING:
        emerging.show(lines, filters)
        return
    if view == PANELS:
        pages = -(-len(lines) // _PAGE)
        page = st.pagination(pages, key="topics.page") if pages > 1 else 1
        lines = lines[(page - 1) * _PAGE : page * _PAGE]
        wide = charted.topics(lines, filters, articles=articles)
        narrow = charted.topics(lines, filters, articles=articles, columns=2)
    else:
        wide = charted.themes(lines, filters, articles=articles)
        narrow = charted.themes(lines, filters, articles=articles, upright=True)
    behind = points.of_trends(wide, cached.asker(filters, [line.trend.subject for line in lines]))
    chart_card.show(wide, key=view, points=behind, narrow=narrow)
