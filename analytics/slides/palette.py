"""What a template's theme really holds, for what names cannot tell: which words can be read on what, and how wide."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from analytics.slides.drawing import TEXT, Ink

_PAPER = Ink("bg1")
# Fonts whose letters are about a seventh wider than those of Arial.
_BROAD = {"verdana", "dejavu sans", "courier new", "consolas", "century gothic", "lucida sans", "montserrat", "poppins"}


def on_accent(part: Any, accent: Ink) -> Ink:
    """Text or background colour, whichever stands out more from `accent` on the slide of `part` (WCAG 2.2)."""
    colours = _colours(part)
    ground = colours.get(accent.scheme)
    inks = [ink for ink in (_PAPER, TEXT) if ink.scheme in colours]
    if ground is None or not inks:
        return _PAPER
    return max(inks, key=lambda ink: _contrast(colours[ink.scheme], ground))


def broadness(part: Any) -> float:
    """How many times wider than common ones the letters of the body font are on the slide of `part`."""
    font = _theme(part, "a:minorFont")
    latin = font.find(qn("a:latin")) if font is not None else None
    return 1.15 if latin is not None and str(latin.get("typeface")).casefold() in _BROAD else 1.0


def _theme(part: Any, name: str) -> Any:
    """An element of the theme of a slide, None where there is none."""
    master = part.slide_layout.slide_master
    theme = next((rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")), None)
    return parse_xml(theme.blob).find(f".//{qn(name)}") if theme is not None else None


def _colours(part: Any) -> dict[str, str]:
    """RRGGBB by theme colour, `tx1` and `bg1` by the master's own mapping."""
    master = part.slide_layout.slide_master
    scheme = _theme(part, "a:clrScheme")
    if scheme is None:
        return {}
    held: dict[str, str] = {}
    for slot in scheme:
        for colour in slot:
            held[etree.QName(slot).localname] = str(colour.get("lastClr") or colour.get("val") or "")
    held = {name: value for name, value in held.items() if len(value) == 6}
    mapping = master._element.find(qn("p:clrMap"))
    for name in ("tx1", "bg1"):
        slot = mapping.get(name) if mapping is not None else None
        if slot in held:
            held[name] = held[slot]
    return held


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
