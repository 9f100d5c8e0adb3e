"""Sign-in: open on one's own machine, closed to strangers once it is set."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


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
