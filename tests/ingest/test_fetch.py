"""A loopback server plays everything that servers do; each outcome is data and none disturbs the next."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

import httpx
import pytest

from ingest.article import FetchState, Source
from ingest.errors import IngestError
from ingest.fetch import Fetched, Fetcher, Limits
from ingest.guard import GuardedTransport

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FEED = b"<rss version='2.0'><channel><title>Loopback</title></channel></rss>"


# Five megabytes, of which one is allowed.
BOMB = gzip.compress(bytes(5_000_000))


class Server(BaseHTTPRequestHandler):
    """One path for each manner, good or bad."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, dict[str, str]]]
    robots = b"User-agent: *\nDisallow: /private/\n\nUser-agent: feed\nDisallow: /\n"

    def do_GET(self) -> None:
        self.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        name = self.path.strip("/").split("/")[0].replace("-", "_").replace(".", "_")
        play: Callable[[], None] = getattr(self, f"play_{name}", self.play_missing)
        play()

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def play_feed(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self.answer(304, ETag='"one"')
        else:
            self.answer(200, FEED, ETag='"one"', Content_Type="application/rss+xml", Cache_Control="max-age=60")

    def play_lying_etag(self) -> None:
        self.answer(
            304 if self.headers.get("If-None-Match") else 200,
            FEED if not self.headers.get("If-None-Match") else b"",
            ETag='"old"',
        )

    def play_no_etag(self) -> None:
        self.answer(200, FEED)

    def play_moved(self) -> None:
        self.answer(301, Location="/feed")

    def play_moved_308(self) -> None:
        self.answer(308, Location="/moved")

    def play_elsewhere(self) -> None:
        self.answer(302, Location="/feed")

    def play_to_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def play_loop(self) -> None:
        self.answer(302, Location="/loop")

    def play_missing(self) -> None:
        self.answer(404, b"nothing here")

    def play_gone(self) -> None:
        self.answer(410)

    def play_busy(self) -> None:
        self.answer(429, Retry_After="7200")

    def play_broken(self) -> None:
        self.answer(500, b"oops")

    def play_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def play_dripping(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def play_silent(self) -> None:
        time.sleep(1.5)

    def play_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"x" * 10_000)

    def play_bomb(self) -> None:
        self.answer(200, BOMB, Content_Encoding="gzip")

    def play_bomb_in_a_bomb(self) -> None:
        self.answer(200, gzip.compress(BOMB), Content_Encoding="gzip, gzip")

    def play_bad_gzip(self) -> None:
        self.answer(200, b"this is no gzip", Content_Encoding="gzip")

    def play_wrong_charset(self) -> None:
        self.answer(
            200,
            "<rss><channel><title>Café</title></channel></rss>".encode("latin-1"),
            Content_Type="text/xml; charset=utf-8",
        )

    def play_broken_chunk(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"zzz\r\nno chunk\r\n")
        self.close_connection = True

    def play_robots_txt(self) -> None:
        self.answer(200, self.robots)

    def play_open(self) -> None:
        self.answer(200, b"<p>page</p>", Content_Type="text/html")

    play_private = play_open

    def play_to_private(self) -> None:
        self.answer(302, Location="/private/page")

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output quiet."""

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    Server.seen = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    running.daemon_threads = True
    thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    limits = Limits(max_bytes=1_000_000, total_seconds=1.0, idle_seconds=0.7)
    with Fetcher(transport=GuardedTransport(allow_private=True), limits=limits) as running:
        yield running


@pytest.fixture
def get(server: ThreadingHTTPServer, fetcher: Fetcher) -> Callable[..., Fetched]:
    def run(path: str, state: FetchState | None = None, *, now: datetime = NOW) -> Fetched:
        source = Source("loopback", "Loopback", f"http://127.0.0.1:{server.server_port}/{path}", "feed")
        return fetcher.fetch(source, state or FetchState("loopback"), now=now)

    return run


Get = Callable[..., Fetched]


def test_a_body_arrives_with_its_type_and_is_remembered(get: Get) -> None:
    got = get("feed")
    assert (got.outcome, got.status, got.body, got.content_type) == ("changed", 200, FEED, "application/rss+xml")
    assert got.state.etag == '"one"'
    assert got.state.last_success == NOW
    assert got.state.next_fetch is not None
    assert got.state.next_fetch > NOW


def test_the_second_fetch_is_conditional(get: Get) -> None:
    again = get("feed", get("feed").state, now=NOW + timedelta(hours=1))
    assert (again.outcome, again.status, again.body) == ("unchanged", 304, None)


def test_a_lying_etag_is_believed_for_a_day_only(get: Get) -> None:
    first = get("lying-etag")
    later = get("lying-etag", first.state, now=NOW + timedelta(hours=1))
    assert later.status == 304
    changed_meanwhile = replace(later.state, body_hash="of an older body")
    assert get("lying-etag", changed_meanwhile, now=NOW + timedelta(days=1)).outcome == "changed"


def test_the_same_body_without_validators_is_unchanged(get: Get) -> None:
    assert get("no-etag", get("no-etag").state).outcome == "unchanged"


@pytest.mark.parametrize("path", ["moved", "moved-308"])
def test_a_permanent_move_is_followed_and_registered_after_three_confirmations(get: Get, path: str) -> None:
    state, locations = FetchState("loopback"), []
    for hour in range(3):
        got = get(path, state, now=NOW + timedelta(hours=hour))
        assert got.outcome in {"changed", "unchanged"}
        state = got.state
        locations.append(got.new_location)
    assert locations[:2] == [None, None]
    assert locations[2] is not None
    assert locations[2].endswith("/feed")


def test_a_temporary_redirect_moves_nothing(get: Get) -> None:
    got = get("elsewhere")
    assert got.outcome == "changed"
    assert got.state.moved_to is None


def test_a_redirect_to_a_private_address_is_refused_at_its_hop() -> None:
    names = {"feeds.example": ["93.184.216.34"], "metadata.example": ["169.254.169.254"]}
    asked = []

    def redirecting(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"Location": "http://metadata.example/latest/"})

    guard = GuardedTransport(resolver=lambda host, port: names[host], inner=httpx.MockTransport(redirecting))
    with Fetcher(transport=guard) as guarded:
        got = guarded.fetch(Source("x", "X", "http://feeds.example/feed", "feed"), FetchState("x"), now=NOW)
    assert got.outcome == "refused"
    assert asked == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("path", "outcome", "status", "message"),
    [
        ("missing", "failed", 404, "answered 404"),
        ("gone", "gone", 410, "gone for good"),
        ("busy", "limited", 429, "come back later"),
        ("broken", "failed", 500, "answered 500"),
        ("loop", "failed", None, "redirects in a row"),
        ("to-file", "failed", None, "only http and https"),
        ("slow", "failed", None, "no end of the answer"),
        ("dripping", "failed", None, "no end of the answer"),
        ("silent", "failed", None, "no answer in time"),
        ("endless", "failed", None, "larger than"),
        ("bomb", "failed", None, "larger than"),
        ("bomb-in-a-bomb", "failed", None, "packed twice"),
        ("bad-gzip", "failed", None, "compression is broken"),
        ("broken-chunk", "failed", None, "broke off"),
    ],
)
def test_bad_manners_are_outcomes_and_the_next_fetch_is_unharmed(
    get: Get, path: str, outcome: str, status: int | None, message: str
) -> None:
    got = get(path)
    assert (got.outcome, got.status, got.body) == (outcome, status, None)
    assert message in (got.message or "")
    assert got.state.error_count == 1
    assert got.state.last_success is None
    assert get("feed").outcome == "changed"


def test_retry_after_decides_when_to_come_back(get: Get) -> None:
    next_fetch = get("busy").state.next_fetch
    assert next_fetch is not None
    assert next_fetch >= NOW + timedelta(hours=2)


def test_gone_is_parked(get: Get) -> None:
    assert get("gone").state.parked


def test_a_wrong_charset_is_left_to_the_parser(get: Get) -> None:
    assert get("wrong-charset").body == "<rss><channel><title>Café</title></channel></rss>".encode("latin-1")


def test_pages_follow_robots(server: ThreadingHTTPServer, fetcher: Fetcher) -> None:
    root = f"http://127.0.0.1:{server.server_port}"
    body, content_type, url = fetcher.page(f"{root}/open")
    assert (body, content_type, url) == (b"<p>page</p>", "text/html", f"{root}/open")
    for closed in ("private/page", "to-private"):
        with pytest.raises(IngestError, match=r"robots\.txt asks not to read"):
            fetcher.page(f"{root}/{closed}")
    assert fetcher.page(f"{root}/private/page", typed=True)[0] == body


def test_a_source_that_is_a_page_follows_robots_and_a_feed_does_not(
    server: ThreadingHTTPServer, fetcher: Fetcher
) -> None:
    address = f"http://127.0.0.1:{server.server_port}/private/page"
    page, feed = (Source("x", "X", address, kind) for kind in ("page", "feed"))
    assert "robots.txt" in (fetcher.fetch(page, FetchState("x"), now=NOW).message or "")
    assert fetcher.fetch(feed, FetchState("x"), now=NOW).outcome == "changed"


def test_what_an_older_reader_has_read_is_asked_for_whole(server: ThreadingHTTPServer) -> None:
    source = Source("x", "X", f"http://127.0.0.1:{server.server_port}/feed", "feed")
    state = FetchState("x")
    for reader, outcome in (("1", "changed"), ("1", "unchanged"), ("2", "changed"), ("2", "unchanged")):
        with Fetcher(transport=GuardedTransport(allow_private=True), reader=reader) as fetcher:
            got = fetcher.fetch(source, state, now=NOW)
        assert (reader, got.outcome) == (reader, outcome)
        state = got.state


def test_a_host_is_asked_by_so_many_at_once_and_no_more() -> None:
    busy, most, lock = 0, 0, Lock()

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)
        with lock:
            busy -= 1
        return httpx.Response(200, content=FEED)

    limits = Limits(per_host=2)
    with Fetcher(transport=httpx.MockTransport(handle), limits=limits) as fetcher, ThreadPoolExecutor(8) as pool:
        sources = [Source(str(n), "X", f"https://one.example/{n}", "feed") for n in range(8)]
        list(pool.map(lambda source: fetcher.fetch(source, FetchState(source.id), now=NOW), sources))
    assert most == 2


def test_it_says_who_it_is(get: Get) -> None:
    get("feed")
    assert Server.seen[-1][1]["user-agent"].startswith("Upswell/")
