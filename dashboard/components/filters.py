"""The filter bar, the same on every page.

Its widgets are set from the address before they are drawn and write it when they change: see `dashboard.address`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics.filters import EARLIEST, LATEST, Filters
from analytics.questions.answers import Choices
from dashboard import cached
from dashboard.address import carried, read, write
from dashboard.components import events, parts, views

_GRAINS = {"day": "Day", "week": "Week", "month": "Month", "quarter": "Quarter"}
_MEASURES = {"share": "Share", "count": "Count"}
_COUNTINGS = {"articles": "Articles, copies left out", "stories": "Stories", "items": "Every item, copies included"}
_PANELS = {"all": "All sources", "constant": "Only sources that cover the whole window"}
_PRESETS = {"3 months": 3, "6 months": 6, "12 months": 12, "All": 0}
_COMPARISONS = ("No comparison", "The period before", "The same period a year earlier", "Another period")


def bar() -> Filters:
    """Draws the filters above a page and returns what they say, without what only lists and comparisons use."""
    filters, choices = read(), cached.choices()
    if choices.first_day is None or choices.last_day is None:
        return carried(filters)
    _set_widgets(filters, choices)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter-bar"):
        sources = list(dict.fromkeys([*(name for name, _ in choices.sources), *filters.sources]))
        st.multiselect(
            "Sources",
            sources,
            key="f.sources",
            on_change=_apply,
            placeholder=f"All sources ({len(sources):,})",
            width=200,
        )
        st.date_input(
            "Dates",
            key="f.dates",
            on_change=_apply,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            width=230,
        )
        st.segmented_control("Period", list(_PRESETS), key="f.preset", on_change=_apply_preset)
        parts.popover("More filters", partial(_more, filters, choices), icon=":material/tune:", key="f.more")
        views.popover(filters)
        if filters != Filters():
            st.button("Reset", on_click=write, args=(Filters(),), type="tertiary", icon=":material/close:")
    return carried(filters)


def _more(filters: Filters, choices: Choices) -> None:
    _choose("By", "grain", _GRAINS)
    _choose("Show", "measure", _MEASURES)
    st.selectbox("Count", list(_COUNTINGS), format_func=_COUNTINGS.__getitem__, key="f.counting", on_change=_apply)
    st.selectbox("Panel", list(_PANELS), format_func=_PANELS.__getitem__, key="f.panel", on_change=_apply)
    st.selectbox("Compare with", _COMPARISONS, key="f.comparison", on_change=_apply_comparison)
    if _comparison(filters, choices) == _COMPARISONS[3]:
        st.date_input(
            "Comparison dates",
            key="f.compared",
            on_change=_apply,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
        )
    if choices.groups or filters.groups:
        groups = list(dict.fromkeys([*choices.groups, *filters.groups]))
        st.multiselect("Groups", groups, key="f.groups", on_change=_apply, placeholder="All groups")
    languages = [None, *dict.fromkeys([*(code for code, _ in choices.languages), *filter(None, [filters.language])])]
    st.selectbox(
        "Language", languages, key="f.language", format_func=lambda code: code or "All languages", on_change=_apply
    )
    st.slider("Relevance to the brief, at least", 0, 10, key="f.min_relevance", on_change=_apply)
    events.edit()


def _choose(label: str, name: str, options: dict[str, str]) -> None:
    st.segmented_control(
        label, list(options), format_func=options.__getitem__, key=f"f.{name}", on_change=_apply, required=True
    )


def _set_widgets(filters: Filters, choices: Choices) -> None:
    state = st.session_state
    for name in ("sources", "groups"):
        state[f"f.{name}"] = list(getattr(filters, name))
    for name in ("counting", "panel", "language", "min_relevance", "grain", "measure"):
        state[f"f.{name}"] = getattr(filters, name)
    state["f.preset"] = next(
        (label for label in _PRESETS if _preset(label, choices) == (filters.start, filters.end)), None
    )
    state["f.comparison"] = _comparison(filters, choices)
    # A range of which only the first day is chosen is still in the reader's hands.
    if len(state.get("f.dates", ())) != 1:
        state["f.dates"] = _span(filters, choices)
    if filters.compare_start and filters.compare_end and len(state.get("f.compared", ())) != 1:
        state["f.compared"] = (filters.compare_start, filters.compare_end - timedelta(days=1))


def _apply() -> None:
    """Makes filters from the widgets. A widget that is not drawn leaves its filter as it was."""
    state, before, choices = st.session_state, st.session_state["filters"], cached.choices()
    changes: dict[str, Any] = {
        name: tuple(state[f"f.{name}"]) if name in ("sources", "groups") else state[f"f.{name}"]
        for name in ("sources", "groups", "counting", "panel", "language", "min_relevance", "grain", "measure")
        if f"f.{name}" in state
    }
    dates = state.get("f.dates", ())
    if len(dates) == 2:
        if tuple(dates) == (choices.first_day, choices.last_day):
            changes |= {"start": None, "end": None}
        elif tuple(dates) != _span(before, choices):
            changes |= {"start": dates[0], "end": dates[1] + timedelta(days=1)}
    compared = state.get("f.compared", ())
    if len(compared) == 2 and state.get("f.comparison") == _COMPARISONS[3]:
        changes |= {"compare_start": compared[0], "compare_end": compared[1] + timedelta(days=1)}
    write(replace(before, **changes))


def _apply_preset() -> None:
    label = st.session_state["f.preset"] or "All"
    start, end = _preset(label, cached.choices())
    write(replace(st.session_state["filters"], start=start, end=end))


def _apply_comparison() -> None:
    before, choices = st.session_state["filters"], cached.choices()
    period = _compared(st.session_state["f.comparison"], before, choices) or (None, None)
    write(replace(before, compare_start=period[0], compare_end=period[1]))


def _preset(label: str, choices: Choices) -> tuple[date | None, date | None]:
    months = _PRESETS[label]
    if not months or choices.last_day is None:
        return None, None
    day_after = pd.Timestamp(choices.last_day) + pd.Timedelta(days=1)
    return (day_after - pd.DateOffset(months=months)).date(), None


def _span(filters: Filters, choices: Choices) -> tuple[date, ...]:
    """First and last day that the selection shows."""
    start = filters.start or choices.first_day
    end = filters.end - timedelta(days=1) if filters.end else choices.last_day
    if start is None or end is None:
        return ()
    return (start, max(start, end))


def _comparison(filters: Filters, choices: Choices) -> str:
    period = (filters.compare_start, filters.compare_end)
    if period == (None, None):
        return _COMPARISONS[0]
    return next((label for label in _COMPARISONS[1:3] if _compared(label, filters, choices) == period), _COMPARISONS[3])


def _compared(label: str, filters: Filters, choices: Choices) -> tuple[date, date] | None:
    """The comparison period that `label` names, half-open."""
    span = _span(filters, choices)
    if not span or label == _COMPARISONS[0]:
        return None
    start, end = span[0], span[1] + timedelta(days=1)
    if label == _COMPARISONS[2]:
        year = pd.DateOffset(years=1)
        return (pd.Timestamp(start) - year).date(), (pd.Timestamp(end) - year).date()
    return start - (end - start), start
