"""The words and rules around charts and lists: titles, sections, key figures, warnings, empty states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from analytics.charts import formats
from analytics.types import Trend
from dashboard.text import markup

_NUMBER = re.compile(r"[+-]?[\d.,%]+|no data")


def title(text: str, *, lede: str = "") -> None:
    """The one heading of a page and a sentence on what it answers."""
    under = f'<p class="up-lede">{markup(lede)}</p>' if lede else ""
    st.html(f'<h1 class="up-title">{markup(text)}</h1>{under}')


def section(text: str, *, lede: str = "") -> None:
    """A heading that opens a part of a page."""
    under = f'<p class="up-unit">{markup(lede)}</p>' if lede else ""
    st.html(f'<div class="up-section"><h2 class="up-head">{markup(text)}</h2>{under}</div>')


def note(text: str) -> None:
    """A small line in grey."""
    st.html(f'<p class="up-foot">{markup(text)}</p>')


def status(text: str) -> None:
    """A small line that says what was just done, also to who hears the page."""
    st.html(f'<p class="up-foot" role="status">{markup(text)}</p>', width="content")


def key_figures(figures: Sequence[tuple[str, str, str]]) -> None:
    """Label, value and what the value means, side by side; nothing is cut, long ones wrap."""
    with st.grid(columns=max(len(figures), 1), min_column_width=96):
        for label, value, meaning in figures:
            st.html(
                f'<dl class="up-key"><dt>{markup(label)}</dt><dd>{markup(value)}</dd><dd>{markup(meaning)}</dd></dl>'
            )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A few rows to be read whole: cells fold, numbers stand right; on a phone each row is a small list."""
    numeric = [all(_NUMBER.fullmatch(row[at]) for row in rows if at < len(row)) for at in range(len(heads))]
    classes = [' class="up-number"' if each else "" for each in numeric]
    head = "".join(f"<th{kind}>{markup(name)}</th>" for name, kind in zip(heads, classes, strict=True))
    body = "".join(
        "<tr>"
        + "".join(
            f'<td{kind} data-head="{markup(name)}">{markup(cell)}</td>'
            for cell, name, kind in zip(row, heads, classes, strict=False)
        )
        + "</tr>"
        for row in rows
    )
    st.html(f'<table class="up-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def warnings(lines: Sequence[str]) -> None:
    """What a reader must know before trusting what follows; nothing when there is nothing."""
    if not lines:
        return
    if len(lines) == 1:
        st.html(f'<p class="up-notice" role="note">{markup(lines[0])}</p>')
        return
    items = "".join(f"<li>{markup(line)}</li>" for line in lines)
    st.html(f'<div class="up-notice" role="note">Before you quote this<ul>{items}</ul></div>')


def reasons(trend: Trend) -> None:
    """Why the verdict is what it is: effect, interval, counts, periods."""
    verdict = trend.verdict
    if verdict is None or not verdict.reasons:
        return
    items = "".join(f"<li><span>{markup(reason)}</span></li>" for reason in verdict.reasons)
    st.html(f'<p class="up-unit">Why this verdict ({markup(verdict.stage)})</p><ul class="up-list">{items}</ul>')


def tally(heading: str, rows: Sequence[tuple[str, str]], *, none: str) -> None:
    """A small list of names with a number each."""
    items = "".join(f"<li><span>{markup(name)}</span><span>{markup(said)}</span></li>" for name, said in rows)
    body = f'<ul class="up-list">{items}</ul>' if rows else f'<p class="up-foot">{markup(none)}</p>'
    st.html(f'<h3 class="up-sub">{markup(heading)}</h3>{body}')


def collected(as_of: datetime | None) -> str:
    """Until when anything is known."""
    return "nothing was collected yet" if as_of is None else f"collected to {formats.day(as_of)}"


def empty(what: str, mend: str) -> None:
    """What stands where nothing can be shown: what is missing and what to do about it."""
    st.html(f'<div class="up-empty"><strong>{markup(what)}</strong>{markup(mend)}</div>')
