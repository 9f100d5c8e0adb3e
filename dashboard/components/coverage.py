"""The coverage calendar: which periods of which publication were collected."""

from __future__ import annotations

import streamlit as st

from analytics.filters import Filters
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
    """A row for each publication, a cell for each period."""
    grid = cached.coverage_grid(filters)
    frame.section("Coverage", lede="One cell a period. What was not collected is a gap in every chart, never a zero.")
    if not grid.starts:
        frame.empty("No coverage yet", "Refresh a source first.")
        return
    rows = "".join(
        f'<tr><th scope="row">{markup(name, limit=40)}</th><td><div class="up-cells" role="img" '
        f'aria-label="{markup(_said(states))}">{"".join(_cell(state) for state in states)}</div></td></tr>'
        for name, states in zip(grid.publications, grid.states, strict=True)
    )
    key = " ".join(f'<span class="up-key-item">{_cell(state)} {words}</span>' for state, words in STATES.items())
    st.html(
        f'<p class="up-foot">{key}</p><table class="up-coverage">{rows}</table>'
        f'<p class="up-foot">{grid.starts[0]} to {grid.starts[-1]}, by {filters.grain}</p>'
    )


def _cell(state: str) -> str:
    return f'<i class="up-{state}"></i>'


def _said(states: tuple[str, ...]) -> str:
    return ", ".join(f"{states.count(state)} periods {words}" for state, words in STATES.items() if state in states)
