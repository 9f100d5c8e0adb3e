"""The deck in the making: the charts that a reader collected in this session, in order, with titles and notes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from analytics.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Slide:
    """A chart as it was when it was collected; `title` and `notes` are the reader's. `number` never changes."""

    number: int
    chart: Chart
    title: str
    notes: str = ""


def slides() -> tuple[Slide, ...]:
    """The slides in order."""
    held: tuple[Slide, ...] = st.session_state.get("deck", ())
    return held


def add(chart: Chart) -> None:
    """Puts a chart at the end."""
    held = slides()
    number = max((slide.number for slide in held), default=0) + 1
    st.session_state["deck"] = (*held, Slide(number, chart, chart.title))
    st.toast("In the deck. Open Deck to put it in order and export it.", icon=":material/check:")


def change(number: int, *, title: str, notes: str) -> None:
    """Sets the words of a slide; an empty title is the chart's own."""
    st.session_state["deck"] = tuple(
        replace(slide, title=title.strip() or slide.chart.title, notes=notes) if slide.number == number else slide
        for slide in slides()
    )


def move(number: int, step: int) -> None:
    """Moves a slide `step` places; at the ends it stays."""
    held = list(slides())
    place = next(index for index, slide in enumerate(held) if slide.number == number)
    target = min(max(place + step, 0), len(held) - 1)
    held.insert(target, held.pop(place))
    st.session_state["deck"] = tuple(held)


def remove(number: int) -> None:
    """Takes a slide out."""
    st.session_state["deck"] = tuple(slide for slide in slides() if slide.number != number)
