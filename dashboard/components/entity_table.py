"""Named entities: searched by kind and letters, and listed with their trend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.sparkline import sparkline
from analytics.filters import Filters
from analytics.questions.answers import EntityLine
from dashboard import address, cached, look
from dashboard.components import narrow
from dashboard.components.findings import change_plain

# The models' labels behind each kind that a reader knows.
KINDS = {
    "Organisation": ("ORG",),
    "Person": ("PERSON",),
    "Product": ("PRODUCT",),
    "Place": ("GPE", "LOC", "FAC"),
    "Group": ("NORP",),
    "Event": ("EVENT",),
    "Work": ("WORK_OF_ART",),
}
# Names on one leaf of the list for phones.
_LEAF = 5
# Rows of the table that are shown at once, each of them whole.
_ROWS = 7
_KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels}


def kind_of(label: str) -> str:
    """A model's label as a reader's word: "Place" for GPE."""
    return _KIND_OF.get(label, label.replace("_", " ").capitalize())


def find(filters: Filters, *, key: str) -> tuple[EntityLine, ...]:
    """Draws the search and returns the entities named most that it finds."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"find.{key}"):
        letters, kinds = address.own("find") or "", address.some_of("kinds", KINDS)
        st.text_input(
            "Search names",
            type="search",
            placeholder="Search names",
            max_chars=500,
            width=260,
            **address.bound("find", f"{key}.find", letters, otherwise="", anew=True),
        )
        st.pills(
            "Kinds",
            list(KINDS),
            selection_mode="multi",
            **address.bound("kinds", f"{key}.kinds", kinds, otherwise=[], anew=True),
        )
    labels = tuple(label for kind in kinds for label in KINDS[kind])
    return cached.list_entities(filters, labels=labels, words=letters.strip(), limit=50)


def show(lines: Sequence[EntityLine], *, key: str) -> str:
    """The table, on a phone rows to choose from. Returns the name that is chosen there or, without a mouse, in the
    list below it."""
    name = address.own("entity") or lines[0].name
    with narrow.wide(key):
        _table(lines, key=key)
        names = list(dict.fromkeys([*(line.name for line in lines), name]))
        st.selectbox("Show a name", names, width=330, **address.bound("entity", f"{key}.open", name, anew=True))
    narrow.leaf(lines, partial(_row, chosen=name, key=key), key=key, size=_LEAF)
    return name


def _row(line: EntityLine, *, chosen: str, key: str) -> None:
    counts = f"{formats.counted(line.n_articles, 'article')}, {formats.counted(line.n_sources, 'source')}"
    narrow.choice(
        line.name,
        f"{change_plain(line.trend)} · {kind_of(line.label).lower()} · {counts}",
        chosen=line.name == chosen,
        key=f"{key}.{line.name}",
        take=partial(_take, line.name),
    )


def _table(lines: Sequence[EntityLine], *, key: str) -> None:
    theme = look.theme()
    frame = pd.DataFrame(
        {
            "Name": [line.name for line in lines],
            "Trend": [sparkline(line.trend, theme=theme, width=150, height=30) for line in lines],
            "Change": [change_plain(line.trend) for line in lines],
            "Kind": [kind_of(line.label) for line in lines],
            "Articles": [line.n_articles for line in lines],
            "Mentions": [line.n_mentions for line in lines],
            "Sources": [line.n_sources for line in lines],
        }
    )
    st.dataframe(
        frame,
        key=f"{key}.table",
        hide_index=True,
        height=36 * (min(len(lines), _ROWS) + 1) + 2,
        row_height=36,
        on_select=lambda: _take_row(key, lines),
        selection_mode="single-row",
        alt=f"{len(lines)} names with their trend, change and counts",
        column_config={
            "Name": st.column_config.TextColumn(width="medium"),
            "Trend": st.column_config.ImageColumn(width="medium"),
        },
    )


def _take_row(key: str, lines: Sequence[EntityLine]) -> None:
    rows = st.session_state[f"{key}.table"]["selection"]["rows"]
    if rows:
        _take(lines[rows[0]].name)


def _take(name: str) -> None:
    address.set_own("entity", name)
    address.set_own("page", None)
