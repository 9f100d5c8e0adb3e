"""Every kind of chart drawn by LibreOffice: nothing leaves the page, no two words cover each other."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from defusedxml import ElementTree
from PIL import Image

from analytics.charts.callout import callout
from analytics.charts.chart import Chart
from analytics.charts.observations import observations
from analytics.slides import deck
from analytics.slides.house import Style, build
from tests.slides.gallery import KINDS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler is not installed"
    ),
]

NAMES = (
    "retail media",
    "personalization backlash",
    "日本語のトピック",
    "Überraschung",
    "creator commerce and live video",
)
POINTS = {1: (1, 2, 26, 400), 3: (1, 2, 26, 400), 12: (1, 26), 40: (1, 26)}
TITLES = ("Short one.", "A title of a middling length that says a finding", "word " * 27 + "ending")
OCEAN = Style(
    name="Ocean", width=10, heading="DejaVu Sans", body="DejaVu Sans",
    colours=("1B2A41", "FFFFFF", "324A5F", "CCD7E4", "0F7173", "F05D5E", "D8A47F", "7D8CC4", "A0AAB2", "726DA8",
             "0F7173", "726DA8"),
)  # fmt: skip
NIGHT = Style(
    name="Night", heading="Liberation Sans", body="Liberation Sans",
    colours=("F2F2F2", "101418", "C8C8C8", "2A3036", "6FD08C", "FF8A5B", "F9DC5C", "7EA8F8", "C38BE0", "9AD1D4",
             "6FD08C", "B9B9B9"),
)  # fmt: skip
TEMPLATES = {"house": None, "ocean": build(OCEAN), "night": build(NIGHT)}


@dataclass(frozen=True)
class Word:
    """A word on a page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Word) -> bool:
        """Whether both share more than a fifth of the smaller one."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return False
        smaller = min((one.right - one.left) * (one.bottom - one.top) for one in (self, other))
        return width * height > smaller / 5


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
@pytest.mark.parametrize("series", [1, 3, 12, 40])
def test_nothing_overlaps_or_is_cut(invented: Any, tmp_path: Path, series: int, template: bytes | None) -> None:
    charts = [chart for points in POINTS[series] for chart in gallery(invented, series=series, points=points)]
    pages = rendered(deck.build(charts, template=template, partial=True), tmp_path)
    assert len(pages) == len(charts)
    for chart, (width, height, words) in zip(charts, pages, strict=True):
        what = (chart.kind, series, len(chart.trends[0].points) if chart.trends else 0, chart.title[:20])
        assert words, what
        for word in words:
            assert word.left >= -1, (what, word)
            assert word.top >= -1, (what, word)
            assert word.right <= width + 1, (what, word)
            assert word.bottom <= height + 1, (what, word)
        covered = [
            (one.text, other.text) for at, one in enumerate(words) for other in words[at + 1 :] if one.covers(other)
        ]
        assert not covered, (what, covered[:6])


def gallery(invented: Any, *, series: int, points: int) -> list[Chart]:
    """A chart of every kind with that many series and points, with gaps, a partial period and long and short titles."""
    chance = random.Random(series * 1000 + points)
    trends = [
        invented.trend(
            [None if 5 < index < 9 else chance.randrange(5, 60) for index in range(points)],
            label=f"{NAMES[number % len(NAMES)]} {number + 1}",
            verdict=invented.verdict(chance.choice(["up", "down", "flat", "flat"])),
            partial=[-1] if points > 2 else [],
            grain="day" if points == 400 else "week",
        )
        for number in range(series)
    ]
    context = invented.context()
    made = [make(invented, trends, context) for make in KINDS.values()]
    figures = invented.statistics(
        *(
            invented.observation(str(20 + number), date(2020 + number % 6, 3, 1), origin=f"Institute {number % 3}")
            for number in range(min(points, 12))
        )
    )
    made += [callout(figures, context), observations(figures, context)]
    return [replace(chart, title=TITLES[number % len(TITLES)]) for number, chart in enumerate(made)]


def test_the_largest_charts_stay_on_the_page(invented: Any, tmp_path: Path) -> None:
    """Forty series of 400 points: reading the words of such pages takes minutes, so their margins are looked at."""
    charts = [chart for chart in gallery(invented, series=40, points=400) if chart.kind in {"line", "stacked"}]
    as_pdf(deck.build(charts, partial=True), tmp_path)
    subprocess.run([str(shutil.which("pdftoppm")), "-r", "40", "-gray", "deck.pdf", "page"], cwd=tmp_path, check=True)  # noqa: S603
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert len(pages) == len(charts)
    for page, chart in zip(pages, charts, strict=True):
        # The page ends within the last pixel of a line, which is therefore part paper and part nothing.
        shades = np.asarray(Image.open(page))[1:-1, 1:-1]
        inner = shades[6:-6, 6:-6]
        assert inner.std() > 1, chart.kind
        for edge in (shades[:4], shades[-4:], shades[:, :4], shades[:, -4:]):
            assert np.ptp(edge) <= 2, chart.kind


def as_pdf(data: bytes, folder: Path) -> None:
    """Writes `deck.pdf` as LibreOffice draws it."""
    path = folder / "deck.pptx"
    path.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603 - the command is ours
        [
            str(shutil.which("soffice")),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=800,
    )


def rendered(data: bytes, folder: Path) -> list[tuple[float, float, list[Word]]]:
    """The pages as LibreOffice draws them: width, height and words."""
    as_pdf(data, folder)
    words = folder / "deck.html"
    subprocess.run([str(shutil.which("pdftotext")), "-bbox", str(folder / "deck.pdf"), str(words)], check=True)  # noqa: S603
    root = ElementTree.fromstring(words.read_bytes())
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        (
            float(page.get("width", 0)),
            float(page.get("height", 0)),
            [
                Word(word.text or "", *(float(word.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax")))
                for word in page.iter(f"{space}word")
            ],
        )
        for page in root.iter(f"{space}page")
    ]
