"""Decks and workbooks are valid Office packages: nothing that PowerPoint or Excel would ask to repair.

The schemas and the rules beyond them (ids, relations, content types) are those of Microsoft's Open XML SDK.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches

from analytics.charts.callout import callout
from analytics.charts.chart import Chart, Citation
from analytics.charts.observations import observations
from analytics.slides import deck, table
from analytics.slides.matter import Matter, SourceCoverage
from analytics.slides.refresh import refresh
from analytics.types import Event
from tests.slides.gallery import KINDS
from tests.slides.test_template import BRANDS

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed: run `python run.py test`")

MINE = RGBColor.from_string("123456")  # type: ignore[no-untyped-call]
MATTER = Matter("Review <of> & “June”", "Five sources", (SourceCoverage("Ad Ledger", 3, 0, 0, 0),) * 20)


def charts(invented: Any, *, weeks: int, parts: int) -> list[Chart]:
    """A chart of every kind, with all that may be drawn on one."""
    context = invented.context(
        events=(Event("e", date(2026, 1, 20), "A <launch> & more", ""),),
        evidence=(Citation("A", "Ad Ledger", None, "https://example.com/a?b=c&d"),),
    )
    trends = [
        invented.trend(
            [5 + (week * 7 + part) % 20 if week != 2 else None for week in range(weeks)],
            label=f"part {part}",
            verdict=invented.verdict("up" if part else "flat"),
            partial=[-1],
        )
        for part in range(parts)
    ]
    made = [make(invented, trends, context) for make in KINDS.values()]
    dates = [date(2020 + number, 3, 1) for number in range(4)]
    seen = [invented.observation(str(30 + number), day, origin=f"F{number % 2}") for number, day in enumerate(dates)]
    figures = replace(invented.statistics(*seen), conflicts=((0, 1),))
    return [*made, callout(figures, context), observations(figures, context)]


def faults(data: bytes, folder: Path, ending: str) -> list[str]:
    """What a validator finds in a package, and in the workbooks inside of it."""
    path = folder / f"made.{ending}"
    path.write_bytes(data)
    said = [
        f"{error.part_uri} {error.path}: {error.description}"
        for error in audit.OpenXmlValidator().validate(path).errors
        if error.severity is audit.ValidationSeverity.ERROR
    ]
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        said += [f"{name} is there twice" for name in names if names.count(name) > 1]
        for name in names:
            if name.endswith(".xlsx"):
                said += [f"{name}: {fault}" for fault in faults(package.read(name), folder, "xlsx")]
    return said


@pytest.mark.parametrize("template", [None, *BRANDS.values()], ids=["house", *BRANDS])
def test_decks_are_valid_as_made_as_edited_and_as_refreshed(
    invented: Any, tmp_path: Path, template: bytes | None
) -> None:
    old, new = charts(invented, weeks=9, parts=3), charts(invented, weeks=12, parts=8)
    made = deck.build(old, template=template, partial=True, matter=MATTER)
    assert faults(made, tmp_path, "pptx") == []
    renewed, changes = refresh(edited(made), lambda memory: next(one for one in new if one.kind == memory["kind"]))
    assert "renewed" in {change.outcome for change in changes}
    assert faults(renewed, tmp_path, "pptx") == []
    assert len(Presentation(io.BytesIO(renewed)).slides) == len(Presentation(io.BytesIO(made)).slides) + 1


def edited(data: bytes) -> bytes:
    """The deck after a person worked on it: titles, order, sizes, a slide more, another colour."""
    book = Presentation(io.BytesIO(data))
    own = book.slides.add_slide(book.slide_layouts[0])
    assert own.shapes.title is not None
    own.shapes.title.text_frame.text = "A slide of mine"
    order = book.slides._sldIdLst
    order.insert(2, order[-1])
    for slide in book.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                shape.left += Inches(0.2)
                shape.width -= Inches(0.4)
                drawn = shape.chart.plots[0].series[0]
                drawn.format.fill.solid()
                drawn.format.fill.fore_color.rgb = MINE
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_workbooks_are_valid(invented: Any, tmp_path: Path) -> None:
    assert faults(table.xlsx(charts(invented, weeks=9, parts=3)), tmp_path, "xlsx") == []


def test_a_fault_is_found(invented: Any, tmp_path: Path) -> None:
    """Else the tests above would say nothing."""
    book = Presentation(io.BytesIO(deck.build(charts(invented, weeks=3, parts=2)[:1])))
    shapes = list(book.slides[0].shapes)
    shapes[1]._element.xpath(".//p:cNvPr")[0].set("id", str(shapes[0].shape_id))
    drawn = next(shape.chart for shape in shapes if shape.has_chart)
    series = next(drawn._chartSpace.iter(qn("c:ser")))
    series.append(series.find(qn("c:idx")))
    held = io.BytesIO()
    book.save(held)
    said = " ".join(faults(held.getvalue(), tmp_path, "pptx"))
    assert "idx" in said
    assert "Duplicate" in said
