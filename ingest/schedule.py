"""When a source is fetched next: often where it changes often, politely where the server asks, rarely where it is dead.

Pure arithmetic on FetchState; it opens no connection. The jitter comes from the source's id, so that the same
history gives the same plan.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from ingest.article import FetchState

SHORTEST, LONGEST = 15 * 60, 24 * 3600
PARKED_INTERVAL = 7 * 24 * 3600
PARK_AFTER = timedelta(days=14)
LONGEST_WAIT = timedelta(days=7)
MOVES_TO_CONFIRM = 3


def is_due(state: FetchState, now: datetime) -> bool:
    """Whether the source may be fetched at `now`."""
    return state.next_fetch is None or state.next_fetch <= now


def after_success(state: FetchState, now: datetime, *, changed: bool, wait: timedelta | None = None) -> FetchState:
    """The state after an answer. A changed body shortens the interval by a third, an unchanged one adds a half.

    `wait` is the least time that the server asked for (Cache-Control).
    """
    interval = state.interval * 2 // 3 if changed else state.interval * 3 // 2
    interval = min(max(interval, SHORTEST), LONGEST)
    pause = max(timedelta(seconds=interval), min(wait or timedelta(0), timedelta(seconds=LONGEST)))
    return replace(
        state,
        interval=interval,
        last_fetch=now,
        last_success=now,
        next_fetch=now + _jittered(state.source_id, pause),
        error_count=0,
        last_error=None,
        parked=False,
    )


def after_failure(state: FetchState, now: datetime, *, message: str, wait: timedelta | None = None) -> FetchState:
    """The state after an error: the interval doubles with each one in a row, up to a day.

    A source that has not answered for PARK_AFTER is parked and tried once a week. `wait` is the server's
    Retry-After, which is kept even where it is longer.
    """
    errors = state.error_count + 1
    pause = timedelta(seconds=min(state.interval * 2 ** min(errors, 10), LONGEST))
    silent_since = state.last_success
    parked = errors > 5 and (silent_since is None or now - silent_since > PARK_AFTER)
    if parked:
        pause = timedelta(seconds=PARKED_INTERVAL)
    pause = max(_jittered(state.source_id, pause), min(wait or timedelta(0), LONGEST_WAIT))
    return replace(state, last_fetch=now, next_fetch=now + pause, error_count=errors, last_error=message, parked=parked)


def after_gone(state: FetchState, now: datetime, *, message: str) -> FetchState:
    """The state after 410 Gone: parked at once."""
    parked = replace(state, error_count=state.error_count + 1, last_fetch=now, last_error=message, parked=True)
    return replace(parked, next_fetch=now + _jittered(state.source_id, timedelta(seconds=PARKED_INTERVAL)))


def after_move(state: FetchState, target: str | None) -> FetchState:
    """Counts how often in a row the source answered from `target` by permanent redirects alone (None: it did not)."""
    if target is None:
        return replace(state, moved_to=None, moved_count=0)
    return replace(state, moved_to=target, moved_count=state.moved_count + 1 if target == state.moved_to else 1)


def confirmed_move(state: FetchState) -> str | None:
    """The address to register instead, once the move was seen MOVES_TO_CONFIRM times in a row."""
    return state.moved_to if state.moved_count >= MOVES_TO_CONFIRM else None


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait that a Retry-After header asks for: seconds or an HTTP date. None when absent or unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text), int(LONGEST_WAIT.total_seconds())))
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return max(until - now, timedelta(0))


def max_age(cache_control: str | None) -> timedelta | None:
    """The freshness that a Cache-Control header grants, or None."""
    for directive in (cache_control or "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and value.strip('"').isdecimal():
            return timedelta(seconds=min(int(value.strip('"')), LONGEST))
    return None


def _jittered(source_id: str, pause: timedelta) -> timedelta:
    # Up to a tenth longer, by source, so that sources added together are not fetched together for ever.
    share = int.from_bytes(hashlib.blake2b(source_id.encode(), digest_size=2).digest(), "big") / 0xFFFF
    return pause + pause * 0.1 * share
