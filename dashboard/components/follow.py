"""Following an idea of one's own: a topic by phrases, by sentences and by articles that are examples of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from analytics.errors import UpswellError
from analytics.pipeline.deciding import track
from dashboard import cached, links
from dashboard.text import markdown


def form(*, key: str, examples: Sequence[str] = ()) -> None:
    """Asks for a name and what the topic takes; opens it once it is followed. `examples` are ids of articles."""
    with st.form(key, border=False):
        name = st.text_input("Name of the topic", max_chars=80).strip()
        said = st.text_area("Phrases that its articles hold, one a line", max_chars=1000, height=88)
        alike = st.text_area("Sentences that say what you mean, one a line", max_chars=2000, height=88)
        if not st.form_submit_button("Follow"):
            return
    phrases, sentences = _lines(said.replace('"', "")), _lines(alike)
    if not name or not (phrases or sentences or examples):
        st.error("Give the topic a name, and a phrase or a sentence that tells what belongs to it.")
        return
    try:
        topic_id = track(
            cached.store(),
            cached.configuration(),
            name,
            phrases=phrases,
            examples=examples,
            sentences=sentences,
            now=datetime.now(UTC),
        )
    except UpswellError as error:
        st.error(markdown(str(error), limit=400))
        return
    cached.forget()
    links.open_topic(topic_id)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
