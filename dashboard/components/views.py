"""Saved views: a name for an address, kept in the store for everyone who uses this desk."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from analytics.filters import Filters
from analytics.store import people
from dashboard import cached, links
from dashboard.address import NAMES
from dashboard.components import parts


def popover(filters: Filters) -> None:
    """Opens, keeps and removes views."""
    parts.popover("Views", partial(_show, filters), icon=":material/bookmark:", key="views")


def _show(filters: Filters) -> None:
    read_only = cached.configuration().read_only
    kept = people.views(cached.store())
    if not kept:
        st.caption("No view is saved yet.")
    for view in kept:
        with st.container(horizontal=True, vertical_alignment="center", key=f"view.{view.id}"):
            links.to_view(view)
            if not read_only:
                st.button(
                    "Remove",
                    key=f"view.{view.id}.remove",
                    type="tertiary",
                    on_click=people.forget_view,
                    args=(cached.store(), view.id),
                )
    if not read_only:
        st.text_input("Save this view as", key="view.name", max_chars=80)
        st.button("Save view", key="view.save", on_click=_save, args=(filters,))


def _save(filters: Filters) -> None:
    name = st.session_state["view.name"].strip()
    if not name:
        st.toast("Give the view a name first.")
        return
    own = urlencode(
        [(key, value) for key in st.query_params if key not in NAMES for value in st.query_params.get_all(key)]
    )
    page = st.session_state.get("page", "")
    people.save_view(
        cached.store(),
        name=name,
        page=page,
        query="&".join(filter(None, (filters.to_query(), own))),
        now=datetime.now(UTC),
    )
    st.session_state["view.name"] = ""
