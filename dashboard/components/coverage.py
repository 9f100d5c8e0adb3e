"""The coverage calendar: which periods of which publication were collected."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.trends.bins import NOUNS
from dashboard import cached
from dashboard.components import frame
from dashboard.text import markup

# The sign says the state beside the colour.
STATES = {
    "collected": "collected",
    "backfilled": "read back from an archive",
    "partial": "in part",
    "gap": "not collected",
}


def show(filters: Filters) -> None:
    """A row for each publication, a stretch for each run of periods in one state."""
    grid = cached.coverage_grid(filters)
    unit = NOUNS[filters.grain][0]
    frame.section("Coverage", lede=f"By {unit}. What was not collected is a gap in every chart, never a zero.")
    if not grid.starts:
        frame.empty("No coverage yet", "Refresh a source first.")
        return
    rows = "".join(
        f'<tr><th scope="row">{markup(name, limit=40)}</th><td><div class="up-cells" role="img" '
        f'aria-label="{markup(_said(states, unit=unit))}">{_stretches(states)}</div></td></tr>'
        for name, states in zip(grid.publications, grid.states, strict=True)
    )
    key = " ".join(f'<span class="up-key-item">{_stretch(state)} {words}</span>' for state, words in STATES.items())
    first, last = formats.day(grid.starts[0]), formats.day(grid.starts[-1])
    st.html(
        f'<p class="up-foot">{key}</p><table class="up-coverage">{rows}<tr><td></td>'
        f'<td class="up-foot up-ends"><span>{first}</span><span>{unit} of {last}</span></td></tr></table>'
    )


def _stretches(states: tuple[str, ...]) -> str:
    return "".join(_stretch(state, periods=len(list(run))) for state, run in groupby(states))


def _stretch(state: str, *, periods: int = 1) -> str:
    return f'<i class="up-{state}" style="flex-grow:{periods}"></i>'


def _said(states: tuple[str, ...], *, unit: str) -> str:
    return ", ".join(
        f"{formats.counted(states.count(state), unit)} {words}" for state, words in STATES.items() if state in states
    )
