"""No connection leaves for an address that is not on the public internet."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from ingest.article import FetchState, Source
from ingest.fetch import Fetcher
from ingest.guard import AddressRefusedError, GuardedTransport, is_public


class Answering(httpx.BaseTransport):
    """Remembers where it was asked to connect, and answers."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, content=b"ok")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("::1", False),
        ("::", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("not an address", False),
    ],
)
def test_special_addresses_are_not_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_every_special_range_is_refused_and_its_neighbours_are_not(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "gold/security-ssrf/urls.jsonl").read_text().splitlines()]
    wrong = [row["ip"] for row in rows if is_public(row["ip"]) != (row["expected"] == "allowed")]
    assert wrong == []


def test_a_name_of_a_special_address_is_refused_before_any_connection(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "gold/security-ssrf/urls.jsonl").read_text().splitlines()]
    addresses = {f"name-{n}.example": row["ip"] for n, row in enumerate(rows)}
    inner = Answering()
    transport = GuardedTransport(resolver=lambda host, port: [addresses[host]], inner=inner)
    with Fetcher(transport=transport) as fetcher:
        for host, row in zip(addresses, rows, strict=True):
            source = Source(host, host, f"http://{host}/feed", "feed")
            outcome = fetcher.fetch(source, FetchState(host), now=datetime(2026, 3, 4, tzinfo=UTC)).outcome
            assert (row["ip"], outcome) == (row["ip"], "changed" if row["expected"] == "allowed" else "refused")
    assert len(inner.requests) == sum(row["expected"] == "allowed" for row in rows)


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
@pytest.mark.parametrize("scheme", ["", "http://"])
def test_a_proxy_of_the_environment_is_asked_but_never_for_a_private_name(
    variable: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:
            """Keeps the test's output quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(variable, f"{scheme}127.0.0.1:{running.server_port}")
    names = {"feeds.example": ["93.184.216.34"], "inside.example": ["10.0.0.7"]}
    with httpx.Client(transport=GuardedTransport(resolver=lambda host, port: names[host])) as client:
        assert client.get("http://feeds.example/feed").text == "ok"
        with pytest.raises(AddressRefusedError):
            client.get("http://inside.example/feed")
    running.shutdown()
    running.server_close()
    assert asked == ["http://feeds.example/feed"]


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    inner = Answering()
    transport = GuardedTransport(resolver=lambda host, port: next(answers), inner=inner)
    with httpx.Client(transport=transport) as client:
        assert client.get("http://rebinding.example/feed").status_code == 200
        with pytest.raises(AddressRefusedError, match=r"rebinding\.example is a private"):
            client.get("http://rebinding.example/feed")
    assert [request.url.host for request in inner.requests] == ["93.184.216.34"]
    assert inner.requests[0].headers["host"] == "rebinding.example"
    assert inner.requests[0].extensions["sni_hostname"] == "rebinding.example"


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    transport = GuardedTransport(resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"], inner=Answering())
    with httpx.Client(transport=transport) as client, pytest.raises(AddressRefusedError):
        client.get("http://two-faced.example/")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://0x7f000001/", "http://2130706433/"])
def test_spellings_of_loopback_are_refused(url: str) -> None:
    client = httpx.Client(transport=GuardedTransport(inner=Answering()))
    with client, pytest.raises((AddressRefusedError, httpx.ConnectError)):
        client.get(url)


def test_an_ipv6_address_is_connected_to_in_brackets() -> None:
    inner = Answering()
    with httpx.Client(
        transport=GuardedTransport(resolver=lambda host, port: ["2606:4700::1111"], inner=inner)
    ) as client:
        client.get("http://six.example/feed")
    assert str(inner.requests[0].url) == "http://[2606:4700::1111]/feed"
