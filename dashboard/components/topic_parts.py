"""What a topic's page holds below its chart: evidence, reasons, company, outlook, and what became of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from dashboard.components import breakdown, company, evidence, frame, lineage, outlook, parts, spike, topic_editor


def show(line: TopicLine, filters: Filters) -> None:
    """A tab for each; `filters` are those of the page."""
    subject = line.trend.subject
    parts.tabs(
        {
            "Evidence": partial(evidence.paged, filters, subject, key="topic"),
            "Key insights": partial(evidence.insights, filters, subject, key="topic"),
            "Why": partial(spike.show, filters, line.trend, key="why"),
            "Verdict": partial(_verdict, line, filters),
            "Who and what": partial(company.show, filters, subject),
            "Outlook": partial(outlook.show, filters, line.trend, key="outlook"),
            "Life of the topic": partial(_life, line, filters),
        },
        key="topic.parts",
    )


def _verdict(line: TopicLine, filters: Filters) -> None:
    frame.reasons(line.trend)
    breakdown.show(filters, line.trend)


def _life(line: TopicLine, filters: Filters) -> None:
    told, decided = st.columns(2, gap="large")
    with told:
        lineage.show(line, filters)
    with decided:
        topic_editor.show(line, filters)
