"""A deck to write into: our own template, or a user's .pptx or .potx with its example slides dropped.

Layouts are chosen by the types of their placeholders, never by name or number, so that any brand's template works.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml.ns import qn
from pptx.util import Emu

from analytics.errors import ExportError
from analytics.slides.house import SHIPPED
from analytics.slides.package import checked, replaced

_TITLES = {KIND.TITLE, KIND.CENTER_TITLE}
_BODIES = {KIND.BODY, KIND.OBJECT, KIND.CHART, KIND.TABLE}
_EXTRAS = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}
_CONTENT_TYPE = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE_TYPES = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.presentationml\.(?:template|slideshow)\.main\+xml"
    rb"|ms-powerpoint\.(?:template|presentation|slideshow)\.macroEnabled\.main\+xml)"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide, in EMU (914,400 to the inch)."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + self.height

    def rows(self, *heights: float) -> list[Box]:
        """This box cut into rows whose heights stand in the given proportions."""
        total, top, cut = sum(heights), float(self.top), []
        for height in heights:
            part = self.height * height / total
            cut.append(Box(self.left, round(top), self.width, round(part)))
            top += part
        return cut


@dataclass(frozen=True, slots=True)
class Template:
    """An open presentation without slides and the layouts to use.

    `chart` has a title and, where the brand made one, a chart placeholder; `text` a title and one big body.
    """

    deck: Any
    cover: Any
    chart: Any
    text: Any

    @property
    def scale(self) -> float:
        """Font sizes are made for a slide 7.5 inches high: what to multiply them by on this one."""
        return min(float(self.deck.slide_height) / 6858000, float(self.deck.slide_width) / 9144000)


def load(data: bytes | None = None, *, name: str = "the template") -> Template:
    """Opens a template; None is the one that ships.

    All layouts are of one master, so that a deck has one look: the first of those that serve charts best. Layouts
    without a title are taken only where there is no other. Raises ExportError when the file is no presentation, is
    too large, or has no layout.
    """
    raw = SHIPPED.read_bytes() if data is None else _as_presentation(checked(data, name=name), name=name)
    try:
        deck = Presentation(io.BytesIO(raw))
        masters = [list(master.slide_layouts) for master in deck.slide_masters]
    except Exception as error:
        raise ExportError(
            f"{name}: cannot be read as a presentation ({error}); open and save it in PowerPoint"
        ) from error
    titled = [[layout for layout in layouts if title_of(layout) is not None] for layouts in masters]
    usable = [layouts for layouts in titled if layouts] or [layouts for layouts in masters if layouts]
    if not usable:
        raise ExportError(f"{name}: has no slide layout; add one in the slide master")
    best = _chart([_chart(layouts, deck) for layouts in usable], deck)
    layouts = next(layouts for layouts in usable if best in layouts)
    _drop_slides(deck)
    return Template(deck, _cover(layouts), best, _text(layouts, deck))


def title_of(page: Any) -> Any:
    """The title placeholder of a slide or layout by its type, whatever its index; None where there is none."""
    return next((shape for shape in page.placeholders if shape.placeholder_format.type in _TITLES), None)


def is_placed(shape: Any, deck: Any) -> bool:
    """Whether something says where a shape stands, and it stands on the slide."""
    if None in (shape.left, shape.top, shape.width, shape.height):
        return False
    right, bottom = shape.left + shape.width, shape.top + shape.height
    slack = deck.slide_width // 100
    return bool(
        min(shape.left, shape.top) >= -slack
        and right <= deck.slide_width + slack
        and bottom <= deck.slide_height + slack
    )


def title_box(layout: Any, deck: Any) -> Box:
    """Where a title stands: in the layout's placeholder, else across the head of the slide."""
    title = title_of(layout)
    if title is not None and is_placed(title, deck):
        return Box(title.left, title.top, title.width, title.height)
    width, height = deck.slide_width, deck.slide_height
    return Box(round(width * 0.05), round(height * 0.04), round(width * 0.9), round(height * 0.13))


def content_box(layout: Any, deck: Any) -> Box:
    """Where content may stand on a layout without a place for it: between its title and its footers."""
    title = title_box(layout, deck)
    margin = round(deck.slide_width * 0.05)
    left = title.left if title.width > deck.slide_width * 0.5 else margin
    width = title.width if title.width > deck.slide_width * 0.5 else deck.slide_width - 2 * margin
    feet = [
        shape.top
        for shape in layout.placeholders
        if shape.placeholder_format.type in _EXTRAS and (shape.top or 0) > deck.slide_height * 0.75
    ]
    floor = min([*feet, round(deck.slide_height * 0.96)])
    top = min(title.top + title.height, round(deck.slide_height * 0.45))  # a title may fill the slide
    if title.top > deck.slide_height * 0.6:  # the title stands at the foot of the slide: the room is above it
        return Box(left, margin, width, title.top - margin)
    return Box(left, top + round(deck.slide_height * 0.01), width, floor - top - round(deck.slide_height * 0.02))


