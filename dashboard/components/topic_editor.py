"""The life of a topic: what happened to it, and what a person may decide about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from analytics.store import decisions
from dashboard import cached
from dashboard.components import frame


def show(line: TopicLine, filters: Filters) -> None:
    """Lineage at the left, decisions at the right; nothing to decide where the desk is read-only."""
    told, decided = st.columns(2, gap="large")
    with told:
        events = cached.lineage_of(filters, topic_id=line.topic.id)
        frame.tally(
            "What happened",
            [(f"{event.kind}: {event.reason}", formats.day(event.when)) for event in events],
            none="Nothing has happened to this topic since it was found.",
        )
        if line.first_seen:
            frame.note(f"First article in the week of {formats.day(line.first_seen)}.")
    with decided:
        if cached.configuration().read_only:
            frame.note("This desk is read-only: topics cannot be changed here.")
        else:
            _decisions(line, filters)


def _decisions(line: TopicLine, filters: Filters) -> None:
    topic = line.topic
    with st.form("topic.rename", border=False):
        name = st.text_input("Name", topic.label, max_chars=80)
        if st.form_submit_button("Rename") and name.strip() and name.strip() != topic.label:
            _decide("rename", topic.id, {"label": name.strip()})
    others = {
        other.topic.id: other.topic.label for other in cached.list_topics(filters).lines if other.topic.id != topic.id
    }
    with st.form("topic.merge", border=False):
        into = st.selectbox("Merge into", list(others), index=None, format_func=others.__getitem__)
        if st.form_submit_button("Merge") and into:
            _decide("merge", topic.id, {"into": into}, go_to=into)
    with st.container(horizontal=True):
        pinned = topic.status == "pinned"
        if st.button("Unpin" if pinned else "Pin", key="topic.pin"):
            _decide("pin", topic.id, {"on": not pinned})
        if st.button("Hide", key="topic.hide"):
            _decide("hide", topic.id, {"on": True})


def _decide(
    kind: decisions.DecisionKind, topic_id: str, details: Mapping[str, object], *, go_to: str | None = None
) -> None:
    decisions.decide(cached.store(), kind, topic_id, details, now=datetime.now(UTC))
    cached.forget()
    if go_to:
        st.query_params["topic"] = go_to
    st.rerun()
