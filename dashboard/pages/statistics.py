"""The statistics tracker: what number can be quoted, who measured it, and how it has moved."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from dashboard import charted
from dashboard.components import chart_card, filters, frame, observation_list, points, series_table, welcome

frame.title("Statistics", lede="Figures that can be quoted: the value, who measured it, on whom, and the sentence.")
welcome.stop_if_empty()
chosen = filters.bar()
found = series_table.find(chosen, key="statistics")
if not found:
    frame.empty("No figure here", "Search for fewer words, or widen the filters.")
    st.stop()

series = series_table.show(found, key="statistics")
chart = charted.statistic(series, chosen)
chart_card.show(chart, key="statistic", points=points.of_observations(series, chosen))
frame.section("The sentences", lede=f"{formats.counted(len(series.observations), 'observation')}, latest first")
observation_list.show(series, chosen)
