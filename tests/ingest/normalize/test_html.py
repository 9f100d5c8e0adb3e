from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalize.boilerplate import origin_note
from ingest.normalize.html import clean_html, clean_title


def test_paragraphs_and_items_stand_on_lines_of_their_own() -> None:
    html = (
        "<h2>What   they\nsaid</h2><p>Buyers were:</p>"
        "<ul>\n <li>2x more likely to wait.</li>\n<li>3x &amp; more</li></ul>"
        "<p>One<br>two</p><table><tr><th>Year</th><td>48%</td></tr><tr><td>2024</td></tr></table>"
    )
    assert clean_html(html) == (
        "What they said\n\nBuyers were:\n\n2x more likely to wait.\n3x & more\n\nOne\ntwo\n\nYear | 48%\n2024"
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<form><p>Your mail</p><input></form>",
        '<div class="sharedaddy sd-sharing"><p>Share on everything</p></div>',
        '<div class="nl-inline-form"><p>Fuel up with insights.</p></div>',
        '<p style="display: none">hidden</p>',
        "<nav><a href=/>Home</a></nav>",
        "<p>Read more</p>",
        "<p>Sign up for our weekly newsletter.</p>",
        '<p>The post <a href="https://a.example/p">Good news</a> appeared first on <a href="https://a.example">A</a>.</p>',
        "<p>Der Beitrag <a href='https://a.example/p'>Gut</a> erschien zuerst auf <a href='https://a.example'>A</a>.</p>",
        "<p>Сообщение <a href='https://a.example/p'>Да</a> появились сначала на <a href='https://a.example'>А</a>.</p>",
        "<p>L'articolo <a href='https://a.example/p'>Si</a> sembra essere il primo su <a href='https://a.example'>A</a>.</p>",
        "<p>[link] [12 comments]</p>",
        "<p>Lire la suite</p>",
        "<p>© 2025 Example Media. All rights reserved.</p>",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    assert clean_html(f"<p>First things first.</p>{furniture}") == "First things first."


@pytest.mark.parametrize(
    "text",
    [
        "The newsletter has 40% more readers than the blog.",
        "Read more books, said the minister.",
        "People who own more books also read more.",
        "If 3 < 4 and 5 > 2, then <3 is a heart.",
        "R&D at AT&T costs $5 & up; x&y",
    ],
)
def test_plain_sentences_survive(text: str) -> None:
    assert clean_html(text) == text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Jenny&#8217;s <b>News</b> &amp; more", "Jenny’s News & more"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("List<String> explained", "List<String> explained"),
        ("  two\n lines ", "two lines"),
        ("risk everythingâ€”or not", "risk everything—or not"),
        ("<script>alert(1)</script>Title", "Title"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "‹script>alert(1)‹/script>"),
    ],
)
def test_titles(markup: str, expected: str) -> None:
    assert clean_title(markup) == expected


def test_wrapped_lines_of_plain_text_are_joined_and_breaks_are_kept() -> None:
    text = "Processing document inclusions with general tools can be\nproblematic, as some\nof us know.\nNext line"
    assert clean_html(text) == text.replace("be\nproblematic", "be problematic")


def test_deep_nesting_is_no_burden() -> None:
    assert clean_html("<div>" * 100_000 + "deep") in {"", "deep"}


@given(st.text(alphabet=st.sampled_from("<>/&;= abcimgonloadscript\"'\n"), max_size=120))
def test_no_tag_that_runs_comes_out(markup: str) -> None:
    for clean in (clean_html(markup), clean_title(markup)):
        assert not re.search(r"<\s*/?(?:script|iframe|svg|form)\b", clean, re.IGNORECASE)


def test_origin_note_names_page_and_publication() -> None:
    note = origin_note(
        '<p>The post <a rel="x" href="https://a.example/p">A <i>title</i></a> appeared first on '
        '<a href="https://a.example">Example Daily</a>.</p>'
    )
    assert note is not None
    assert (note.url, note.publication, note.publication_url) == (
        "https://a.example/p",
        "Example Daily",
        "https://a.example",
    )
    assert origin_note("<p>Nothing of the kind.</p>") is None
