"""`upswell add`: registers feeds, sites, files, folders, an OPML list, or entries of the bundled list."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from analytics import settings
from analytics.pipeline.registering import sources_behind
from analytics.store import open_store, sources
from ingest.article import Source
from ingest.errors import IngestError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The operands and options of the verb."""
    parser.add_argument("source", nargs="+", metavar="SOURCE", help="an address, a file, a folder or an OPML list")
    parser.add_argument("--group", metavar="NAME", help="put them into this group")
    parser.add_argument("--name", metavar="NAME", help="call the one source by this name")
    parser.add_argument("--full-text", action="store_true", help="read the page of each entry of a feed of summaries")


def run(options: argparse.Namespace) -> int:
    """Registers what can be read. Returns 0, or 1 when no source could be registered."""
    chosen = settings.load()
    found: list[Source] = []
    for operand in options.source:
        try:
            behind, rejections = sources_behind(
                operand, chosen, group=options.group, name=options.name, full_text=options.full_text
            )
        except IngestError as error:
            print(f"upswell add: {error}", file=sys.stderr)
            continue
        found += behind
        for each in rejections:
            print(f"upswell add: {each.path} [{each.locator}]: {each.reason}", file=sys.stderr)
    if not found:
        return 1
    store = open_store(chosen)
    new = sources.add(store, found, now=datetime.now(UTC))
    print(f"{new} new of {len(found)} sources registered; `upswell refresh` collects from them")
    return 0
