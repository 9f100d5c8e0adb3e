"""The desk while it opens: in the page that the server sends, and in a browser that waits for the first words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import opening
from tests.dashboard.asking import ask
from tests.dashboard.test_accessible import AXE

PAGE = "<html><head><title>Streamlit</title></head><body><div id='root'></div></body></html>"


def in_pieces(request: Request) -> Response:
    return StreamingResponse(iter([PAGE[:20], PAGE[20:]]), media_type="text/html")


APP = Starlette(
    routes=[
        Route("/", lambda request: HTMLResponse(PAGE)),
        Route("/pieces", in_pieces),
        Route("/code.js", lambda request: Response(PAGE, media_type="text/javascript")),
        Route("/gone", lambda request: HTMLResponse(PAGE, status_code=404)),
    ],
    middleware=[Middleware(opening.Opening)],
)


@pytest.mark.parametrize("path", ["/", "/pieces"])
def test_a_page_opens_with_the_wordmark(path: str) -> None:
    answer = ask(APP, path)
    assert "<body><style>" in answer.text.replace("\n", "")
    assert "<title>Upswell</title>" in answer.text
    assert answer.text.count("Opening the desk") == 1
    assert int(answer.headers["Content-Length"]) == len(answer.content)


@pytest.mark.parametrize("path", ["/code.js", "/gone"])
def test_all_else_passes_as_it_is(path: str) -> None:
    assert ask(APP, path).text == PAGE


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_opening_stands_until_the_first_words(
    desk_at: Callable[..., Any], press_address: str, *, dark: bool
) -> None:
    waiting = desk_at(press_address, dark=dark).page
    waiting.route_web_socket("**/_stcore/stream", lambda socket: None)
    waiting.goto(press_address)
    expect(waiting.get_by_text("Opening the desk")).to_be_visible()
    waiting.wait_for_selector("[data-testid=stApp]", state="attached")
    expect(waiting.get_by_text("Opening the desk")).to_be_visible()
    waiting.add_script_tag(path=str(AXE))
    assert waiting.evaluate("() => axe.run('.up-opening').then((found) => found.violations)") == []

    desk = desk_at(press_address, dark=dark)
    desk.open()
    expect(desk.page.get_by_text("Opening the desk")).to_be_hidden()
    expect(desk.page.get_by_role("heading", name="Overview")).to_be_visible()
