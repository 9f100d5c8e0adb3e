"""The deck in the making: the charts that a reader collected, in order, with titles and notes.

It lives in the session; once it is kept under a name, every change is in the store too, and it can be opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from analytics.charts.chart import Chart
from analytics.slides import speech
from analytics.slides.refresh import GoneError
from analytics.store import decks
from analytics.store.decks import KeptDeck
from dashboard import cached, charted


@dataclass(frozen=True, slots=True)
class Slide:
    """A chart as it was when it was collected or opened, with the reader's words. `number` never changes."""

    number: int
    chart: Chart
    title: str
    notes: str = ""


def slides() -> tuple[Slide, ...]:
    """The slides in order."""
    held: tuple[Slide, ...] = st.session_state.get("deck", ())
    return held


def name() -> str | None:
    """The name under which the deck is kept, None while it lives in this session alone."""
    held: str | None = st.session_state.get("deck.name")
    return held


def add(chart: Chart) -> int:
    """Puts a chart at the end; returns how many there are."""
    held = slides()
    number = max((slide.number for slide in held), default=0) + 1
    _hold((*held, Slide(number, chart, chart.title)))
    return len(held) + 1


def change(number: int, *, title: str, notes: str) -> None:
    """Sets the words of a slide; an empty title is the chart's own."""
    _hold(
        tuple(
            replace(slide, title=" ".join(title.split()) or slide.chart.title, notes=notes)
            if slide.number == number
            else slide
            for slide in slides()
        )
    )


def move(number: int, step: int) -> None:
    """Moves a slide `step` places; at the ends it stays."""
    held = list(slides())
    place = next(index for index, slide in enumerate(held) if slide.number == number)
    target = min(max(place + step, 0), len(held) - 1)
    held.insert(target, held.pop(place))
    _hold(tuple(held))


def remove(number: int) -> None:
    """Takes a slide out."""
    _hold(tuple(slide for slide in slides() if slide.number != number))


def keep(title: str) -> KeptDeck:
    """Keeps the deck under a name from now on."""
    st.session_state["deck.name"] = title
    return _store(title)


def open_kept(kept: KeptDeck) -> list[str]:
    """Makes a kept deck the reader's, its charts drawn from what the store holds now. Returns what could not be."""
    made: list[Slide] = []
    lost: list[str] = []
    for number, told in enumerate(kept.slides, start=1):
        try:
            chart = charted.again(told["chart"])
        except GoneError as error:
            lost.append(f"{told['title'] or 'A slide'}: {error}.")
            continue
        made.append(Slide(number, chart, str(told["title"] or chart.title), str(told["notes"])))
    st.session_state["deck"] = tuple(made)
    # A slide that cannot be drawn today stays in the store: changes then go to this session alone.
    st.session_state["deck.name"] = None if lost else kept.name
    return lost


def _hold(held: tuple[Slide, ...]) -> None:
    st.session_state["deck"] = held
    title = name()
    if title is not None:
        _store(title)


def _store(title: str) -> KeptDeck:
    told = [_told(slide) for slide in slides()]
    return decks.keep(cached.store(), name=title, slides=told, now=datetime.now(UTC))


def _told(slide: Slide) -> Mapping[str, Any]:
    own = "" if slide.title == slide.chart.title else slide.title
    return {"chart": speech.identity(slide.chart, partial=False), "title": own, "notes": slide.notes}
