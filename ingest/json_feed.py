"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.values import first_text, mappings, text, texts

LONGEST_HEADLINE = 100


def is_json_feed(value: object) -> bool:
    """Whether a JSON value says that it is a JSON Feed, or has its shape."""
    if not isinstance(value, Mapping):
        return False
    return "jsonfeed.org" in text(value.get("version")) or (
        isinstance(value.get("items"), list) and bool({"home_page_url", "feed_url"} & value.keys())
    )


def read(feed: Mapping[str, object], document: Document) -> Iterator[Item | Rejection]:
    """The items of a JSON Feed in its own order."""
    items = feed.get("items")
    if not isinstance(items, list):
        yield document.rejection("", "a JSON Feed without a list of items")
        return
    feed_authors = _authors(feed)
    home = first_text(feed, "home_page_url") or document.base
    for index, item in enumerate(items):
        if not isinstance(item, Mapping):
            yield document.rejection(str(index), "an item that is no object", item)
            continue
        identity = text(item.get("id")) or None
        html, plain = text(item.get("content_html")), text(item.get("content_text"))
        summary = text(item.get("summary"))
        yield Item(
            locator=identity or str(index),
            title=text(item.get("title")) or (_headline(plain) if html and not summary else ""),
            content=html or plain,
            summary=summary,
            url=first_text(item, "url", "external_url"),
            identity=identity,
            publication=text(feed.get("title")) or home,
            publication_url=home,
            authors=_authors(item) or feed_authors,
            published=text(item.get("date_published")) or text(item.get("date_modified")),
            updated=text(item.get("date_modified")),
            language=first_text(item, "language") or first_text(feed, "language"),
            tags=texts(item.get("tags")),
        )


def _headline(plain: str) -> str:
    """The first line of an item that says itself twice, in HTML and plainly, when it is short enough for a title."""
    line = plain.partition("\n")[0]
    return line if len(line) <= LONGEST_HEADLINE else ""


def _authors(element: Mapping[str, object]) -> tuple[str, ...]:
    authors = element.get("authors")
    people = mappings(authors if isinstance(authors, list) else [authors]) + mappings([element.get("author")])
    return tuple(name for person in people if (name := text(person.get("name"))))
