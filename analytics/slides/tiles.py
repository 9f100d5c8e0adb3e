"""A map of themes as a group of native rectangles; renewing it keeps what a person moved, wrote or recoloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.charts.map import Area, Field, fields, tile_words
from analytics.slides import drawing, palette, tags
from analytics.slides.drawing import Ink
from analytics.slides.labels import POINT, folded
from analytics.slides.template import Box, emu
from analytics.slides.writing import described
from analytics.types import Trend

Memory = dict[str, Any]

_LEAST = 7.0  # points: a tile whose words would need smaller letters holds none
_LINE = 1.25  # height of a line, in parts of the font's size
_BREADTH = 1.28  # how much wider bold letters are, also of the broad font that stands in for a missing one
_MARGIN = 2  # points on either side of a tile's words
_GAP = POINT  # between tiles


@dataclass(frozen=True, slots=True)
class _Tile:
    """One rectangle: a topic, its name before what is said of it, or the strip with a theme's name."""

    key: str
    area: Area
    name: tuple[str, ...]
    said: tuple[str, ...]
    size: float
    direction: str | None

    @property
    def text(self) -> str:
        return "\n".join([*self.name, *self.said])


def add(slide: Any, chart: Chart, box: Box, *, size: float, memory: Memory) -> None:
    """Adds the map of a chart and lets the group remember `memory` and its tiles."""
    group = slide.shapes.add_group_shape()
    described(group, name="Upswell map", alt=plain(chart.alt))
    frame = Area(box.left, box.top, box.width, box.height)
    made = list(_tiles(chart, frame, size=size))
    for tile in made:
        _draw(group, tile)
    _remember(group, made, {**memory, "role": "map", "size": size})


def renew(group: Any, chart: Chart, memory: Memory) -> bool:
    """Puts the chart's present tiles into the group; returns whether any of them changed.

    The group keeps its place and size, a tile keeps the words and the colour that a person gave it.
    """
    before: dict[str, list[Any]] = memory.get("tiles", {})
    inner = group._element.grpSpPr.get_or_add_xfrm()
    start, extent = inner.chOff, inner.chExt
    if start is None or extent is None:
        return False
    frame = Area(start.x, start.y, extent.cx, extent.cy)
    size = float(memory.get("size", 11.0))
    made = list(_tiles(chart, frame, size=size))
    place = deepcopy(inner)
    standing = {shape.name: shape for shape in group.shapes}
    kept = {key: standing[name] for key, (name, _, _) in before.items() if name in standing}
    wanted = {tile.key for tile in made}
    for key, shape in kept.items():
        if key not in wanted:
            shape._element.getparent().remove(shape._element)
    for tile in made:
        shape = kept.get(tile.key)
        if shape is None:
            _draw(group, tile)
            continue
        _, text, direction = before[tile.key]
        _place(shape, tile.area)
        if shape.text_frame.text == text:
            _write(shape, tile)
        if tile.direction != direction and drawing.is_filled(shape._element.spPr, _ink(direction)):
            _fill(shape, tile)
    inner.getparent().replace(inner, place)  # adding a tile made the group fit its tiles
    _remember(group, made, memory)
    return before != _memories(made)


def _tiles(chart: Chart, frame: Area, *, size: float) -> Iterator[_Tile]:
    line = size * POINT * _LINE
    drawn = fields(chart.trends, chart.themes, frame, header=line * 1.3)
    heads = [_heading(field, size) for field in drawn]
    if any(is_cut or letters < size for _, letters, is_cut in heads):
        drawn = fields(chart.trends, chart.themes, frame, header=line * 2.2)
        heads = [_heading(field, size) for field in drawn]
    for field, (lines, letters, _) in zip(drawn, heads, strict=True):
        if field.header:
            strip = Area(field.area.left, field.area.top, field.area.width, field.header)
            yield _Tile(f"theme {field.theme}", strip, lines, (), letters, None)
        for trend, area in field.tiles:
            name, said, fitting = _fitting(trend, area, size)
            direction = trend.verdict.direction if trend.verdict else "flat"
            yield _Tile(trend.subject.id, area, name, said, fitting, direction)


