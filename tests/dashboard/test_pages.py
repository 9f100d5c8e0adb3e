"""Every page in every state: nothing raises, and what is there is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]
PAGES = ("overview", "topics", "topic", "statistics", "entities", "compare", "articles", "sources", "deck")


def words(app: AppTest) -> str:
    """All that the page says in its own words: HTML without the stylesheet, plain text, links."""
    bodies = [element.proto.body for element in app.get("html")]
    links = [element.proto.label for element in app.get("page_link")]
    return " ".join(
        [body for body in bodies if not body.startswith("<style>")] + [text.value for text in app.text] + links
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["empty_home", "one_home", "press_home"])
def test_a_page_opens(open_page: Open, request: pytest.FixtureRequest, state: str, page: str) -> None:
    app = open_page(request.getfixturevalue(state), page)
    assert not app.exception
    assert not app.error
    assert words(app)


def test_an_empty_store_says_what_to_do(open_page: Open, empty_home: Path) -> None:
    assert "Nothing is collected yet" in words(open_page(empty_home, "overview"))


def test_the_overview_names_what_rose_and_fell(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "overview"))
    assert "Kite parcels" in said
    assert "Paper vouchers" in said
    assert 'class="up-rise"' in said
    assert 'class="up-fall"' in said


def test_a_topic_shows_its_sentences_with_marks(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "topic", topic="t-rising"))
    assert "<mark>kite parcels</mark>" in said


def test_an_outlook_is_off_until_it_is_asked_for(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="t-rising")
    assert "Off until asked for" in words(app)
    app.toggle(key="outlook.on").set_value(True).run()
    assert not app.exception
    assert "Off until asked for" not in words(app)


def test_a_missing_topic_is_a_friendly_page(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="no-such-topic")
    assert not app.exception
    assert "There is no topic at this address" in words(app)


def test_a_statistic_shows_value_origin_and_sentence(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "statistics"))
    assert "measured by Corner Survey" in said
    assert "of shopkeepers want kite parcels" in said


def test_filters_in_the_address_restrict_the_page(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "articles", sources=["Third Signal"], start="2025-03-03", end="2025-03-10")
    assert app.multiselect(key="f.sources").value == ["Third Signal"]
    titles = [element.proto.body for element in app.get("html") if element.proto.body.startswith("<article")]
    assert titles
    assert all("Third Signal" in title for title in titles)


def test_a_filter_that_is_chosen_is_in_the_address(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "overview")
    app.multiselect(key="f.sources").select("Third Signal").run()
    assert app.query_params["sources"] == "Third Signal"
    assert not app.exception


def test_the_reading_view_marks_figures(open_page: Open, press_home: Path) -> None:
    found = open_page(press_home, "articles", query="Corner Survey")
    link = found.get("page_link")[0].proto.query_string
    said = words(open_page(press_home, "articles", article=parse_qs(link)["article"][0]))
    assert re.search(r"<mark>\d+%</mark> of shopkeepers", said)


def test_an_article_that_is_not_there_is_a_friendly_page(open_page: Open, press_home: Path) -> None:
    assert "There is no article at this address" in words(open_page(press_home, "articles", article="nope"))
