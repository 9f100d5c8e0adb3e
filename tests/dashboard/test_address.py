"""The address holds the filters."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from analytics.filters import Filters


def reading() -> None:
    import streamlit as st

    from dashboard import address

    address.follow(st.session_state.get("opened", "one"))
    st.text(address.read().to_query())
    st.text(f"topic={address.own('topic')}")


def run(*, query: dict[str, str | list[str]], page: str = "one") -> AppTest:
    app = AppTest.from_function(reading)
    for key, value in query.items():
        app.query_params[key] = value
    app.session_state["opened"] = page
    return app.run()


def test_filters_are_read_and_other_keys_left_to_the_page() -> None:
    app = run(query={"sources": ["A", "B"], "start": "2026-01-01", "topic": "t1"})
    assert [text.value for text in app.text] == ["sources=A&sources=B&start=2026-01-01", "topic=t1"]


def test_an_unreadable_filter_is_a_friendly_page_with_a_way_out() -> None:
    app = run(query={"start": "2026-13-45"})
    assert not app.exception
    assert "start" in app.text[0].value
    assert len(app.text) == 1
    app.button[0].click().run()
    assert app.text[0].value == ""
    assert "start" not in app.query_params


def test_ten_thousand_characters_are_a_friendly_page() -> None:
    app = run(query={"query": "x" * 10_000})
    assert not app.exception
    assert len(app.text[0].value) < 500


def test_another_page_keeps_the_filters_and_drops_the_keys_of_the_first() -> None:
    app = run(query={"sources": ["A"], "topic": "t1"})
    app.query_params.clear()
    app.session_state["opened"] = "two"
    app.run()
    assert [text.value for text in app.text] == ["sources=A", "topic=None"]
    assert app.query_params["sources"] == "A"


def test_a_link_that_brings_filters_wins_over_those_of_the_page_before() -> None:
    app = run(query={"sources": ["A"]})
    app.query_params.clear()
    app.query_params["sources"] = "B"
    app.session_state["opened"] = "two"
    app.run()
    assert app.text[0].value == Filters(sources=("B",)).to_query()
