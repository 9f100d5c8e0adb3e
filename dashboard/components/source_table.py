"""Registered sources and how they do, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.literal import web_address
from analytics.filters import Filters
from analytics.questions.answers import SourceLine
from dashboard import cached
from dashboard.components import frame

SIGNS = {
    "ok": "● ok",
    "quiet": "◐ quiet",
    "failing": "▲ failing",
    "parked": "■ parked",
    "never fetched": "○ not yet read",
}


def show(lines: Sequence[SourceLine]) -> None:
    """One row a source, those in trouble first."""
    ordered = sorted(lines, key=lambda line: (line.condition == "ok", line.source.name.casefold()))
    trouble = [
        f"{line.source.name}: {line.message}" for line in ordered if line.condition in ("failing", "parked", "quiet")
    ]
    frame.warnings(trouble[:5])
    table = pd.DataFrame(
        {
            "Source": [line.source.name for line in ordered],
            "Health": [SIGNS[line.condition] for line in ordered],
            "Group": [line.source.group or "" for line in ordered],
            "Articles": [line.n_articles for line in ordered],
            "Copies": [line.n_copies for line in ordered],
            "Guessed dates": [line.n_guessed_dates for line in ordered],
            "Rejections": [line.n_rejections for line in ordered],
            "First": [line.first_published.date() if line.first_published else None for line in ordered],
            "Last": [line.last_published.date() if line.last_published else None for line in ordered],
            "Location": [web_address(line.source.location) or "" for line in ordered],
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        height=min(36 * (len(ordered) + 1) + 2, 420),
        row_height=36,
        alt=f"{formats.counted(len(ordered), 'source')} with health, counts and dates",
        column_config={
            "Location": st.column_config.LinkColumn(),
            "First": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "Last": st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
    )


def show_rejections(filters: Filters) -> None:
    """What could not be read: where it was and why."""
    rejected = cached.list_rejections(filters)
    frame.section("Could not be read", lede=formats.counted(len(rejected), "item"))
    if not rejected:
        frame.note("Every item of every source was read.")
        return
    table = pd.DataFrame(
        {
            "Source": [each.source for each in rejected],
            "Place": [f"{each.path} {each.locator}".strip() for each in rejected],
            "Reason": [each.reason for each in rejected],
            "Detail": [each.detail for each in rejected],
            "Seen": [each.seen for each in rejected],
        }
    )
    st.dataframe(
        table, hide_index=True, height=min(36 * (len(rejected) + 1) + 2, 300), alt="Items that could not be read"
    )
