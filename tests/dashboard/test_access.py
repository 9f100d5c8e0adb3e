"""Sign-in: open on one's own machine, closed to strangers once it is set."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access

LISTED = {"allowed_emails": ["ada@quay.example"]}
ADA = {"is_logged_in": True, "email": "ada@quay.example", "email_verified": True}


def desk() -> None:
    import streamlit as st

    from dashboard import access

    access.require_login()
    st.text("figures")


def test_without_a_provider_everyone_on_this_machine_may_look() -> None:
    app = AppTest.from_function(desk).run()
    assert [text.value for text in app.text] == ["figures"]


def test_with_a_provider_a_stranger_sees_the_door_and_no_figures() -> None:
    app = AppTest.from_function(desk)
    app.secrets["auth"] = {"redirect_uri": "http://127.0.0.1:8501/oauth2callback", "cookie_secret": "x" * 32}
    app.run()
    assert not app.exception
    assert [button.label for button in app.button] == ["Sign in"]
    assert "figures" not in [text.value for text in app.text]


@pytest.mark.parametrize(
    ("auth", "user", "expected"),
    [
        (None, {}, "admitted"),
        ({}, {}, "stranger"),
        ({}, {"is_logged_in": False}, "stranger"),
        ({}, {"is_logged_in": "yes"}, "stranger"),
        ({}, ADA, "admitted"),
        ({"allowed_emails": []}, ADA, "admitted"),
        (LISTED, ADA, "admitted"),
        (LISTED, {}, "stranger"),
        (LISTED, {**ADA, "email": "mallory@quay.example"}, "not listed"),
        (LISTED, {**ADA, "email": None}, "not listed"),
        (LISTED, {**ADA, "email_verified": False}, "not listed"),
        (LISTED, {**ADA, "email_verified": "true"}, "not listed"),
        (LISTED, {"is_logged_in": True, "email": "ada@quay.example"}, "not listed"),
    ],
)
def test_who_is_let_in(auth: dict[str, Any] | None, user: dict[str, Any], expected: str) -> None:
    assert access.standing(auth, user) == expected
