"""Any brand's template works: chosen by placeholder types, followed in colours, fonts and proportions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml.ns import qn

from analytics.charts.line import line
from analytics.charts.multiples import multiples
from analytics.errors import ExportError
from analytics.slides import deck
from analytics.slides.house import SHIPPED, Style, build
from analytics.slides.matter import Matter, SourceCoverage
from analytics.slides.refresh import refresh
from analytics.slides.template import content_box, fitting, load
from tests.slides.gallery import KINDS

OCEAN = Style(
    name="Ocean", width=10, height=7.5, heading="Verdana", body="Verdana",
    colours=("1B2A41", "FFFFFF", "324A5F", "CCD7E4", "0F7173", "F05D5E", "D8A47F", "7D8CC4", "A0AAB2", "726DA8",
             "0F7173", "726DA8"),
)  # fmt: skip
NIGHT = Style(
    name="Night", heading="Courier New", body="Courier New",
    colours=("F2F2F2", "101418", "C8C8C8", "2A3036", "6FD08C", "FF8A5B", "F9DC5C", "7EA8F8", "C38BE0", "9AD1D4",
             "6FD08C", "B9B9B9"),
)  # fmt: skip


def foreign() -> bytes:
    """A 4:3 brand that knows nothing of us: python-pptx's default with two example slides, sections and a show."""
    book = Presentation()
    for layout in (0, 1):
        book.slides.add_slide(book.slide_layouts[layout]).shapes.title.text = "Example"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_potx(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"presentation.main+xml", b"template.main+xml"))
    return held.getvalue()


BRANDS = {"ocean 4:3": build(OCEAN), "night": build(NIGHT), "foreign": foreign(), "potx": as_potx(foreign())}


@pytest.mark.parametrize("brand", BRANDS.values(), ids=list(BRANDS))
def test_a_brand_is_followed(invented: Any, brand: bytes) -> None:
    trends = [invented.trend([1, 2, 3], label=label) for label in "abc"]
    matter = Matter("Review", "June", (SourceCoverage("Ad Ledger", 3, 0, 0, 0),))
    charts = [line(trends, invented.context()), multiples(trends, invented.context())]
    book = Presentation(io.BytesIO(deck.build(charts, template=brand, matter=matter)))
    given = load(brand).deck
    assert (book.slide_width, book.slide_height) == (given.slide_width, given.slide_height)
    assert len(book.slides) == 6
    for slide in book.slides:
        assert slide.shapes.title.text_frame.text not in {"", "Example"}
        for shape in slide.shapes:
            assert min(shape.left, shape.top) >= 0
            assert shape.left + shape.width <= (book.slide_width or 0) + 1
            assert shape.top + shape.height <= (book.slide_height or 0) + 1
            empty = shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text
            assert not empty or shape.placeholder_format.type in {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}


def test_colours_and_fonts_are_left_to_the_theme(invented: Any) -> None:
    book = Presentation(io.BytesIO(deck.build([line([invented.trend([1, 2])], invented.context())])))
    frame = next(shape for shape in book.slides[0].shapes if shape.has_chart)
    xml = frame.chart.part.blob.decode()
    assert "srgbClr" not in xml
    assert "a:latin" not in xml


def test_example_slides_leave_nothing_behind() -> None:
    book = load(foreign()).deck
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as package:
        assert not [name for name in package.namelist() if name.startswith("ppt/slides/")]
        assert b"sectionLst" not in package.read("ppt/presentation.xml")


def test_the_shipped_template_is_what_its_maker_makes() -> None:
    def content(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}

    assert content(SHIPPED.read_bytes()) == content(build())


def test_layouts_are_chosen_by_what_they_hold() -> None:
    shipped = load()
    assert (shipped.cover.name, shipped.chart.name, shipped.text.name) == ("Cover", "Chart", "Text")
    other = load(foreign())
    assert (other.cover.name, other.chart.name, other.text.name) == ("Title Slide", "Title Only", "Title and Content")
    box = content_box(other.chart, other.deck)
    title = next(shape for shape in other.chart.placeholders if shape.placeholder_format.type == KIND.TITLE)
    assert box.top >= title.top + title.height


