"""Pictures of every page at three widths, light and dark, for the documents and for one's own eyes.

    python run.py bench screenshots [--home DIR] [--out docs/screenshots]

Needs Chromium or Chrome, and a store with something in it: by default the one that `python run.py` opened.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from analytics import questions, settings
from analytics.exports import Studio
from analytics.filters import Filters
from analytics.settings import PROJECT
from analytics.slides import speech
from analytics.store import decks, open_store
from benchmarks.serving import serving

WIDTHS = (390, 1440, 1920)
THEMES = ("light", "dark")
COLOURS = 256
STILL = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('.stHtml h1, .up-title')
        && [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]');
}"""
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


def main(argv: Sequence[str] | None = None) -> int:
    """Writes `<page>-<width>-<theme>.png` for every page. Returns 1 when there is nothing to show or no browser."""
    parser = argparse.ArgumentParser(description="Pictures of every page at three widths, light and dark.")
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
        chosen = {name: path for name, path in pages.items() if not options.pages or name in options.pages}
        with serving(home) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
            for (name, path), width, theme in product(chosen.items(), WIDTHS, THEMES):
                target = options.out / f"{name}-{width}-{theme}.png"
                _shoot(browser, f"{address}/{path}", target, width=width, dark=theme == "dark")
                print(target, flush=True)
            browser.close()
    return 0


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


def _shoot(browser: Browser, address: str, target: Path, *, width: int, dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(STILL, timeout=60_000)
    # The page scrolls inside itself: a window as high as its content shows all of it.
    page.set_viewport_size({"width": width, "height": max(700, page.evaluate(HEIGHT))})
    page.wait_for_function(STILL, timeout=60_000)
    page.set_viewport_size({"width": width, "height": max(700, page.evaluate(HEIGHT))})
    page.wait_for_function(STILL, timeout=60_000)
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