def body_box(layout: Any, deck: Any) -> Box:
    """The box of the layout's largest body, or `content_box` where it has none."""
    bodies = [shape for shape in layout.placeholders if shape.placeholder_format.type in _BODIES]
    bodies = [shape for shape in bodies if is_placed(shape, deck)]
    if not bodies:
        return content_box(layout, deck)
    largest = max(bodies, key=area)
    return Box(largest.left, largest.top, largest.width, largest.height)


def title_size(layout: Any, *, default: float = 28.0) -> float:
    """The title's font size in points on this layout: its own, else the master's."""
    title = title_of(layout)
    if title is None:
        return default
    for root, path in (
        (title._element, f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}"),
        (layout.slide_master._element, f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"),
    ):
        found = root.find(path)
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    return default


def placeholder_size(layout: Any, idx: int, *, default: float = 18.0) -> float:
    """The font size in points that a layout gives the placeholder with that index."""
    place = next((shape for shape in layout.placeholders if shape.placeholder_format.idx == idx), None)
    found = None if place is None else place._element.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    return int(found.get("sz")) / 100 if found is not None and found.get("sz") else default


def fitting(text: str, *, width: int, height: int, size: float, least: float = 12.0) -> float:
    """The largest font size in points, from `size` down to `least`, at which `text` fits a box of EMU."""
    length = ems(text)
    while size > least:
        lines = -(-length * size * 12700 // max(width, 1)) * 1.08
        if max(1.0, lines) * size * 1.2 * 12700 <= height:
            return size
        size -= 1
    return least


def ems(text: str) -> float:
    """The width of `text` in parts of the font's size.

    Without the font's own metrics 0.6 a character is assumed, a whole one for wide scripts.
    """
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6 for character in text)


def _as_presentation(data: bytes, *, name: str) -> bytes:
    """A .potx with the content type of a .pptx; macros are refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "[Content_Types].xml" not in package.namelist():
            raise ExportError(f"{name}: this zip holds no presentation; choose a .pptx or .potx file")
        if any(entry.lower().endswith("vbaproject.bin") for entry in package.namelist()):
            raise ExportError(f"{name}: holds macros; save it as .potx or .pptx without them")
        types = package.read("[Content_Types].xml")
        mended = _TEMPLATE_TYPES.sub(_CONTENT_TYPE, types)
    return data if mended == types else replaced(data, "[Content_Types].xml", mended)


def _drop_slides(deck: Any) -> None:
    """Removes the slides, and the sections and custom shows that would point at them: they cause a repair prompt."""
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    root = deck.part._element
    for shows in root.findall(qn("p:custShowLst")):
        root.remove(shows)
    for extension in root.findall(f"{qn('p:extLst')}/{qn('p:ext')}"):
        if any("sectionLst" in str(child.tag) for child in extension):
            extension.getparent().remove(extension)


def _cover(layouts: Iterable[Any]) -> Any:
    return max(
        layouts,
        key=lambda layout: (
            _count(layout, {KIND.CENTER_TITLE}) + _count(layout, {KIND.SUBTITLE}),
            -_count(layout, _BODIES | {KIND.PICTURE}),
        ),
    )


def chart_place(page: Any, deck: Any) -> Any:
    """The largest chart placeholder of a slide or layout that fills a third of the slide, None without one."""
    charts = [shape for shape in page.placeholders if shape.placeholder_format.type == KIND.CHART]
    roomy = [shape for shape in charts if area(shape) > deck.slide_width * deck.slide_height / 3]
    return max(roomy, key=area, default=None)


def _chart(layouts: Iterable[Any], deck: Any) -> Any:
    """A title with a chart placeholder that fills a third of the slide; else a title alone; else the least crowded."""

    def fitness(layout: Any) -> tuple[bool, bool, int]:
        roomy = chart_place(layout, deck) is not None
        crowd = _count(layout, _BODIES | {KIND.PICTURE, KIND.SUBTITLE, KIND.VERTICAL_BODY, KIND.VERTICAL_TITLE})
        return roomy, crowd == 0 and _count(layout, {KIND.TITLE}) == 1, -crowd

    return max(layouts, key=fitness)


def _text(layouts: Iterable[Any], deck: Any) -> Any:
    """A title with exactly one body, the largest; else whatever serves for charts."""
    layouts = list(layouts)
    bodied = [
        layout for layout in layouts if _count(layout, {KIND.BODY, KIND.OBJECT}) == 1 and _count(layout, {KIND.TITLE})
    ]
    bodied = [layout for layout in bodied if not _count(layout, {KIND.PICTURE, KIND.CHART, KIND.TABLE})]
    if not bodied:
        return _chart(layouts, deck)
    return max(bodied, key=lambda layout: body_box(layout, deck).width * body_box(layout, deck).height)


def _count(layout: Any, kinds: set[Any]) -> int:
    return sum(shape.placeholder_format.type in kinds for shape in layout.placeholders)


def area(shape: Any) -> int:
    """Of a shape in square EMU, 0 when nothing says where it stands."""
    return int((shape.width or 0) * (shape.height or 0))


def empty_placeholders(slide: Any) -> None:
    """Removes placeholders that nothing was written into: they would show their prompt when edited."""
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type in _EXTRAS or not shape.has_text_frame or shape.text_frame.text:
            continue
        shape._element.getparent().remove(shape._element)


def emu(value: float) -> Any:
    """A length for python-pptx."""
    return Emu(round(value))
