"""Young topics that grow, each with the articles that began it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Emergence, TopicLine
from analytics.questions.emerging import WEEKS
from dashboard import address, cached, links
from dashboard.components import evidence, findings, frame

_AGES = (4, 8, WEEKS, 26)


def show(lines: Sequence[TopicLine], filters: Filters) -> None:
    """The young and growing among `lines`, the fastest first."""
    weeks = _choose_age()
    among = {line.topic.id for line in lines}
    found = [each for each in cached.emerging_topics(filters, weeks=weeks) if each.line.topic.id in among]
    frame.note(
        f"First seen within {weeks} weeks, and either risen beyond chance or with more articles in the later half of "
        "their weeks than in the earlier; whether that half is more than chance is for the verdict. The fastest first, "
        "six at most."
    )
    if not found:
        frame.empty("Nothing emerges here", "No topic of this selection is both young and growing.")
    with st.grid(columns=2, min_column_width=320, gap="large"):
        for each in found:
            _show_one(each)


def _choose_age() -> int:
    """How many weeks a topic may be old, which is part of the address."""
    weeks = int(address.one_of("weeks", map(str, _AGES), otherwise=str(WEEKS)))
    st.segmented_control(
        "Younger than",
        _AGES,
        format_func=lambda weeks: formats.counted(weeks, "week"),
        required=True,
        **address.bound("weeks", "emerging.weeks", weeks, otherwise=WEEKS),
    )
    return weeks


def _show_one(found: Emergence) -> None:
    topic = found.line.topic
    with st.container(key=f"emerging.{topic.id}", gap=None):
        links.to_topic(topic.id, label=topic.label)
        age = formats.counted(found.age, "week")
        findings.row(
            found.line.trend,
            counts=f"{age} old: {formats.counted(found.earlier, 'article')} in the earlier half, {found.later:,} later",
        )
        for article in found.first:
            links.to_article(article.id, label=evidence.in_a_line(article))
