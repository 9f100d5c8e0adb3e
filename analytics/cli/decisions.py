"""`upswell decisions`: what people decided about topics, as JSON Lines that can be read, kept and brought back."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from analytics import settings
from analytics.cli import jsonl
from analytics.cli.main import DONE
from analytics.store import decisions, exchange, open_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Without an option the verb lists them."""
    deeds = parser.add_mutually_exclusive_group()
    deeds.add_argument("--bring", metavar="FILE", help="decide what the lines of FILE say (- for standard input)")
    deeds.add_argument("--undo", type=int, metavar="KEY", help="take back the decision of this key")
    parser.add_argument("--strict", action="store_true", help="exit with 3 when a line of FILE could not be decided")


def run(options: argparse.Namespace) -> int:
    """Lists, brings or takes back. The lines that it writes are the lines that `--bring` reads."""
    chosen = settings.load()
    store = open_store(chosen)
    now = datetime.now(UTC)
    try:
        if options.undo is not None:
            decisions.undo(store, options.undo, now=now)
            return DONE
        if options.bring is not None:
            from analytics.pipeline import deciding

            lines = jsonl.Input(options.bring)
            made = 0
            for fresh in lines.rows(lambda row: deciding.bring(store, chosen, row, now=now)):
                made += fresh
            print(f"{made} decided", file=sys.stderr)
            return lines.status(strict=options.strict)
        with store.read() as connection:
            rows = exchange.exported(connection)
        jsonl.write(row | {"at": jsonl.instant(row["at"])} for row in rows)
        return DONE
    finally:
        store.close()
