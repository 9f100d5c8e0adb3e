"""`upswell events`: the events on the time axis of every chart, imported from a calendar or a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analytics import settings
from analytics.cli import jsonl
from analytics.cli.main import DONE, NOTHING_USABLE
from analytics.pipeline.annotating import annotate
from analytics.store import open_store, people
from ingest.errors import IngestError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The operands of the verb."""
    parser.add_argument("file", nargs="*", type=Path, help="a calendar (.ics), or a table (.csv) of date, label, url?")
    parser.add_argument("--remove", metavar="ID", help="take this event off the time axis")


def run(options: argparse.Namespace) -> int:
    """Takes in the files, then prints one JSON object an event."""
    store = open_store(settings.load())
    if options.remove is not None:
        people.forget_event(store, options.remove)
        return DONE
    failed = False
    for path in options.file:
        try:
            taken = annotate(store, path.read_bytes(), name=str(path))
        except OSError as error:
            raise IngestError(str(path), f"{error.strerror}; name a file that can be read") from error
        for place, reason in taken.rejections:
            print(f"upswell events: {path} [{place}]: {reason}", file=sys.stderr)
        failed |= not taken.events
    jsonl.write(
        {"id": each.id, "day": each.when.isoformat(), "label": each.label, "url": each.url}
        for each in people.events(store)
    )
    return NOTHING_USABLE if failed else DONE
