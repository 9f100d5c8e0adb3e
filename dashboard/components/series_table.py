"""Series of statistics: searched by words, unit and source, and listed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.charts import formats, words
from analytics.filters import Filters
from analytics.questions.answers import StatisticTable
from dashboard import address, cached

PAGE = 25


def find(filters: Filters, *, key: str) -> StatisticTable:
    """Draws the search and returns the page of series that it finds."""
    offered = cached.find_statistics(filters, size=1)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"find.{key}"):
        said = st.text_input("Search subject or sentence", key=f"{key}.words", type="search", width=300)
        units = st.multiselect(
            "Units", [unit for unit, _ in offered.units], key=f"{key}.units", placeholder="All units", width=240
        )
        sources = st.multiselect(
            "Published by", [name for name, _ in offered.sources], key=f"{key}.by", placeholder="Any source", width=260
        )
    selected = replace(filters, sources=tuple(sources)) if sources else filters
    options = {"words": said.strip(), "units": tuple(units)}
    found = cached.find_statistics(selected, **options, size=PAGE)
    pages = -(-found.total // PAGE)
    if pages < 2:
        return found
    page = st.pagination(pages, key=f"{key}.page")
    return cached.find_statistics(selected, **options, page=page, size=PAGE)


def show(table: StatisticTable, *, key: str) -> None:
    """The series as a table; choosing a row shows it below, and so does the list, which needs no mouse."""
    rows = []
    for series in table.series:
        latest = series.observations[-1]
        rows.append(
            {
                "Figure": formats.quantity(latest.statistic.value, series.unit),
                "What": series.name,
                "Population": series.population or "",
                "Measured by": words.origin(latest),
                "As of": latest.reference,
                "Observations": len(series.observations),
                "Citations": sum(len(each.citations) for each in series.observations),
                "Conflicts": len(series.conflicts),
            }
        )
    chosen = st.dataframe(
        pd.DataFrame(rows),
        key=f"{key}.table",
        hide_index=True,
        height=min(36 * (len(rows) + 1) + 4, 360),
        row_height=36,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{len(rows)} of {table.total} figures",
        column_config={
            "What": st.column_config.TextColumn(width="large"),
            "As of": st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
    )
    if chosen["selection"]["rows"]:
        address.set_own("series", table.series[chosen["selection"]["rows"][0]].id)
