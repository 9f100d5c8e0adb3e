"""Where a line goes if nothing happens: asked for, drawn with its interval, or the reason why it is not said."""

from __future__ import annotations

import streamlit as st

from analytics.filters import Filters
from analytics.types import Trend
from dashboard import address, cached, charted
from dashboard.components import chart_card, frame, points


@st.fragment
def show(filters: Filters, trend: Trend, *, key: str) -> None:
    """The chart of a subject with its next four periods, once the reader asks for them."""
    wanted = address.own("outlook") == "True"
    st.toggle("Look four periods ahead", **address.bound("outlook", f"{key}.on", wanted, otherwise=False))
    if not wanted:
        frame.note("Off until asked for: an outlook knows no causes and carries the line on as it went.")
        return
    chart = charted.outlook(trend.subject, filters, known=trend)
    if not chart.forecasts:
        frame.note(f"{cached.look_ahead(filters, subject=trend.subject).reason}.")
        return
    behind = points.of_trends(chart, cached.asker(filters, [trend.subject]))
    chart_card.show(chart, key=f"{key}.card", points=behind, place="ahead")
