"""The statistics tracker: what number can be quoted, who measured it, and how it has moved."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from dashboard import address, cached, charted
from dashboard.components import chart_card, filters, frame, observation_list, series_table, welcome

frame.title("Statistics", lede="Figures that can be quoted: the value, who measured it, on whom, and the sentence.")
welcome.stop_if_empty()
chosen = filters.bar()
table = series_table.find(chosen, key="statistics")
if not table.series:
    frame.empty("No figure here", "Search for fewer words, or widen the filters.")
    st.stop()

series_table.show(table, key="statistics")
series_id = address.own("series") or table.series[0].id
series = cached.statistic_series(chosen, series_id=series_id)
if series is None:
    frame.empty("This figure is not in the selection", "Widen the filters, or choose another one above.")
    st.stop()

chart_card.show(charted.statistic(series.id, chosen), key="statistic")
frame.section("The sentences", lede=f"{formats.counted(len(series.observations), 'observation')}, latest first")
observation_list.show(series, chosen)
