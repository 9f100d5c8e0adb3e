"""Choosing what to compare, and the two periods side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Comparison, Side
from analytics.types import Subject
from dashboard import address, cached
from dashboard.address import write
from dashboard.components import frame
from dashboard.text import markdown

MOST = 6
# Names to choose from without typing.
OFFERED = 30


def choose(filters: Filters) -> tuple[Subject, ...]:
    """Topics, names and publications from the address; without any, the two largest topics."""
    offered = cached.choices()
    labels = {topic.id: topic.label for topic in offered.topics}
    names = list(dict.fromkeys([*cached.find_names(Filters(), limit=OFFERED), *filters.entities]))
    publications = [name for name, _ in offered.sources]
    against = [name for name in address.all_own("against", most=MOST) if name in publications]
    state = st.session_state
    state["c.topics"] = [topic for topic in filters.topics if topic in labels][:MOST]
    state["c.entities"] = list(filters.entities)[:MOST]
    state["c.against"] = against
    if not (state["c.topics"] or state["c.entities"] or against):
        state["c.topics"] = list(labels)[:2]
    with st.container(horizontal=True, vertical_alignment="bottom", key="choose.compare"):
        _several("Topics", list(labels), key="c.topics", labels=labels, said="Choose topics")
        _several("Names", names, key="c.entities", said="Choose or type a name", others=True)
        _several("Publications", publications, key="c.against", said="Choose publications")
    subjects = [
        *(Subject("topic", topic, labels[topic]) for topic in state["c.topics"]),
        *(Subject("entity", name, name) for name in state["c.entities"]),
        *(Subject("source", name, name) for name in against),
    ]
    if len(subjects) > MOST:
        frame.note(f"{MOST} at a time: the first {MOST} of {len(subjects)} are compared.")
    return tuple(subjects[:MOST])


def _several(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    said: str,
    labels: Mapping[str, str] | None = None,
    others: bool = False,
) -> None:
    """A field for several, which says what to do while it is empty; with `others`, what is not offered may be typed."""
    st.multiselect(
        label,
        options,
        format_func=lambda option: labels.get(option, option) if labels else option,
        key=key,
        max_selections=MOST,
        on_change=_apply,
        accept_new_options=others,
        placeholder=said,
    )


def _apply() -> None:
    state = st.session_state
    address.set_own("against", state["c.against"])
    named = dict.fromkeys(filter(None, map(_known, state["c.entities"])))
    write(replace(state["filters"], topics=tuple(state["c.topics"]), entities=tuple(named)))


def _known(typed: str) -> str | None:
    """The name that is meant by what was typed: itself, else the one named most that holds it."""
    found = cached.find_names(Filters(), words=typed.strip(), limit=OFFERED)
    if not found:
        st.toast(f"No name in the articles holds “{markdown(typed, limit=60)}”.")
        return None
    return next((name for name in found if name.casefold() == typed.strip().casefold()), found[0])


def sides(found: Comparison, filters: Filters) -> None:
    """Counts and shares of each subject, and of the comparison period when one is chosen."""
    frame.section("Side by side", lede="Shares are of everything that the selected sources published in the period.")
    rows = []
    for index, side in enumerate(found.now):
        cells = [side.subject.label, f"{side.n:,}", _share(side)]
        if found.before:
            cells += [f"{found.before[index].n:,}", _share(found.before[index])]
        cells.append(f"{side.n_sources:,}")
        if found.before or index:
            cells.append(found.differences[index].reason)
        elif len(found.now) > 1:
            cells.append("what the others are held against")
        rows.append(cells)
    before = ["Articles before", "Share before"] if found.before else []
    difference = ["Difference"] if found.before or len(found.now) > 1 else []
    frame.table(["Subject", "Articles", "Share", *before, "Sources", *difference], rows)
    if found.before and found.now:
        now, earlier = found.now[0], found.before[0]
        frame.note(f"Period: {_days(now)}; before: {_days(earlier)}.")


def _days(side: Side) -> str:
    """The first and the last day of a side's period."""
    return f"{formats.day(side.start)} – {formats.day(side.end - timedelta(days=1))}"


def _share(side: Side) -> str:
    return "no data" if side.share is None else formats.percent(side.share)
