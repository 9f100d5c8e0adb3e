"""Makes the template that ships: `python -m analytics.slides.house` writes `upswell.pptx` beside this file.

Starts from python-pptx's own blank package and gives it another size, theme and set of layouts. A `Style` with
other colours, fonts and proportions makes another brand's template, which the tests use.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from analytics.slides.package import reproducible

SHIPPED = Path(__file__).with_name("upswell.pptx")


@dataclass(frozen=True, slots=True)
class Style:
    """A brand: proportions in inches, two fonts, twelve theme colours (RRGGBB) in the order of the theme part."""

    name: str = "Upswell"
    width: float = 13.333
    height: float = 7.5
    heading: str = "Georgia"
    body: str = "Arial"
    colours: tuple[str, ...] = (
        "100D09", "FBF7F1", "3B352D", "E9E4DB",
        "1A8E9B", "D65A43", "C4932F", "4F62A8", "8A5A83", "5F7F52",
        "0B6A75", "655E54",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder of a layout: its type in the schema's words, and its box as parts of the slide."""

    kind: str
    idx: int
    name: str
    box: tuple[float, float, float, float]
    size: int
    prompt: str
    anchor: str = "t"
    muted: bool = False
    bold: bool = False


_MARGIN, _WIDTH = 0.047, 0.906
_NUMBER = Place("sldNum", 12, "Slide number", (0.9, 0.943, 0.053, 0.035), 10, "‹#›", "ctr", muted=True)
LAYOUTS: dict[str, tuple[Place, ...]] = {
    "Cover": (
        Place("ctrTitle", 0, "Title", (_MARGIN, 0.28, 0.75, 0.27), 40, "Title of the deck", "b", bold=True),
        Place("subTitle", 1, "Subtitle", (_MARGIN, 0.57, 0.75, 0.16), 18, "Period, sources and date", muted=True),
    ),
    "Chart": (
        Place("title", 0, "Title", (_MARGIN, 0.055, _WIDTH, 0.125), 26, "The finding", "b", bold=True),
        Place("body", 13, "Unit and selection", (_MARGIN, 0.183, _WIDTH, 0.055), 13, "Unit and selection", muted=True),
        Place("chart", 14, "Chart", (_MARGIN, 0.245, _WIDTH, 0.6), 12, "Chart"),
        Place("body", 15, "Source", (_MARGIN, 0.865, 0.84, 0.11), 10, "Source", muted=True),
        _NUMBER,
    ),
    "Text": (
        Place("title", 0, "Title", (_MARGIN, 0.055, _WIDTH, 0.125), 26, "Heading", "b", bold=True),
        Place("obj", 1, "Content", (_MARGIN, 0.215, _WIDTH, 0.68), 16, "Text"),
        _NUMBER,
    ),
    "Title only": (
        Place("title", 0, "Title", (_MARGIN, 0.055, _WIDTH, 0.125), 26, "Heading", "b", bold=True),
        _NUMBER,
    ),
}


def build(style: Style | None = None) -> bytes:
    """The template as the bytes of a .pptx without slides."""
    style = style or Style()
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(Inches(style.width)), Emu(Inches(style.height))
    _restyle_theme(deck, style)
    _restyle_master(deck)
    kept = list(deck.slide_layouts)[: len(LAYOUTS)]
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    for layout, (name, places) in zip(kept, LAYOUTS.items(), strict=True):
        _rebuild_layout(deck, layout, name, places)
    deck.core_properties.title = f"{style.name} template"
    deck.core_properties.author = style.name
    held = io.BytesIO()
    deck.save(held)
    return reproducible(held.getvalue())


def _restyle_theme(deck: Any, style: Style) -> None:
    part = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    theme.set("name", style.name)
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    for slot, colour in zip(scheme, style.colours, strict=True):
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, qn("a:srgbClr")).set("val", colour)
    for tag, font in (("a:majorFont", style.heading), ("a:minorFont", style.body)):
        theme.find(f".//{qn(tag)}/{qn('a:latin')}").set("typeface", font)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _restyle_master(deck: Any) -> None:
    """Titles to the left, body text without the default's bullets at the first level."""
    master = deck.slide_master
    title = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "2600")
    for level, style in enumerate(master._element.find(f".//{qn('p:bodyStyle')}")):
        if style.tag.endswith("pPr") and level < 5:
            style.find(qn("a:defRPr")).set("sz", str(1600 - 200 * min(level, 2)))
    boxes = {"title": LAYOUTS["Text"][0].box, "body": LAYOUTS["Text"][1].box, "sldNum": _NUMBER.box}
    for shape in list(master.placeholders):
        kind = shape._element.find(f".//{qn('p:ph')}").get("type", "body")
        if kind in boxes:
            _place(deck, shape, boxes[kind])
        else:
            shape._element.getparent().remove(shape._element)


def _rebuild_layout(deck: Any, layout: Any, name: str, places: tuple[Place, ...]) -> None:
    layout.name = name
    tree = layout.shapes._spTree
    for shape in list(layout.shapes):
        tree.remove(shape._element)
    layout._element.set("type", "cust")
    for number, place in enumerate(places, start=2):
        tree.append(_placeholder(deck, number, place))


def _placeholder(deck: Any, number: int, place: Place) -> Any:
    left, top, width, height = _emu(deck, place.box)
    colour = '<a:solidFill><a:schemeClr val="folHlink"/></a:solidFill>' if place.muted else ""
    run = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
        if place.kind == "sldNum"
        else f'<a:r><a:rPr lang="en-US"/><a:t>{place.prompt}</a:t></a:r>'
    )
    bullet = "" if place.kind in {"obj", "title", "ctrTitle"} else "<a:buNone/>"
    indent = "" if place.kind == "obj" else ' marL="0" indent="0"'
    align = ' algn="r"' if place.kind == "sldNum" else ' algn="l"'
    return parse_xml(
        f"<p:sp {nsdecls('p', 'a')}>"
        f'<p:nvSpPr><p:cNvPr id="{number}" name="{place.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{place.kind}" idx="{place.idx}"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle><a:lvl1pPr{indent}{align}>{bullet}"
        f'<a:defRPr sz="{place.size * 100}" b="{int(place.bold)}">{colour}'
        f"</a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>".replace(' idx="0"', "")
    )


def _place(deck: Any, shape: Any, box: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(value) for value in _emu(deck, box))


def _emu(deck: Any, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    width, height = deck.slide_width, deck.slide_height
    return round(box[0] * width), round(box[1] * height), round(box[2] * width), round(box[3] * height)


if __name__ == "__main__":
    SHIPPED.write_bytes(build())
