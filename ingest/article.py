"""What was read from the outside: sources, articles, rejections and what is known of a fetch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# How a publication date was obtained. `fetched` dates are guesses: they never enter a verdict.
PublishedBasis = Literal["feed", "page", "url", "fetched", "unknown"]
SourceKind = Literal["feed", "wordpress", "page", "file", "folder"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles are collected from, as the user registered it.

    `location` is an http(s) address or a path; `group` is the OPML folder; `full_text` asks for the
    page of each entry when the feed carries summaries only.
    """

    id: str
    name: str
    location: str
    kind: SourceKind
    group: str | None = None
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One item of one source, cleaned.

    `source` is who wrote it and `via` who carried it (None when the same). `canonical_url` is equal for the
    same page however it was reached. `text`, `title` and `summary` are plain text; all links are http(s).
    `published` and `updated` are aware UTC; `extra` holds what the input said and no field took, JSON values only.
    """

    id: str
    source_id: str
    path: str
    locator: str
    source: str
    source_url: str | None
    via: str | None
    url: str | None
    canonical_url: str | None
    title: str
    text: str
    summary: str
    authors: tuple[str, ...]
    published: datetime | None
    published_basis: PublishedBasis
    updated: datetime | None
    language: str | None
    tags: tuple[str, ...]
    content_hash: str
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that could not be read: where it was, why, and the start of what stood there."""

    source_id: str
    path: str
    locator: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class FetchState:
    """What is remembered between two fetches of one source.

    `interval` is in seconds. `body_hash` is of the last whole body and `last_full` when it came, because some
    servers keep an old ETag.
    """

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    last_fetch: datetime | None = None
    last_success: datetime | None = None
    next_fetch: datetime | None = None
    interval: int = 3600
    error_count: int = 0
    last_error: str | None = None
    moved_to: str | None = None
    moved_count: int = 0
    parked: bool = False
    last_full: datetime | None = None
