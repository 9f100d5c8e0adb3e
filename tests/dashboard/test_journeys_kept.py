"""What readers leave behind, in a real browser: views, events, names, feeds and decks, each on a store of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.press import fill, press

pytestmark = pytest.mark.slow

DeskAt = Callable[..., Any]


def test_a_saved_view_brings_back_filters_and_what_was_open(
    desk_at: DeskAt, own_home: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(own_home) as address:
        desk = desk_at(address)
        desk.open("compare", against=["Harbour Gazette", "Third Signal"], sources="Third Signal", measure="count")
        drawn = desk.figure("compare")
        desk.page.get_by_role("button", name="Views").click()
        desk.page.get_by_label("Save this view as").fill("Two papers")
        desk.page.get_by_role("button", name="Save view").click()
        desk.see(desk.page.get_by_role("link", name="Two papers"))
        other = desk_at(address)
        other.open()
        other.page.get_by_role("button", name="Views").click()
        other.page.get_by_role("link", name="Two papers").click()
        other.page.wait_for_url("**against=Harbour+Gazette&against=Third+Signal**")
        other.settle()
        assert other.figure("compare") == drawn
        other.page.get_by_role("button", name="Reset").click()
        other.page.wait_for_url(lambda url: "sources=" not in url)


def test_an_event_that_is_noted_is_drawn(
    desk_at: DeskAt, tmp_path: Path, own_home: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    given = tmp_path / "events.csv"
    given.write_text("date,label\n2025-09-01,Harbour fair\n", "utf-8")
    with serve(own_home) as address:
        desk = desk_at(address)
        desk.open("topic", topic="t-rising")
        desk.page.get_by_role("button", name="More filters").click()
        desk.page.locator("input[type=file]").set_input_files(given)
        desk.see(desk.page.locator(".st-key-card-topic .js-plotly-plot").filter(has_text="Harbour fair"))
        assert desk.complaints == []


def test_names_and_merges_hold_after_a_restart(
    desk_at: DeskAt, own_home: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(own_home) as address:
        desk = desk_at(address)
        desk.open("topic", topic="t-rising")
        desk.page.get_by_role("tab", name="Life of the topic").click()
        desk.page.get_by_label("Name", exact=True).fill("Parcels by kite")
        desk.page.get_by_role("button", name="Rename").click()
        expect(desk.page.locator("h1").first).to_have_text("Parcels by kite")
        desk.open("topic", topic="t-fading")
        desk.page.get_by_role("tab", name="Life of the topic").click()
        desk.choose("Merge into", "Window radio")
        desk.page.get_by_role("button", name="Merge").click()
        desk.page.wait_for_url("**topic=t-steady**")
    with serve(own_home) as address:
        desk = desk_at(address)
        desk.open("topic", topic="t-rising")
        expect(desk.page.locator("h1").first).to_have_text("Parcels by kite")
        desk.open("topic", topic="t-fading")
        desk.see(desk.page.get_by_text("merged into “Window radio”"))
        desk.open("topics")
        desk.page.get_by_role("button", name="Decisions").click()
        desk.see(desk.page.get_by_text("“Paper vouchers” was merged into “Window radio”"))
        desk.page.get_by_role("button", name="Take back").first.click()
        desk.settle()
        desk.open("topic", topic="t-fading")
        expect(desk.page.locator("h1").first).to_have_text("Paper vouchers")


def test_a_feed_that_is_added_brings_its_articles(
    desk_at: DeskAt, tmp_path: Path, feed: str, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(tmp_path) as address:
        desk = desk_at(address)
        desk.open("sources")
        desk.page.get_by_role("button", name="Add a source").click()
        desk.page.get_by_label("Feed, site or page address").fill(feed)
        desk.page.get_by_role("button", name="Add", exact=True).click()
        desk.see(desk.page.get_by_text("1 new"))
        desk.page.keyboard.press("Escape")
        desk.page.get_by_role("button", name="Refresh").click()
        desk.see(desk.page.get_by_text("2 new articles"), within=120)
        desk.open("articles")
        desk.see(desk.page.get_by_text("The ferry learns to wait"))
        assert desk.complaints == []


def test_a_list_of_feeds_is_uploaded(
    desk_at: DeskAt, tmp_path: Path, feed: str, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    listed = tmp_path / "feeds.opml"
    outline = f'<outline type="rss" text="Quay Notes" xmlUrl="{feed}"/>'
    listed.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
    with serve(tmp_path) as address:
        desk = desk_at(address)
        desk.open("sources")
        desk.page.get_by_role("button", name="Add a source").click()
        with desk.page.expect_file_chooser() as asked:
            desk.page.get_by_role("button", name="Upload", exact=True).last.click()
        asked.value.set_files(listed)
        desk.see(desk.page.get_by_text("feeds.opml"))
        desk.page.get_by_role("button", name="Add file", exact=True).click()
        desk.see(desk.page.get_by_text("1 new"))
        desk.settle()
        assert desk.complaints == []


def test_readers_go_on_while_one_refreshes(
    desk_at: DeskAt, tmp_path: Path, feed: str, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    home = tmp_path / "home"
    fill(home, press()[:60])
    with serve(home) as address:
        one, other = desk_at(address), desk_at(address)
        other.open("topic", topic="t-steady", sources="Third Signal")
        one.open("sources")
        one.page.get_by_role("button", name="Add a source").click()
        one.page.get_by_label("Feed, site or page address").fill(feed)
        one.page.get_by_role("button", name="Add", exact=True).click()
        one.see(one.page.get_by_text("1 new"))
        one.page.keyboard.press("Escape")
        one.page.get_by_role("button", name="Refresh").click()
        expect(one.page.locator("[data-testid=stApp][data-test-script-state=running]")).to_be_visible()
        other.page.reload()
        other.settle()
        assert {trace["name"] for trace in other.figure("topic") if trace["type"] == "scatter"} == {"Window radio"}
        expect(other.page.locator(".st-key-filter-bar")).to_contain_text("Third Signal")
        one.see(one.page.get_by_text("2 new articles"), within=240)
        for path in ("", "topics", "sources"):
            other.open(path, sources="Third Signal")
            expect(other.page.locator("[data-testid=stAlert]")).to_have_count(0)
        assert one.complaints == other.complaints == []


def test_a_first_run_comes_to_a_first_insight(
    desk_at: DeskAt, tmp_path: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    command = [sys.executable, "-m", "analytics.cli.main", "demo"]
    subprocess.run(command, check=True, env={**os.environ, "UPSWELL_HOME": str(tmp_path)})  # noqa: S603 - our own
    with serve(tmp_path) as address:
        desk = desk_at(address)
        desk.open()
        expect(desk.page.get_by_text("Fictional sample")).to_have_count(2)
        insight = desk.page.locator(".st-key-card-lead .up-finding").inner_text()
        riser = desk.page.locator("[class*=st-key-finding-rising] a").first
        assert riser.inner_text().casefold() in insight.casefold()
        riser.click()
        desk.page.wait_for_url("**/topic?**")
        desk.settle()
        desk.see(desk.page.locator(".up-quote mark"))


def test_a_kept_deck_is_there_in_a_fresh_browser(
    desk_at: DeskAt, own_home: Path, serve: Callable[[Path], AbstractContextManager[str]]
) -> None:
    with serve(own_home) as address:
        desk = desk_at(address)
        desk.open("topic", topic="t-steady", measure="count", grain="month")
        desk.page.get_by_role("button", name="Add to deck").click()
        desk.settle()
        desk.page.get_by_role("link", name="Deck").click()
        desk.page.wait_for_url("**/deck**")
        desk.settle()
        desk.page.get_by_role("button", name="Keep", exact=True).click()
        desk.page.get_by_label("Keep this deck as").fill("June")
        desk.page.get_by_role("button", name="Keep deck").click()
        desk.see(desk.page.get_by_text("Kept as “June”"))
        desk.page.get_by_label("Title").fill("Radio holds")
        desk.page.keyboard.press("Control+Enter")
        desk.settle()
        drawn = desk.figure_at(".st-key-slide-1")
    with serve(own_home) as address:
        again = desk_at(address)
        again.open("deck")
        again.page.get_by_role("button", name="Open", exact=True).click()
        again.page.get_by_role("button", name="June (1)").click()
        expect(again.page.get_by_label("Title")).to_have_value("Radio holds")
        assert again.figure_at(".st-key-slide-1") == drawn
