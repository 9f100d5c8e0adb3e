"""What an input said, before anything is cleaned: the form that every format is read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.article import PublishedBasis, Rejection, Source

DETAIL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Document:
    """One body to read: its bytes, the path or address that names it, and what else is known of it."""

    data: bytes
    path: str
    source: Source | None = None
    content_type: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str | None:
        """The address that relative links are resolved against."""
        for place in (self.path, self.source.location if self.source else ""):
            if place.startswith(("http://", "https://")):
                return place
        return None

    def rejection(self, locator: str, reason: str, detail: object = "") -> Rejection:
        """A rejection of the item at `locator`, or of the whole document when that is empty."""
        shown = detail[:DETAIL_LENGTH].decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
        return Rejection(
            source_id=self.source.id if self.source else "",
            path=self.path,
            locator=locator,
            reason=reason,
            detail=shown[:DETAIL_LENGTH].encode("utf-8", "replace").decode(),
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its input wrote it: markup, raw dates, addresses that may be relative.

    `identity` is the identifier that the input gave (guid, post number); `publication` and `publication_url` name who
    published it and `carrier` who passed it on. `plain` says that the texts are plain already, whatever they look
    like. `published` may be empty; then `published_basis` is ignored.
    """

    locator: str
    title: str = ""
    content: str = ""
    summary: str = ""
    plain: bool = False
    url: str | None = None
    canonical: str | None = None
    identity: str | None = None
    publication: str | None = None
    publication_url: str | None = None
    carrier: str | None = None
    authors: tuple[str, ...] = ()
    published: str = ""
    published_basis: PublishedBasis = "feed"
    updated: str = ""
    language: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
