"""axe-core finds nothing on any page, light and dark, but two rules that Streamlit's own widgets break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

pytestmark = pytest.mark.slow

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
STREAMLITS_OWN = ("svg-img-alt", "target-size")
PAGES = (
    "",
    "topics",
    "topics?view=panels",
    "topics?view=map",
    "topics?view=emerging",
    "topic?topic=t-rising",
    "statistics",
    "entities",
    "compare",
    "articles",
    "sources",
    "deck",
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(desk_at: Callable[..., Any], press_address: str, path: str, *, dark: bool) -> None:
    desk = desk_at(press_address, dark=dark)
    page, _, query = path.partition("?")
    desk.open(page, **dict(pair.split("=") for pair in query.split("&") if pair))
    desk.page.add_script_tag(path=str(AXE))
    assert violations(desk) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_deck_with_slides_is_accessible(desk_at: Callable[..., Any], press_address: str, *, dark: bool) -> None:
    desk = desk_at(press_address, dark=dark)
    desk.open("topic", topic="t-rising")
    desk.page.get_by_role("button", name="Add to deck").click()
    desk.settle()
    desk.page.get_by_role("link", name="Deck").click()
    desk.page.wait_for_url("**/deck**")
    desk.settle()
    desk.page.add_script_tag(path=str(AXE))
    assert violations(desk) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_opened_on_a_page_is_accessible(desk_at: Callable[..., Any], press_address: str, *, dark: bool) -> None:
    desk = desk_at(press_address, dark=dark)
    desk.open("topic", topic="t-rising")
    desk.page.add_script_tag(path=str(AXE))
    for tab in desk.page.get_by_role("tab").all():
        tab.click()
        desk.settle()
        assert violations(desk) == [], tab.inner_text()
    for name in ("More filters", "Views", "Table", "Export"):
        desk.page.get_by_role("button", name=name).click()
        desk.settle()
        assert violations(desk) == [], name
        desk.page.keyboard.press("Escape")
        desk.settle()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("path", "name"), [("sources", "Add a source"), ("topics", "Follow an idea"), ("deck", "Your template")]
)
def test_a_box_with_fields_is_accessible(
    desk_at: Callable[..., Any], press_address: str, path: str, name: str, *, dark: bool
) -> None:
    desk = desk_at(press_address, dark=dark)
    desk.open("topic", topic="t-rising")
    desk.page.get_by_role("button", name="Add to deck").click()
    desk.settle()
    desk.page.get_by_role("link", name=path.capitalize(), exact=True).click()
    desk.page.wait_for_url(f"**/{path}**")
    desk.settle()
    desk.page.get_by_role("button", name=name).click()
    desk.page.add_script_tag(path=str(AXE))
    assert violations(desk) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_article_is_accessible(desk_at: Callable[..., Any], press_address: str, *, dark: bool) -> None:
    desk = desk_at(press_address, dark=dark)
    desk.open("articles")
    desk.page.get_by_role("link", name="Read it here").first.click()
    desk.page.wait_for_url("**article=**")
    desk.settle()
    desk.page.add_script_tag(path=str(AXE))
    assert violations(desk) == []


_FADED = """() => Promise.all(document.getAnimations()
    .filter((each) => each.playState === 'running' && Number.isFinite(each.effect.getComputedTiming().endTime))
    .map((each) => each.finished.catch(() => null)))"""


def violations(desk: Any) -> list[tuple[str, list[str]]]:
    """What axe finds on the page once it stands still, since what fades has the contrast of a moment: the rule, and
    where it is broken."""
    desk.settle()
    desk.page.evaluate(_FADED)
    rules = {rule: {"enabled": False} for rule in STREAMLITS_OWN}
    found = desk.page.evaluate("(rules) => axe.run({rules})", rules)
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]
