"""All topics as a table to search, sort and open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.sparkline import sparkline
from analytics.questions.answers import TopicLine
from dashboard import address, links, look
from dashboard.components import findings, narrow
from dashboard.components.findings import change_plain

ALL, _LARGEST = "All themes", "Largest"
_PIN = "★"
# Topics on one leaf of the list for phones.
_LEAF = 10
_ORDERS: dict[str, Callable[[TopicLine], tuple[object, ...]]] = {
    _LARGEST: lambda line: (-line.n_articles,),
    "Strongest rise": lambda line: (-_effect(line, up=True), -line.n_articles),
    "Strongest fall": lambda line: (_effect(line, up=False), -line.n_articles),
    "Newest": lambda line: (-(line.first_seen.toordinal() if line.first_seen else 0), -line.n_articles),
    "Name": lambda line: (line.topic.label.casefold(),),
}


def choose(lines: Sequence[TopicLine], *, key: str) -> list[TopicLine]:
    """Search, theme and order; returns the lines that they leave, in order, pinned topics first."""
    themes = [ALL, *sorted({line.theme for line in lines if line.theme})]
    wanted = address.own("find") or ""
    theme = address.one_of("theme", themes, otherwise=ALL)
    order = address.one_of("order", _ORDERS, otherwise=_LARGEST)
    st.text_input(
        "Search topics",
        type="search",
        max_chars=500,
        width=260,
        **address.bound("find", f"{key}.find", wanted, otherwise="", anew=True),
    )
    st.selectbox("Theme", themes, width=240, **address.bound("theme", f"{key}.theme", theme, otherwise=ALL, anew=True))
    st.selectbox(
        "Order",
        list(_ORDERS),
        width=180,
        **address.bound("order", f"{key}.order", order, otherwise=_LARGEST, anew=True),
    )
    letters = wanted.casefold().strip()
    left = [
        line
        for line in lines
        if theme in (ALL, line.theme)
        and (not letters or any(letters in text.casefold() for text in (line.topic.label, *line.topic.terms)))
    ]
    return sorted(left, key=lambda line: (line.topic.status != "pinned", *_ORDERS[order](line), line.topic.id))


def pinned(lines: Sequence[TopicLine]) -> str:
    """Why some of `lines` stand first whatever the order; nothing where none is pinned."""
    held = [line.topic.label for line in lines if line.topic.status == "pinned"]
    return f" {_PIN} Pinned and therefore first: {formats.names(held)}." if held else ""


def show(lines: Sequence[TopicLine], *, key: str) -> None:
    """The table. Choosing a row opens the topic, and so does the list below it, which needs no mouse. A phone has
    rows with links instead."""
    with narrow.wide(key):
        _table(lines, key=key)
    narrow.leaf(lines, _row, key=key, size=_LEAF)


def _row(line: TopicLine) -> None:
    with st.container(key=f"finding.all.{line.topic.id}", gap=None):
        links.to_topic(line.topic.id, label=_marked(line))
        share = "" if line.share is None else f", {formats.percent(line.share)} of articles"
        counted = formats.counted(line.n_articles, "article")
        findings.row(line.trend, counts=f"{counted}, {formats.counted(line.n_sources, 'source')}{share}")


def _table(lines: Sequence[TopicLine], *, key: str) -> None:
    theme = look.theme()
    frame = pd.DataFrame(
        {
            "Topic": [_marked(line) for line in lines],
            "Trend": [sparkline(line.trend, theme=theme, width=150, height=30) for line in lines],
            "Change": [change_plain(line.trend) for line in lines],
            "Stage": [line.trend.verdict.stage if line.trend.verdict else "" for line in lines],
            "Articles": [line.n_articles for line in lines],
            "Sources": [line.n_sources for line in lines],
            "Share": [None if line.share is None else 100 * line.share for line in lines],
            "First seen": [line.first_seen for line in lines],
            "Theme": [line.theme or "" for line in lines],
        }
    )
    chosen = st.dataframe(
        frame,
        key=f"{key}.table",
        hide_index=True,
        height=min(36 * (len(lines) + 1) + 2, 758),
        row_height=36,
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{len(lines)} topics with their trend, change, counts and theme",
        column_config={
            "Topic": st.column_config.TextColumn(width=170),
            "Trend": st.column_config.ImageColumn(width=155),
            "Stage": st.column_config.TextColumn(width=125),
            "Share": st.column_config.NumberColumn(format="%.1f%%"),
            "First seen": st.column_config.DateColumn(format=look.DATES),
        },
        placeholder="",
    )
    if chosen["selection"]["rows"]:
        links.open_topic(lines[chosen["selection"]["rows"][0]].topic.id)
    by_id = {line.topic.id: line.topic.label for line in lines}
    opened = st.selectbox(
        "Open a topic",
        list(by_id),
        index=None,
        format_func=by_id.__getitem__,
        key=f"{key}.open",
        placeholder="Choose a topic here or in the table",
        width=330,
    )
    if opened:
        links.open_topic(opened)


def _marked(line: TopicLine) -> str:
    return f"{_PIN} {line.topic.label}" if line.topic.status == "pinned" else line.topic.label


def _effect(line: TopicLine, *, up: bool) -> float:
    """The ratio of a verdict in the wanted direction; other topics come after all of those."""
    verdict = line.trend.verdict
    if verdict is None or not verdict.enough_data or verdict.effect is None:
        return 0.0 if up else 9.0
    return verdict.effect if (verdict.direction == "up") == up and verdict.direction != "flat" else (0.0 if up else 9.0)
