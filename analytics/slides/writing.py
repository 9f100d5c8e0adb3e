"""Words on a slide: titles that fit, texts whose look is kept, text boxes where a layout has no place for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from analytics.charts.literal import plain
from analytics.slides.template import (
    Box,
    Template,
    emu,
    fitting,
    is_placed,
    placeholder_size,
    title_box,
    title_of,
    title_size,
)

HEADINGS = "+mj-lt"  # the theme's font for headings
EVIDENCE = "  Evidence: "  # between a source and the links to its articles


def write_title(book: Template, slide: Any, text: str) -> Any:
    """Writes the title, in a smaller size where the layout's own would not fit; returns its shape."""
    title = title_of(slide)
    box = title_box(slide.slide_layout, book.deck)
    wanted = title_size(slide.slide_layout)
    if title is None:
        wanted *= book.scale
        title = text_box(slide, box, "", size=wanted, name="Upswell title")
        title.text_frame.paragraphs[0].runs[0].font.name = HEADINGS
    elif not is_placed(title, book.deck):
        title.left, title.top, title.width, title.height = map(emu, (box.left, box.top, box.width, box.height))
    write_text(title, plain(text))
    size = fitting(plain(text), width=title.width, height=title.height, size=wanted, least=14 * book.scale)
    if size < wanted:
        title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return title


def shrink(shape: Any, layout: Any, *, least: float) -> None:
    """Makes the letters of a shape smaller, but not below `least` points, where its words would not fit its box."""
    runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    given = next((run.font.size.pt for run in runs if run.font.size), None)
    wanted = given or placeholder_size(layout, shape.placeholder_format.idx)
    size = fitting(shape.text_frame.text, width=shape.width, height=shape.height, size=wanted, least=least)
    if size < wanted:
        for run in runs:
            run.font.size = Pt(size)


def write_text(shape: Any, text: str) -> None:
    """Replaces a shape's words, keeping the look of its first run."""
    paragraph = shape.text_frame.paragraphs[0]
    for other in list(shape.text_frame.paragraphs)[1:]:
        other._p.getparent().remove(other._p)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    if paragraph.runs:
        paragraph.runs[0].text = text
    else:
        paragraph.add_run().text = text


def own_words(shape: Any) -> str:
    """The words of a shape without the links to evidence that follow a source."""
    if not shape.text_frame.paragraphs:
        return ""
    words, _ = _before_links(shape)
    if len(words) == len(shape.text_frame.paragraphs[0].runs):
        return str(shape.text_frame.text)
    return "".join(run.text for run in words).removesuffix(EVIDENCE)


def write_own_words(shape: Any, text: str) -> None:
    """Replaces those words and keeps the links."""
    words, lead = _before_links(shape)
    if len(words) == len(shape.text_frame.paragraphs[0].runs):
        write_text(shape, text)
        return
    first, *others = words
    for run in others:
        if run is not lead:
            run._r.getparent().remove(run._r)
    first.text = text if lead is not None and lead is not first else text + EVIDENCE


def _before_links(shape: Any) -> tuple[list[Any], Any]:
    """The runs of the first paragraph before its first link, and the one among them that leads over to the links."""
    runs = list(shape.text_frame.paragraphs[0].runs)
    linked = next((place for place, run in enumerate(runs) if run.hyperlink.address), len(runs))
    words = runs[:linked]
    lead = next((run for run in words if run.text == EVIDENCE), None)
    return words, lead


def write_paragraphs(shape: Any, texts: Sequence[str], *, size: float) -> None:
    """Writes one paragraph for each text, in the layout's own style but not larger than fits."""
    frame = shape.text_frame
    least = min(
        fitting(" ".join(texts), width=shape.width, height=round(shape.height * 0.8), size=size, least=9.0), size
    )
    for index, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size = Pt(least)
        paragraph.space_after = Pt(least * 0.5)


def text_box(slide: Any, box: Box, text: str, *, size: float, name: str, muted: bool = False) -> Any:
    shape = slide.shapes.add_textbox(emu(box.left), emu(box.top), emu(box.width), emu(box.height))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(round(size, 1))
    if muted:
        run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
        run.font.color.brightness = 0.35
    return shape


def described(frame: Any, *, name: str, alt: str) -> None:
    """Names a shape and gives it its alternative text."""
    properties = frame._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)
