"""Parts of a page that share its place: one is drawn at a time, and the others cost nothing until they are opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import address


@st.fragment
def tabs(parts: Mapping[str, Callable[[], None]], *, key: str) -> None:
    """A tab for each part; what draws it is called when it is open. Changing the tab, which the address names, reruns
    the part alone."""
    first = next(iter(parts))
    named = address.one_of("part", parts, otherwise=first)
    tabs = st.tabs(list(parts), **address.bound("part", key, named, otherwise=first))
    for tab, draw in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def popover(label: str, draw: Callable[[], None], *, icon: str, key: str) -> None:
    """A button that opens a box; what stands in it is drawn when it is open."""
    with st.popover(label, icon=icon, key=key, on_change="rerun") as box:
        if box.open:
            draw()
