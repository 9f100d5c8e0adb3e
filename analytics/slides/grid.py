"""Native tables: no boxes, a rule under the heads and faint ones between rows, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from analytics.charts.literal import plain
from analytics.slides import drawing
from analytics.slides.labels import POINT
from analytics.slides.template import Box, ems, emu
from analytics.slides.writing import described

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "No Style, No Grid"
_LEADING = 1.55  # the least height of a row in lines of text
_LEAST = 7.0  # points
_HAIR = 0.01  # parts of the font's size
_SIDES = 1.2  # the margins of a cell, in parts of the font's size
_ROOMY = 2.1  # its greatest, so that few rows do not become tall


def add(
    slide: Any,
    box: Box,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    size: float,
    name: str,
    alt: str,
) -> tuple[Any, float]:
    """Adds a table; returns its frame and its font size. `widths` are proportions, `size` the largest font in points.

    Letters are as small as the numbers need; names are cut where they would need a second line, for a row that
    grows would push the last ones off the slide.
    """
    height = min(box.height / (len(rows) + 1), size * POINT * _ROOMY)
    lengths = [box.width * width / sum(widths) / POINT for width in widths]
    longest = [max(ems(row[column]) + _SIDES for row in [heads, *rows]) for column in range(len(heads))]
    fits = [length / letters for length, letters in zip(lengths[1:], longest[1:], strict=True)]
    size = max(_LEAST, min(size, height / POINT / _LEADING, *fits))
    frame = slide.shapes.add_table(
        len(rows) + 1, len(heads), emu(box.left), emu(box.top), emu(box.width), emu(height * (len(rows) + 1))
    )
    described(frame, name=name, alt=alt)
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN
    table.horz_banding = False
    for column, width in enumerate(widths):
        table.columns[column].width = emu(box.width * width / sum(widths))
    for number, texts in enumerate([heads, *rows]):
        table.rows[number].height = emu(height)
        for column, text in enumerate(texts):
            cut = fitted(text, width=table.columns[column].width, size=size)
            _write(table.cell(number, column), cut, size=size, head=number == 0, number=column > 0)
    return frame, size


def fitted(text: str, *, width: int, size: float) -> str:
    """`text` as it fits on one line of a cell that is `width` EMU wide."""
    # Letters made as small as the widest text needs leave it no hair to spare.
    most = width / POINT / size - _SIDES + _HAIR
    return text if ems(text) <= most else plain(text, limit=max(4, int(len(text) * most / ems(text)) - 1))


def text(cell: Any) -> str:
    """The words of an `a:tc`."""
    return "".join(part.text or "" for part in cell.iter(qn("a:t")))


def set_text(cell: Any, words: str) -> None:
    """Replaces the words of an `a:tc`, keeping the look of its first run."""
    first, *others = cell.iter(qn("a:r"))
    first.find(qn("a:t")).text = words
    for run in others:
        run.getparent().remove(run)


def _write(cell: Any, text: str, *, size: float, head: bool, number: bool) -> None:
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(round(size, 1))
    run.font.bold = head or None
    cell.text_frame.word_wrap = True
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = 0
    cell.margin_left = cell.margin_right = emu(size * POINT * 0.5)
    if number:
        paragraph.alignment = PP_ALIGN.RIGHT
    run._r.get_or_add_rPr().insert(0, drawing.filled(drawing.MUTED if head else drawing.TEXT))
    rule, width = (drawing.GREY, 12700) if head else (drawing.RULE, 9525)
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(f'<a:lnB {nsdecls("a")} w="{width}">{rule.fill()}</a:lnB>'))
