"""`upswell urls`: addresses to canonical addresses."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from analytics.cli import jsonl
from analytics.cli.main import DONE, NOTHING_USABLE
from ingest.normalize import canonical_url


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", metavar="FILE", help="JSON Lines of {id, url}; - for standard input")


def run(options: argparse.Namespace) -> int:
    return DONE if jsonl.write(_canonical(row) for row in jsonl.read(options.input)) else NOTHING_USABLE


def _canonical(row: Mapping[str, object]) -> dict[str, object]:
    return {"id": row.get("id"), "canonical_url": canonical_url(str(row.get("url") or ""))}
