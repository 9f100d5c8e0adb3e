"""What a person may decide about a topic: its name, what it is part of, what is split off, whether it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from analytics.charts import formats
from analytics.errors import UpswellError
from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from analytics.store import decisions
from dashboard import cached
from dashboard.components import frame
from dashboard.text import markdown

# Articles that one splitting may move.
MOST = 10_000


def show(line: TopicLine, filters: Filters) -> None:
    """The decisions; none where the desk is read-only."""
    if cached.configuration().read_only:
        frame.note("This desk is read-only: topics cannot be changed here.")
        return
    _rename(line)
    _merge(line, filters)
    _split(line)
    with st.container(horizontal=True):
        pinned = line.topic.status == "pinned"
        if st.button("Unpin" if pinned else "Pin", key="topic.pin"):
            _decide("pin", line.topic.id, {"on": not pinned})
        if st.button("Hide", key="topic.hide"):
            _decide("hide", line.topic.id, {"on": True})
    frame.note("Topics › Decisions lists what was decided and takes it back.")


def _rename(line: TopicLine) -> None:
    with st.form("topic.rename", border=False):
        name = st.text_input("Name", line.topic.label, max_chars=80).strip()
        if st.form_submit_button("Rename") and name and name != line.topic.label:
            _decide("rename", line.topic.id, {"label": name})


def _merge(line: TopicLine, filters: Filters) -> None:
    others = {
        other.topic.id: other.topic.label
        for other in cached.list_topics(filters).lines
        if other.topic.id != line.topic.id
    }
    with st.form("topic.merge", border=False):
        into = st.selectbox("Merge into", list(others), index=None, format_func=others.__getitem__)
        if st.form_submit_button("Merge") and into:
            _decide("merge", line.topic.id, {"into": into}, go_to=into)


def _split(line: TopicLine) -> None:
    with st.form("topic.split", border=False):
        words = st.text_input("Split off its articles that hold", placeholder="words or “a phrase”", max_chars=200)
        label = st.text_input("Name of the new topic", max_chars=80)
        if not (st.form_submit_button("Split") and words.strip() and label.strip()):
            return
    wanted = Filters(topics=(line.topic.id,), query=words.strip().replace("“", '"').replace("”", '"'))
    found = cached.search_articles(wanted, size=MOST)
    whole = cached.search_articles(Filters(topics=(line.topic.id,)), size=1)
    if not 0 < found.total < whole.total:
        st.error(
            f"{formats.counted(found.total, 'article')} of {whole.total:,} hold this: choose words that some of them "
            "hold and others do not."
        )
        return
    articles = [article.id for article in found.articles]
    _decide("split", line.topic.id, {"label": label.strip(), "articles": articles})


def _decide(
    kind: decisions.DecisionKind, topic_id: str, details: Mapping[str, object], *, go_to: str | None = None
) -> None:
    try:
        decisions.decide(cached.store(), kind, topic_id, details, now=datetime.now(UTC))
    except UpswellError as error:
        st.error(markdown(str(error), limit=400))
        return
    cached.forget()
    if go_to:
        st.query_params["topic"] = go_to
    st.rerun()
