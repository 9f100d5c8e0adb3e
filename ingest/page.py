"""The article in a web page, by trafilatura; and what else a page says of itself. Fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import trafilatura
from selectolax.lexbor import LexborHTMLParser
from trafilatura.settings import Document as Extracted

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.normalize import charset_of, decode, http_url
from ingest.normalize.encoding import charset_in_html

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
LARGEST_PAGE = 16 * 2**20


def read(document: Document) -> Iterator[Item | Rejection]:
    """The one article of a page, or a rejection when it holds none."""
    if len(document.data) > LARGEST_PAGE:
        yield document.rejection("", f"a page of more than {LARGEST_PAGE // 2**20} MB")
        return
    html = decode(document.data, declared=charset_of(document.content_type) or charset_in_html(document.data))
    found = trafilatura.bare_extraction(
        html,
        url=document.base,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=None,
    )
    if not isinstance(found, Extracted) or not (found.text or found.title):
        yield document.rejection("", "a page without an article", html[:200])
        return
    yield Item(
        locator="page",
        title=found.title or "",
        content=found.text or "",
        summary=found.description or "",
        plain=True,
        url=document.base or found.url,
        canonical=canonical_link(html, base=document.base),
        publication=found.sitename,
        authors=tuple((found.author or "").split("; ")),
        published=found.date or "",
        published_basis="page",
        language=found.language,
        tags=tuple(found.tags or ()),
    )


def full_text(html: str, *, url: str | None = None) -> str:
    """The text of the article in a page, for feeds that carry summaries only; empty when there is none."""
    return trafilatura.extract(html, url=url, include_comments=False, include_tables=True) or ""


def feed_links(html: str, *, base: str) -> tuple[str, ...]:
    """Addresses of the feeds that a page announces, in its order, those of comments last."""
    tree = LexborHTMLParser(html)
    found: dict[str, bool] = {}
    for link in tree.css("link[rel][href][type], a[rel][href][type]"):
        kind = (link.attributes.get("type") or "").split(";")[0].strip().lower()
        if kind in _FEED_TYPES and "alternate" in (link.attributes.get("rel") or "").lower().split():
            address = http_url(link.attributes.get("href") or "", base=urljoin(base, _base(tree) or base))
            if address:
                found.setdefault(address, "comments" in f"{address} {link.attributes.get('title')}".lower())
    return tuple(sorted(found, key=lambda address: found[address]))


def canonical_link(html: str, *, base: str | None = None) -> str | None:
    """The address that a page names as its own."""
    tree = LexborHTMLParser(html)
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        node = tree.css_first(selector)
        address = http_url(node.attributes.get(attribute) or "", base=base) if node else None
        if address:
            return address
    return None


def _base(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("base[href]")
    return node.attributes.get("href") if node else None
