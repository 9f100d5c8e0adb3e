"""`upswell dates`: date strings as feeds write them to UTC times."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from analytics.cli import jsonl
from ingest.normalize import parse_date


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="{id, raw}")


def run(options: argparse.Namespace) -> int:
    lines = jsonl.Input(options.input)
    jsonl.write(lines.rows(_dated))
    return lines.status(strict=options.strict)


def _dated(row: Mapping[str, object]) -> dict[str, object]:
    return {"id": jsonl.identity(row), "published": jsonl.instant(parse_date(str(row.get("raw") or "")))}
