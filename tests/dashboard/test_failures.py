"""What fails is one sentence with a reference on the page, and its details are in the log alone."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

DETAIL = "no such column: secret_column"


def failing() -> None:
    import streamlit as st

    from analytics.errors import FilterError
    from dashboard import failures

    known = st.session_state.get("known")
    error = FilterError("start: <b>31 February</b> is not a date") if known else ValueError(st.session_state["secret"])
    failures.show(error)


def said(*, known: bool) -> str:
    app = AppTest.from_function(failing)
    app.session_state["known"], app.session_state["secret"] = known, DETAIL
    (error,) = app.run().error
    return str(error.value)


def test_an_unforeseen_failure_has_a_reference_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "upswell.dashboard"):
        shown = said(known=False)
    assert DETAIL not in shown
    reference = re.search(r"reference ([0-9a-f]{8})", shown)
    assert reference
    assert reference.group(1) in caplog.text
    assert DETAIL in caplog.text


def test_an_error_of_our_own_is_shown_as_text() -> None:
    assert said(known=True) == r"start\: \<b\>31 February\<\/b\> is not a date"
