"""Outside text stays text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts.literal import plain
from dashboard import text


@pytest.mark.parametrize(
    "hostile",
    [
        "**bold** and _thin_ and `code`",
        "$E = mc^2$ for $5",
        ":red[alarm] :material/home: :smile: :streamlit:",
        "[click](javascript:alert(1)) ![x](https://evil.example/p.png)",
        "<img src=x onerror=alert(1)>",
        "https://evil.example www.evil.example a@evil.example",
        "# head\n- item\n1. item\n> quote",
        "a -> b <- c -- d >= e",
    ],
)
def test_markdown_leaves_no_bare_punctuation(hostile: str) -> None:
    escaped = text.markdown(hostile)
    assert re.search(r"(?<!\\)[!-/:-@\[-`{-~]", re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)) is None
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped).replace("\u2060", "")
    assert shown == " ".join(hostile.split())


@pytest.mark.parametrize("name", [":material/home:", ":smile:", "https://x.example", "a->b", "a<-b", "www.x.example"])
def test_what_streamlit_replaces_after_reading_markdown_is_broken_up(name: str) -> None:
    assert name not in re.sub(r"\\(.)", r"\1", text.markdown(name))


@given(st.text())
def test_markup_cannot_leave_a_quoted_attribute(value: str) -> None:
    escaped = text.markup(value)
    assert not set('<>"') & set(escaped)
    assert html.unescape(escaped) == plain(value)


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert text.anchor("a <b>", url) == "a &lt;b&gt;"


def test_a_link_escapes_its_address_and_opens_apart() -> None:
    assert text.anchor("News", "https://x.example/?a=1&b='2'") == (
        '<a href="https://x.example/?a=1&amp;b=&#x27;2&#x27;" target="_blank" rel="noopener noreferrer">News</a>'
    )


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ((), "a &lt;b&gt; c"),
        (((2, 5),), "a <mark>&lt;b&gt;</mark> c"),
        (((6, 7), (0, 1)), "<mark>a</mark> &lt;b&gt; <mark>c</mark>"),
        (((0, 4), (2, 5)), "<mark>a &lt;b</mark><mark>&gt;</mark> c"),
        (((5, 99), (9, 3)), "a &lt;b&gt;<mark> c</mark>"),
    ],
)
def test_marks(marks: tuple[tuple[int, int], ...], expected: str) -> None:
    assert text.marked("a <b> c", marks) == expected


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-2, 35), st.integers(-2, 35)), max_size=5))
def test_marking_changes_no_character(value: str, marks: list[tuple[int, int]]) -> None:
    shown = text.marked(value, tuple(marks)).replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(shown) == html.unescape(html.escape(value))
