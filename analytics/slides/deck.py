"""Charts as a deck of native, editable slides: title = finding, subtitle = unit and selection, source beneath.

Every chart slide carries alternative text, speaker notes with evidence and method, and a memory by which a later
refresh finds what was made here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from analytics.charts.chart import Chart
from analytics.charts.literal import plain, plain_lines
from analytics.slides import body, evidence, keepsake, speech, tags
from analytics.slides.matter import Matter, add_cover, add_coverage, add_method, add_summary
from analytics.slides.package import reproducible
from analytics.slides.template import Box, Template, chart_place, content_box, empty_placeholders, load
from analytics.slides.writing import shrink, text_box, write_text, write_title


def build(
    charts: Sequence[Chart], *, template: bytes | None = None, partial: bool = False, matter: Matter | None = None
) -> bytes:
    """A .pptx with one slide for each chart.

    `template` is a user's .pptx or .potx; `partial` draws the periods that are not whole, dashed. `matter` makes it
    a whole deck: cover and summary before the charts, sources with their coverage and the method after them. Raises
    ExportError when the template cannot be used.
    """
    book = load(template)
    if matter is not None:
        add_cover(book, matter)
        add_summary(book, charts)
    for chart in charts:
        add_chart_slide(book, chart, partial=partial)
    if matter is not None:
        add_coverage(book, matter)
        add_method(book, charts)
    return saved(book.deck, as_of=charts[0].context.provenance.as_of if charts else None)


def saved(deck: Any, *, as_of: datetime | None = None) -> bytes:
    """The deck as bytes that depend on its content alone; its clock is the as-of date of the data."""
    keepsake.keep(deck)
    moment = (as_of or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = deck.core_properties
    properties.created = properties.modified = moment
    properties.last_modified_by = "Upswell"
    held = io.BytesIO()
    deck.save(held)
    return reproducible(held.getvalue())


def add_chart_slide(book: Template, chart: Chart, *, partial: bool = False) -> Any:
    """Adds the slide of one chart and returns it."""
    slide = book.deck.slides.add_slide(book.chart)
    heading = write_title(book, slide, chart.title)
    subtitle, box, source = _places(book, slide)
    identity = speech.identity(chart, partial=partial)
    body.draw(slide, chart, box, scale=book.scale, partial=partial, memory=identity)
    for shape, role, text in ((subtitle, "subtitle", chart.subtitle), (source, "source", chart.footnote)):
        write_text(shape, plain(text))
        memory = {**identity, "role": role, "text": plain(text)}
        tags.write(shape, {**memory, "links": evidence.links(chart)} if role == "source" else memory)
    evidence.write(source, evidence.links(chart))
    for shape in (subtitle, source):
        shrink(shape, slide.slide_layout, least=7 * book.scale)
    notes = speech.notes(chart)
    spoken = slide.notes_slide.notes_text_frame
    if spoken is not None:  # a brand's notes may have no place for words
        spoken.text = "\n\n".join(part for part in (plain_lines(chart.notes), notes) if part)
    title: dict[str, object] = {**identity, "role": "title", "notes": notes}
    if not speech.own_title(chart):
        title["text"] = plain(chart.title)
    tags.write(heading, title)
    empty_placeholders(slide)
    return slide


def _places(book: Template, slide: Any) -> tuple[Any, Box, Any]:
    """The shapes for subtitle and source and the box for the chart: the layout's own, or made between its edges."""
    place = chart_place(slide, book.deck)
    if place is not None:
        box = Box(place.left, place.top, place.width, place.height)
        texts = [shape for shape in slide.placeholders if shape.placeholder_format.type == KIND.BODY]
        above = [shape for shape in texts if shape.top + shape.height <= box.top + box.height // 10]
        below = [shape for shape in texts if shape.top >= box.bottom - box.height // 10]
        place._element.getparent().remove(place._element)
        if above and below:
            return above[-1], box, below[0]
    else:
        box = content_box(book.chart, book.deck)
    top, middle, bottom = box.rows(0.075, 0.815, 0.11)
    muted = {"muted": True}
    subtitle = text_box(slide, top, "", size=13 * book.scale, name="Upswell subtitle", **muted)
    return subtitle, middle, text_box(slide, bottom, "", size=10 * book.scale, name="Upswell source", **muted)
