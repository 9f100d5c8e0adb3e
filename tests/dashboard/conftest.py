"""Stores for the pages: empty, with one article, and a small invented press whose truth is known.

They are written directly, without language models, so that the tests of pages take seconds.
"""

from __future__ import annotations

import functools
import hashlib
import random
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import numpy as np
import pytest
import streamlit as st
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, sync_playwright
from streamlit.testing.v1 import AppTest

from analytics import settings
from analytics.store import Store, articles, open_store, sources, stages, topics
from analytics.types import Assignment, CoverageState, Mention, Sentence, Statistic, Topic
from benchmarks.serving import serving
from ingest.article import Article, Source

PROJECT = Path(__file__).resolve().parents[2]
# A Monday well before any clock that runs these tests.
FIRST = date(2025, 1, 6)
WEEKS = 60
NOW = datetime.combine(FIRST + timedelta(weeks=WEEKS), time(), UTC)
PRESS = ("Harbour Gazette", "Ledger & Lane", "Third Signal")
OUTAGE = (FIRST + timedelta(weeks=20), FIRST + timedelta(weeks=23))
RISING = Topic(
    "t-rising",
    "Kite parcels",
    ("kite parcels", "tethered delivery"),
    "t-theme",
    "active",
    description=Sentence("", 0, 0, "Parcels that come by kite."),
)
STEADY = Topic("t-steady", "Window radio", ("window radio",), "t-theme", "active")
FADING = Topic("t-fading", "Paper vouchers", ("paper vouchers",), None, "active")
_STAGES: tuple[stages.Stage, ...] = ("folded", "enriched")
THEME = Topic("t-theme", "Street trade", ("street",), None, "active")


@dataclass(frozen=True, slots=True)
class Item:
    """An article to store, with what enrichment would have found in it."""

    source: str
    day: date
    title: str
    text: str
    topic: str | None = None
    names: tuple[str, ...] = ()
    share: int | None = None
    url: str | None = None
    authors: tuple[str, ...] = ("Ada Quill",)


def press() -> list[Item]:
    """About 600 invented articles: one topic grows threefold in the last weeks, one holds, one dies out."""
    chance = random.Random(7)
    made: list[Item] = []
    for week in range(WEEKS):
        plan = (
            (RISING, 2 if week < WEEKS - 10 else 9),
            (STEADY, 4),
            (FADING, 4 if week < WEEKS - 10 else 0),
            (None, 6),
        )
        for topic, n in plan:
            for _ in range(max(0, n + chance.choice((-1, 0, 1)) if n else 0)):
                source = chance.choice(PRESS)
                day = FIRST + timedelta(weeks=week, days=chance.randrange(7))
                if source == PRESS[1] and OUTAGE[0] <= day < OUTAGE[1]:
                    continue
                made.append(_item(topic, source, day, len(made), chance))
    return made


def _item(topic: Topic | None, source: str, day: date, number: int, chance: random.Random) -> Item:
    about = topic.label if topic else "Harbour weather"
    share = chance.randrange(20, 60) if topic is RISING and number % 9 == 0 else None
    figure = f" According to the Corner Survey, {share}% of shopkeepers want {about.lower()}." if share else ""
    name = chance.choice(("Marrow Foods", "Tilda Brandt"))
    return Item(
        source,
        day,
        f"{about}, part {number}",
        f"{name} spoke about {about.lower()} on the quay.{figure} The rest of the town looked on and said little.",
        topic.id if topic else None,
        (name,),
        share,
        f"https://news.example/{number}",
    )


def fill(home: Path, items: Sequence[Item], *, found: Sequence[Topic] = (THEME, RISING, STEADY, FADING)) -> None:
    """A store in `home` with these articles and topics, as a refresh would have left it."""
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    names = sorted({item.source for item in items})
    registered = {name: Source(_id(name), name, f"{home}/{_id(name)}.xml", "file", group="Press") for name in names}
    sources.add(store, registered.values(), now=NOW)
    stored = {item: _article(item, registered[item.source].id) for item in items}
    with store.write() as connection:
        articles.add(connection, store, list(stored.values()), now=NOW)
        for name, source in registered.items():
            sources.cover(connection, source.id, _coverage(name))
        sources.known_until(connection, store, NOW)
    if stored:
        _group(store, stored, found)
    store.close()


def _coverage(name: str) -> dict[date, CoverageState]:
    days = (FIRST + timedelta(days=n) for n in range(7 * WEEKS))
    return {day: "gap" if name == PRESS[1] and OUTAGE[0] <= day < OUTAGE[1] else "collected" for day in days}


def _group(store: Store, stored: Mapping[Item, Article], known: Sequence[Topic]) -> None:
    folded, enriched = (stages.version_key(store, stage, "invented") for stage in _STAGES)
    with store.write() as connection:
        keys = articles.keys_of(connection, [article.id for article in stored.values()])
        stages.fold(connection, store, {key: np.zeros(0, np.uint64) for key in keys.values()}, (), made_by=folded)
        found = {
            keys[article.id]: (_mentions(item, article), _statistics(item, article), ())
            for item, article in stored.items()
        }
        stages.enrich(connection, store, found, made_by=enriched)
        topics.replace_topics(connection, store, known)
        belongs = [
            Assignment(article.id, item.topic, 0.9, "r1") for item, article in stored.items() if item.topic is not None
        ]
        topics.assign(connection, store, [article.id for article in stored.values()], belongs)


