"""Up to six topics, entities or sources side by side, and each against an earlier period."""

from __future__ import annotations

import streamlit as st

from dashboard import address, cached, charted
from dashboard.components import chart_card, comparison, filters, frame, points, welcome

frame.title(
    "Compare", lede="Up to six topics, names or publications on one scale; choose “Compare with” for two periods."
)
welcome.stop_if_empty()
chosen = filters.bar()
subjects = comparison.choose(address.current())
if not subjects:
    frame.empty("Nothing to compare yet", "Choose two topics, names or publications above.")
    st.stop()

found = cached.compare(chosen, subjects=subjects)
frame.warnings(found.warnings)
chart = charted.comparison(found, chosen)
behind = points.of_trends(chart, cached.asker(chosen, subjects))
chart_card.show(chart, key="compare", points=behind, narrow=charted.comparison(found, chosen, ticks=3))
comparison.sides(found, chosen)
