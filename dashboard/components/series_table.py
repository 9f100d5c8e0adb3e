"""Series of statistics: searched by words, unit and source, and listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts import formats, measured
from analytics.filters import Filters
from analytics.questions.numbers import PAGE_SIZE
from analytics.types import StatisticSeries
from dashboard import address, cached, look
from dashboard.components import frame, narrow

# Pixels of a row of the table: Streamlit folds what is written in rows higher than 64.
ROW = 65
# Rows that are shown at once, each of them whole, and the pixels of the head above them.
_ROWS, _HEAD = 4, 38
# Figures on one leaf of the list for phones.
_LEAF = 3


def find(filters: Filters, *, key: str) -> Sequence[StatisticSeries]:
    """Draws the search and returns one page of the series that it finds."""
    offered = cached.find_statistics(filters)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"find.{key}"):
        said = address.own("find") or ""
        st.text_input(
            "Search subject or sentence",
            type="search",
            placeholder="Search subject or sentence",
            max_chars=500,
            width=300,
            **address.bound("find", f"{key}.find", said, otherwise="", anew=True),
        )
        units = _several("Units", "units", [unit for unit, _ in offered.units], key=key, none="All units")
        sources = _several("Published by", "by", [name for name, _ in offered.sources], key=key, none="Any source")
    selected = replace(filters, sources=tuple(sources)) if sources else filters
    search = {"words": said.strip(), "units": tuple(units)} if said.strip() or units else {}
    found = cached.find_statistics(selected, **search)
    pages = -(-found.total // PAGE_SIZE)
    page = address.number("page", most=pages)
    shown = cached.find_statistics(selected, **search, page=page).series if page > 1 else found.series
    if shown:
        first = (page - 1) * PAGE_SIZE
        cut = (
            f" They are joined from the latest {found.joined:,} of {found.claims:,} statistics: search to narrow them."
            if found.joined < found.claims
            else ""
        )
        place = f"{first + 1:,} to {first + len(shown):,} of " if pages > 1 else ""
        frame.note(f"{place}{formats.counted(found.total, 'figure')}.{cut}")
    if pages > 1:
        st.pagination(pages, **address.bound("page", f"{key}.page", page, otherwise=1))
    return shown


def show(found: Sequence[StatisticSeries], *, key: str) -> StatisticSeries:
    """The series as a table, on a phone as rows to choose from. Returns the one that is chosen there or, without a
    mouse, in the list below it; at first the one that the address names, else the first."""
    by_id = {series.id: series for series in found}
    named = address.one_of("series", by_id, otherwise=found[0].id)
    with narrow.wide(key):
        _table(found, key=key)
        st.selectbox(
            "Show a figure",
            list(by_id),
            format_func=lambda series_id: by_id[series_id].name,
            width=520,
            **address.bound("series", f"{key}.open", named),
        )
    narrow.leaf(found, partial(_row, chosen=named, key=key), key=key, size=_LEAF)
    return by_id[named]


def _row(series: StatisticSeries, *, chosen: str, key: str) -> None:
    latest = series.observations[-1]
    conflicts = formats.counted(len(series.conflicts), "conflict") if series.conflicts else ""
    said = (
        measured.attribution(latest),
        f"on {series.population}" if series.population else "",
        formats.day(latest.reference),
        f"seen {formats.counted(len(series.observations), 'time')}",
        conflicts,
    )
    narrow.choice(
        f"{formats.quantity(latest.statistic.value, series.unit)}: {series.name}",
        " · ".join(filter(None, said)),
        chosen=series.id == chosen,
        key=f"{key}.{series.id}",
        take=partial(address.set_own, "series", series.id),
    )


def _table(found: Sequence[StatisticSeries], *, key: str) -> None:
    rows = []
    for series in found:
        latest = series.observations[-1]
        rows.append(
            {
                "Figure": formats.quantity(latest.statistic.value, series.unit),
                "What": series.name,
                "Population": series.population or "",
                "Measured by": measured.attribution(latest),
                "As of": latest.reference,
                "Seen": len(series.observations),
                "Cited": sum(len(each.citations) for each in series.observations),
                "In conflict": len(series.conflicts),
            }
        )
    st.dataframe(
        pd.DataFrame(rows),
        key=f"{key}.table",
        hide_index=True,
        height=ROW * min(len(rows), _ROWS) + _HEAD,
        row_height=ROW,
        on_select=lambda: _take_row(key, found),
        selection_mode="single-row",
        alt=f"{len(rows)} figures with what they measure, on whom, by whom and when",
        column_config={
            "Figure": st.column_config.TextColumn(width=130),
            "What": st.column_config.TextColumn(width=320),
            "Population": st.column_config.TextColumn(width=140),
            "Measured by": st.column_config.TextColumn(width=200),
            "As of": st.column_config.DateColumn(format=look.DATES, width=100),
            "Seen": st.column_config.NumberColumn(width=55),
            "Cited": st.column_config.NumberColumn(width=55),
            "In conflict": st.column_config.NumberColumn(width=85),
        },
    )


def _several(label: str, name: str, options: Sequence[str], *, key: str, none: str) -> list[str]:
    """A field for several of `options`, of which the address holds those that are chosen under `name`."""
    chosen = address.some_of(name, options)
    st.multiselect(
        label,
        options,
        placeholder=none,
        width=250,
        **address.bound(name, f"{key}.{name}", chosen, otherwise=[], anew=True),
    )
    return chosen


def _take_row(key: str, found: Sequence[StatisticSeries]) -> None:
    rows = st.session_state[f"{key}.table"]["selection"]["rows"]
    if rows:
        address.set_own("series", found[rows[0]].id)
