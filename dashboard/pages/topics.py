"""All topics and themes of the selection: as a table to open one from, side by side on one scale, or as a map."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from dashboard import cached
from dashboard.components import decided, filters, frame, topic_table, topic_views, welcome

frame.title("Topics", lede="Every topic of the selection, judged together under one false-discovery rate.")
welcome.stop_if_empty()
chosen = filters.bar()
table = cached.list_topics(chosen)
if not table.lines:
    frame.empty(
        "No topic here", "Topics need a few dozen articles: widen the filters, or refresh after adding sources."
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", key="choose.topics"):
    view = topic_views.choose()
    lines = topic_table.choose(table.lines, key="topics")
frame.note(
    f"{len(lines):,} of {formats.counted(len(table.lines), 'topic')}. Articles in no topic: {table.unassigned:,} of "
    f"{table.n_articles:,}; they stay in the denominator."
    f"{topic_table.pinned(lines) if view in (topic_views.TABLE, topic_views.PANELS) else ''}"
)
if not lines:
    frame.empty("Nothing matches", "Search for fewer letters, or choose all themes.")
elif view == topic_views.TABLE:
    topic_table.show(lines, key="topics")
else:
    topic_views.draw(view, lines, chosen, articles=table.n_articles)
decided.tools()
