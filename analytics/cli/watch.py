"""`upswell watch`: refreshes on schedule until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import FrameType

from analytics import settings
from analytics.errors import UpswellError
from analytics.filters import Filters
from analytics.pipeline import refresh
from analytics.questions import list_sources
from analytics.settings import Settings
from analytics.store import Store, open_store, sources

LONGEST_SLEEP = timedelta(minutes=15)
SHORTEST_SLEEP = timedelta(seconds=30)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--once", action="store_true", help="refresh once and end, for cron or a systemd timer")


def run(options: argparse.Namespace) -> int:
    """Refreshes whenever a source is due; SIGTERM and Ctrl-C end it, and what was committed stays. Returns 0."""
    chosen = settings.load()
    store = open_store(chosen, in_passing=True)
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if not stopped.is_set():
            stopped.set()
            raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        while True:
            _refresh(store, chosen, now=datetime.now(UTC))
            if options.once:
                break
            pause = _pause(store, datetime.now(UTC))
            _say(_health(store, now=datetime.now(UTC), pause=pause))
            stopped.wait(pause.total_seconds())
    except KeyboardInterrupt:
        _say("stopped; what was done is kept")
    return 0


def _refresh(store: Store, chosen: Settings, *, now: datetime) -> None:
    try:
        report = refresh(store, chosen, now=now)
    except UpswellError as error:
        _say(str(error), trouble=True)
        return
    _say("; ".join(report.lines()[:2]))
    if report.collected.rejections:
        _say(f"rejected {len(report.collected.rejections):,}; `upswell sources --rejections` lists them", trouble=True)
    for name, reason in report.collected.failures:
        _say(f"{name}: {reason}", trouble=True)


def _health(store: Store, *, now: datetime, pause: timedelta) -> str:
    """How many sources are in which condition, and when the next round begins."""
    conditions = Counter(line.condition for line in list_sources(store, Filters(), now=now))
    told = ", ".join(f"{count:,} {condition}" for condition, count in conditions.most_common()) or "none registered"
    return f"sources: {told}; next round at {now + pause:%H:%M:%SZ}"


def _pause(store: Store, now: datetime) -> timedelta:
    """Until the next source is due."""
    due = [state.next_fetch for state in sources.fetch_states(store).values() if state.next_fetch is not None]
    wait = min(due, default=now + LONGEST_SLEEP) - now
    return min(max(wait, SHORTEST_SLEEP), LONGEST_SLEEP)


def _say(line: str, *, trouble: bool = False) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ} {line}", file=sys.stderr if trouble else sys.stdout, flush=True)
