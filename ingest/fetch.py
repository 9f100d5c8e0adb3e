"""HTTP for feeds and pages: conditional, polite, bounded in size and time, and guarded.

Turns a source and what is remembered of it into an answer and what to remember next. It parses nothing, stores
nothing and never raises for what a server does: each outcome is data.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from ingest import schedule
from ingest.article import FetchState, Source
from ingest.errors import IngestError
from ingest.guard import AddressRefusedError, GuardedTransport

USER_AGENT = "Upswell/0.1 (feed reader; reads robots.txt for pages)"
# What robots.txt calls us (RFC 9309, 2.2.1); the words in brackets are not ours to be addressed by.
ROBOT = "Upswell"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, text/xml, */*;q=0.5"
PERMANENT, TEMPORARY = {301, 308}, {302, 303, 307}
UNCONDITIONAL_AFTER = timedelta(days=1)
# One layer of these unpacks at a thousand to one at most; two layers, or a codec of a dictionary, know no bound.
PACKINGS = {"", "identity", "gzip", "x-gzip", "deflate"}

Outcome = Literal["changed", "unchanged", "failed", "refused", "limited", "gone"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a fetch: decompressed bytes, seconds for each answer, seconds without a byte, redirects."""

    max_bytes: int = 20_000_000
    total_seconds: float = 60.0
    idle_seconds: float = 15.0
    redirects: int = 5
    per_host: int = 2


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one fetch. `body` is None unless `outcome` is "changed"; `url` is where the answer came from.

    `new_location` is the address to register once a permanent move was confirmed; `headers` has lower-case names.
    """

    source_id: str
    outcome: Outcome
    status: int | None
    url: str
    body: bytes | None
    content_type: str | None
    message: str | None
    state: FetchState
    new_location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    url: str
    headers: httpx.Headers
    body: bytes
    moved_to: str | None


class _TooMuchError(IngestError):
    """An answer went beyond the limits."""


class _Deadline:
    """Breaks the connections of one fetch off when its time is over, even while a server drips one byte at a time."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._streams: list[Any] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Told by httpcore of each step; keeps the streams that it opens."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.append(info["return_value"])
            if self.passed:
                self._cut()

    def _cut(self) -> None:
        self.passed = True
        for stream in self._streams:
            with contextlib.suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class Fetcher:
    """Fetches sources and pages over one pool of connections; safe to share between threads.

    `transport` makes the connections, by default one that refuses private addresses. `reader` names the version of
    what reads the bodies: one that another version has read is asked for again and counts as new. Use as a context
    manager.
    """

    def __init__(
        self, *, transport: httpx.BaseTransport | None = None, limits: Limits | None = None, reader: str = ""
    ) -> None:
        self._limits = limits or Limits()
        self._reader = reader
        self._client = httpx.Client(
            transport=transport or GuardedTransport(),
            timeout=httpx.Timeout(self._limits.idle_seconds),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        )
        self._hosts: defaultdict[str, threading.Semaphore] = defaultdict(
            lambda: threading.Semaphore(self._limits.per_host)
        )
        self._robots: dict[str, Protego] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes every connection."""
        self._client.close()

    def fetch(self, source: Source, state: FetchState, *, now: datetime, url: str | None = None) -> Fetched:
        """Asks the server of `source` for what is new (`url` replaces its address, for further pages).

        Validators are sent for at most a day after the last whole body: some servers answer an old ETag for ever.
        A body that is byte for byte the last one counts as unchanged, whatever the server says. A source that is a
        page is read only where robots.txt lets us.
        """
        location = url or source.location
        fresh = (
            state.last_full is not None
            and now - state.last_full < UNCONDITIONAL_AFTER
            and (state.body_hash or "").startswith(f"{self._reader}:")
        )
        headers = {"Accept": ACCEPT}
        if fresh and url is None:
            headers |= {"If-None-Match": state.etag} if state.etag else {}
            headers |= {"If-Modified-Since": state.last_modified} if state.last_modified else {}
        try:
            answer = self._get(location, headers, polite=source.kind == "page")
        except AddressRefusedError as error:
            return self._failed(source, state, now, error.place, "refused", error.reason)
        except IngestError as error:
            return self._failed(source, state, now, error.place, "failed", error.reason)
        except httpx.HTTPError as error:
            return self._failed(source, state, now, location, "failed", _plain(error))
        return self._judged(source, state, now, answer)

    def page(self, url: str, *, typed: bool = False) -> tuple[bytes, str | None, str]:
        """Body, content type and final address of a page that robots.txt lets us read.

        An address that a person `typed` is a visit, not a crawl: no robots.txt is asked. Raises IngestError when the
        page may not or cannot be read.
        """
        try:
            answer = self._get(url, {"Accept": "text/html, application/xhtml+xml, */*;q=0.5"}, polite=not typed)
        except httpx.HTTPError as error:
            raise IngestError(url, _plain(error)) from error
        if answer.status != 200:
            raise IngestError(url, f"the server answered {answer.status}")
        return answer.body, answer.headers.get("content-type"), answer.url

    def _judged(self, source: Source, state: FetchState, now: datetime, answer: _Answer) -> Fetched:
        status = answer.status
        wait = schedule.retry_after(answer.headers.get("retry-after"), now)
        if status == 410:
            message = "the server says the feed is gone for good (410)"
            parked = schedule.after_gone(state, now, message=message)
            return Fetched(source.id, "gone", status, answer.url, None, None, message, parked)
        if status == 429 or (status == 503 and wait is not None):
            message = f"the server asks to come back later ({status})"
            return self._failed(source, state, now, answer.url, "limited", message, status=status, wait=wait)
        if status not in {200, 203, 304}:
            return self._failed(
                source, state, now, answer.url, "failed", f"the server answered {status}", status=status
            )
        moved = schedule.after_move(state, answer.moved_to)
        digest = f"{self._reader}:{hashlib.sha256(answer.body).hexdigest()}"
        changed = status != 304 and digest != state.body_hash
        next_state = schedule.after_success(
            moved, now, changed=changed, wait=schedule.max_age(answer.headers.get("cache-control"))
        )
        if status != 304:
            next_state = replace(
                next_state,
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
                body_hash=digest,
                last_full=now,
            )
        return Fetched(
            source.id,
            "changed" if changed else "unchanged",
            status,
            answer.url,
            answer.body if changed else None,
            answer.headers.get("content-type"),
            None,
            next_state,
            schedule.confirmed_move(next_state),
            tuple((name.lower(), value) for name, value in answer.headers.items()),
        )

    def _failed(
        self,
        source: Source,
        state: FetchState,
        now: datetime,
        url: str,
        outcome: Outcome,
        message: str,
        *,
        status: int | None = None,
        wait: timedelta | None = None,
    ) -> Fetched:
        later = schedule.after_failure(state, now, message=message, wait=wait)
        return Fetched(source.id, outcome, status, url, None, None, message, later)

    def _get(self, url: str, headers: dict[str, str], *, polite: bool = False) -> _Answer:
        permanent = True
        for hop in range(self._limits.redirects + 1):
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise IngestError(url, "only http and https addresses are fetched")
            if polite and not self._may_read(url):
                raise IngestError(url, "the site's robots.txt asks not to read this page")
            with self._lock:
                turn = self._hosts[parts.hostname]
            with turn, self._stream(url, headers) as response:
                target = response.headers.get("location")
                if response.status_code not in PERMANENT | TEMPORARY or not target:
                    moved_to = url if hop and permanent else None
                    return _Answer(response.status_code, url, response.headers, self._read(response), moved_to)
                permanent = permanent and response.status_code in PERMANENT
                url = urljoin(url, target)
        raise IngestError(url, f"more than {self._limits.redirects} redirects in a row")

    @contextlib.contextmanager
    def _stream(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        with _Deadline(self._limits.total_seconds) as deadline:
            try:
                with self._client.stream("GET", url, headers=headers, extensions={"trace": deadline.trace}) as response:
                    yield response
            except httpx.HTTPError as error:
                if deadline.passed:
                    reason = f"no end of the answer after {self._limits.total_seconds:.0f} seconds"
                    raise _TooMuchError(url, reason) from error
                raise

    def _read(self, response: httpx.Response) -> bytes:
        packings = [each.strip().lower() for each in response.headers.get("content-encoding", "").split(",")]
        if len(packings) > 1 or packings[0] not in PACKINGS:
            raise _TooMuchError(str(response.url), "the answer is packed twice, or in a way that was not asked for")
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > self._limits.max_bytes:
                raise _TooMuchError(str(response.url), f"the answer is larger than {self._limits.max_bytes:,} bytes")
            chunks.append(chunk)
        return b"".join(chunks)

    def _may_read(self, url: str) -> bool:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._robots.get(origin)
        if rules is None:
            rules = Protego.parse(self._robots_text(origin))
            with self._lock:
                self._robots[origin] = rules
        return bool(rules.can_fetch(url, ROBOT))

    def _robots_text(self, origin: str) -> str:
        # RFC 9309, 2.3.1: no file means no rules; a server that fails means keep out.
        try:
            answer = self._get(f"{origin}/robots.txt", {})
        except (httpx.HTTPError, IngestError):
            return "User-agent: *\nDisallow: /"
        if answer.status >= 500:
            return "User-agent: *\nDisallow: /"
        return answer.body[:500_000].decode("utf-8", "replace") if answer.status == 200 else ""


def _plain(error: httpx.HTTPError) -> str:
    """One sentence without the library's names."""
    match error:
        case httpx.TimeoutException():
            return "no answer in time"
        case httpx.DecodingError():
            return "the answer's compression is broken"
        case httpx.RemoteProtocolError():
            return f"the server broke off or spoke no proper HTTP ({error})"
        case httpx.ConnectError():
            return f"no connection ({error})"
        case _:
            return str(error) or type(error).__name__
