"""A call-out as text boxes of their own, each in the theme's fonts and each renewed by itself."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR

from analytics.charts.callout import Said
from analytics.slides import tags
from analytics.slides.template import Box, fitting
from analytics.slides.writing import HEADINGS, text_box

Memory = dict[str, Any]

# A part without a role is a gap. For each its share of the height, its largest size in points, and whether it is muted.
_PARTS = (
    ("figure", 0.38, 88, False),
    ("", 0.06, 0, False),
    ("claim", 0.2, 26, False),
    ("byline", 0.1, 13, True),
    ("quote", 0.26, 16, False),
)


def words(said: Said) -> dict[str, str]:
    """The texts of a call-out by role."""
    return {"figure": said.figure, "claim": said.claim, "quote": said.quote, "byline": said.byline}


def add(slide: Any, said: Said, box: Box, *, scale: float, memory: Memory) -> None:
    """Adds the words of a call-out, each remembering `memory`, its role and what was written."""
    texts = words(said)
    areas = box.rows(*(share for _, share, _, _ in _PARTS))
    for (role, _, most, muted), area in zip(_PARTS, areas, strict=True):
        if not texts.get(role):
            continue
        size = fitting(texts[role], width=area.width, height=area.height, size=most * scale, least=9 * scale)
        shape = text_box(slide, area, texts[role], size=size, name=f"Upswell {role}", muted=muted)
        if role in {"figure", "claim"}:
            run = shape.text_frame.paragraphs[0].runs[0]
            run.font.name = HEADINGS
            if role == "figure":
                run.font.bold = True
                run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
                shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        tags.write(shape, {**memory, "role": role, "text": texts[role]})
