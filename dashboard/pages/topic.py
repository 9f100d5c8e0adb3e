"""One topic: how it moved, why, who drives it, and the sentences behind it."""

from __future__ import annotations

import streamlit as st

from dashboard import address, cached, charted
from dashboard.components import chart_card, evidence, filters, frame, lineage, points, topic_parts, welcome

topic_id = address.own("topic")
head = st.container()
if cached.is_empty():
    frame.title("Topic", lede="How one topic moved, why, who drives it, and the sentences behind it.")
welcome.stop_if_empty()
chosen = filters.bar()
line = next((line for line in cached.list_topics(chosen).lines if line.topic.id == topic_id), None)
if line is None:
    with head:
        lineage.gone(chosen, topic_id)
    st.stop()

with head:
    about = line.topic.description
    frame.title(line.topic.label, lede=about.text if about else ", ".join(line.topic.terms[:5]))
subject = line.trend.subject
chart = charted.trend(subject, chosen, known=line.trend, evidence=evidence.read(chosen, subject))
chart_card.show(chart, key="topic", points=points.of_trends(chart, cached.asker(chosen, [subject])))

topic_parts.show(line, chosen)
