"""Events on the time axis: what a person notes is drawn in every chart over time."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from analytics.pipeline.annotating import annotate
from analytics.store import people
from dashboard import cached
from dashboard.text import markdown
from ingest.errors import IngestError


def edit() -> None:
    """Lists the events and takes new ones; only lists them where the desk is read-only."""
    noted = people.events(cached.store())
    read_only = cached.configuration().read_only
    if noted or not read_only:
        st.caption("Events on the time axis")
    for event in noted:
        label = f"{formats.day(event.when)}: {event.label}"
        if read_only:
            st.text(label)
        elif st.button(markdown(f"Remove {label}", limit=80), key=f"event.{event.id}", type="tertiary"):
            people.forget_event(cached.store(), event.id)
            _redraw()
    if read_only:
        return
    with st.form("event.add", border=False, clear_on_submit=True):
        when = st.date_input("Day", value=None, format="YYYY-MM-DD")
        label = st.text_input("Event", max_chars=60)
        if st.form_submit_button("Note event") and when and label.strip():
            people.annotate(cached.store(), when=when, label=label.strip())
            _redraw()
    _take_file()


def _take_file() -> None:
    """Events from a file that the reader gives; what could not be used is said below it."""
    given = st.file_uploader("Events from a calendar or table (ICS, CSV)", type=["ics", "csv"], key="event.file")
    if given is None:
        return
    try:
        taken = annotate(cached.store(), given.getvalue(), name=given.name)
    except IngestError as error:
        st.error(markdown(str(error)))
        return
    for place, reason in taken.rejections[:5]:
        st.warning(markdown(f"{place}: {reason}"))
    if st.session_state.get("event.taken") != given.file_id:
        st.session_state["event.taken"] = given.file_id
        _redraw()


def _redraw() -> None:
    cached.forget()
    st.rerun()
