"""Colours, lines and axes of native charts, all by the template's theme so that a brand's colours are followed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn


@dataclass(frozen=True, slots=True)
class Ink:
    """A theme colour, how opaque it is (text at part opacity is a grey on light and on dark brands alike), and by how
    many per cent it is made lighter."""

    scheme: str
    opacity: int = 100
    lighter: int = 0

    def fill(self) -> str:
        """The `a:solidFill` element's text."""
        alpha = "" if self.opacity == 100 else f'<a:alpha val="{self.opacity * 1000}"/>'
        share = self.lighter * 1000
        light = f'<a:satMod val="20000"/><a:lumMod val="{100000 - share}"/><a:lumOff val="{share}"/>'
        tuned = (light if self.lighter else "") + alpha
        return f'<a:solidFill><a:schemeClr val="{self.scheme}">{tuned}</a:schemeClr></a:solidFill>'


def filled(ink: Ink) -> Any:
    """The `a:solidFill` element, to be put into another."""
    return parse_xml(ink.fill().replace("<a:solidFill>", f"<a:solidFill {nsdecls('a')}>", 1))


TEXT = Ink("tx1")
MUTED = Ink("tx1", 70)
GREY = Ink("tx1", 42)
DOT = Ink("tx1", lighter=58)
FAINT = Ink("tx1", 14)
RULE = Ink("bg2")  # LibreOffice draws the borders of cells without their opacity
RISE = Ink("accent1")
FALL = Ink("accent2")
PARTS = tuple(Ink(f"accent{number}") for number in range(1, 7))
REST = tuple(Ink("tx1", opacity) for opacity in (60, 48, 36, 24, 14))


def part(index: int) -> Ink:
    """The colour of the `index`-th part of a whole: the brand's six accents, then greys."""
    return PARTS[index] if index < len(PARTS) else REST[(index - len(PARTS)) % len(REST)]


def direction(name: str | None) -> Ink:
    """The accent for up and down, grey for the rest."""
    return {"up": RISE, "down": FALL}.get(name or "", GREY)


def series_of(chart: Any) -> list[Any]:
    """The `c:ser` elements of all plots in the order of their sheet's columns."""
    return list(chart._chartSpace.plotArea.sers)


def line_style(
    series: Any,
    ink: Ink | None,
    *,
    width: float = 1.25,
    dash: str | None = None,
    cap: Literal["rnd", "flat"] = "rnd",
    marker: str = "none",
    marker_ink: Ink | None = None,
    size: int = 7,
) -> None:
    """Gives a series of a line chart its line (None: no line) and its marker; width and size in points."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    drawn = f"{ink.fill()}{dashed}<a:round/>" if ink else "<a:noFill/>"
    _set(series, f'<c:spPr {nsdecls("c", "a")}><a:ln w="{round(width * 12700)}" cap="{cap}">{drawn}</a:ln></c:spPr>')
    dot = ""
    if marker != "none":
        paint = (marker_ink or ink or TEXT).fill()
        dot = f'<c:size val="{size}"/><c:spPr>{paint}<a:ln w="9525">{paint}</a:ln></c:spPr>'
    _set(series, f'<c:marker {nsdecls("c", "a")}><c:symbol val="{marker}"/>{dot}</c:marker>')
    smooth = series.find(qn("c:smooth"))
    if smooth is not None:
        smooth.set("val", "0")


def fill_style(series: Any, ink: Ink | None, *, pattern: str | None = None) -> None:
    """Gives a series of bars or areas its fill (None: no fill); a pattern such as `wdUpDiag` is on the background."""
    paint = ink.fill() if ink else "<a:noFill/>"
    if ink and pattern:
        colour = paint.removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
        paint = (
            f'<a:pattFill prst="{pattern}"><a:fgClr>{colour}</a:fgClr>'
            '<a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>'
        )
    edge = f'<a:ln w="6350">{ink.fill()}</a:ln>' if ink and pattern else "<a:ln><a:noFill/></a:ln>"
    _set(series, f"<c:spPr {nsdecls('c', 'a')}>{paint}{edge}</c:spPr>")


def fill_shape(properties: Any, ink: Ink | None) -> None:
    """Gives a shape's `p:spPr` a fill without an outline; None is no fill."""
    for old in properties.xpath("./a:solidFill | ./a:noFill | ./a:ln"):
        properties.remove(old)
    shape = properties.xpath("./a:prstGeom | ./a:custGeom")[0]
    shape.addnext(parse_xml(f"<a:ln {nsdecls('a')}><a:noFill/></a:ln>"))
    shape.addnext(filled(ink) if ink else parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def is_filled(properties: Any, ink: Ink | None) -> bool:
    """Whether `fill_shape` with this ink left the fill that is there."""
    found = properties.find(qn("a:solidFill"))
    if ink is None or found is None:
        return ink is None and found is None
    wanted = filled(ink)
    return [dict(one.attrib) for one in found.iter()] == [dict(one.attrib) for one in wanted.iter()]


def _set(series: Any, xml: str) -> None:
    """Puts a child of `c:ser` at the place that the schema gives it, replacing the one that was there."""
    new = parse_xml(xml)
    old = series.find(new.tag)
    if old is not None:
        series.replace(old, new)
        return
    successors = (
        "c:spPr",
        "c:invertIfNegative",
        "c:marker",
        "c:dPt",
        "c:dLbls",
        "c:errBars",
        "c:cat",
        "c:val",
        "c:smooth",
    )
    later = successors[successors.index(_prefixed(new.tag)) + 1 :]
    for child in series:
        if _prefixed(child.tag) in later:
            child.addprevious(new)
            return
    series.append(new)


def insert_before(parent: Any, new: Any, *names: str) -> None:
    """Puts `new` before the first child that has one of the names (`c:crossAx`), or last."""
    for child in parent:
        if _prefixed(child.tag) in names:
            child.addprevious(new)
            return
    parent.append(new)


def replace_child(parent: Any, new: Any, *names: str) -> None:
    """`insert_before` after removing the children of the same name."""
    for old in parent.findall(new.tag):
        parent.remove(old)
    insert_before(parent, new, *names)


def _prefixed(tag: str) -> str:
    return f"c:{etree.QName(tag).localname}"


def text_properties(size: float, ink: Ink = MUTED, *, bold: bool = False, name: str = "c:txPr") -> str:
    """A `c:txPr` element's text: font size in points and colour, the typeface being the theme's."""
    return (
        f"<{name} {nsdecls('c', 'a')}><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{ink.fill()}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="en-US"/></a:p></{name}>'
    )


def nice_ceiling(top: float, *, steps: int = 5) -> tuple[float, float]:
    """The end of a value axis from zero and the distance of its ticks: at most `steps`, round numbers."""
    if top <= 0:
        return 1.0, 1.0
    rough = top / steps
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough * 0.999999)
    return math.ceil(top / step - 1e-9) * step, step
