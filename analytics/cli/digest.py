"""`upswell digest`: what rose, fell and appeared."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime, timedelta

from analytics import settings
from analytics.cli import selection
from analytics.cli.main import DONE
from analytics.errors import FilterError
from analytics.exports import digest
from analytics.store import open_store

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--since", default="7d", help="how far back: 7d, 2w, 36h, or a day such as 2026-06-01")
    parser.add_argument("--html", action="store_true", help="an HTML mail instead of Markdown")
    selection.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Prints the digest."""
    store = open_store(settings.load())
    try:
        now = datetime.now(UTC)
        latest = min(now, store.as_of() or now)
        made = digest.compose(store, selection.filters(options), since=since(options.since, latest), now=now)
    finally:
        store.close()
    sys.stdout.write(digest.mail(made) if options.html else digest.markdown(made))
    return DONE


def since(said: str, latest: datetime) -> datetime:
    """The moment that `7d`, `2w`, `36h` before the last collection, or a day, names. Raises FilterError."""
    if match := re.fullmatch(r"(\d{1,4})([hdw])", said):
        return latest - timedelta(**{_UNITS[match[2]]: int(match[1])})
    try:
        return datetime.fromisoformat(said).replace(tzinfo=UTC)
    except ValueError as error:
        raise FilterError(f"--since: {said!r} is neither a span like 7d nor a day like 2026-06-01") from error
