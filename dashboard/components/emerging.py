"""Young topics that grow, each with the articles that began it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Emergence, TopicLine
from dashboard import cached, links
from dashboard.components import evidence, findings, frame


def show(lines: Sequence[TopicLine], filters: Filters) -> None:
    """The young and growing among `lines`, the fastest first."""
    among = {line.topic.id for line in lines}
    found = [each for each in cached.emerging_topics(filters) if each.line.topic.id in among]
    frame.note(
        "First seen within 13 weeks, and either risen beyond chance or with more articles in the later half of their "
        "weeks than in the earlier; whether that half is more than chance is for the verdict."
    )
    if not found:
        frame.empty("Nothing emerges here", "No topic of this selection is both young and growing.")
    with st.grid(columns=2, min_column_width=320, gap="large"):
        for each in found:
            _show_one(each)


def _show_one(found: Emergence) -> None:
    topic = found.line.topic
    with st.container(key=f"emerging.{topic.id}", gap=None):
        links.to_topic(topic.id, label=topic.label)
        age = formats.counted(found.age, "week")
        findings.row(
            found.line.trend, counts=f"{age} old: {found.earlier:,} articles in the earlier half, {found.later:,} later"
        )
        for article in found.first:
            links.to_article(article.id, label=evidence.in_a_line(article))
