"""`upswell dates`: date strings as feeds write them to UTC times."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from analytics.cli import jsonl
from analytics.cli.main import DONE, NOTHING_USABLE
from ingest.normalize import parse_date


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", metavar="FILE", help="JSON Lines of {id, raw}; - for standard input")


def run(options: argparse.Namespace) -> int:
    return DONE if jsonl.write(_dated(row) for row in jsonl.read(options.input)) else NOTHING_USABLE


def _dated(row: Mapping[str, object]) -> dict[str, object]:
    return {"id": row.get("id"), "published": jsonl.instant(parse_date(str(row.get("raw") or "")))}