def changed(change: Callable[[Any], None]) -> bytes:
    """python-pptx's default template with something odd about it."""
    book = Presentation()
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def only_layout(number: int) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        kept = book.slide_layouts[number].name
        for layout in list(book.slide_layouts):
            if layout.name != kept:
                book.slide_layouts.remove(layout)

    return change


def no_layouts(book: Any) -> None:
    for layout in list(book.slide_layouts):
        book.slide_layouts.remove(layout)


def odd_indexes(book: Any) -> None:
    for layout in book.slide_layouts:
        for place in layout._element.iter(qn("p:ph")):
            place.set("idx", str(int(place.get("idx", "0")) + 4000))


def no_positions(book: Any) -> None:
    for page in (book.slide_master, *book.slide_layouts):
        for element in list(page._element.iter(qn("a:xfrm"))):
            element.getparent().remove(element)


def upright(book: Any) -> None:
    book.slide_width, book.slide_height = book.slide_height, book.slide_width


def small(book: Any) -> None:
    book.slide_width, book.slide_height = 1_800_000, 1_000_000


def title_everywhere(book: Any) -> None:
    for layout in book.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.type in {KIND.TITLE, KIND.CENTER_TITLE}:
                shape.left, shape.top = 0, 0
                shape.width, shape.height = book.slide_width, book.slide_height


def title_below(book: Any) -> None:
    for layout in book.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.type in {KIND.TITLE, KIND.CENTER_TITLE}:
                shape.left, shape.top = 300_000, book.slide_height - 1_300_000
                shape.width, shape.height = book.slide_width - 600_000, 1_000_000


ODD = {
    "no title": only_layout(6),
    "title slide alone": only_layout(0),
    "two contents": only_layout(3),
    "upright title": only_layout(10),
    "odd indexes": odd_indexes,
    "no positions": no_positions,
    "upright": upright,
    "small": small,
    "title everywhere": title_everywhere,
    "title below": title_below,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
def test_odd_templates_serve(invented: Any, odd: Callable[[Any], None]) -> None:
    trends = [invented.trend([1, 2, 3], label=label) for label in "abc"]
    charts = [make(invented, trends, invented.context()) for make in KINDS.values()]
    matter = Matter("Review", "June", (SourceCoverage("Ad Ledger", 3, 0, 0, 0),))
    data = deck.build(charts, template=changed(odd), matter=matter)
    book = Presentation(io.BytesIO(data))
    for slide, chart in zip(list(book.slides)[-2 - len(charts) : -2], charts, strict=True):
        texts = {shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}
        assert {chart.title, chart.subtitle, chart.footnote} <= texts
        for shape in slide.shapes:
            assert shape.left >= -1
            assert shape.top >= -1
            assert shape.left + shape.width <= (book.slide_width or 0) + 1
            assert shape.top + shape.height <= (book.slide_height or 0) + 1
    renewed, changes = refresh(data, lambda memory: next(chart for chart in charts if chart.kind == memory["kind"]))
    assert len(Presentation(io.BytesIO(renewed)).slides) == len(book.slides)
    assert {change.outcome for change in changes} == {"unchanged"}


def with_macros() -> bytes:
    held = io.BytesIO(foreign())
    with zipfile.ZipFile(held, "a") as package:
        package.writestr("ppt/vbaProject.bin", b"x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip", "no PowerPoint file"),
        (b"PK\x05\x06" + b"\0" * 18, "holds no presentation"),
        (changed(no_layouts), "no slide layout"),
        (with_macros(), "macros"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ExportError, match=f"brand.potx: .*{said}"):
        load(data, name="brand.potx")


def test_long_titles_get_smaller_and_short_ones_stay() -> None:
    assert fitting("Short", width=9_000_000, height=900_000, size=28) == 28
    assert fitting("word " * 28, width=9_000_000, height=900_000, size=28) < 28
    assert fitting("日" * 140, width=9_000_000, height=900_000, size=28) < fitting(
        "a" * 140, width=9_000_000, height=900_000, size=28
    )
