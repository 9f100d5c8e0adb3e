"""What a reader sees until the first words of a page are there: the wordmark on the desk's own paper.

Streamlit sends an empty page and draws it once its code is loaded and the script has begun, seconds later on a slow
line. What is put into that page here needs no code, and the page's own content takes its place.
"""

from __future__ import annotations

from functools import cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.charts.theme import DARK, LIGHT
from dashboard import look

_BODY, _TITLE = b"<body>", b"<title>Streamlit</title>"


class Opening:
    """Puts the opening and the name of the desk into every HTML page; all else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started: list[Message] = []
        body = bytearray()

        async def send_page(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                started.append(message)
                return
            if not started:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                page = bytes(body).replace(_BODY, _BODY + _opening(), 1).replace(_TITLE, b"<title>Upswell</title>", 1)
                headers = MutableHeaders(raw=list(started[0]["headers"]))
                headers["Content-Length"] = str(len(page))
                await send({**started[0], "headers": headers.raw})
                await send({"type": "http.response.body", "body": page})

        # The length of an answer to HEAD is not known here, so none of it is changed.
        is_get = scope["type"] == "http" and scope["method"] == "GET"
        await self.app(scope, receive, send_page if is_get else send)


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
    )


@cache
def _opening() -> bytes:
    page = (look.ASSETS / "opening.html").read_text("utf-8").replace("WORDMARK", look.wordmark("currentColor"))
    for name, theme in (("LIGHT", LIGHT), ("DARK", DARK)):
        for part, colour in (("PAPER", theme.paper), ("INK", theme.ink), ("MUTED", theme.muted_text)):
            page = page.replace(f"{name}_{part}", colour)
    return page.encode()
