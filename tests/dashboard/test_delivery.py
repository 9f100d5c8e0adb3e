"""What the browser gets: compressed once, the same bytes each time, and the code of charts named early."""

from __future__ import annotations

import gzip

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import delivery
from tests.dashboard.asking import ask

CODE = "let upswell = 1;\n" * 500
LASTING, PASSING = "public, immutable, max-age=9", "no-cache"


class Server:
    """Serves code under two addresses and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        routes = [
            Route("/lasting.js", lambda request: self.code(request, LASTING)),
            Route("/passing.js", lambda request: self.code(request, PASSING)),
            Route("/", lambda request: HTMLResponse("<html></html>")),
        ]
        self.app = Starlette(
            routes=routes,
            middleware=[
                Middleware(delivery.Preload),
                Middleware(delivery.Packed),
                Middleware(GZipMiddleware, minimum_size=100),
            ],
        )

    def code(self, request: Request, caching: str) -> Response:
        self.asked += 1
        return Response(CODE, media_type="text/javascript", headers={"Cache-Control": caching})

    def get(self, path: str, **headers: str) -> httpx.Response:
        return ask(self.app, path, **headers)


def test_what_never_changes_is_compressed_once() -> None:
    server = Server()
    first, second = server.get("/lasting.js"), server.get("/lasting.js")
    assert (first.text, second.text) == (CODE, CODE)
    assert server.asked == 1
    assert second.headers["Content-Encoding"] == "gzip"
    assert second.headers["Vary"] == "Accept-Encoding"
    assert int(second.headers["Content-Length"]) == len(gzip.compress(CODE.encode()))


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/passing.js", {}),
        ("/lasting.js", {"Accept-Encoding": "identity"}),
        ("/lasting.js", {"If-None-Match": '"x"'}),
        ("/lasting.js", {"Range": "bytes=0-9"}),
    ],
    ids=["may change", "uncompressed", "conditional", "a part"],
)
def test_everything_else_is_asked_for_each_time(path: str, headers: dict[str, str]) -> None:
    server = Server()
    for _ in range(2):
        assert server.get(path, **headers).text == CODE
    assert server.asked == 2


def test_pages_name_the_code_of_charts_and_code_does_not() -> None:
    server = Server()
    assert server.get("/").headers["Link"].startswith("<./static/js/PlotlyChart.")
    assert "Link" not in server.get("/lasting.js").headers
