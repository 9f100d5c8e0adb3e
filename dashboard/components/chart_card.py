"""A chart on a page: finding as title, unit as subtitle, figure, source as footnote; table, files and articles.

A card is a fragment: choosing a point, a table or a file reruns the card alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analytics.charts.chart import Chart
from dashboard import address
from dashboard.components import export
from dashboard.components.points import Behind, Handle
from dashboard.text import markup


@st.fragment
def show(
    chart: Chart, *, key: str, points: Mapping[Handle, Behind], narrow: Chart | None = None, place: str = "point"
) -> None:
    """Draws `chart`. `points` says what stands behind its points: a click on one shows that, and so does the list of
    points. `narrow` is the same chart for phones, where one drawing cannot serve both; the stylesheet shows either.
    `key` sets the card apart on its page, and `place` in the address, which names the chosen point."""
    named = address.all_own(place, most=2)
    chosen = named if named in points else None
    with st.container(key=f"card.{key}", gap="small"):
        st.html(f'<h2 class="up-finding">{markup(chart.title)}</h2><p class="up-unit">{markup(chart.subtitle)}</p>')
        if narrow is None:
            _figure(chart, key=f"{key}.figure", points=points, place=place)
        else:
            for width, drawn in (("wide", chart), ("narrow", narrow)):
                with st.container(key=f"up-{width}.{key}"):
                    _figure(drawn, key=f"{key}.{width}", points=points, place=place)
        st.html(f'<p class="up-foot">{markup(chart.footnote)}</p>')
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"tools.{key}"):
            st.selectbox(
                "Articles behind a point",
                list(points),
                index=None,
                format_func=lambda handle: points[handle].words,
                placeholder="Choose a point here or click it",
                width=330,
                **address.bound(place, f"{key}.point", chosen),
            )
            export.table_popover(chart, key=key)
            export.popover(chart, key=key)
        if chosen is not None:
            points[chosen].show(f"{key}.evidence")


def _figure(chart: Chart, *, key: str, points: Mapping[Handle, Behind], place: str) -> None:
    st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        config={"displayModeBar": False},
        alt=chart.alt,
        selection_mode="points",
        on_select=lambda: _take_point(key, place, points),
    )


def _take_point(key: str, place: str, points: Mapping[Handle, Behind]) -> None:
    """Makes a clicked point the chosen one."""
    clicked = st.session_state[key]["selection"]["points"]
    handles = [tuple(map(str, point.get("customdata") or ()))[:2] for point in clicked]
    address.set_own(place, list(next((handle for handle in handles if handle in points), ())))
