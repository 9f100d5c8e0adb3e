"""Every kind of chart drawn by LibreOffice: nothing leaves the page, no two words cover each other."""

from __future__ import annotations

import io
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from analytics.charts.callout import callout
from analytics.charts.chart import Chart
from analytics.charts.columns import columns
from analytics.charts.observations import observations
from analytics.slides import deck
from analytics.slides.house import Style, build
from tests.slides.gallery import KINDS
from tests.slides.paper import Page, printed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]

NAMES = (
    "retail media",
    "personalization backlash",
    "日本語のトピック",
    "Überraschung",
    "creator commerce and live video",
)
SERIES, POINTS = (1, 3, 12, 40), (1, 2, 26, 400)
MOST_POINTS = 6000  # of one chart in a brand's template: the largest charts look the same in each
OF_MANY = ("line", "bars", "multiples", "stacked", "area", "table", "map")  # the others draw one series alone
TITLES = (
    "Short one.",
    "日本語のトピック hat seinen Anteil an der Berichterstattung verdoppelt",
    "A title of a hundred and forty letters "
    + "says what was found in so many words " * 2
    + "that it takes a few lines.",
)
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


def foreign() -> bytes:
    """A 4:3 brand with layouts that know nothing of us."""
    held = io.BytesIO()
    Presentation().save(held)
    return held.getvalue()


TEMPLATES = {"house": None, "ocean": build(OCEAN), "night": build(NIGHT), "foreign": foreign()}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_nothing_overlaps_or_is_cut(invented: Any, tmp_path: Path, template: bytes | None) -> None:
    """All kinds at all sizes, as one deck: starting LibreOffice takes longer than drawing most of the slides."""
    charts = dict(gallery(invented, most=MOST_POINTS if template else None))
    data = deck.build(list(charts.values()), template=template, partial=True)
    faults = [
        f"{name}: {fault}"
        for page, (name, chart) in zip(printed(data, tmp_path), charts.items(), strict=True)
        for fault in found(page, chart)
    ]
    assert not faults, "\n".join(faults)


def test_dates_beneath_columns_stand_apart(invented: Any, tmp_path: Path) -> None:
    charts = [
        columns(invented.trend([10 + week % 7 for week in range(weeks)]), invented.context())
        for weeks in range(6, 110, 8)
    ]
    for page, chart in zip(printed(deck.build(charts), tmp_path), charts, strict=True):
        starts = [index for index, word in enumerate(page.words) if re.fullmatch(r"[A-Z][a-z]{2}", word)]
        dates = sorted(
            (page.boxes[index - 1][0], page.boxes[index + 1][2])
            for index in starts
            if re.fullmatch(r"\d\d", page.words[index + 1])  # elsewhere on the slide years have four digits
        )
        apart = [following[0] - one[1] for one, following in pairwise(dates)]
        assert len(apart) >= 3
        assert min(apart) > 5, f"{len(chart.trends[0].points)} weeks: {min(apart):.1f} points"


def found(page: Page, chart: Chart) -> Iterator[str]:
    """What is wrong with the page of a chart."""
    if out := page.outside():
        yield f"beyond the page: {out[:6]}"
    if covered := page.covered():
        yield f"on each other: {covered[:6]}"
    if page.margin() > 2:
        yield "something is drawn in the margin"
    if page.shades.std() < 1:
        yield "the page is empty"
    written = "".join(page.words)
    lost = [
        word for text in (chart.title, chart.subtitle, chart.footnote) for word in text.split() if word not in written
    ]
    if lost:
        yield f"not on the page: {lost[:6]}"


def gallery(invented: Any, *, most: int | None = None) -> Iterator[tuple[str, Chart]]:
    """Charts of every kind and size with a name for each, with gaps, a partial period, short and long titles.

    `most` is how many points a chart may have.
    """
    context, titles = invented.context(), cycle(TITLES)
    for series in SERIES:
        for points in POINTS:
            if most is not None and series * points > most:
                continue
            chance = random.Random(series * 1000 + points)
            for kind in KINDS if series == 1 else OF_MANY:
                # An area with gaps is drawn as columns.
                trends = _trends(invented, chance, series=series, points=points, gaps=kind != "area")
                chart = KINDS[kind](invented, trends, context)
                yield f"{kind}, {series} x {points}", replace(chart, title=next(titles))
    for observed in (1, 2, 12, 40):
        seen = (
            invented.observation(str(20 + number), date(2010 + number % 16, 3, 1), origin=f"Institute {number % 3}")
            for number in range(observed)
        )
        figures = invented.statistics(*seen)
        yield f"callout of {observed}", replace(callout(figures, context), title=next(titles))
        yield f"statistic of {observed}", replace(observations(figures, context), title=next(titles))


def _trends(invented: Any, chance: random.Random, *, series: int, points: int, gaps: bool) -> list[Any]:
    return [
        invented.trend(
            [None if gaps and 5 < index < 9 else chance.randrange(5, 60) for index in range(points)],
            label=f"{NAMES[number % len(NAMES)]} {number + 1}",
            verdict=invented.verdict(chance.choice(["up", "down", "flat", "flat"])),
            partial=[-1] if points > 2 else [],
            grain="day" if points == 400 else "week",
        )
        for number in range(series)
    ]
