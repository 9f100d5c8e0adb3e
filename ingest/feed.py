"""RSS 0.9x, 1.0 and 2.0, RDF, Atom 0.3 and 1.0 through feedparser, which is imported nowhere else.

Fetches nothing: feedparser is given bytes only, and does neither its own cleaning nor its own links.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.normalize import http_url

LARGEST_FEED = 32 * 2**20
_ROOT = re.compile(rb"<\s*(?:[a-z]+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
# The declaration of an encoding that has no name, references to characters that are none, and elements of places,
# licences, chapters and picture sizes.
_FRAGILE = re.compile(
    rb"^\s*<\?xml[^>]*>|&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7]\d{3});"
    rb"|</?(?:(?:geo|georss|gml|cc|creativecommons|psc)\d*:[^>]*|width\b[^>]*|height\b[^>]*)>",
    re.IGNORECASE,
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# A hundred attributes in one element; the parser's time grows with their square.
_OVERLOADED = re.compile(rb"""<[a-zA-Z][^<>"']*+(?:(?:"[^"<]*+"|'[^'<]*+')[^<>"']*+){100}""")
_FEED_LINK = re.compile(rb"<link\b[^>]{0,300}application/(?:rss|atom|feed)\+(?:xml|json)[^>]{0,300}>", re.IGNORECASE)


def read(document: Document) -> Iterator[Item | Rejection]:
    """The entries of a feed in its own order. A broken entry, or a broken end, does not cost the others."""
    data = document.data
    if len(data) > LARGEST_FEED:
        yield document.rejection("", f"a feed of more than {LARGEST_FEED // 2**20} MB; split it or check the address")
        return
    if _ENTITY.search(data[:100_000]):
        yield document.rejection("", "defines XML entities, which no feed needs; refused for safety", data)
        return
    if overloaded := _OVERLOADED.search(data):
        yield document.rejection("", "an element of more than a hundred attributes; refused for safety", overloaded[0])
        return
    try:
        parsed = _parsed(data, document.content_type)
    except Exception as error:
        yield document.rejection("", "XML that cannot be read as a feed", f"{type(error).__name__}: {error}")
        return
    if not parsed.entries and (parsed.bozo or not parsed.version):
        yield document.rejection("", *_why_none(data, parsed))
        return
    channel = _channel(parsed, base=document.base)
    for index, entry in enumerate(parsed.entries):
        yield _item(entry, channel, index=index)
    if parsed.bozo and _is_truncated(parsed.bozo_exception):
        yield document.rejection(
            "", f"ends early or is not well-formed; {len(parsed.entries)} entries were read", parsed.bozo_exception
        )


def _parsed(data: bytes, content_type: str | None) -> Any:
    """What feedparser makes of a body.

    Its handlers of rare elements raise all kinds of errors on values that they do not expect; the feed is then read
    once more without those elements, so that they do not cost the articles.
    """
    headers = {"content-type": content_type or "application/xml"}
    options = {"response_headers": headers, "resolve_relative_uris": False, "sanitize_html": False}
    try:
        return feedparser.parse(io.BytesIO(data), **options)
    except Exception:
        return feedparser.parse(io.BytesIO(_FRAGILE.sub(b"", data)), **options)


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a feed says of itself and, unless they say otherwise, of its entries, whose links `home` resolves."""

    name: str
    home: str | None
    authors: tuple[str, ...]
    language: str | None


def _channel(parsed: Any, *, base: str | None) -> _Channel:
    feed = parsed.feed
    site = http_url(_link(feed) or "", base=base)
    return _Channel(
        # A feed without a title is called by its address.
        name=_text(feed.get("title")) or base or site or "",
        home=site or base,
        authors=() if parsed.version.startswith("rss2") else _authors(feed),
        language=_text(feed.get("language")) or None,
    )


def _item(entry: Any, channel: _Channel, *, index: int) -> Item:
    origin = entry.get("source") or {}
    content, summary = _bodies(entry)
    origin_name = _text(origin.get("title"))
    carried = bool(origin_name) and origin_name != channel.name
    identity = _text(entry.get("id")) or None
    published = _text(entry.get("published")) or _text(entry.get("created"))
    # feedparser answers `updated` with `published` when there is none; the dictionary itself does not.
    updated = _text(entry.get("updated")) if dict.__contains__(entry, "updated") else ""
    comments = http_url(_text(entry.get("comments")), base=channel.home)
    return Item(
        locator=identity or str(index),
        title=_text(entry.get("title")),
        content=content,
        summary=summary,
        url=http_url(_link(entry) or _first_enclosure(entry) or "", base=channel.home),
        canonical=_text(entry.get("feedburner_origlink")) or None,
        identity=identity,
        publication=origin_name if carried else channel.name,
        publication_url=http_url(_link(origin) or _text(origin.get("href"))) if carried else channel.home,
        carrier=(channel.name or "feed") if carried else None,
        authors=_authors(entry) or channel.authors,
        # Atom demands `updated` only; where nothing else is said it is the date of publication.
        published=published or updated,
        updated=updated,
        language=_language(entry) or channel.language,
        tags=tuple(_text(tag.get("label")) or _text(tag.get("term")) for tag in entry.get("tags", ())),
        extra={"comments": comments} if comments else {},
    )


def _bodies(entry: Any) -> tuple[str, str]:
    """Full content, the longest there is, and summary; the same text is given once."""
    content = max((_text(part.get("value")) for part in entry.get("content", ())), key=len, default="")
    summary = _text(entry.get("summary")) or _text(entry.get("media_description"))
    return content, "" if summary == content else summary


def _link(element: Any) -> str | None:
    """The page of a feed or entry: its alternate link, an HTML one first."""
    links = [link for link in element.get("links", ()) if link.get("href")]
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in alternates if "html" in link.get("type", "")] or alternates
    if pages:
        return str(pages[0]["href"])
    return _text(element.get("link")) or None


def _first_enclosure(entry: Any) -> str | None:
    enclosures = (_text(link.get("href")) for link in entry.get("enclosures", ()))
    return next(filter(None, enclosures), None)


def _authors(element: Any) -> tuple[str, ...]:
    people = element.get("authors") or []
    names = tuple(_text(person.get("name")) or _text(person.get("email")) for person in people if person)
    return tuple(filter(None, names)) or tuple(filter(None, (_text(element.get("author")),)))


def _language(entry: Any) -> str | None:
    for name in ("language", "dc_language"):
        if entry.get(name):
            return str(entry[name])
    for detail in (*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {}):
        if detail.get("language"):
            return str(detail["language"])
    return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _why_none(data: bytes, parsed: Any) -> tuple[str, object]:
    if _HTML.search(data[:2000]):
        link = _FEED_LINK.search(data)
        hint = "; it names a feed" if link else ""
        return f"an HTML page, not a feed{hint}", link[0] if link else ""
    if not _ROOT.search(data[:100_000]):
        return "neither RSS nor Atom nor RDF", data[:200]
    return "XML that breaks before its first entry", parsed.get("bozo_exception", "")


def _is_truncated(error: object) -> bool:
    return "no element found" in str(error) or "unclosed" in str(error)
