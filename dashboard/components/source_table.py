"""Registered sources and how they do, and what could not be read: as tables, on a phone as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.literal import web_address
from analytics.filters import Filters
from analytics.questions.answers import RejectionLine, SourceLine
from dashboard import cached, look
from dashboard.components import frame, narrow

# Rows on one leaf of the lists for phones.
_LEAF = 6
# Rows of a table that are shown at once, each of them whole.
_ROWS = 11
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
    with narrow.wide("sources"):
        _table(ordered)
    narrow.leaf(ordered, _row, key="sources", size=_LEAF)


def _row(line: SourceLine) -> None:
    days = [formats.day(day.date()) for day in (line.first_published, line.last_published) if day]
    narrow.row(
        line.source.name,
        [
            SIGNS[line.condition],
            line.source.group or "",
            formats.counted(line.n_articles, "article"),
            *(
                formats.counted(n, noun)
                for n, noun in (
                    (line.n_copies, "copy"),
                    (line.n_guessed_dates, "guessed date"),
                    (line.n_rejections, "rejection"),
                )
                if n
            ),
            " to ".join(dict.fromkeys(days)),
        ],
    )


def _table(ordered: Sequence[SourceLine]) -> None:
    table = pd.DataFrame(
        {
            "Source": [line.source.name for line in ordered],
            "Health": [SIGNS[line.condition] for line in ordered],
            "Group": [line.source.group or "" for line in ordered],
            "Articles": [line.n_articles for line in ordered],
            "Copies": [line.n_copies for line in ordered],
            "Guessed dates": [line.n_guessed_dates for line in ordered],
            "Rejections": [line.n_rejections for line in ordered],
            "First": [_day(line.first_published) for line in ordered],
            "Last": [_day(line.last_published) for line in ordered],
            "Location": [web_address(line.source.location) or "" for line in ordered],
        }
    )
    # Files have no address, and a column with nothing in it says nothing.
    blank = [name for name in ("Group", "Location") if not table[name].any()]
    st.dataframe(
        table.drop(columns=blank),
        hide_index=True,
        height=36 * (min(len(ordered), _ROWS) + 1) + 2,
        row_height=36,
        alt=f"{formats.counted(len(ordered), 'source')} with health, counts and dates",
        column_config={
            **dict.fromkeys(("First", "Last"), st.column_config.DateColumn(format=look.DATES)),
            "Location": st.column_config.LinkColumn(),
        },
        placeholder="",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def show_rejections(filters: Filters, *, total: int) -> None:
    """What could not be read, of which there are `total` in all: where it was and why, the latest of them."""
    rejected = cached.list_rejections(filters)
    latest = f"the latest {len(rejected):,} of " if len(rejected) < total else ""
    frame.section("Could not be read", lede=f"{latest}{formats.counted(total, 'item')}" if rejected else "")
    if not rejected:
        frame.note("Every item of every source was read.")
        return
    with narrow.wide("rejections"):
        _rejections(rejected)
    narrow.leaf(rejected, _rejection, key="rejections", size=_LEAF, name="unread")


def _rejection(each: RejectionLine) -> None:
    narrow.row(each.source, [each.reason, each.detail, f"{each.path} {each.locator}".strip()])


def _rejections(rejected: Sequence[RejectionLine]) -> None:
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
        table,
        hide_index=True,
        height=36 * (min(len(rejected), _ROWS) + 1) + 2,
        row_height=36,
        alt="Items that could not be read",
        column_config={"Seen": st.column_config.DateColumn(format=look.DATES)},
    )
