"""All topics and themes of the selection: a table to open one from, and every trend on one scale."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from dashboard import cached, charted
from dashboard.components import chart_card, filters, frame, topic_table, welcome

PANELS = 12

frame.title("Topics", lede="Every topic of the selection, judged together under one false-discovery rate.")
welcome.stop_if_empty()
chosen = filters.bar()
table = cached.list_topics(chosen)
if not table.lines:
    frame.empty(
        "No topic here", "Topics need a few dozen articles: widen the filters, or refresh after adding sources."
    )
    st.stop()

lines = topic_table.choose(table.lines, key="topics")
frame.note(
    f"{formats.counted(len(lines), 'topic')} of {len(table.lines)}; "
    f"{table.unassigned:,} of {formats.counted(table.n_articles, 'article')} belong to no topic "
    "and stay in the denominator."
)
topic_table.show(lines, key="topics")

if lines:
    pages = -(-len(lines) // PANELS)
    page = st.pagination(pages, key="topics.page") if pages > 1 else 1
    shown = lines[(page - 1) * PANELS : page * PANELS]
    chart_card.show(
        charted.topics(shown, chosen, articles=table.n_articles),
        key="multiples",
        ask=cached.asker(chosen, [line.trend.subject for line in shown]),
        narrow=charted.topics(shown, chosen, articles=table.n_articles, columns=2),
    )
