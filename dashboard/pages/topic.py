"""One topic: how it moved, why, who drives it, and the sentences behind it."""

from __future__ import annotations

import streamlit as st

from analytics.types import Subject
from dashboard import address, cached, charted
from dashboard.components import (
    breakdown,
    chart_card,
    company,
    evidence,
    filters,
    frame,
    lineage,
    outlook,
    points,
    spike,
    topic_editor,
    welcome,
)

topic_id = address.own("topic")
head = st.container()
welcome.stop_if_empty()
chosen = filters.bar()
line = next((line for line in cached.list_topics(chosen).lines if line.topic.id == topic_id), None)
if line is None:
    with head:
        lineage.gone(chosen, topic_id)
    st.stop()

subject = Subject("topic", line.topic.id, line.topic.label)
with head:
    about = line.topic.description
    frame.title(line.topic.label, lede=about.text if about else ", ".join(line.topic.terms[:5]))
chart = charted.trend(subject, chosen, known=line.trend)
chart_card.show(chart, key="topic", points=points.of_trends(chart, cached.asker(chosen, [subject])))

evidence_tab, insights_tab, why_tab, company_tab, ahead_tab, life_tab = st.tabs(
    ["Evidence", "Key insights", "Why", "Who and what", "Outlook", "Life of the topic"]
)
with evidence_tab:
    evidence.paged(chosen, subject, key="topic")
with insights_tab:
    evidence.insights(chosen, subject, key="topic")
with why_tab:
    frame.reasons(line.trend)
    breakdown.show(chosen, subject)
    spike.show(chosen, line.trend, key="why")
with company_tab:
    company.show(chosen, subject)
with ahead_tab:
    outlook.show(chosen, line.trend, key="outlook")
with life_tab:
    told, decided = st.columns(2, gap="large")
    with told:
        lineage.show(line, chosen)
    with decided:
        topic_editor.show(line, chosen)
