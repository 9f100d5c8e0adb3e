"""Adding sources and refreshing them from the page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from analytics import pipeline
from analytics.errors import UpswellError
from analytics.pipeline import registering
from analytics.store import sources
from dashboard import cached
from dashboard.text import markdown
from ingest.errors import IngestError

UPLOADS = ("xml", "rss", "atom", "json", "jsonl", "csv", "parquet", "md", "opml", "zip")


def show() -> None:
    """Two popovers: add, and refresh with progress."""
    with st.container(horizontal=True, key="source-tools"):
        with st.popover("Add a source", icon=":material/add:"):
            _by_address()
            _by_upload()
        if st.button("Refresh", icon=":material/refresh:", key="sources.refresh"):
            _refresh()


def _by_address() -> None:
    with st.form("sources.add", border=False, clear_on_submit=True):
        address = st.text_input("Feed, site or page address", placeholder="https://", max_chars=2000)
        group = st.text_input("Group, optional", max_chars=80)
        if st.form_submit_button("Add") and address.strip():
            _register(address.strip(), group=group.strip() or None)


def _by_upload() -> None:
    with st.form("sources.upload", border=False, clear_on_submit=True):
        given = st.file_uploader("Or a file: a feed, a dump, an OPML list", type=list(UPLOADS))
        if st.form_submit_button("Add file") and given is not None:
            folder = cached.configuration().home / "uploads"
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / Path(given.name).name
            target.write_bytes(given.getvalue())
            _register(str(target), group=None)


def _register(operand: str, *, group: str | None) -> None:
    if "://" in operand and not operand.startswith(("http://", "https://")):
        st.error("Only http and https addresses can be read.")
        return
    try:
        found, rejected = registering.sources_behind(operand, cached.configuration(), group=group)
    except (UpswellError, IngestError) as error:
        st.error(markdown(str(error), limit=400))
        return
    new = sources.add(cached.store(), found, now=datetime.now(UTC))
    cached.forget()
    st.success(f"{new} new, {len(found) - new} known already, {len(rejected)} could not be read. Refresh reads them.")


def _refresh() -> None:
    bar = st.progress(0.0, "Looking for what is due")

    def say(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 1.0, f"{markdown(stage)} ({done:,} of {total:,})")

    try:
        report = pipeline.refresh(cached.store(), cached.configuration(), now=datetime.now(UTC), progress=say)
    except (UpswellError, IngestError) as error:
        bar.empty()
        st.error(markdown(str(error), limit=400))
        return
    bar.empty()
    cached.forget()
    failed = "".join(f" {markdown(name)}: {markdown(why)}." for name, why in report.collected.failures[:5])
    st.success(f"{report.collected.new:,} new articles, {report.copies:,} copies, {report.topics} topics.{failed}")
