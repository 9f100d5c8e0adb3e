"""Outside text that attacks: no page, chart or hover runs it, follows it or leaves loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from analytics import questions, settings
from analytics.filters import Filters
from analytics.store import open_store
from tests.dashboard.press import NOW, fill_hostile, fill_packed
from tests.hostile import DOMPURIFY, NAUGHTY, XSS, collected

pytestmark = pytest.mark.slow

PAGES = ("", "topics", "statistics", "entities", "compare", "articles", "sources")
# So many of the strings have pages of their own; all of them are packed, many to a page.
EVERY = 12
PACK = 12_000
OWN = (
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![p](https://evil.example/p.png)",
    "$\\href{javascript:alert(1)}{x}$ :red[alarm] :material/home: :smile:",
    "<a href='javascript:alert(1)'>a</a><script>alert(1)</script>",
    "\u202egnp.exe {{7*7}} =cmd|' /C calc'!A0",
)


def payloads(shared: Path) -> list[str]:
    """Our own and those of the shared sets."""
    found = [*OWN, *(text for file, key in (XSS, DOMPURIFY, NAUGHTY) for text in collected(shared, file, key))]
    return [text for text in found if text.strip()]


def packed(strings: Sequence[str]) -> list[str]:
    """All strings, as many to a pack as a page takes."""
    packs = [""]
    for text in strings:
        if len(packs[-1]) + len(text) > PACK:
            packs.append("")
        packs[-1] += f"{text}\n"
    return packs


@pytest.fixture(scope="session")
def hostile_address(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    home = tmp_path_factory.mktemp("hostile")
    found = payloads(shared)
    fill_hostile(home, [*found[: len(OWN)], *found[len(OWN) :: EVERY]])
    with serve(home) as address:
        yield address


def assert_harmless(desk: Any) -> None:
    """No dialog, no script, no request that leaves loopback, and no element or link that could be one."""
    links = desk.page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
    assert desk.complaints == []
    assert desk.strayed == []
    assert set(links) <= {"http:", "https:"}
    assert desk.page.locator(".stHtml img[onerror], .stHtml script, .stHtml iframe, .katex").count() == 0


@pytest.mark.parametrize("page", PAGES)
def test_nothing_runs_and_nothing_leaves(desk_at: Callable[..., Any], hostile_address: str, page: str) -> None:
    desk = desk_at(hostile_address)
    desk.open(page)
    for plot in desk.page.locator(".js-plotly-plot").all():
        if plot.is_visible():
            plot.scroll_into_view_if_needed()
            plot.hover(force=True)
    desk.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert_harmless(desk)


def test_nothing_runs_in_what_is_opened_on_a_page(desk_at: Callable[..., Any], hostile_address: str) -> None:
    desk = desk_at(hostile_address)
    desk.open("topic", topic="t-hostile")
    for tab in desk.page.get_by_role("tab").all():
        tab.click()
        desk.settle()
        assert_harmless(desk)
    for name in ("More filters", "Views", "Table", "Export"):
        desk.page.get_by_role("button", name=name).click()
        desk.settle()
        assert_harmless(desk)
        desk.page.keyboard.press("Escape")
        desk.settle()
    desk.page.get_by_role("button", name="Add to deck").click()
    desk.settle()
    desk.page.get_by_role("link", name="Deck").click()
    desk.page.wait_for_url("**/deck**")
    desk.settle()
    assert_harmless(desk)


def test_no_payload_runs_in_the_reading_view_or_a_link(
    shared: Path,
    tmp_path: Path,
    desk_at: Callable[..., Any],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> None:
    packs = packed(payloads(shared))
    fill_packed(tmp_path, packs)
    store = open_store(settings.load({"UPSWELL_HOME": str(tmp_path)}))
    found = questions.search_articles(store, Filters(), now=NOW, size=len(packs)).articles
    store.close()
    assert len(found) == len(packs)
    with serve(tmp_path) as address:
        desk = desk_at(address)
        for article in found:
            desk.open("articles", article=article.id)
            assert desk.page.locator(".up-text").inner_text().strip()
            assert_harmless(desk)


def test_the_reading_view_and_the_topic_show_it_as_text(desk_at: Callable[..., Any], hostile_address: str) -> None:
    desk = desk_at(hostile_address)
    desk.open("topic", topic="t-hostile")
    assert OWN[0] in desk.page.locator("h1").first.inner_text()
    desk.open("articles", query="onerror")
    desk.page.get_by_role("link", name="Read it here").first.click()
    desk.page.wait_for_url("**article=**")
    desk.settle()
    assert "onerror" in desk.page.locator("h1, .up-text").all_inner_texts()[0]
    assert desk.complaints == []
    assert desk.strayed == []
