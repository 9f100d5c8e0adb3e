"""The dashboard: page config, navigation, run. `upswell serve` opens it; `streamlit run app.py` does the same.

The server imports this file once for `app`; each session's script run executes it as `__main__`.
"""

from __future__ import annotations

import streamlit as st

from dashboard import access, address, beside, failures, look, security, warm

warm.up()
app = st.App(__file__, lifespan=beside.running, middleware=security.middleware(), on_script_error=failures.show)


def main() -> None:
    """Draws the frame and the page that the address asks for."""
    st.set_page_config(page_title="Upswell", page_icon=look.ICON, layout="wide", initial_sidebar_state="collapsed")
    pages = [
        st.Page("dashboard/pages/overview.py", title="Overview", default=True),
        st.Page("dashboard/pages/topics.py", title="Topics"),
        st.Page("dashboard/pages/topic.py", title="Topic", visibility="hidden"),
        st.Page("dashboard/pages/statistics.py", title="Statistics"),
        st.Page("dashboard/pages/entities.py", title="Entities"),
        st.Page("dashboard/pages/compare.py", title="Compare"),
        st.Page("dashboard/pages/articles.py", title="Articles"),
        st.Page("dashboard/pages/sources.py", title="Sources"),
        st.Page("dashboard/pages/deck.py", title="Deck"),
    ]
    page = st.navigation(pages, position="top")
    look.dress()
    access.require_login()
    address.follow(page.url_path)
    page.run()


if __name__ == "__main__":
    main()
