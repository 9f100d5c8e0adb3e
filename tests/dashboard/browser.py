"""A page of the dashboard in a real browser, as a reader has it before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, TimeoutError, expect

from benchmarks.browsing import IDLE


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
        """Waits until what was asked is answered, no script runs and nothing on the page is stale or still loading."""
        self.page.wait_for_function(IDLE, timeout=60_000)

    def see(self, found: Locator, *, within: float = 30) -> None:
        """Waits until what an action brings is shown and the page stands still, `within` seconds.

        While a page is drawn anew it may hold an element twice, the old and the new: either will do.
        """
        expect(found.first).to_be_visible(timeout=within * 1000)
        self.settle()

    def figure(self, card: str) -> list[dict[str, Any]]:
        """The traces that the figure of a card draws: `x`, `y` and `text` as the page holds them."""
        return self.figure_at(f".st-key-card-{card}")

    def figure_at(self, selector: str) -> list[dict[str, Any]]:
        """The traces of the first figure inside an element."""
        self.page.wait_for_selector(f"{selector} .js-plotly-plot .main-svg", timeout=30_000)
        traces: list[dict[str, Any]] = self.page.evaluate(_TRACES, f"{selector} .js-plotly-plot")
        return traces

    def choose(self, label: str, words: str) -> None:
        """Types into a list as a reader without a mouse does, and takes the first choice that is left."""
        field = self.page.get_by_label(label)
        field.scroll_into_view_if_needed()
        option = self.page.get_by_role("option", name=words).first
        field.fill(words)
        try:
            option.wait_for(timeout=10_000)
        except TimeoutError:
            # A page that is drawn anew meanwhile closes its lists: a reader types again.
            field.fill("")
            field.fill(words)
            option.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.settle()

    def pick_dates(self, label: str, first: str, last: str) -> None:
        """Types the first and the last day, as YYYYMMDD, into a field for a range of dates."""
        for end, day in (("start", first), ("end", last)):
            self.page.get_by_role("spinbutton", name=f"year, {label} {end} date").click()
            self.page.keyboard.type(day)
        self.page.keyboard.press("Escape")
        self.settle()

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


_TRACES = """(selector) => document.querySelector(selector)._fullData.map(
    (trace) => ({name: trace.name, type: trace.type, x: [...(trace.x || [])], y: [...(trace.y || [])],
                text: Array.isArray(trace.text) ? trace.text : []}))"""
_PLACE = """(plot, [trace, point]) => {
    const data = plot._fullData[trace], layout = plot._fullLayout, box = plot.getBoundingClientRect();
    const x = layout['xaxis' + data.xaxis.slice(1)], y = layout['yaxis' + data.yaxis.slice(1)];
    return [box.left + x._offset + x.d2p(data.x[point]), box.top + y._offset + y.d2p(data.y[point])];
}"""
