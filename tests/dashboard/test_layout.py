"""Every page fits: nothing to the side, no more than three screens, no text of a chart on top of another, and on a
phone no table that scrolls inside itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.slow

# The height of the screen that goes with each width: a phone, a tablet, a notebook.
SCREENS = {390: 844, 768: 1024, 1440: 900}
PAGES = (
    "",
    "topics",
    "topics?view=panels",
    "topics?view=map",
    "topics?view=emerging",
    "topic?topic=t-rising",
    "topic?topic=t-rising&part=Key+insights",
    "topic?topic=t-rising&part=Why",
    "topic?topic=t-rising&part=Verdict",
    "topic?topic=t-rising&part=Who+and+what",
    "topic?topic=t-rising&part=Outlook&outlook=True",
    "topic?topic=t-rising&part=Life+of+the+topic",
    "statistics",
    "entities",
    "entities?part=Named+together",
    "compare?topics=t-rising&topics=t-steady&topics=t-fading&compare_start=2025-01-06&compare_end=2025-06-02",
    "articles",
    "sources",
    "deck",
)


@pytest.mark.parametrize("width", SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits(desk_at: Callable[..., Any], press_address: str, path: str, width: int) -> None:
    desk = desk_at(press_address, width=width)
    desk.page.goto(f"{press_address}/{path}")
    desk.settle()
    for plot in desk.page.locator(".js-plotly-plot").all():
        if plot.is_visible():
            plot.locator(".main-svg").first.wait_for()
    found = desk.page.evaluate(_MEASURED)
    assert found["beside"] == []
    assert found["wide"] == width
    assert found["high"] <= 3 * SCREENS[width]
    assert found["overlapping"] == []
    if width < 900:
        assert found["tables"] == 0


_MEASURED = """() => {
    const main = document.querySelector('[data-testid=stMain]'), edge = window.innerWidth;
    const shown = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const beside = [...document.querySelectorAll('button, input, h1, h2, h3, p, td, svg.main-svg')].filter(
        (each) => shown(each) && !each.closest('[role=tablist], .hoverlayer, [data-testid=stSidebar]')
            && each.getBoundingClientRect().width > 1 && each.getBoundingClientRect().right > edge + 1
    ).map((each) => each.outerHTML.slice(0, 120));
    const overlapping = [];
    for (const plot of document.querySelectorAll('.js-plotly-plot')) {
        const texts = [...plot.querySelectorAll('.main-svg text')]
            .filter((text) => text.textContent.trim() && shown(text))
            .map((text) => [text.textContent, text.getBoundingClientRect()]);
        for (const [at, [text, box]] of texts.entries())
            for (const [other, against] of texts.slice(at + 1)) {
                const across = Math.min(box.right, against.right) - Math.max(box.left, against.left);
                const down = Math.min(box.bottom, against.bottom) - Math.max(box.top, against.top);
                if (across > 3 && down > 4) overlapping.push(`${text} / ${other}`);
            }
    }
    const tables = [...main.querySelectorAll('[data-testid=stDataFrame]')].filter(shown).length;
    return {beside, tables, overlapping, wide: main.scrollWidth, high: main.scrollHeight};
}"""
