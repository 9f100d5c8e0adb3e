"""Pictures of every page at three widths, and of all that opens on one at two, light and dark.

    python run.py bench screenshots [--home DIR] [--out docs/screenshots]

Needs Chromium or Chrome, and a store with something in it: by default the one that `python run.py` opened.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from analytics import questions, settings
from analytics.exports import Studio
from analytics.filters import Filters
from analytics.settings import PROJECT
from analytics.slides import speech
from analytics.store import decisions, decks, open_store, people
from benchmarks.browsing import IDLE, LISTENING
from benchmarks.serving import serving

WIDTHS = (390, 1440, 1920)
# The widths of what opens on a page: the tabs of a topic and of a name, and boxes, which a button opens.
NARROWER = (390, 1440)
HEIGHT_OF_A_SCREEN = 900
PARTS = ("Key insights", "Why", "Verdict", "Who and what", "Outlook", "Life of the topic")
BOXES = {
    "filters": ("overview", ("More filters",)),
    "views": ("overview", ("Views",)),
    "numbers": ("topic", ("Table",)),
    "export": ("topic", ("Export",)),
    "picture": ("topic", ("Export", "Picture by this browser")),
    "idea": ("topics", ("Follow an idea",)),
    "decisions": ("topics", ("Decisions",)),
    "source": ("sources", ("Add a source",)),
    "keep": ("deck", ("Keep",)),
    "open": ("deck", ("Open",)),
    "template": ("deck", ("Your template",)),
}
THEMES = ("light", "dark")
COLOURS = 256
OPENED = """() => {
    const boxes = [...document.querySelectorAll('[data-testid=stPopoverBody], [role=dialog]')];
    return boxes.some((box) => box.querySelector('button, input, canvas, .stText'))
        && !document.querySelector('[data-testid=stPopoverBody] [data-testid=stSkeleton]');
}"""
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture but for its theme: an address, how wide the window is, and the buttons that are pressed in it."""

    name: str
    path: str
    width: int
    buttons: tuple[str, ...] = ()


def main(argv: Sequence[str] | None = None) -> int:
    """Writes `<page>-<width>-<theme>.png` for every page, its tabs and boxes. Returns 1 when there is nothing to show
    or no browser."""
    parser = argparse.ArgumentParser(description="Pictures of every page, its tabs and boxes, light and dark.")
    parser.add_argument("--home", type=Path, default=settings.load().home, help="the folder of the store")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "screenshots")
    parser.add_argument("--pages", nargs="*", help="only these")
    options = parser.parse_args(argv)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with TemporaryDirectory() as folder:
        # A copy, since a deck is kept in it.
        home = Path(folder) / "home"
        shutil.copytree(options.home, home)
        pages = _pages(home)
        if chromium is None or not pages:
            print("Chromium or Chrome, and a store with articles, are needed", file=sys.stderr)
            return 1
        options.out.mkdir(parents=True, exist_ok=True)
        shots = [shot for shot in _shots(pages) if not options.pages or shot.name in options.pages]
        with serving(home) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
            for shot, theme in product(shots, THEMES):
                target = options.out / f"{shot.name}-{shot.width}-{theme}.png"
                _shoot(browser, f"{address}/{shot.path}", target, shot=shot, dark=theme == "dark")
                print(target, flush=True)
            browser.close()
    return 0


def _shots(pages: Mapping[str, str]) -> list[Shot]:
    """Every picture but for the theme."""
    parts = {f"topic-{part.split()[0].lower()}": ("topic", part) for part in PARTS}
    parts["entity-together"] = ("entities", "Named together")
    return [
        *(Shot(name, path, width) for (name, path), width in product(pages.items(), WIDTHS)),
        *(
            Shot(name, f"{pages[page]}{'&' if '?' in pages[page] else '?'}{urlencode({'part': part})}", width)
            for (name, (page, part)), width in product(parts.items(), NARROWER)
        ),
        *(
            Shot(f"box-{name}", pages[page], width, buttons)
            for (name, (page, buttons)), width in product(BOXES.items(), NARROWER)
        ),
    ]


def _pages(home: Path) -> dict[str, str]:
    """Addresses by name; the topic is the surest riser, the article the latest one that holds a figure."""
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    now = datetime.now(UTC)
    found = questions.overview(store, Filters(), now=now)
    lines = (*found.rising, *questions.list_topics(store, Filters(), now=now).lines)
    figures = questions.find_statistics(store, Filters(), now=now, size=1).series
    if not lines or not figures:
        store.close()
        return {}
    studio = Studio(store, Filters(), now=now)
    charts = (studio.trend(lines[0].trend.subject, lines[0].trend), studio.statistic(figures[0].id))
    slides = [{"chart": speech.identity(chart, partial=False), "title": "", "notes": ""} for chart in charts]
    deck = decks.keep(store, name="The quarter", slides=slides, now=now)
    by_month = Filters(grain="month").to_query()
    people.save_view(store, name="The quarter by month", page="topics", query=by_month, now=now)
    decisions.decide(store, "pin", lines[0].topic.id, {"on": False}, now=now)
    store.close()
    return {
        "overview": "",
        "topics": "topics",
        "panels": "topics?view=panels",
        "map": "topics?view=map",
        "emerging": "topics?view=emerging",
        "topic": f"topic?topic={lines[0].topic.id}",
        "statistics": "statistics",
        "entities": "entities",
        "compare": "compare",
        "articles": "articles",
        "article": f"articles?article={figures[0].observations[-1].statistic.article_id}",
        "sources": "sources",
        "deck": f"deck?deck={deck.id}",
    }


def _shoot(browser: Browser, address: str, target: Path, *, shot: Shot, dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHT_OF_A_SCREEN},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(LISTENING)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(IDLE, timeout=60_000)
    for button in shot.buttons:
        page.get_by_role("button", name=button, exact=True).filter(visible=True).first.click()
        page.wait_for_function(IDLE, timeout=60_000)
        page.wait_for_function(OPENED, timeout=60_000)
    # The page scrolls inside itself: a window as high as its content shows all of it, twice, since that draws it anew.
    for _ in range(0 if shot.buttons else 2):
        page.set_viewport_size({"width": shot.width, "height": max(700, page.evaluate(HEIGHT))})
        page.wait_for_function(IDLE, timeout=60_000)
    page.screenshot(path=target)
    context.close()
    _fewer_colours(Image.open(target).convert("RGB")).save(target, optimize=True)


def _fewer_colours(drawn: Image.Image) -> Image.Image:
    """The picture with a palette, in which the paper, as its first pixel has it, keeps its very colour."""
    fewer = drawn.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    first = (0, 0, 1, 1)
    palette, place = fewer.getpalette() or [], 3 * fewer.crop(first).tobytes()[0]
    palette[place : place + 3] = list(drawn.crop(first).tobytes())
    fewer.putpalette(palette)
    return fewer


if __name__ == "__main__":
    sys.exit(main())
