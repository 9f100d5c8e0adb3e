"""Digest, note and feed: text that means itself, and notes that are read back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analytics import exports, questions, settings
from analytics.exports import digest
from analytics.exports.digest import Digest, Entry, Section
from analytics.exports.markdown import link, literal
from analytics.exports.note import article_note
from analytics.filters import Filters
from analytics.questions.answers import ArticleLine, ArticleView
from analytics.store import Store, open_store
from ingest.article import Article
from ingest.collect import parse

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(desk_home: Path) -> Iterator[Store]:
    opened = open_store(settings.load({"UPSWELL_HOME": str(desk_home)}))
    yield opened
    opened.close()


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_literal_markdown_reads_as_the_text(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(literal(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or ()) == text


@pytest.mark.parametrize(
    "text", ["# no heading", "1. no list", "- none", "<b>x</b>", "[a](javascript:1)", "**b**", "a_b_c", "3.6 times"]
)
def test_markup_stays_text(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(literal(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or ()) == text


def test_only_web_addresses_are_linked() -> None:
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", "https://example.com/(a)") == "[x](<https://example.com/(a)>)"


def test_a_digest_says_what_rose(store: Store) -> None:
    made = digest.compose(store, Filters(), since=datetime(2026, 6, 1, tzinfo=UTC), now=NOW)
    text = digest.markdown(made)
    assert text.startswith("# Digest, 1 Jun 2026 to ")
    assert "## Rising\n\n- " in text
    assert "ising" in text.split("## Rising")[1].split("##")[0]


def test_a_mail_holds_no_markup_of_others() -> None:
    entry = Entry("<script>x</script>", '"><img src=x>', "javascript:alert(1)")
    page = digest.mail(Digest("<t>", "&", (Section("Rising", (entry,)),), ""))
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page


def test_an_article_comes_back_unchanged(store: Store) -> None:
    view = questions.read_article(store, Filters(), article_id="l-50-0", now=NOW)
    assert view is not None
    note = article_note(view, added=NOW)
    (read,) = parse(note.encode(), path="a.md")
    assert isinstance(read, Article)
    said = view.article
    assert (read.title, read.text, read.url, read.published) == (said.title, said.text, said.url, said.published)
    assert (read.source, read.summary, read.tags) == (said.source, said.summary, said.tags)


LINES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=50).map(str.strip)
PROSE = LINES.filter(lambda line: any(character.isalnum() for character in line))


@given(
    title=PROSE,
    paragraphs=st.lists(st.lists(PROSE, min_size=1, max_size=3), min_size=1, max_size=4),
    summary=st.lists(PROSE, max_size=3),
    tags=st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), max_size=3, unique=True),
    dated=st.booleans(),
)
def test_whatever_an_article_says_comes_back(
    article: Article, title: str, paragraphs: list[list[str]], summary: list[str], tags: list[str], dated: bool
) -> None:
    said = read_back(
        replace(
            article,
            title=title,
            text="\n\n".join("\n".join(lines) for lines in paragraphs),
            summary="\n".join(summary),
            tags=tuple(tags),
            published=article.published if dated else None,
        )
    )
    again = read_back(said)
    assert (again.title, again.text, again.summary) == (said.title, said.text, said.summary)
    assert (again.published is not None, again.tags, again.url) == (dated, tuple(tags), article.url)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("One line\nand the next of an address\n\nA paragraph", ()),
        ("## Summary\n\n---\n\n- no list\n\n1. no number\n\n> no quote", ("a",)),
        ("**Source**: this line is the text's own\n\n*Processed from inbox on a day*", ()),
        ("# Key Insights\n\nstays", ()),
    ],
)
def test_text_that_looks_like_a_note_comes_back(article: Article, text: str, tags: tuple[str, ...]) -> None:
    said = read_back(replace(article, text=text, tags=tags, authors=()))
    assert (said.text, said.tags, said.authors) == (text, tags, ())


def line_of(article: Article) -> ArticleLine:
    return ArticleLine(
        article.id, article.title, article.source, None, article.url, article.published, "feed", None, None, None, 0,
        None, (), "",
    )  # fmt: skip


def read_back(article: Article) -> Article:
    view = ArticleView(article, line_of(article), None, (), (), (), (), (), (), ())
    (read,) = parse(article_note(view, added=NOW).encode(), path="a.md")
    assert isinstance(read, Article)
    return read


@pytest.fixture(scope="module")
def article() -> Article:
    source = "---\ntitle: A\nurl: https://press.example/a\npublished: 2026-06-01\nsource: Ledger\n---\nText here."
    (read,) = parse(source.encode(), path="a.md")
    assert isinstance(read, Article)
    return read


def test_a_topic_is_a_note_with_its_articles(store: Store) -> None:
    note = exports.Studio(store, Filters(topics=("rising",)), now=NOW).note()
    (read,) = parse(note.encode(), path="rising.md")
    assert isinstance(read, Article)
    assert read.title == "Rising"
    assert "## Key Insights" in note


def test_a_feed_is_read_back(store: Store) -> None:
    feed = exports.Studio(store, Filters(topics=("rising",)), now=NOW).feed()
    assert len(ElementTree.fromstring(feed).findall("./channel/item")) == 50  # noqa: S314 - our own text
    items = list(parse(feed.encode(), path="rising.rss"))
    assert len(items) == 50
    assert all(isinstance(item, Article) for item in items)
