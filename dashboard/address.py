"""The address as the one home of what is shown: read and validated at each run, written by every change.

A copied address, a reload and a click therefore come to the same view. Keys that are no filters belong to the page:
its subject, words searched for, order, open part, chosen point, place in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TypedDict
from urllib.parse import parse_qs

import streamlit as st

from analytics.errors import FilterError
from analytics.filters import Filters, from_query

NAMES = frozenset(spec.name for spec in fields(Filters))
# Where a reader is in a list, which begins anew when it holds something else.
PLACES = ("page", "sentences", "leaf", "unread", "covered")
# The last page that an address may name.
_FARTHEST = 10_000


class Bound(TypedDict):
    """What ties a widget to a key of the address."""

    key: str
    on_change: Callable[..., None]
    args: tuple[object, ...]


def follow(page: str) -> None:
    """Carries the filters along when the reader opens another page from the menu, whose address holds none."""
    before = st.session_state.get("page")
    st.session_state["page"] = page
    if before not in (None, page) and not NAMES & set(st.query_params):
        write(carried(current()))


def read() -> Filters:
    """The address's filters. Ends the run with a sentence and a way out when they cannot be read."""
    try:
        filters = from_query({key: st.query_params.get_all(key) for key in st.query_params})
    except FilterError as error:
        st.session_state["filters"] = Filters()
        st.html('<h2 class="up-head">This address cannot be shown</h2>')
        st.text(f"One of its filters cannot be read. {error}.")
        st.button("Show everything", type="primary", on_click=write, args=(Filters(),))
        st.stop()
    st.session_state["filters"] = filters
    return filters


def current() -> Filters:
    """The filters as this session last read them."""
    filters = st.session_state.get("filters")
    return filters if isinstance(filters, Filters) else Filters()


def carried(filters: Filters) -> Filters:
    """What goes along from page to page: topics, names and words searched for are a page's own choice."""
    return replace(filters, topics=(), entities=(), query="")


def write(filters: Filters) -> None:
    """Puts `filters` into the address and leaves the page's own keys there; lists begin anew."""
    own = {key: st.query_params.get_all(key) for key in st.query_params if key not in {*NAMES, *PLACES}}
    st.query_params.from_dict({**own, **as_params(filters)})


def as_params(filters: Filters, **own: str) -> dict[str, str | list[str]]:
    """Query parameters of a link that keeps the filters; `own` are the target page's."""
    return {**own, **parse_qs(filters.to_query())}


def own(key: str) -> str | None:
    """A key of the page itself (the topic, the article), at most 500 characters of it."""
    value = st.query_params.get(key)
    place, known = (st.session_state.get("page"), key), st.session_state.setdefault("own", {})
    # A link to the page that it stands on reruns the script and leaves the browser's address as it was.
    if known.get(place, value) != value:
        st.query_params.from_dict({name: st.query_params.get_all(name) for name in st.query_params})
    known[place] = value
    return value[:500] if value else None


def all_own(key: str, *, most: int) -> tuple[str, ...]:
    """All values of a key of the page itself, `most` of them."""
    return tuple(value[:500] for value in dict.fromkeys(st.query_params.get_all(key)))[:most]


def one_of(key: str, options: Iterable[str], *, otherwise: str) -> str:
    """The one of `options` that a key of the page itself names; `otherwise` when it names none."""
    named = own(key)
    return named if named is not None and named in options else otherwise


def some_of(key: str, options: Iterable[str]) -> list[str]:
    """Those of `options` that a key of the page itself names, in the order of the options."""
    named = st.query_params.get_all(key)
    return [option for option in options if option in named]


def number(key: str, *, most: int = _FARTHEST) -> int:
    """The page of a list that a key of the page itself names, from 1 to `most`; 1 when it names none."""
    named = own(key) or ""
    return min(max(int(named), 1), max(most, 1)) if named.isdecimal() and len(named) < 10 else 1


def set_own(key: str, value: str | list[str] | None, *, anew: bool = False) -> None:
    """Sets or removes a key of the page itself; with `anew`, the page's lists begin anew."""
    for name in (key, *PLACES) if anew else (key,):
        st.query_params.pop(name, None)
    if value:
        st.query_params[key] = value


def bound(key: str, widget: str, held: object, *, otherwise: object = None, anew: bool = False) -> Bound:
    """Gives a widget what the address holds, and returns the arguments that let its changes into the address.
    `otherwise` is its default, which the address leaves out."""
    st.session_state[widget] = held
    return {"key": widget, "on_change": _keep, "args": (key, widget, otherwise, anew)}


def _keep(key: str, widget: str, otherwise: object, anew: bool) -> None:
    held = st.session_state[widget]
    if held == otherwise or held is None:
        set_own(key, None, anew=anew)
    else:
        set_own(key, [*map(str, held)] if isinstance(held, list | tuple) else str(held), anew=anew)
