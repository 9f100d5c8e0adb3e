"""Choosing what to compare, and the two periods side by side."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Comparison
from analytics.types import Subject
from dashboard import cached
from dashboard.address import carried, write
from dashboard.components import frame

MOST = 6


def choose(filters: Filters) -> tuple[Subject, ...]:
    """Topics and names come from the filters, and so from the address; without any, the two largest topics."""
    labels = {line.topic.id: line.topic.label for line in cached.list_topics(carried(filters)).lines}
    names = [line.name for line in cached.list_entities(carried(filters), limit=200)]
    names = list(dict.fromkeys([*names, *filters.entities]))
    state = st.session_state
    state["c.topics"] = [topic for topic in filters.topics if topic in labels]
    state["c.entities"] = list(filters.entities)
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose.compare"):
        st.multiselect(
            "Topics",
            list(labels),
            format_func=labels.__getitem__,
            key="c.topics",
            max_selections=MOST,
            on_change=_apply,
        )
        st.multiselect("Names", names, key="c.entities", max_selections=MOST, on_change=_apply)
    subjects = [
        *(Subject("topic", topic, labels[topic]) for topic in filters.topics if topic in labels),
        *(Subject("entity", name, name) for name in filters.entities),
    ]
    if not subjects:
        subjects = [Subject("topic", topic, label) for topic, label in list(labels.items())[:2]]
    return tuple(subjects[:MOST])


def _apply() -> None:
    state = st.session_state
    write(replace(state["filters"], topics=tuple(state["c.topics"]), entities=tuple(state["c.entities"])))


def sides(found: Comparison, filters: Filters) -> None:
    """Counts and shares of each subject, and of the comparison period when one is chosen."""
    frame.section("Side by side", lede="Shares are of everything that the selected sources published in the period.")
    rows = []
    for index, side in enumerate(found.now):
        row = {
            "Subject": side.subject.label,
            "Articles": side.n,
            "Share": "no data" if side.share is None else formats.percent(side.share),
            "Sources": side.n_sources,
        }
        if found.before:
            before = found.before[index]
            row |= {
                "Articles before": before.n,
                "Share before": "no data" if before.share is None else formats.percent(before.share),
            }
        if found.before or index:
            row["Difference"] = found.differences[index].reason
        rows.append(row)
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Counts and shares of each subject")
    if found.before and found.now:
        now, before = found.now[0], found.before[0]
        frame.note(
            f"Period: {formats.day(now.start)} to {formats.day(now.end)} (not included); "
            f"before: {formats.day(before.start)} to {formats.day(before.end)} (not included)."
        )
