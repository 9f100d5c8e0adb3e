"""A chart on a page: finding as title, unit as subtitle, figure, source as footnote; table, files and articles.

A card is a fragment: choosing a point, a table or a file reruns the card alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.charts.chart import Chart
from dashboard.components import export
from dashboard.components.points import Behind, Handle
from dashboard.text import markup


@st.fragment
def show(chart: Chart, *, key: str, points: Mapping[Handle, Behind], narrow: Chart | None = None) -> None:
    """Draws `chart`. `points` says what stands behind its points: a click on one shows that, and so does the list of
    points. `narrow` is the same chart for phones, where one drawing cannot serve both; the stylesheet shows either.
    `key` sets the card apart on its page."""
    with st.container(key=f"card.{key}", gap="small"):
        st.html(f'<h2 class="up-finding">{markup(chart.title)}</h2><p class="up-unit">{markup(chart.subtitle)}</p>')
        if narrow is None:
            _figure(chart, key=f"{key}.figure", points=points, card=key)
        else:
            for width, drawn in (("wide", chart), ("narrow", narrow)):
                with st.container(key=f"up-{width}.{key}"):
                    _figure(drawn, key=f"{key}.{width}", points=points, card=key)
        st.html(f'<p class="up-foot">{markup(chart.footnote)}</p>')
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"tools.{key}"):
            st.selectbox(
                "Articles behind a point",
                list(points),
                index=None,
                key=f"{key}.point",
                format_func=lambda handle: points[handle].words,
                placeholder="Choose a point here or click it",
                width=330,
            )
            export.table_popover(chart, key=key)
            export.popover(chart, key=key)
        chosen: Handle | None = st.session_state.get(f"{key}.point")
        if chosen is not None and chosen in points:
            points[chosen].show(f"{key}.evidence")


def _figure(chart: Chart, *, key: str, points: Mapping[Handle, Behind], card: str) -> None:
    st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        config={"displayModeBar": False},
        alt=chart.alt,
        selection_mode="points",
        on_select=lambda: _take_point(key, card, points),
    )


def _take_point(key: str, card: str, points: Mapping[Handle, Behind]) -> None:
    """Makes a clicked point the chosen one."""
    clicked = st.session_state[key]["selection"]["points"]
    handles = [tuple(map(str, point.get("customdata") or ()))[:2] for point in clicked]
    st.session_state[f"{card}.point"] = next((handle for handle in handles if handle in points), None)
