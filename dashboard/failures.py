"""What a reader sees when something fails: one sentence and a reference; the details go to the log."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from analytics.errors import UpswellError
from dashboard.text import markdown
from ingest.errors import IngestError

log = logging.getLogger("upswell.dashboard")


def show(error: Exception) -> bool:
    """Draws the sentence for `error` and logs it. Returns True, which tells Streamlit that it was handled."""
    if isinstance(error, UpswellError | IngestError):
        log.warning("%s", error)
        st.error(markdown(str(error), limit=600), icon=":material/error:")
        return True
    reference = secrets.token_hex(4)
    log.error("reference %s", reference, exc_info=error)
    st.error(
        f"This page could not be drawn. Reload it; if that does not help, look for reference {reference} in the "
        "server's log.",
        icon=":material/error:",
    )
    return True
