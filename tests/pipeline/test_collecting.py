"""Collecting: what a source gave and what was learnt about it are kept together, and nothing refused is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from analytics.pipeline import collecting
from analytics.pipeline.report import Collected, silent
from analytics.settings import Settings
from analytics.store import Store, open_store, sources
from ingest.article import Source

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ITEM = (
    "<item><title>Item {0}</title><guid>{0}</guid><link>https://adverve.example/{0}</link>"
    "<description>What item {0} says.</description><pubDate>{0:02} Mar 2026 09:00:00 GMT</pubDate></item>"
)


def feed(*days: int) -> bytes:
    items = "".join(map(ITEM.format, days))
    return f"<rss version='2.0'><channel><title>Adverve</title>{items}</channel></rss>".encode()


class Publisher(ThreadingHTTPServer):
    """Answers `/feed` with `body`, and `/old` by sending everybody there for good."""

    body = b""


class Answer(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.send_response(301 if self.path == "/old" else 200)
        if self.path == "/old":
            self.send_header("Location", "/feed")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    running = Publisher(("127.0.0.1", 0), Answer)
    Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def empty(chosen: Settings) -> Iterator[Store]:
    opened = open_store(chosen)
    yield opened
    opened.close()


@pytest.fixture
def collect(empty: Store, chosen: Settings) -> Callable[..., Collected]:
    def run(*, day: int = 0) -> Collected:
        local = replace(chosen, allow_private_addresses=True)
        return collecting.collect(empty, local, now=NOW + timedelta(days=day), progress=silent)

    return run


Collect = Callable[..., Collected]


def kept(store: Store) -> list[str]:
    return sorted(rejection.locator for _, rejection, _ in sources.rejections(store))


def test_rejections_of_a_long_file_are_all_kept_and_go_when_it_is_mended(
    empty: Store, collect: Collect, tmp_path: Path
) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [json.dumps({"id": str(n), "title": f"Row {n}", "text": f"What row {n} says."}) for n in range(1200)]
    rows[10], rows[700], rows[1190] = "no JSON", "[1]", "{"
    file.write_text("\n".join(rows), encoding="utf-8")
    sources.add(empty, [Source("rows", "Rows", file.as_posix(), "file")], now=NOW)
    assert collect().new == 1197
    assert kept(empty) == ["line 11", "line 1191", "line 701"]
    file.write_text("\n".join(rows[:700]), encoding="utf-8")
    assert collect().new == 0
    assert kept(empty) == ["line 11"]


def test_files_are_tried_again_by_a_newer_parser(empty: Store, collect: Collect, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("no JSON\n", encoding="utf-8")
    sources.add(empty, [Source("rows", "Rows", file.as_posix(), "file")], now=NOW)
    assert len(collect().rejections) == 1
    assert len(collect().rejections) == 0
    (fingerprint,) = sources.fingerprints(empty, "rows").values()
    with empty.write() as connection:
        older = {file.as_posix(): fingerprint.rpartition(":")[0] + ":0"}
        sources.remember_files(connection, empty, "rows", older)
    assert len(collect().rejections) == 1
    assert kept(empty) == ["line 1"]


def test_a_feed_that_was_broken_is_forgiven_when_it_reads_again(
    empty: Store, collect: Collect, publisher: Publisher
) -> None:
    address = f"http://127.0.0.1:{publisher.server_port}/feed"
    sources.add(empty, [Source("feed", "Feed", address, "feed")], now=NOW)
    publisher.body = b"<rss version='2.0'><channel><title>Adv"
    assert (collect().new, kept(empty)) == (0, [""])
    publisher.body = feed(9, 8)
    assert (collect(day=1).new, kept(empty)) == (2, [])
    assert (collect(day=2).new, collect(day=3).changed) == (0, 0)


def test_days_are_covered_by_what_each_visit_could_see(empty: Store, collect: Collect, publisher: Publisher) -> None:
    address = f"http://127.0.0.1:{publisher.server_port}/feed"
    sources.add(empty, [Source("feed", "Feed", address, "feed")], now=NOW)
    publisher.body = feed(1, 9, 8)
    collect()
    publisher.body = feed(11, 9)
    collect(day=2)
    days = {day.day: state for day, state in sources.covered_days(empty, "feed").items()}
    assert days == {8: "partial", 9: "backfilled", 10: "backfilled", 11: "collected", 12: "partial"}


def test_a_source_that_moved_for_good_is_registered_where_it_went(
    empty: Store, collect: Collect, publisher: Publisher
) -> None:
    address = f"http://127.0.0.1:{publisher.server_port}"
    sources.add(empty, [Source("feed", "Feed", f"{address}/old", "feed")], now=NOW)
    publisher.body = feed(9)
    places = []
    for day in range(4):
        collect(day=day)
        places.append(sources.registered(empty)[0].location.removeprefix(address))
    assert places == ["/old", "/old", "/feed", "/feed"]
