"""Who and what goes with a subject: names, sources, statistics."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.types import Subject
from dashboard import cached, links
from dashboard.components import frame


def show(filters: Filters, subject: Subject) -> None:
    """Names, sources and statistics of the subject's articles, side by side."""
    names = cached.co_mentions(filters, subject=subject, limit=5)
    inside = _within(filters, subject)
    found = cached.search_articles(inside, size=1)
    numbers = cached.find_statistics(inside, size=4)
    with st.grid(columns=3, min_column_width=230, gap="medium"):
        frame.tally(
            "Names",
            [(each.name, f"{each.n}, {each.lift:.1f} times its usual share") for each in names],
            none="Nobody is named here.",
        )
        frame.tally("Sources", [(name, f"{n:,}") for name, n in found.facets.sources[:5]], none="No source.")
        frame.tally(
            "Statistics",
            [
                (series.name, formats.quantity(series.observations[-1].statistic.value, series.unit))
                for series in numbers.series
            ],
            none="No figure was found in these articles.",
        )
    with st.container(horizontal=True):
        for each in names[:4]:
            links.to_entity(each.name, label=each.name)


def _within(filters: Filters, subject: Subject) -> Filters:
    if subject.kind == "topic":
        return replace(filters, topics=(subject.id,))
    return replace(filters, entities=(subject.id,))
