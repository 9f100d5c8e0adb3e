"""`upswell demo`: loads the bundled sample, with the coverage that its maker states."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from analytics import settings
from analytics.cli.progress import Bars
from analytics.pipeline import refresh
from analytics.pipeline.sample import register
from analytics.store import open_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb has no options."""


def run(options: argparse.Namespace) -> int:
    """Registers the sample's sources and refreshes. Loading it again changes nothing."""
    chosen = settings.load()
    store = open_store(chosen, in_passing=True)
    now = datetime.now(UTC)
    register(store, settings.DATA / "sample", now=now)
    with Bars() as bars:
        report = refresh(store, chosen, now=now, progress=bars)
    print("\n".join(report.lines()))
    return 0
