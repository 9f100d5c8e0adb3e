"""Text of strangers in notes, feeds, digests and mails: nothing of it is markup, and only web addresses are links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analytics.charts.literal import web_address
from analytics.exports import digest
from analytics.exports.digest import Digest, Entry, Section
from analytics.exports.feed import rss
from analytics.exports.note import article_note, topic_note
from analytics.questions.answers import ArticleLine, ArticleView, Evidence, Highlight, Quote, TopicLine
from analytics.types import Sentence, Topic
from ingest.article import Article
from ingest.collect import parse
from tests.hostile import CSV_INJECTION, HOSTILE, NAUGHTY, XSS, collected

NOW = datetime(2026, 7, 1, tzinfo=UTC)
OURS = {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "ul", "li", "br", "span", "a"}


def assert_harmless(invented: Any, text: str) -> None:
    line = ArticleLine("a", text, text, text, text, NOW, "feed", None, None, None, 0, None, (), text)
    quote = Quote(line, (Highlight(Sentence("a", 0, len(text), text), ()),))
    trend = invented.trend([3, 5, 4], label=text or "unnamed", verdict=replace(invented.verdict(), reasons=(text,)))
    evidence = Evidence(trend.subject, None, None, 1, 0, 1, (text,), (quote, quote))
    topic = TopicLine(Topic("t", text, (text,), None, "active"), text, 1, 1, 0.1, None, trend)
    assert_feed(rss(evidence, title=text))
    assert_markdown(topic_note(topic, evidence, about=(quote,), insights=(quote,), added=NOW).split("---", 2)[2])
    made = Digest(text, text, (Section("Rising", (Entry(text, text, text), Entry(text, text))),), text)
    assert_markdown(digest.markdown(made))
    assert_mail(digest.mail(made))
    assert_note(text)


def assert_feed(feed: str) -> None:
    for item in ElementTree.fromstring(feed.encode()).findall("./channel/item"):
        assert item.find("link") is None or web_address(item.findtext("link"))
        assert not item.findall("description/*")
        assert tags_of(item.findtext("description") or "") == []


def assert_markdown(text: str) -> None:
    tokens = list(flat(MarkdownIt("commonmark", {"html": True}).parse(text)))
    assert not {token.type for token in tokens} & {"html_block", "html_inline", "image", "fence", "code_block"}
    for token in tokens:
        assert token.type != "link_open" or web_address(str(token.attrs["href"]))


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def assert_mail(page: str) -> None:
    for name, attributes in tags_of(page):
        assert name in OURS
        assert set(attributes) <= {"lang", "charset", "style", "href"}
        assert "href" not in attributes or web_address(attributes["href"])


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Reader().feed(page)
    return found


def assert_note(text: str) -> None:
    """A note of an article that was read, as only such are stored, comes back as it was."""
    fields = {"title": text, "url": text, "text": text, "summary": text, "source": text, "tags": [text], "author": text}
    for article in parse(json.dumps(fields).encode(), path="a.jsonl"):
        if not isinstance(article, Article):
            continue
        line = ArticleLine("a", text, text, None, text, None, "feed", None, None, None, 0, None, (), "")
        note = article_note(ArticleView(article, line, None, (), (), (), (), (), (), ()), added=NOW)
        assert_markdown(note.split("\n---\n", 2)[2])
        (read,) = parse(note.encode(), path="a.md")
        assert isinstance(read, Article)
        assert (read.title, read.url) == (article.title, article.url)
        assert read.source == article.source or web_address(article.source)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_harmless(invented: Any, text: str) -> None:
    assert_harmless(invented, text)


@pytest.mark.parametrize(("file", "key"), [CSV_INJECTION, NAUGHTY, XSS])
@pytest.mark.slow
def test_collections_of_hostile_text(invented: Any, shared: Path, file: str, key: str) -> None:
    for text in collected(shared, file, key):
        assert_harmless(invented, text)