def _heading(field: Field, size: float) -> tuple[tuple[str, ...], float, bool]:
    """The lines of a theme's name, the largest size at which they fit above its tiles, and whether they are cut even
    at the smallest."""
    width, height = _inside(Area(field.area.left, field.area.top, field.area.width, field.header))
    for letters in _sizes(size):
        most = max(1, int(height / letters / _LINE))
        lines = folded(field.name, ems=width / letters / _BREADTH, lines=most)
        if _is_whole(lines):
            return tuple(lines), letters, False
    return tuple(lines), letters, True


def _fitting(trend: Trend, area: Area, size: float) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """The lines of a tile, its name and the rest, and the largest size at which they fit: the name alone where both
    never do, no lines where it does not either."""
    width, height = _inside(area)
    for alone in (False, True):
        for letters in _sizes(size):
            ems = width / letters / _BREADTH
            name, said = tile_words(trend, partial(folded, ems=ems, lines=4))
            lines = name if alone else [*name, *said]
            if _is_whole(lines) and len(lines) * letters * _LINE <= height:
                return tuple(name), () if alone else tuple(said), letters
    return (), (), _LEAST


def _inside(area: Area) -> tuple[float, float]:
    """The width and height in points that words may take in a tile."""
    return (area.width - _GAP) / POINT - 2 * _MARGIN, area.height / POINT - 2


def _sizes(size: float) -> list[float]:
    """Sizes of letters, from the largest to the smallest."""
    return [size - step / 2 for step in range(int((size - _LEAST) * 2) + 1)] or [_LEAST]


def _is_whole(lines: Sequence[str]) -> bool:
    return not any(line.endswith("…") for line in lines)


def _draw(group: Any, tile: _Tile) -> None:
    place = tile.area
    shape = group.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, emu(place.left), emu(place.top), emu(place.width), emu(place.height)
    )
    shape.name = _name(tile)
    shape.shadow.inherit = False
    frame = shape.text_frame
    frame.word_wrap = False
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = emu(POINT * _MARGIN)
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if tile.direction is None else MSO_ANCHOR.MIDDLE
    _place(shape, place)
    _fill(shape, tile)
    _write(shape, tile)


def _place(shape: Any, area: Area) -> None:
    shape.left, shape.top = emu(area.left), emu(area.top)
    shape.width, shape.height = emu(max(area.width - _GAP, 1)), emu(max(area.height - _GAP, 1))


def _fill(shape: Any, tile: _Tile) -> None:
    drawing.fill_shape(shape._element.spPr, _ink(tile.direction))


def _ink(direction: str | None) -> Ink | None:
    """A theme's name stands on nothing, a tile on the colour of its direction."""
    if direction is None:
        return None
    return drawing.FAINT if direction == "flat" else drawing.direction(direction)


def _write(shape: Any, tile: _Tile) -> None:
    """The words, in the colour that can be read on the tile."""
    frame = shape.text_frame
    frame.text = tile.text
    ink = (
        drawing.TEXT
        if tile.direction in {None, "flat"}
        else palette.on_accent(shape.part, drawing.direction(tile.direction))
    )
    for number, paragraph in enumerate(frame.paragraphs):
        paragraph.alignment = PP_ALIGN.LEFT if tile.direction is None else PP_ALIGN.CENTER
        for run in paragraph.runs:
            run.font.size = Pt(round(tile.size, 1))
            run.font.bold = number < len(tile.name)
            run._r.get_or_add_rPr().insert(0, drawing.filled(ink))


def _name(tile: _Tile) -> str:
    return f"Upswell {plain(tile.key, limit=200)}"


def _remember(group: Any, made: list[_Tile], memory: Memory) -> None:
    tags.write(group, {**memory, "tiles": _memories(made)})


def _memories(made: list[_Tile]) -> dict[str, list[Any]]:
    return {tile.key: [_name(tile), tile.text, tile.direction] for tile in made}
