"""Lists of subscriptions in OPML, in and out; folders become the groups of sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from html.parser import HTMLParser

from ingest.article import Rejection, Source
from ingest.item import Document
from ingest.normalize import clean_title, decode, host_of, http_url

LARGEST_LIST = 16 * 2**20
_OPML = re.compile(r"<opml\b|<outline\b", re.IGNORECASE)


def read(data: bytes, *, path: str) -> tuple[list[Source], list[Rejection]]:
    """The sources of an OPML list, in its order and once each, and the outlines that are none.

    Lists that are not well-formed (bare ampersands, open tags) are read all the same: 27 of 34 in the wild are such.
    """
    document = Document(data=data, path=path)
    if len(data) > LARGEST_LIST:
        return [], [document.rejection("", f"a list of more than {LARGEST_LIST // 2**20} MB")]
    markup = decode(data)
    if not _OPML.search(markup):
        return [], [document.rejection("", "no OPML list: it holds no outline", markup)]
    outlines = _Outlines()
    outlines.feed(markup)
    outlines.close()
    sources: dict[str, Source] = {}
    rejections: list[Rejection] = []
    for number, (attributes, group) in enumerate(outlines.found):
        name = clean_title(attributes.get("title") or attributes.get("text") or "")
        address = http_url(attributes.get("xmlurl", "").removeprefix("feed:"))
        if address is None:
            rejections.append(
                document.rejection(
                    name or str(number), "its xmlUrl is no http(s) address", attributes.get("xmlurl", "")
                )
            )
            continue
        source = Source(
            id=source_id(address), name=name or host_of(address), location=address, kind="feed", group=group
        )
        sources.setdefault(source.id, source)
    if not sources and not rejections:
        rejections.append(document.rejection("", "an OPML list without a feed"))
    return list(sources.values()), rejections


def write(sources: Iterable[Source]) -> str:
    """An OPML 2.0 list of the sources that have an address, grouped by folder, sorted by group and name."""
    listed = sorted(
        (source for source in sources if http_url(source.location)),
        key=lambda source: (source.group or "", source.name.casefold(), source.location),
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head><title>Upswell sources</title></head>", "  <body>"]
    for group, members in _grouped(listed):
        indent = "    "
        if group:
            lines.append(f'    <outline text="{escape(group)}" title="{escape(group)}">')
            indent = "      "
        for source in members:
            name = escape(source.name)
            lines.append(
                f'{indent}<outline type="rss" text="{name}" title="{name}" xmlUrl="{escape(source.location)}"/>'
            )
        if group:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def source_id(location: str) -> str:
    """The identifier of a source: the same for the same location, wherever it was named."""
    return hashlib.sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _grouped(sources: list[Source]) -> Iterator[tuple[str | None, list[Source]]]:
    groups: dict[str | None, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.group, []).append(source)
    yield from groups.items()


class _Outlines(HTMLParser):
    """Collects outlines that have an xmlUrl, each with the path of the folders around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[dict[str, str], str | None]] = []
        self._open: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "outline":
            return
        attributes = {name: value or "" for name, value in attrs}
        if "xmlurl" in attributes:
            group = " / ".join(folder for folder in self._open if folder) or None
            self.found.append((attributes, group))
            self._open.append(None)
        else:
            self._open.append(clean_title(attributes.get("title") or attributes.get("text") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "outline" and self._open:
            self._open.pop()
