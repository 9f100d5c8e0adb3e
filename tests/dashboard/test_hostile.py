"""Outside text that attacks: no page, chart or hover runs it, follows it or leaves loopback."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

PAGES = ("", "topics", "statistics", "entities", "compare", "articles", "sources")
EVERY = 12
OWN = (
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![p](https://evil.example/p.png)",
    "$\\href{javascript:alert(1)}{x}$ :red[alarm] :material/home: :smile:",
    "<a href='javascript:alert(1)'>a</a><script>alert(1)</script>",
    "\u202egnp.exe {{7*7}} =cmd|' /C calc'!A0",
)


def payloads(shared: Path) -> list[str]:
    """Our own and every so-manieth of the shared sets."""
    found = list(OWN)
    for name, key in (
        ("security-xss-payloadbox/payloads.jsonl.gz", "payload"),
        ("security-dompurify/cases.dev.jsonl.gz", "payload"),
        ("security-blns/strings.jsonl.gz", "s"),
    ):
        with gzip.open(shared / "gold" / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line)[key] for line in lines]
        found.extend(rows if len(rows) < 800 else rows[::EVERY])
    return [text for text in found if text.strip()]


@pytest.fixture(scope="session")
def hostile_address(
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    hostile_press: Callable[[Path, Sequence[str]], None],
    serve: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:
    home = tmp_path_factory.mktemp("hostile")
    hostile_press(home, payloads(shared))
    with serve(home) as address:
        yield address


@pytest.mark.parametrize("page", PAGES)
def test_nothing_runs_and_nothing_leaves(desk_at: Callable[..., Any], hostile_address: str, page: str) -> None:
    desk = desk_at(hostile_address)
    desk.open(page)
    for plot in desk.page.locator(".js-plotly-plot").all():
        if plot.is_visible():
            plot.scroll_into_view_if_needed()
            plot.hover(force=True)
    desk.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    links = desk.page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
    assert desk.complaints == []
    assert desk.strayed == []
    assert set(links) <= {"http:", "https:"}
    assert desk.page.locator(".stHtml img[onerror], .stHtml script, .stHtml iframe, .katex").count() == 0


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
