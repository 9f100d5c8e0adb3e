"""One topic: how it moved, why, who drives it, and the sentences behind it."""

from __future__ import annotations

import streamlit as st

from analytics.types import Subject
from dashboard import address, cached, charted, links
from dashboard.components import chart_card, company, evidence, filters, frame, outlook, spike, topic_editor, welcome

welcome.stop_if_empty()
topic_id = address.own("topic")
chosen = filters.bar()
line = next((line for line in cached.list_topics(chosen).lines if line.topic.id == topic_id), None)
if line is None:
    frame.title("No such topic")
    frame.empty("There is no topic at this address", "It may have been merged, hidden or retired.")
    links.to_page(links.TOPICS, label="All topics")
    st.stop()

subject = Subject("topic", line.topic.id, line.topic.label)
frame.title(
    line.topic.label, lede=line.topic.description.text if line.topic.description else ", ".join(line.topic.terms)
)
chart_card.show(charted.trend(subject, chosen, known=line.trend), key="topic", ask=cached.asker(chosen, [subject]))
frame.reasons(line.trend)

evidence_tab, why_tab, company_tab, ahead_tab, life_tab = st.tabs(
    ["Evidence", "Why", "Who and what", "Outlook", "Life of the topic"]
)
with evidence_tab:
    evidence.paged(chosen, subject, key="topic")
with why_tab:
    spike.show(chosen, line.trend, key="why")
with company_tab:
    company.show(chosen, subject)
with ahead_tab:
    outlook.show(chosen, subject, key="outlook")
with life_tab:
    topic_editor.show(line, chosen)
