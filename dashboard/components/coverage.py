"""The coverage calendar: which periods of which publication were collected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, groupby

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.trends.bins import NOUNS
from dashboard import address, cached
from dashboard.components import frame
from dashboard.text import markup

# The sign says the state beside the colour.
STATES = {
    "collected": "collected",
    "backfilled": "read back from an archive",
    "partial": "in part",
    "gap": "not collected",
}
# Publications on one leaf of the calendar.
SIZE = 12
# Months between two dates below the calendar, the closest that leave room for their names.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_DATES = 8


def show(filters: Filters) -> None:
    """A row for each publication, a stretch for each run of periods in one state, the gaps by their dates."""
    grid = cached.coverage_grid(filters)
    unit = NOUNS[filters.grain][0]
    frame.section("Coverage", lede=f"By {unit}. What was not collected is a gap in every chart, never a zero.")
    if not grid.starts:
        frame.empty("No coverage yet", "Refresh a source first.")
        return
    pages = -(-len(grid.publications) // SIZE)
    page = address.number("covered", most=pages)
    rows = "".join(
        _row(name, states, grid.starts, unit=unit)
        for name, states in [*zip(grid.publications, grid.states, strict=True)][(page - 1) * SIZE : page * SIZE]
    )
    key = " ".join(f'<span class="up-key-item">{_stretch(state)} {words}</span>' for state, words in STATES.items())
    first, last = formats.day(grid.starts[0]), formats.day(grid.starts[-1])
    st.html(
        f'<p class="up-foot">{key}</p><table class="up-coverage">{rows}<tr><td></td><td>{_axis(grid.starts)}</td></tr>'
        f'</table><p class="up-foot">From {first} to the {unit} of {last}.</p>'
    )
    if pages > 1:
        st.pagination(pages, **address.bound("covered", "coverage.page", page, otherwise=1))


def _row(name: str, states: Sequence[str], starts: Sequence[date], *, unit: str) -> str:
    gaps = _gaps(states, starts)
    said = "; ".join(filter(None, (_said(states, unit=unit), gaps)))
    below = f'<p class="up-gaps">{markup(gaps)}</p>' if gaps else ""
    return (
        f'<tr><th scope="row">{markup(name, limit=70)}</th><td><div class="up-cells" role="img" '
        f'aria-label="{markup(said)}">{_stretches(states)}</div>{below}</td></tr>'
    )


def _gaps(states: Sequence[str], starts: Sequence[date], *, most: int = 2) -> str:
    """The dates of what was not collected, the latest first."""
    runs = [(state, len(list(run))) for state, run in groupby(states)]
    ends = list(accumulate(periods for _, periods in runs))
    gaps = [
        _gap(starts, end - periods, end) for (state, periods), end in zip(runs, ends, strict=True) if state == "gap"
    ]
    gaps.reverse()
    more = [f"and {formats.counted(len(gaps) - most, 'more gap')}"] if len(gaps) > most else []
    return f"not collected {', '.join([*gaps[:most], *more])}" if gaps else ""


def _gap(starts: Sequence[date], first: int, end: int) -> str:
    """The periods from `first` to before `end` by their days; what lies before or after them is not known here."""
    if end == len(starts):
        return f"from {formats.day(starts[first])} on"
    last = formats.day(starts[end] - timedelta(days=1))
    return f"until {last}" if first == 0 else f"{formats.day(starts[first])} to {last}"


def _axis(starts: Sequence[date]) -> str:
    """Months below the calendar, as many as have room."""
    months = [at for at, start in enumerate(starts) if at and (start.year, start.month) != _month(starts[at - 1])]
    step = next((step for step in _STEPS if len(months) <= _DATES * step), _STEPS[-1])
    shown = [at for at in months if (starts[at].year * 12 + starts[at].month - 1) % step == 0]
    # A name stands to the right of its line: near the end it has no room.
    shown = [at for at in shown if at <= 0.93 * len(starts)]
    ticks = "".join(
        f'<span style="left:{100 * at / len(starts):.2f}%">'
        f"{formats.MONTHS[starts[at].month - 1]} {starts[at].year}</span>"
        for at in shown
    )
    return f'<div class="up-axis" aria-hidden="true">{ticks}</div>'


def _month(start: date) -> tuple[int, int]:
    return start.year, start.month


def _stretches(states: Sequence[str]) -> str:
    return "".join(_stretch(state, periods=len(list(run))) for state, run in groupby(states))


def _stretch(state: str, *, periods: int = 1) -> str:
    return f'<i class="up-{state}" style="flex-grow:{periods}"></i>'


def _said(states: Sequence[str], *, unit: str) -> str:
    return ", ".join(
        f"{formats.counted(states.count(state), unit)} {words}" for state, words in STATES.items() if state in states
    )
