"""Text of strangers in every field: no formula, no active link, no markup, and a file that opens."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from analytics.charts.callout import callout
from analytics.charts.chart import Chart, Citation
from analytics.charts.literal import web_address
from analytics.charts.map import theme_map
from analytics.charts.observations import observations
from analytics.filters import Filters
from analytics.slides import deck, table
from analytics.types import Event
from tests.hostile import CSV_INJECTION, HOSTILE, NAUGHTY, XSS, collected
from tests.slides.gallery import KINDS


def hostile_charts(invented: Any, text: str) -> list[Chart]:
    """Charts of every kind whose every text is `text`."""
    context = invented.context(
        filters=Filters(query=text[:200], sources=(text[:200],)),
        sources=(text, "Ad Ledger"),
        events=(Event("e", date(2026, 1, 20), text, text),),
        evidence=(Citation(text, text, None, text, text), Citation(text, text, None, "https://example.com/a", text)),
    )
    verdict = replace(invented.verdict("up"), reasons=(text,))
    trends = [
        invented.trend([3, None, 5, 4], label=text, verdict=verdict, partial=[-1], warnings=(text,)),
        invented.trend([5, 4, None, 2], label=f"{text}2", partial=[-1]),
    ]
    seen = invented.observation("48", date(2025, 3, 1), origin=text)
    seen = replace(seen, source=text, statistic=replace(seen.statistic, sentence=text, raw=text, hedge=text))
    series = replace(invented.statistics(seen, name=text), subject=text, population=text, unit=text[:40])
    charts = [make(invented, trends, context) for make in KINDS.values()]
    charts += [observations(series, context), callout(series, context)]
    charts.append(theme_map(trends, context, themes=[text, text]))
    return [replace(chart, notes=text) for chart in charts]


@pytest.mark.parametrize("text", HOSTILE)
def test_every_file_stays_harmless(invented: Any, text: str) -> None:
    assert_harmless(hostile_charts(invented, text))


def assert_harmless(charts: list[Chart]) -> None:
    slides = deck.build(charts, partial=True)
    assert len(Presentation(io.BytesIO(slides)).slides) == len(charts)
    with zipfile.ZipFile(io.BytesIO(slides)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                external = re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', package.read(name).decode())
                assert set(external) <= {"https://example.com/a", "http://evil.example/"}, name
            if name.endswith(".xlsx"):
                assert_no_formulas(package.read(name))
    assert_no_formulas(table.xlsx(charts))
    for row in csv.reader(io.StringIO(table.csv(charts).decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r", "＝")) for cell in row)
        assert not any(cell.startswith("-") and not cell[1:2].isdigit() for cell in row)
    json.loads(table.json(charts))
    for chart in charts:
        assert_no_markup(chart)


def assert_no_formulas(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                sheet = package.read(name).decode()
                assert "<f>" not in sheet
                assert "hyperlink" not in sheet.split("<sheetData")[0] + sheet.split("</sheetData>")[-1]
    load_workbook(io.BytesIO(data))


def assert_no_markup(chart: Chart) -> None:
    """Plotly reads tags in texts: only our own may be there."""
    texts = [annotation.text for annotation in chart.figure.layout.annotations]
    for trace in chart.figure.data:
        for field in ("hovertext", "text", "customdata"):
            held = getattr(trace, field, None)
            texts.extend(str(item) for item in held if field != "customdata") if held is not None else None
    for text in texts:
        foreign = re.sub(r'</?b>|<br>|<span style="color:#[0-9A-Fa-f]{6}">|</span>', "", str(text))
        assert "<" not in foreign, text


@pytest.mark.parametrize(("file", "key"), [CSV_INJECTION, NAUGHTY, XSS])
@pytest.mark.slow
def test_collections_of_hostile_text(invented: Any, shared: Path, file: str, key: str) -> None:
    texts = collected(shared, file, key)
    # Long runs of them together, and every so often one alone: each file is made and read back some twenty times.
    step = max(1, len(texts) // 10)
    for begin in range(0, len(texts), step):
        assert_harmless(hostile_charts(invented, " ".join(texts[begin : begin + step])[:3000]))
        assert_harmless(hostile_charts(invented, texts[begin]))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com/a?b=c#d", True),
        ("HTTP://EXAMPLE.COM/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.com", False),
        ("https://", False),
        ('https://example.com/" onclick="x', False),
        ("https://example.com/a b", False),
        (None, False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert (web_address(url) is not None) is kept
