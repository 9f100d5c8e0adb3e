"""From what a person names to sources: an address, a file, a folder, or an OPML list of any of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analytics.settings import Settings
from ingest import opml
from ingest.article import Rejection, Source
from ingest.errors import IngestError
from ingest.fetch import Fetcher
from ingest.guard import GuardedTransport
from ingest.live import discover

_OPML = (".opml", ".xml")


def sources_behind(
    operand: str,
    settings: Settings,
    *,
    group: str | None = None,
    name: str | None = None,
    full_text: bool = False,
) -> tuple[list[Source], list[Rejection]]:
    """The sources that an operand names, and the entries of a list that name none.

    Raises IngestError when there is no such file, or an address that cannot be read.
    """
    if operand.startswith(("http://", "https://")):
        with Fetcher(transport=GuardedTransport(allow_private=settings.allow_private_addresses)) as fetcher:
            found, rejections = discover(fetcher, operand)
    else:
        found, rejections = _on_disk(Path(operand).expanduser())
    return [
        replace(each, group=group or each.group, name=name or each.name, full_text=full_text or each.full_text)
        for each in found
    ], rejections


def _on_disk(path: Path) -> tuple[list[Source], list[Rejection]]:
    if not path.exists():
        raise IngestError(str(path), "no such file or folder; give an address (https://…), a file or a folder")
    whole = path.resolve()
    location = whole.as_posix()
    if whole.is_dir():
        return [Source(opml.source_id(location), whole.name, location, "folder")], []
    if whole.suffix.lower() in _OPML and b"<opml" in whole.read_bytes()[:4096].lower():
        return opml.read(whole.read_bytes(), path=str(path))
    return [Source(opml.source_id(location), whole.stem, location, "file")], []
