"""A chart on a page: finding as title, unit as subtitle, figure, source as footnote; table, files and articles.

A card is a fragment: choosing a point, a table or a file reruns the card alone.
"""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from analytics.charts.chart import Chart
from dashboard.cached import Ask
from dashboard.components import evidence, export
from dashboard.text import markup

Handle = tuple[str, str]


@st.fragment
def show(chart: Chart, *, key: str, ask: Ask | None = None, narrow: Chart | None = None) -> None:
    """Draws `chart`. `ask` answers with the articles of a subject in a period: a click on a point asks it, and so
    does the list of periods, which needs no mouse. `narrow` is the same chart for phones, where one drawing cannot
    serve both; the stylesheet shows either. `key` sets the card apart on its page."""
    with st.container(key=f"card.{key}", gap="small"):
        st.html(f'<h2 class="up-finding">{markup(chart.title)}</h2><p class="up-unit">{markup(chart.subtitle)}</p>')
        periods = _periods(chart) if ask else {}
        if narrow is None:
            _figure(chart, key=f"{key}.figure", periods=periods, card=key)
        else:
            for width, drawn in (("wide", chart), ("narrow", narrow)):
                with st.container(key=f"up-{width}.{key}"):
                    _figure(drawn, key=f"{key}.{width}", periods=periods, card=key)
        st.html(f'<p class="up-foot">{markup(chart.footnote)}</p>')
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"tools.{key}"):
            if ask:
                st.selectbox(
                    "Articles behind a point",
                    list(periods),
                    index=None,
                    key=f"{key}.period",
                    format_func=periods.__getitem__,
                    placeholder="Choose a period or click a point",
                    width=330,
                )
            export.table_popover(chart, key=key)
            export.popover(chart, key=key)
        chosen: Handle | None = st.session_state.get(f"{key}.period")
        if ask and chosen in periods:
            subject_id, start = chosen
            point = next(
                point
                for trend in chart.trends
                for point in trend.points
                if trend.subject.id == subject_id and point.start.isoformat() == start
            )
            evidence.show(ask(subject_id, point.start, point.end), key=f"{key}.evidence")


def _figure(chart: Chart, *, key: str, periods: dict[Handle, str], card: str) -> None:
    st.plotly_chart(
        chart.figure,
        theme=None,
        key=key,
        config={"displayModeBar": False},
        alt=chart.alt,
        selection_mode="points",
        on_select=(lambda: _take_point(key, card, periods)) if periods else "ignore",
    )


def _periods(chart: Chart) -> dict[Handle, str]:
    """Every point that has a value, the latest first, by subject and start, with its words."""
    several = len(chart.trends) > 1
    points = [(point, trend) for trend in chart.trends for point in trend.points if point.value is not None]
    points.sort(key=lambda pair: pair[0].start, reverse=True)
    return {
        (trend.subject.id, point.start.isoformat()): " ".join(
            filter(
                None,
                (
                    f"{trend.subject.label}," if several else "",
                    f"{formats.period(point, trend.grain, chart.context.timezone)}:",
                    formats.value(point.value, trend.measure, trend.unit),
                ),
            )
        )
        for point, trend in points
    }


def _take_point(key: str, card: str, periods: dict[Handle, str]) -> None:
    """Makes a clicked point the chosen period."""
    points = st.session_state[key]["selection"]["points"]
    handles = [tuple(point.get("customdata") or ())[:2] for point in points]
    st.session_state[f"{card}.period"] = next((handle for handle in handles if handle in periods), None)
