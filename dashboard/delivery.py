"""How fast the browser gets its code: read and compressed once and kept, and the code of charts asked for early.

Streamlit's own files carry a hash in their name and never change. Reading and compressing them anew for each reader
costs the server a third of a second, in which the browser waits.
"""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CODE = Path(streamlit.__file__).parent / "static" / "static" / "js"
# A request with one of these does not ask for the whole file.
_PARTIAL = ("range", "if-none-match", "if-modified-since")


class Packed:
    """Keeps what was answered for every file that may be kept for good, compressed where it is worth it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "gzip" not in asked.get("accept-encoding", "") or any(name in asked for name in _PARTIAL):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "GET" and (kept := self._kept.get(scope["path"])):
            start, whole = kept
            await send(start)
            await send({"type": "http.response.body", "body": whole})
            return
        started: list[Message] = []
        body = bytearray()

        async def send_and_keep(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["method"] == "GET" and _is_lasting(message):
                started.append(message)
            elif message["type"] == "http.response.body" and started:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    headers = MutableHeaders(raw=list(started[0]["headers"]))
                    headers["Content-Length"] = str(len(body))
                    self._kept[scope["path"]] = ({**started[0], "headers": headers.raw}, bytes(body))
            await send(message)

        await self.app(scope, receive, send_and_keep)


def _is_lasting(start: Message) -> bool:
    return start["status"] == 200 and "immutable" in Headers(raw=start["headers"]).get("cache-control", "")


class Preload:
    """Names the code that draws charts beside each page, so that the browser asks for it before it meets a chart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._link = ", ".join(
            f"<./static/js/{path.name}>; rel=modulepreload" for path in _CODE.glob("PlotlyChart.*.js")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start" and self._link:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["Link"] = self._link
            await send(message)

        await self.app(scope, receive, send_with_link)
