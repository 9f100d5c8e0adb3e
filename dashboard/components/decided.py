"""What people decide about topics: following an idea of their own, and taking decisions back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from analytics.charts import formats
from analytics.errors import UpswellError
from analytics.store import decisions
from analytics.store.decisions import Decision
from dashboard import cached
from dashboard.components import follow
from dashboard.text import markdown


def tools() -> None:
    """Popovers at the end of a page of topics; none where the desk is read-only."""
    if cached.configuration().read_only:
        return
    with st.container(horizontal=True, key="topic-tools"):
        with st.popover("Follow an idea", icon=":material/add:"):
            follow.form(key="topics.follow")
        made = decisions.kept(cached.store())
        with st.popover("Decisions", icon=":material/undo:", disabled=not made):
            _list(made)


def _list(made: list[Decision]) -> None:
    for each in reversed(made):
        st.text(f"{formats.day(each.at.date())}: {said(each)}")
        if st.button("Take back", key=f"undo.{each.key}", type="tertiary", icon=":material/undo:"):
            try:
                decisions.undo(cached.store(), each.key, now=datetime.now(UTC))
            except UpswellError as error:
                st.error(markdown(str(error), limit=400))
                return
            cached.forget()
            st.rerun()


def said(made: Decision) -> str:
    """A decision in words."""
    names = cached.topic_names()
    name = names.get(made.topic_id, made.topic_id)
    label, into = made.details.get("label", ""), names.get(str(made.details.get("into")), "another topic")
    turned = "" if made.details.get("on", True) else "no longer "
    return {
        "rename": f"a topic was named “{label}”",
        "merge": f"“{name}” was merged into “{into}”",
        "split": f"“{label}” was split off “{name}”",
        "track": f"“{label}” is followed",
        "pin": f"“{name}” is {turned}pinned",
        "hide": f"“{name}” is {turned}hidden",
    }[made.kind]
