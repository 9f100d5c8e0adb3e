"""Lists of subscriptions in OPML, in and out; folders become the groups of sources."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from xml.etree import ElementTree

from ingest.article import Rejection, Source
from ingest.item import Document
from ingest.normalize import clean_title, decode, host_of, http_url

LARGEST_LIST = 16 * 2**20
# Between the names of folders within folders, in the name of a group.
FOLDER_MARK = " / "
_OPML = re.compile(r"<opml\b|<outline\b", re.IGNORECASE)


def is_list(markup: str) -> bool:
    """Whether a text begins as an OPML list does."""
    return re.search(r"<opml\b", markup[:4096], re.IGNORECASE) is not None


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
        kind = attributes.get("type", "").lower()
        source = Source(
            id=source_id(address),
            name=name or host_of(address),
            location=address,
            kind="wordpress" if kind == "wordpress" else "page" if kind == "page" else "feed",
            group=group,
            full_text=attributes.get("fulltext", "").lower() == "true",
        )
        sources.setdefault(source.id, source)
    if not sources and not rejections:
        rejections.append(document.rejection("", "an OPML list without a feed"))
    return list(sources.values()), rejections


def write(sources: Iterable[Source]) -> str:
    """An OPML 2.0 list of the sources that have an address, in the folders of their groups, sorted by name.

    Sites and pages that are no feeds say so in their `type`, and a wish for full text in `fullText`: other readers
    pass over both, `read` understands them.
    """
    body = ElementTree.Element("body")
    folders: dict[tuple[str, ...], ElementTree.Element] = {(): body}
    for source in sorted(sources, key=lambda each: (each.group or "", each.name.casefold(), each.location)):
        if http_url(source.location):
            folder = _folder(folders, tuple((source.group or "").split(FOLDER_MARK)) if source.group else ())
            kind = "rss" if source.kind == "feed" else source.kind
            said = {"type": kind, "text": source.name, "title": source.name, "xmlUrl": source.location}
            ElementTree.SubElement(folder, "outline", said | ({"fullText": "true"} if source.full_text else {}))
    document = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(document, "head"), "title").text = "Upswell sources"
    document.append(body)
    ElementTree.indent(document)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(document, encoding="unicode")}\n'


def _folder(folders: dict[tuple[str, ...], ElementTree.Element], path: tuple[str, ...]) -> ElementTree.Element:
    """The outline of a folder, made with those around it when it is not there yet."""
    if path not in folders:
        parent = _folder(folders, path[:-1])
        folders[path] = ElementTree.SubElement(parent, "outline", {"text": path[-1], "title": path[-1]})
    return folders[path]


def source_id(location: str) -> str:
    """The identifier of a source: the same for the same location, wherever it was named."""
    return hashlib.sha256(location.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sample_id(file_name: str) -> str:
    """The identifier of a source of the bundled sample: the same wherever the product is installed."""
    return source_id(f"sample/{file_name}")


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
            group = FOLDER_MARK.join(folder for folder in self._open if folder) or None
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
