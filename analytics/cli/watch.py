"""`upswell watch`: refreshes on schedule until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from types import FrameType

from analytics import settings
from analytics.errors import StoreError
from analytics.pipeline import refresh
from analytics.store import Store, open_store, sources

LONGEST_SLEEP = timedelta(minutes=15)
SHORTEST_SLEEP = timedelta(seconds=30)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--once", action="store_true", help="refresh once and end, for cron or a systemd timer")


def run(options: argparse.Namespace) -> int:
    """Refreshes whenever a source is due; SIGTERM and Ctrl-C end it after the batch in work."""
    chosen = settings.load()
    store = open_store(chosen)
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    while not stopped.is_set():
        now = datetime.now(UTC)
        try:
            report = refresh(store, chosen, now=now)
        except StoreError as error:
            print(f"{now:%Y-%m-%d %H:%M:%SZ} {error}", file=sys.stderr, flush=True)
        else:
            print(f"{now:%Y-%m-%d %H:%M:%SZ} {'; '.join(report.lines()[:2])}", flush=True)
            for name, reason in report.collected.failures:
                print(f"{now:%Y-%m-%d %H:%M:%SZ} {name}: {reason}", file=sys.stderr, flush=True)
        if options.once:
            break
        stopped.wait(_pause(store, datetime.now(UTC)).total_seconds())
    return 0


def _pause(store: Store, now: datetime) -> timedelta:
    """Until the next source is due."""
    due = [state.next_fetch for state in sources.fetch_states(store).values() if state.next_fetch is not None]
    wait = min(due, default=now + LONGEST_SLEEP) - now
    return min(max(wait, SHORTEST_SLEEP), LONGEST_SLEEP)
