"""What stands on every page while there is nothing to show."""

from __future__ import annotations

import streamlit as st

from dashboard import cached, links
from dashboard.components import frame


def stop_if_empty() -> None:
    """Ends the run of a page on an empty store with the next step; says aloud when the sample is shown."""
    if cached.is_empty():
        frame.empty(
            "Nothing is collected yet",
            "Add a feed, a site or a file under Sources and refresh; or load the bundled sample with "
            "“python run.py upswell demo”.",
        )
        links.to_page(links.SOURCES, label="Go to Sources")
        st.stop()
    if cached.is_fictional():
        frame.note("Fictional sample: every publication, company, person and figure shown is invented.")
