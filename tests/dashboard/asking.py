"""A request to an application of the tests, without a server and without a browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from starlette.types import ASGIApp


def ask(app: ASGIApp, path: str, **headers: str) -> httpx.Response:
    """What `app` answers to a GET that takes compressed answers, unless `headers` say otherwise."""

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.example") as client:
            return await client.get(path, headers={"Accept-Encoding": "gzip", **headers})

    # A loop in a thread of its own: a browser's may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, answer()).result()
