"""What readers do, in a real browser against a real server: each waits for the page to stand still, never a while."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect
from pptx import Presentation

from analytics.slides import picture

pytestmark = pytest.mark.slow

DeskAt = Callable[..., Any]


def test_from_the_filters_to_a_point_to_its_articles_to_the_slide(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-rising")
    page = desk.page
    page.get_by_label("Sources").click()
    page.get_by_role("option", name="Third Signal").click()
    page.wait_for_url("**sources=Third+Signal**")
    page.keyboard.press("Escape")
    desk.settle()
    page.get_by_text("6 months", exact=True).click()
    page.wait_for_url("**start=2025-09-02**")
    desk.settle()

    drawn = desk.figure("topic")[0]
    point = max(index for index, value in enumerate(drawn["y"]) if value)
    desk.click_point("topic", 0, point)
    quotes = page.locator(".st-key-card-topic .up-quote")
    desk.see(quotes)
    assert all("Third Signal" in text for text in quotes.locator(".up-meta").all_inner_texts())

    slide = Presentation(io.BytesIO(desk.download("topic", "Slide (PPTX)"))).slides[0]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    on_slide = [value for value in chart.plots[0].series[0].values if value is not None]
    assert on_slide == pytest.approx([value for value in drawn["y"] if value is not None])
    assert page.locator(".st-key-card-topic .up-finding").inner_text() == slide.shapes.title.text_frame.text

    picture = Image.open(io.BytesIO(desk.download("topic", "Picture (PNG)")))
    assert picture.width >= 1600
    rows = list(csv.DictReader(io.StringIO(desk.download("topic", "Data (CSV)").decode("utf-8-sig"))))
    in_file = [float(row["value"]) for row in rows if row["complete"] == "yes" and row["value"]]
    assert in_file == pytest.approx([value for value in drawn["y"] if value is not None])


def test_a_shared_address_is_the_same_view_in_a_fresh_browser(desk_at: DeskAt, press_address: str) -> None:
    first = desk_at(press_address)
    first.open("topic", topic="t-steady")
    for name in ("Harbour Gazette", "Third Signal"):
        first.choose("Sources", name)
        first.page.keyboard.press("Escape")
    first.page.wait_for_url("**sources=Harbour+Gazette&sources=Third+Signal**")
    first.pick_dates("Dates", "20250602", "20251201")
    first.page.wait_for_url("**start=2025-06-02&end=2025-12-02**")
    first.settle()
    again = desk_at(press_address)
    again.page.goto(first.page.url)
    again.settle()
    assert again.figure("topic") == first.figure("topic")
    for name in ("Harbour Gazette", "Third Signal", "2025"):
        expect(again.page.locator(".st-key-filter-bar")).to_contain_text(name)


def test_what_is_open_on_a_page_is_shared_with_its_address(desk_at: DeskAt, press_address: str) -> None:
    first = desk_at(press_address)
    first.open("topic", topic="t-rising")
    first.page.get_by_role("tab", name="Who and what").click()
    first.page.wait_for_url("**part=Who+and+what**")
    first.settle()
    first.choose("Articles behind a point", "2025")
    first.page.wait_for_url("**point=t-rising**")
    quotes = first.page.locator(".st-key-card-topic .up-quote h3")
    first.see(quotes)
    first.settle()
    quoted = quotes.all_inner_texts()
    again = desk_at(press_address)
    again.page.goto(first.page.url)
    again.settle()
    expect(again.page.get_by_role("tab", name="Who and what")).to_have_attribute("aria-selected", "true")
    assert again.page.locator(".st-key-card-topic .up-quote h3").all_inner_texts() == quoted


def test_filters_go_along_from_page_to_page(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("", sources="Third Signal")
    desk.page.get_by_role("link", name="Statistics").click()
    desk.page.wait_for_url("**/statistics**")
    desk.settle()
    assert "sources=Third+Signal" in desk.page.url


def test_find_the_riser_see_why_put_it_in_the_deck_and_export(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    page = desk.page
    desk.open()
    page.get_by_role("link", name="Kite parcels").first.click()
    page.wait_for_url("**/topic?**")
    desk.settle()
    page.get_by_role("tab", name="Why").click()
    desk.see(page.get_by_text("were expected from the time before"))
    page.get_by_role("button", name="Add to deck").click()
    desk.settle()
    page.get_by_role("link", name="Deck").click()
    desk.settle()
    page.get_by_label("Title").fill("Kites take over")
    page.keyboard.press("Control+Enter")
    desk.settle()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Deck (PPTX)").click()
    deck = Presentation(taken.value.path())
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title is not None]
    assert "Kites take over" in titles


@pytest.mark.skipif(not picture.available(), reason="no Chrome or Chromium on this machine")
def test_a_deck_is_printed_with_a_page_for_each_chart(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    page = desk.page
    desk.open("topic", topic="t-rising")
    page.locator(".st-key-card-topic").get_by_role("button", name="Add to deck").click()
    desk.settle()
    page.get_by_role("link", name="Overview").click()
    desk.settle()
    page.get_by_role("button", name="Add to deck").first.click()
    desk.settle()
    page.get_by_role("link", name="Deck").click()
    desk.settle()
    with page.expect_download(timeout=120_000) as taken:
        page.get_by_role("button", name="Pages (PDF)").click()
    printed = taken.value.path().read_bytes()
    assert taken.value.suggested_filename == "upswell-deck.pdf"
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", printed)) == 2


@pytest.mark.parametrize(("form", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_the_readers_own_browser_draws_the_picture(
    desk_at: DeskAt, press_address: str, form: str, start: bytes
) -> None:
    desk = desk_at(press_address)
    page = desk.page
    desk.open("topic", topic="t-rising")
    page.locator(".st-key-card-topic").get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Picture by this browser").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(form, exact=True).click()
    desk.settle()
    dialog.locator(".js-plotly-plot").hover()
    with page.expect_download(timeout=60_000) as taken:
        dialog.locator(".modebar-btn").first.click()
    content = taken.value.path().read_bytes()
    assert content.startswith(start)
    assert taken.value.suggested_filename.endswith(f".{form.lower()}")
    if form == "SVG":
        assert "Source:" in content.decode()


def test_a_phone_shows_the_picture_whole_and_escape_ends_the_dialog(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address, width=390)
    page = desk.page
    desk.open("topic", topic="t-rising")
    page.locator(".st-key-card-topic").get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Picture by this browser").click()
    dialog = page.get_by_test_id("stDialog").get_by_role("dialog")
    drawn, outer = dialog.locator(".main-svg").first.bounding_box(), dialog.bounding_box()
    assert drawn is not None
    assert outer is not None
    assert outer["x"] < drawn["x"]
    assert drawn["x"] + drawn["width"] < outer["x"] + outer["width"]
    assert drawn["width"] > 0.8 * outer["width"]
    desk.settle()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_who_goes_by_the_keyboard_sees_where(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    page = desk.page
    desk.open("articles")
    for reached in (
        page.get_by_role("link", name="Topics", exact=True),
        page.get_by_role("link", name="Read it here").first,
    ):
        page.keyboard.press("Tab")
        reached.focus()
        outline = reached.evaluate("(element) => getComputedStyle(element).outline")
        assert "solid 2px" in outline


def test_a_statistic_leads_to_its_sentence_and_the_whole_text(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("statistics")
    quoted = desk.page.locator(".up-quote mark").first.inner_text()
    desk.page.get_by_role("link", name="Read it here").first.click()
    desk.page.wait_for_url("**/articles?**")
    desk.settle()
    expect(desk.page.locator(".up-text mark").first).to_have_text(quoted)


def test_a_gap_is_drawn_as_a_gap(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("topic", topic="t-steady", sources="Ledger & Lane", measure="count")
    line = desk.figure("topic")[0]
    missing = [x[:10] for x, y in zip(line["x"], line["y"], strict=True) if y is None]
    assert missing == ["2025-05-26", "2025-06-02", "2025-06-09"]


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("topic", {"topic": "no-such"}, "There is no topic at this address"),
        ("", {"start": "2026-02-31"}, "This address cannot be shown"),
        ("", {"query": "x" * 10_000}, "This address cannot be shown"),
        ("articles", {"article": "<script>alert(1)</script>"}, "There is no article at this address"),
    ],
)
def test_a_bad_address_is_a_friendly_page(
    desk_at: DeskAt, press_address: str, path: str, query: dict[str, str], said: str
) -> None:
    desk = desk_at(press_address)
    desk.open(path, **query)
    desk.see(desk.page.get_by_text(said))
    assert desk.complaints == []


@pytest.mark.parametrize(("view", "card"), [("map", "map"), ("panels", "panels")])
def test_a_tile_and_a_point_of_many_lead_to_their_articles(
    desk_at: DeskAt, press_address: str, view: str, card: str
) -> None:
    desk = desk_at(press_address)
    desk.open("topics", view=view)
    desk.choose("Articles behind a point", "Window radio")
    desk.see(desk.page.locator(f".st-key-card-{card} .up-quote"))


def test_an_observation_leads_to_its_sentence(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("statistics")
    desk.click_point("statistic", 0, 0)
    desk.see(desk.page.locator(".st-key-card-statistic .up-quote mark"))


def test_two_readers_do_not_meet(desk_at: DeskAt, press_address: str) -> None:
    one, other = desk_at(press_address), desk_at(press_address)
    one.open("topic", topic="t-steady", sources="Third Signal")
    other.open("topic", topic="t-steady", sources="Harbour Gazette")
    first, second = one.figure("topic"), other.figure("topic")
    one.page.reload()
    one.settle()
    assert one.figure("topic") == first != second
    expect(other.page.locator(".st-key-filter-bar")).to_contain_text("Harbour Gazette")


def test_reading_an_article_is_in_the_address_and_so_is_leaving_it(desk_at: DeskAt, press_address: str) -> None:
    desk = desk_at(press_address)
    desk.open("articles")
    desk.page.get_by_role("link", name="Read it here").first.click()
    desk.page.wait_for_url("**article=**")
    desk.settle()
    desk.page.get_by_role("link", name="All articles").click()
    desk.page.wait_for_url(lambda url: "article=" not in url)
