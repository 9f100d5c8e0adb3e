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
    view = address.one_of("view", _NAMES, otherwise=TABLE)
    st.segmented_control(
        "View",
        list(_NAMES),
        format_func=_NAMES.__getitem__,
        required=True,
        **address.bound("view", "topics.view", view, otherwise=TABLE),
    )
    return view


def draw(view: str, lines: Sequence[TopicLine], filters: Filters, *, articles: int) -> None:
    """What the view shows of topics; a click on a panel's point or on a tile leads to its articles."""
    if view == EMERGING:
        emerging.show(lines, filters)
        return
    if view == PANELS:
        pages = -(-len(lines) // _PAGE)
        page = address.number("page", most=pages)
        if pages > 1:
            st.pagination(pages, **address.bound("page", "topics.page", page, otherwise=1))
        lines = lines[(page - 1) * _PAGE : page * _PAGE]
        wide = charted.topics(lines, filters, articles=articles)
        narrow = charted.topics(lines, filters, articles=articles, upright=True)
    else:
        wide = charted.themes(lines, filters, articles=articles)
        narrow = charted.themes(lines, filters, articles=articles, upright=True)
    behind = points.of_trends(wide, cached.asker(filters, [line.trend.subject for line in lines]))
    chart_card.show(wide, key=view, points=behind, narrow=narrow)
