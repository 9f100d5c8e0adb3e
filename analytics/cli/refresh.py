"""`upswell refresh`: fetches what is due, enriches what is new, updates topics."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime

from analytics import settings
from analytics.cli.progress import Bars
from analytics.pipeline import refresh
from analytics.store import open_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--workers", type=int, metavar="N", help="enrichment processes (default: one a core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, as tcp://host:8786")


def run(options: argparse.Namespace) -> int:
    """Refreshes and prints what was done. Returns 0, or 1 when there is nothing to refresh from."""
    chosen = settings.load()
    if options.workers is not None:
        chosen = replace(chosen, workers=max(1, options.workers))
    if options.cluster is not None:
        chosen = replace(chosen, cluster=options.cluster)
    store = open_store(chosen, in_passing=True)
    with Bars() as bars:
        report = refresh(store, chosen, now=datetime.now(UTC), progress=bars)
    print("\n".join(report.lines()))
    if report.articles == 0:
        print("nothing is registered that gave an article: `upswell add SOURCE` or `upswell demo`", file=sys.stderr)
        return 1
    return 0
