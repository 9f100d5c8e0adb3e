"""Decks under names: kept for everyone who uses this desk, opened again, removed."""

from __future__ import annotations

import streamlit as st

from analytics.store import decks
from dashboard import address, cached
from dashboard.components import collected, frame
from dashboard.text import markdown


def show() -> None:
    """Says where the deck is kept, keeps it, and opens others. The address names the deck that is open."""
    kept = decks.decks(cached.store())
    wanted = next((each for each in kept if each.id == address.own("deck")), None)
    if wanted is not None and collected.name() is None and not collected.slides():
        frame.warnings(collected.open_kept(wanted))
    read_only = cached.configuration().read_only
    with st.container(horizontal=True, vertical_alignment="bottom", key="deck-shelf"):
        if collected.slides() and not read_only:
            with st.popover("Keep", icon=":material/bookmark:"):
                st.text_input("Keep this deck as", collected.name() or "", key="deck.title", max_chars=80)
                st.button("Keep deck", on_click=_keep)
        if kept:
            with st.popover("Open", icon=":material/folder_open:"):
                for each in kept:
                    with st.container(horizontal=True, vertical_alignment="center", key=f"kept.{each.id}"):
                        st.button(
                            markdown(f"{each.name} ({len(each.slides)})", limit=80),
                            key=f"kept.{each.id}.open",
                            on_click=_open,
                            args=(each,),
                        )
                        if not read_only:
                            st.button(
                                "Remove", key=f"kept.{each.id}.remove", type="tertiary", on_click=_forget, args=(each,)
                            )
    if collected.slides():
        name = collected.name()
        frame.note(
            f"Kept as “{name}”: changes are kept as you make them."
            if name
            else "Not kept yet: this deck is gone when the browser's tab is closed."
        )


def _keep() -> None:
    title = st.session_state["deck.title"].strip()
    if title:
        address.set_own("deck", collected.keep(title).id)


def _open(kept: decks.KeptDeck) -> None:
    for lost in collected.open_kept(kept):
        st.toast(markdown(lost, limit=300), icon=":material/error:")
    address.set_own("deck", kept.id)


def _forget(kept: decks.KeptDeck) -> None:
    decks.forget(cached.store(), kept.id)
    if collected.name() == kept.name:
        st.session_state["deck.name"] = None
        address.set_own("deck", None)
