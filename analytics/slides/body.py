"""The middle of a chart's slide: native charts, a table, a call-out or a map, each remembering what it shows."""

from __future__ import annotations

from typing import Any

from analytics.charts.callout import sayings
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import callout, listing, native, speech, tags, tiles
from analytics.slides.sheets import Sheet, sheets
from analytics.slides.template import Box
from analytics.slides.writing import text_box

Memory = dict[str, Any]

_MOST_PANELS_A_ROW = 8


def draw(slide: Any, chart: Chart, box: Box, *, scale: float, partial: bool, memory: Memory) -> None:
    """Draws the chart into a box of the slide; `scale` is what font sizes are multiplied by on this template."""
    made = sheets(chart, partial=partial)
    if not made:
        note = text_box(slide, box, "There is no data for this selection.", size=16 * scale, name="Upswell note")
        tags.write(note, {**memory, "role": "empty"})
    elif chart.kind == "callout":
        callout.add(slide, sayings(chart.statistics[0]), box, scale=scale, memory=memory)
    elif chart.kind == "table":
        listing.add(slide, chart, box, size=13 * scale, memory=memory)
    elif chart.kind == "map":
        tiles.add(slide, chart, box, size=12 * scale, memory=memory)
    else:
        _charts(slide, chart, made, box, scale=scale, memory=memory)


def _charts(slide: Any, chart: Chart, made: tuple[Sheet, ...], box: Box, *, scale: float, memory: Memory) -> None:
    size = (11.0 if len(made) == 1 else 9.0 if len(made) <= 12 else 7.0) * scale
    for index, (sheet, place) in enumerate(zip(made, _panels(box, len(made)), strict=True)):
        name = f"Upswell {chart.kind}" + (f" {index + 1}" if sheet.title else "")
        frame, ceiling = native.add(slide, sheet, place, size=size, name=name, alt=plain(chart.alt))
        tags.write(frame, {**memory, **speech.drawn(chart, sheet, index, size=size, ceiling=ceiling)})


def _panels(box: Box, count: int) -> list[Box]:
    """Places for `count` panels in rows, left to right."""
    if count <= 1:
        return [box] * count
    columns = next((wide for most, wide in ((4, 2), (9, 3), (16, 4), (30, 6)) if count <= most), _MOST_PANELS_A_ROW)
    rows = -(-count // columns)
    width, height = box.width // columns, box.height // rows
    return [
        Box(box.left + column * width, box.top + row * height, width - width // 25, height)
        for row, column in (divmod(index, columns) for index in range(count))
    ]
