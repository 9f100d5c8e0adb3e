"""The headers that every response carries."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import security
from tests.dashboard.asking import ask


def long_answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("upswell " * 1000)


APP = Starlette(routes=[Route("/", long_answer)], middleware=list(security.middleware()))


def get(path: str, *, encoding: str = "identity") -> httpx.Response:
    return ask(APP, path, **{"Accept-Encoding": encoding})


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_every_response_carries_the_policy(path: str) -> None:
    headers = get(path).headers
    assert {name: headers[name] for name in security.HEADERS} == security.HEADERS


@pytest.mark.slow
def test_the_server_itself_sends_them(press_address: str) -> None:
    answer = httpx.get(f"{press_address}/", headers={"Accept-Encoding": "gzip"})
    assert {name: answer.headers[name] for name in security.HEADERS} == security.HEADERS


def test_the_policy_names_no_other_host() -> None:
    assert "http" not in security.CONTENT_SECURITY_POLICY
    assert "*" not in security.CONTENT_SECURITY_POLICY


def test_long_answers_are_compressed() -> None:
    assert get("/", encoding="gzip").headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in get("/").headers
