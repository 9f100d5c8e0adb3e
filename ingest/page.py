"""The article in a web page, by trafilatura; and what else a page says of itself. Fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from ingest.article import Rejection
from ingest.item import Document, Item
from ingest.normalize import charset_of, decode, http_url, one_line, parse_date
from ingest.normalize.boilerplate import without_boilerplate
from ingest.normalize.encoding import charset_in_html

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
LARGEST_PAGE = 16 * 2**20
NEARLY_ALL = 0.95
_SITE_NAME = re.compile(r"\s*[-–—|·»:]\s")
_BULLET = re.compile(r"^[-*•] ", re.MULTILINE)


def read(document: Document) -> Iterator[Item | Rejection]:
    """The one article of a page, or a rejection when it holds none."""
    if len(document.data) > LARGEST_PAGE:
        yield document.rejection("", f"a page of more than {LARGEST_PAGE // 2**20} MB")
        return
    html = decode(document.data, declared=charset_of(document.content_type) or charset_in_html(document.data))
    said = trafilatura.extract_metadata(html, default_url=document.base)
    title = _headline(html, (said.title if said else None) or "")
    text = full_text(html, url=document.base, title=title)
    if said is None or not (text or title):
        yield document.rejection("", "a page without an article", html[:200])
        return
    canonical = canonical_link(html, base=document.base)
    yield Item(
        locator="page",
        title=title,
        content=text,
        summary=said.description or "",
        plain=True,
        url=document.base or canonical or said.url,
        canonical=canonical,
        publication=said.sitename,
        authors=tuple((said.author or "").split("; ")),
        published=_published(html, day=said.date or ""),
        published_basis="page",
        language=said.language,
        tags=tuple(said.tags or ()),
    )


def full_text(html: str, *, url: str | None = None, title: str = "") -> str:
    """The text of the article in a page, without the line that repeats `title`; empty when there is none.

    Of trafilatura's readings the precise one is taken when it keeps nearly all of the balanced one, since what it
    leaves out is then furniture; where they differ more, the one of middle length among three is.
    """
    balanced, precise = _extract(html, url), _extract(html, url, favor_precision=True)
    text = precise
    if len(precise) < NEARLY_ALL * len(balanced):
        text = sorted((balanced, precise, _extract(html, url, fast=True)), key=len)[1]
    lines = _BULLET.sub("", without_boilerplate(text)).split("\n")
    for number, line in enumerate(lines[:3]):
        if title and line.strip().casefold() == title.strip().casefold():
            return "\n".join(lines[number + 1 :]).strip()
    return "\n".join(lines)


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


def _extract(html: str, url: str | None, *, favor_precision: bool = False, fast: bool = False) -> str:
    return trafilatura.extract(html, url=url, include_comments=False, favor_precision=favor_precision, fast=fast) or ""


def _headline(html: str, title: str) -> str:
    """The title without the name of the site behind it, where a heading of the page shows where that begins."""
    for heading in LexborHTMLParser(html).css("h1, h2[itemprop=headline]"):
        words = one_line(heading.text())
        if words and title.startswith(words) and _SITE_NAME.match(title, len(words)):
            return words
    return title


def _published(html: str, *, day: str) -> str:
    """The instant of publication where the page's metadata has it, else the day that was found."""
    tree = LexborHTMLParser(html)
    for node in tree.css("meta[property='article:published_time'], meta[itemprop=datePublished], time[pubdate]"):
        raw = node.attributes.get("content") or node.attributes.get("datetime") or ""
        moment = parse_date(raw)
        if moment is not None and (not day or day in raw):
            return raw
    return day


def _base(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("base[href]")
    return node.attributes.get("href") if node else None
