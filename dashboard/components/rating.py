"""A reader's own score of an article, from which the scores of the others learn."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.store import people
from dashboard import cached


def show(article_id: str) -> None:
    """The score that was given, and where the desk is not read-only a way to give one."""
    given = people.ratings(cached.store()).get(article_id)
    if cached.configuration().read_only:
        if given is not None:
            st.text(f"Rated {given} of 10 by a reader.")
        return
    key = f"rating.{article_id}"
    st.session_state[key] = given
    st.selectbox(
        "Your rating, 10 is what the brief asks for",
        range(11),
        index=None,
        key=key,
        placeholder="Not rated",
        help="From the next refresh on, relevance follows what readers rated.",
        on_change=_rate,
        args=(article_id,),
        width=220,
    )


def _rate(article_id: str) -> None:
    given = st.session_state[f"rating.{article_id}"]
    if given is None:
        people.forget_rating(cached.store(), article_id)
    else:
        people.rate(cached.store(), article_id, given, now=datetime.now(UTC))
