"""The address as the one home of the filters: read and validated at the start of a run, written by every change.

A copied address, a reload and a click therefore come to the same view. Keys that are no filters belong to the page.
"""

from __future__ import annotations

from dataclasses import fields, replace
from urllib.parse import parse_qs

import streamlit as st

from analytics.errors import FilterError
from analytics.filters import Filters, from_query

NAMES = frozenset(spec.name for spec in fields(Filters))


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
        st.html('<h1 class="up-title">This address cannot be shown</h1>')
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
    """Puts `filters` into the address and leaves the page's own keys there."""
    own = {key: st.query_params.get_all(key) for key in st.query_params if key not in NAMES}
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


def set_own(key: str, value: str | list[str] | None) -> None:
    """Sets or removes a key of the page itself."""
    if not value:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
