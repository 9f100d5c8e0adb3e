"""Where a line goes if nothing happens: asked for, with its interval, or the reason why it is not said."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.trends import bins
from analytics.types import Subject
from dashboard import cached
from dashboard.components import frame


@st.fragment
def show(filters: Filters, subject: Subject, *, key: str) -> None:
    """The next four periods of a subject, once the reader asks for them."""
    if not st.toggle("Look four periods ahead", key=f"{key}.on"):
        frame.note("Off until asked for: an outlook knows no causes and carries the line on as it went.")
        return
    found = cached.look_ahead(filters, subject=subject)
    frame.note(f"{found.reason}.")
    if not found.forecasts:
        return
    zone = cached.configuration().timezone
    written = formats.percent if filters.measure == "share" else "{:,.1f}".format
    rows = [
        {
            "Period": bins.label(forecast.start, filters.grain, timezone=zone),
            "Expected": written(forecast.value),
            "95 % interval": f"{written(forecast.low)} to {written(forecast.high)}",
        }
        for forecast in found.forecasts
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Expected values of the next periods with their intervals")
