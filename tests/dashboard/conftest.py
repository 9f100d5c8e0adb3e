"""Servers, browsers and stores for the pages: empty, with one article, and the invented press."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Route, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from benchmarks.browsing import LISTENING
from benchmarks.serving import serving
from tests.dashboard.browser import Desk
from tests.dashboard.press import fill, press

PROJECT = Path(__file__).resolve().parents[2]

# A machine that does other work besides is slow, not wrong.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it."""
    home = tmp_path_factory.mktemp("empty")
    fill(home, [])
    return home


@pytest.fixture(scope="session")
def one_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one article."""
    home = tmp_path_factory.mktemp("one")
    fill(home, press()[:1])
    return home


@pytest.fixture(scope="session")
def press_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented press."""
    home = tmp_path_factory.mktemp("press")
    fill(home, press())
    return home


@pytest.fixture
def own_home(tmp_path: Path, press_home: Path) -> Path:
    """A store with the invented press that a test may change."""
    return shutil.copytree(press_home, tmp_path / "home")


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Runs a page of the dashboard on a store: `open_page(home, "topics", topic="t-rising")`."""

    def run(home: Path, page: str, /, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("UPSWELL_HOME", str(home))
        st.cache_resource.clear()
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(f"dashboard/pages/{page}.py")
        return app.run()

    yield run
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """`serve(home)` as a context: the address of a server on that store."""
    return serving


@pytest.fixture(scope="session")
def press_address(press_home: Path) -> Iterator[str]:
    """A server on the invented press."""
    with serving(press_home) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def desk_at(chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """`desk_at(address)` opens a fresh browser window, as a new reader would."""
    contexts: list[BrowserContext] = []

    def window(address: str, *, width: int = 1440, dark: bool = False) -> Desk:
        context = chromium.new_context(
            viewport={"width": width, "height": 1000},
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        contexts.append(context)
        strayed: list[str] = []
        complaints: list[str] = []

        def guard(route: Route) -> None:
            if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
                route.continue_()
            else:
                strayed.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        context.add_init_script(LISTENING)
        page = context.new_page()

        def refuse(dialog: Dialog) -> None:
            complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        return Desk(page, address, strayed, complaints)

    yield window
    for context in contexts:
        context.close()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Notes</title><link>http://127.0.0.1/</link>
<item><title>The ferry learns to wait</title><guid>q1</guid><pubDate>Mon, 02 Feb 2026 08:00:00 GMT</pubDate>
<description>The ferry waits for the last passenger now, and the harbour master approves of that.</description></item>
<item><title>Ropes are back in fashion</title><guid>q2</guid><pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate>
<description>Shops along the quay sell more rope than paint this winter, says the chandler.</description></item>
</channel></rss>"""


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    """The address of a feed with two articles on loopback."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "feed.xml").write_text(FEED, "utf-8")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()
