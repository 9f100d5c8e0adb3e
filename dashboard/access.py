"""Who may look: everyone on this machine, or, where `[auth]` is set in secrets.toml, whoever the provider knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError


def require_login() -> None:
    """Lets the run go on for a reader who is signed in, or where no sign-in is set; ends it with a door otherwise."""
    auth = _auth()
    if auth is None:
        return
    if st.user.get("is_logged_in") is not True:
        st.title("Sign in to Upswell")
        st.text("This desk is open to signed-in colleagues.")
        st.button("Sign in", type="primary", on_click=st.login)
        st.stop()
    allowed = auth.get("allowed_emails", ())
    if allowed and (st.user.get("email_verified") is not True or st.user.get("email") not in allowed):
        st.title("No access")
        st.text("This account is not on the list of this desk. Ask its owner to add it.")
        st.button("Sign out", on_click=st.logout)
        st.stop()


def _auth() -> Mapping[str, Any] | None:
    try:
        return cast("Mapping[str, Any] | None", st.secrets.get("auth"))
    except StreamlitSecretNotFoundError:
        return None
