"""How long a reader's browser takes from the address to the first chart, on a server that is warm.

    python run.py bench first_chart [--home DIR] [--times 9]

Each time is a fresh browser window, whose cache is empty. The floor beside it is the page without a chart (Deck) until
its heading stands. Needs Chromium or Chrome, and a store with something in it: by default the one of `python run.py`.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from analytics import settings
from benchmarks.serving import serving

TARGET = 2.0
CHART, HEADING = ".js-plotly-plot .main-svg", ".up-title"


def main(argv: Sequence[str] | None = None) -> int:
    """Prints median and worst. Returns 1 when the worst is above the target or there is no browser."""
    parser = argparse.ArgumentParser(description="Seconds from the address to the first chart in a real browser.")
    parser.add_argument("--home", type=Path, default=settings.load().home, help="the folder of the store")
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args(argv)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("Chromium or Chrome is needed", file=sys.stderr)
        return 1
    with serving(options.home) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        worst = 0.0
        for name, path, wanted in (("deck (floor)", "deck", HEADING), ("overview", "", CHART)):
            _seconds(browser, f"{address}/{path}", wanted)
            taken = [_seconds(browser, f"{address}/{path}", wanted) for _ in range(options.times)]
            worst = max(taken)
            print(f"{name:<14}median {median(taken):.2f} s, worst {worst:.2f} s of {len(taken)}")
        browser.close()
    print(f"at most {TARGET:g} s is wanted for the chart")
    return 0 if worst <= TARGET else 1


def _seconds(browser: Browser, address: str, wanted: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(wanted, state="visible", timeout=60_000)
    taken = time.perf_counter() - begin
    context.close()
    return taken


if __name__ == "__main__":
    sys.exit(main())