def _article(item: Item, source_id: str) -> Article:
    identity = _id(f"{item.source} {item.day} {item.title}")
    return Article(
        id=identity,
        source_id=source_id,
        path=f"{source_id}.xml",
        locator=identity,
        source=item.source,
        source_url=None,
        via=None,
        url=item.url,
        canonical_url=item.url,
        title=item.title,
        text=item.text,
        summary=item.text[:80],
        authors=item.authors,
        published=datetime.combine(item.day, time(9), UTC),
        published_basis="feed",
        updated=None,
        language="en",
        tags=(),
        content_hash=identity,
    )


def _mentions(item: Item, article: Article) -> tuple[Mention, ...]:
    return tuple(
        Mention(article.id, start, start + len(name), name, "ORG" if " Foods" in name else "PERSON", name)
        for name in item.names
        if (start := item.text.find(name)) >= 0
    )


def _statistics(item: Item, article: Article) -> tuple[Statistic, ...]:
    if item.share is None:
        return ()
    raw = f"{item.share}%"
    start = item.text.index(raw)
    opening = item.text.index("According")
    sentence = item.text[opening : item.text.index(".", start) + 1]
    return (
        Statistic(
            article_id=article.id,
            start=start,
            end=start + len(raw),
            raw=raw,
            value=Decimal(item.share),
            low=None,
            high=None,
            unit="percent",
            kind="percent",
            comparator=None,
            subject="want kite parcels",
            population="shopkeepers",
            period=None,
            attribution="Corner Survey",
            modality="observed",
            hedge=None,
            sentence=sentence,
            sentence_start=opening,
        ),
    )


def _id(text: str) -> str:
    return hashlib.blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


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


@pytest.fixture(scope="session")
def hostile_press() -> Callable[[Path, Sequence[str]], None]:
    """Fills a store whose titles, texts, authors, sources, names, topics and links are the given strings."""

    def write(home: Path, strings: Sequence[str]) -> None:
        topic = Topic("t-hostile", strings[0], tuple(strings[1:6]), "t-hostile-theme", "active")
        theme = Topic("t-hostile-theme", strings[3], (), None, "active")
        items = [
            Item(
                source=strings[index % 7],
                day=FIRST + timedelta(days=index % (7 * WEEKS)),
                title=text,
                text=f"{text} According to the {strings[2]}, 41% of {text} agree. {text}",
                topic=topic.id,
                names=(text,),
                share=41,
                url=text if index % 2 else f"https://news.example/{index}",
                authors=(text,),
            )
            for index, text in enumerate(strings)
        ]
        fill(home, items, found=(topic, theme))

    return write


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Runs a page of the dashboard on a store: `open_page(home, "topics", topic="t-rising")`."""

    def run(home: Path, page: str, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("UPSWELL_HOME", str(home))
        st.cache_resource.clear()
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=60)
        for key, value in query.items():
            app.query_params[key] = value
        app.switch_page(f"dashboard/pages/{page}.py")
        return app.run()

    yield run
    st.cache_resource.clear()


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of a real browser on a real server. Only loopback can be reached; whatever else is asked for is kept."""

    page: Page
    address: str
    strayed: list[str]
    complaints: list[str]

    def open(self, path: str = "", **query: str | list[str]) -> None:
        """Opens a page of the dashboard and waits until it stands still."""
        self.page.goto(f"{self.address}/{path}?{urlencode(query, doseq=True)}")
        self.settle()

    def settle(self) -> None:
        """Waits until no script runs and nothing on the page is stale or still loading."""
        self.page.wait_for_function(_IDLE, timeout=60_000)

    def figure(self, card: str) -> list[dict[str, Any]]:
        """The traces that the figure of a card draws: `x` and `y` as the page holds them."""
        self.page.wait_for_selector(f".st-key-card-{card} .js-plotly-plot .main-svg", timeout=30_000)
        traces: list[dict[str, Any]] = self.page.evaluate(_TRACES, f".st-key-card-{card} .js-plotly-plot")
        return traces

    def click_point(self, card: str, trace: int, point: int) -> None:
        """Clicks a point as a reader does: moves there, waits for its hover text, and presses."""
        self.figure(card)
        plot = self.page.locator(f".st-key-card-{card} .js-plotly-plot")
        plot.scroll_into_view_if_needed()
        x, y = plot.evaluate(_PLACE, [trace, point])
        self.page.mouse.move(x - 30, y - 30)
        self.page.mouse.move(x, y, steps=4)
        self.page.wait_for_selector(".hoverlayer .hovertext", timeout=10_000)
        self.page.mouse.click(x, y)
        self.settle()

    def download(self, card: str, label: str) -> bytes:
        """Opens the export of a card and takes a file from it."""
        self.page.locator(f".st-key-card-{card}").get_by_role("button", name="Export").click()
        with self.page.expect_download(timeout=60_000) as taken:
            self.page.get_by_role("button", name=label).click()
        content = taken.value.path().read_bytes()
        self.page.keyboard.press("Escape")
        return content


_IDLE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('.stHtml, [data-testid=stAlert]')
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]');
}"""
_TRACES = """(selector) => document.querySelector(selector)._fullData.map(
    (trace) => ({name: trace.name, type: trace.type, x: [...(trace.x || [])], y: [...(trace.y || [])]}))"""
_PLACE = """(plot, [trace, point]) => {
    const data = plot._fullData[trace], layout = plot._fullLayout, box = plot.getBoundingClientRect();
    const x = layout['xaxis' + data.xaxis.slice(1)], y = layout['yaxis' + data.yaxis.slice(1)];
    return [box.left + x._offset + x.d2p(data.x[point]), box.top + y._offset + y.d2p(data.y[point])];
}"""


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
