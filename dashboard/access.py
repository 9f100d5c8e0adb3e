"""Who may look: everyone on this machine, or, where `[auth]` is set in secrets.toml, whoever the provider knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

Standing = Literal["admitted", "stranger", "not listed"]


def require_login() -> None:
    """Lets the run go on for a reader who is signed in, or where no sign-in is set; ends it with a door otherwise."""
    found = standing(_auth(), cast("Mapping[str, Any]", st.user))
    if found == "stranger":
        st.title("Sign in to Upswell")
        st.text("This desk is open to signed-in colleagues.")
        st.button("Sign in", type="primary", on_click=st.login)
        st.stop()
    if found == "not listed":
        st.title("No access")
        st.text("This account is not on the list of this desk. Ask its owner to add it.")
        st.button("Sign out", on_click=st.logout)
        st.stop()


def standing(auth: Mapping[str, Any] | None, user: Mapping[str, Any]) -> Standing:
    """What a reader is to this desk. `auth` is the table in secrets.toml; with `allowed_emails` in it, only these
    come in, and only when the provider has verified the address."""
    if auth is None:
        return "admitted"
    if user.get("is_logged_in") is not True:
        return "stranger"
    allowed = auth.get("allowed_emails", ())
    if allowed and (user.get("email_verified") is not True or user.get("email") not in allowed):
        return "not listed"
    return "admitted"


def _auth() -> Mapping[str, Any] | None:
    try:
        return cast("Mapping[str, Any] | None", st.secrets.get("auth"))
    except StreamlitSecretNotFoundError:
        return None
