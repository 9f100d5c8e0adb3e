"""`upswell urls`: addresses to canonical addresses."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from analytics.cli import jsonl
from ingest.normalize import canonical_url


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="{id, url}")


def run(options: argparse.Namespace) -> int:
    lines = jsonl.Input(options.input)
    jsonl.write(lines.rows(_canonical))
    return lines.status(strict=options.strict)


def _canonical(row: Mapping[str, object]) -> dict[str, object]:
    return {"id": jsonl.identity(row), "canonical_url": canonical_url(str(row.get("url") or ""))}
