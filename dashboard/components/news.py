"""What changed since a moment: new topics, changed verdicts, statistics that moved, sources that broke."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Changes
from dashboard import address, cached, links
from dashboard.components import frame

AGO = {"Day": 1, "Week": 7, "Month": 30, "Quarter": 91}


@st.fragment
def show(filters: Filters) -> None:
    """Asks since when; answers only once it is told."""
    frame.section("Since you last looked")
    chosen = address.one_of("since", AGO, otherwise="") or None
    st.segmented_control("What changed within the last", list(AGO), **address.bound("since", "news.since", chosen))
    as_of = cached.moment().as_of
    if chosen is None or as_of is None:
        return
    _tell(cached.changes_since(filters, since=as_of - timedelta(days=AGO[chosen])))


def _tell(found: Changes) -> None:
    frame.note(
        f"{formats.counted(found.n_articles, 'item')}, copies included, collected since {formats.day(found.since)}"
    )
    with st.grid(columns=3, min_column_width=230, gap="medium"):
        frame.tally(
            "Verdicts that changed",
            [(each.topic.label, f"{each.before} → {each.now}") for each in found.verdicts[:8]],
            none="Every verdict is what it was.",
        )
        frame.tally(
            "Statistics that moved",
            [
                (each.name, formats.quantity(each.observations[-1].statistic.value, each.unit))
                for each in found.statistics[:8]
            ],
            none="No statistic was measured again.",
        )
        frame.tally(
            "Sources in trouble",
            [(each.source.name, each.condition) for each in found.sources[:8]],
            none="Every source does well.",
        )
    for line in found.topics[:6]:
        links.to_topic(line.topic.id, label=f"New: {line.topic.label}")
