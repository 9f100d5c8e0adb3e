"""`upswell store`: moves, backs up or restores the database."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from analytics import settings
from analytics.errors import StoreError
from analytics.store import copying, open_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """The three things that can be done with a store as a whole."""
    deeds = parser.add_subparsers(dest="deed", required=True)
    move = deeds.add_parser("move", help="copy everything into another, empty database, and check it")
    move.add_argument("address", help="postgresql://user@host/name or sqlite:///path/to/file.db")
    backup = deeds.add_parser("backup", help="copy the embedded database into a file, while it is in use")
    backup.add_argument("file", type=Path)
    restore = deeds.add_parser("restore", help="put a backup in the place of the embedded database")
    restore.add_argument("file", type=Path)


def run(options: argparse.Namespace) -> int:
    """Does it. Returns 0; what goes wrong is a StoreError with its mend."""
    chosen = settings.load()
    if options.deed == "move":
        target = open_store(replace(chosen, database_url=options.address))
        copying.move(
            open_store(chosen), target, progress=lambda table, rows: print(f"{table} {rows:,}", file=sys.stderr)
        )
        print(f"moved and checked; set DATABASE_URL={options.address} to use it")
    elif options.deed == "backup":
        copying.backup(open_store(chosen), options.file)
        print(f"backed up to {options.file}")
    else:
        if not chosen.embedded:
            raise StoreError("a PostgreSQL store is restored by its own tool: pg_restore")
        copying.restore(options.file, Path(chosen.database_url.removeprefix("sqlite:///")))
        print(f"restored from {options.file}; the store that was there is kept beside it as .before")
    return 0
