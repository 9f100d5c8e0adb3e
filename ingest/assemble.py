"""From what an input said to what is held: one item to one article, or to the reason why not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from ingest.article import Article, PublishedBasis, Rejection
from ingest.item import Document, Item
from ingest.normalize import (
    OriginNote,
    canonical_url,
    clean_html,
    clean_title,
    date_in_url,
    host_of,
    http_url,
    language_of,
    one_line,
    origin_note,
    paragraphs,
    parse_date,
    plausible,
    publication_name,
    repair,
    same_site,
    site_of,
    split_authors,
)

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 500
LONGEST_TAG = 100
DERIVED_TITLE = 100
_ONE_ARTICLE = frozenset((".md", ".markdown", ".mdx", ".txt", ".text", ".html", ".htm", ".eml"))
_REMOTE_KINDS = frozenset(("feed", "wordpress", "page"))


@dataclass(frozen=True, slots=True)
class _Origin:
    """Who wrote it, where that publication lives, who carried it and the address of the original."""

    source: str
    source_url: str | None
    via: str | None
    canonical: str | None


def assemble(item: Item, document: Document, *, now: datetime) -> Article | Rejection:
    """The article that `item` describes; `now` bounds the dates that are possible.

    An item that says nothing at all, or more than a million characters, is rejected.
    """
    if max(len(item.content), len(item.summary)) > 4 * LONGEST_TEXT:
        return _too_long(item, document)
    url = _first_url((item.url, item.identity), base=document.base)
    origin = _origin(item, document, url)
    text, summary = _plain(item.content, plain=item.plain), _plain(item.summary, plain=item.plain)
    if len(text) > LONGEST_TEXT:
        return _too_long(item, document)
    text = text or summary
    title = one_line(item.title) if item.plain else clean_title(item.title)
    if not (title or text or url or item.identity or item.published or item.updated or item.authors or item.carrier):
        return document.rejection(item.locator, "an entry with nothing in it")
    title = title or _derived_title(summary or text, url)
    title = title[:LONGEST_TITLE]
    extra = {key: _json(value) for key, value in item.extra.items()}
    published, basis = _published(item, url, extra, now=now)
    tags = dict.fromkeys(tag for raw in item.tags if (tag := clean_title(raw)[:LONGEST_TAG]))
    return Article(
        id=_identifier(item, document, url=url, title=title, text=text),
        source_id=document.source.id if document.source else "",
        path=document.path,
        locator=item.locator,
        source=origin.source,
        source_url=origin.source_url,
        via=origin.via,
        url=url,
        canonical_url=origin.canonical,
        title=title,
        text=text,
        summary=summary,
        authors=split_authors(item.authors),
        published=published,
        published_basis=basis,
        updated=_updated(item, published, now=now),
        language=language_of(f"{title}\n{text}", declared=item.language),
        tags=tuple(tags),
        content_hash=content_hash(title, text),
        extra=extra,
    )


def content_hash(title: str, text: str) -> str:
    """What tells an edited article from the one that is held."""
    return _digest(title, text)


def _plain(raw: str, *, plain: bool) -> str:
    return paragraphs(raw) if plain else clean_html(raw)


def _too_long(item: Item, document: Document) -> Rejection:
    return document.rejection(
        item.locator, f"longer than {LONGEST_TEXT:,} characters; split it into articles", item.title
    )


def _first_url(candidates: tuple[str | None, ...], *, base: str | None) -> str | None:
    """The first that is an http(s) address; only the link itself may be relative, an identifier may not."""
    link, identity = candidates
    if link and (found := http_url(link, base=base)):
        return found
    return http_url(identity) if identity else None


def _derived_title(text: str, url: str | None) -> str:
    """For items without a title: the first line of their text, else their address."""
    line = text.split("\n", 1)[0]
    if len(line) <= DERIVED_TITLE:
        return line or url or "Untitled"
    return line[:DERIVED_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _origin(item: Item, document: Document, url: str | None) -> _Origin:
    """Origin and carrier, by the item's own word, else by a note of syndication in its text."""
    carrier = clean_title(item.carrier or "") or None
    home = http_url(item.publication_url or "", base=document.base)
    name = publication_name(item.publication, home or url) if item.publication else ""
    source = document.source
    if source is not None and source.kind in _REMOTE_KINDS and not carrier:
        name = source.name or name
    elif source is not None and not name:
        name = host_of(url) or source.name
    canonical = canonical_url(http_url(item.canonical or "") or url or "")
    name = name or host_of(url) or _shelf(document.path)
    note = None if item.plain else origin_note(item.content) or origin_note(item.summary)
    if note is not None:
        return _by_note(note, _Origin(name, home or site_of(url), carrier, canonical), url)
    return _Origin(source=name, source_url=home or site_of(canonical), via=carrier, canonical=canonical)


def _shelf(path: str) -> str:
    """What to call the source of a file that names none: its folder when it holds one article, else the file."""
    place = PurePosixPath(path.replace("\\", "/"))
    return (place.parent.name if place.suffix.lower() in _ONE_ARTICLE else "") or place.stem


def _by_note(note: OriginNote, said: _Origin, url: str | None) -> _Origin:
    original, site = http_url(note.url or ""), http_url(note.publication_url or "")
    name = clean_title(note.publication) or host_of(original)
    home = site or site_of(original)
    if home is None or (url is not None and same_site(home, url)):
        # The publication signs its own article; its name is better than a feed's label ("MarTech - AI").
        better = name if home and name and name.lower() in said.source.lower() else said.source
        return _Origin(source=better, source_url=said.source_url, via=said.via, canonical=said.canonical)
    whole_page = original is not None and original != site_of(original)
    return _Origin(
        source=name or said.source,
        source_url=home,
        via=said.via or said.source,
        canonical=canonical_url(original) if original and whole_page else said.canonical,
    )


def _published(
    item: Item, url: str | None, extra: dict[str, object], *, now: datetime
) -> tuple[datetime | None, PublishedBasis]:
    if item.published:
        moment = parse_date(item.published)
        if moment is not None and plausible(moment, now=now):
            return moment, item.published_basis
        extra["published_raw"] = repair(item.published)
    day = date_in_url(url) if url else None
    if day is not None and plausible(day, now=now):
        return day, "url"
    return None, "unknown"


def _updated(item: Item, published: datetime | None, *, now: datetime) -> datetime | None:
    moment = parse_date(item.updated) if item.updated else None
    if moment is None or not plausible(moment, now=now) or (published is not None and moment < published):
        return None
    return moment


def _identifier(item: Item, document: Document, *, url: str | None, title: str, text: str) -> str:
    """Stable for the same item of the same carrier, whatever file or folder it is read from."""
    source = document.source
    if source is not None and source.kind in _REMOTE_KINDS:
        carrier = source.id
    else:
        carrier = host_of(http_url(item.publication_url or "") or url) or item.publication or ""
    return _digest(carrier, item.identity or url or _digest(title, text, item.published))[:16]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> object:
    """`value` with plain JSON types only, so that `extra` can be stored and printed."""
    if isinstance(value, str):
        return repair(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Mapping):
        return {repair(str(key)): _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_json(inner) for inner in value]
    return json.loads(json.dumps(str(value)))
