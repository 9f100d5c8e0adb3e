"""The names of a stack's parts beside its end, each behind a key in its part's colour, so that no legend is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pptx.oxml.ns import nsdecls, qn

from analytics.charts.axis import spread
from analytics.slides import drawing, labels, palette
from analytics.slides.sheets import Series, Sheet

PLOT_WIDTH = 0.745  # part of a chart's width that the plot area of a named stack fills
# Of more parts the names are smaller and on fewer lines: parts of the font's size, and how many lines.
_TRIES = ((1.0, 3), (0.9, 2), (0.8, 2), (0.8, 1))
_KEY = "■ "


@dataclass(frozen=True, slots=True)
class _Name:
    """A label on the last known row of the part at `index`: how high it stands there, and the lines of its words."""

    index: int
    row: int
    height: float
    lines: tuple[str, ...]


def name(chart: Any, sheet: Sheet, frame: Any, ceiling: float, size: float) -> None:
    """Names the parts beside their ends, moved apart where they would touch; the least share one label if they must.

    A label of a column or an area can only be centred on it: it is moved from there by half of its own width.
    """
    width, height = frame.width / labels.POINT, frame.height / labels.POINT
    limit = height * labels.PLOT_HEIGHT
    names, size = _fitting(sheet, size, wide=labels.room(frame), limit=limit)
    wanted = [each.height / ceiling * limit for each in names]
    placed = spread(wanted, [labels.tall(each.lines, size) for each in names], limit=limit)
    drawn = drawing.series_of(chart)
    for old in [found for series in drawn for found in series.findall(qn("c:dLbls"))]:
        old.getparent().remove(old)
    for each, natural, final in zip(names, wanted, placed, strict=True):
        half = max(map(labels.breadth, each.lines)) * size * palette.broadness(frame.part) / 2 / width
        labels.set_labels(
            drawn[each.index],
            f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{each.row}"/><c:layout><c:manualLayout>'
            f'<c:x val="{_beyond(sheet, each.row) + half + 0.008:.5f}"/><c:y val="{-(final - natural) / height:.5f}"/>'
            f"</c:manualLayout></c:layout><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{_words(each, size)}</c:rich></c:tx>"
            f"{_PLACES.get(sheet.plot, '')}{labels.shows(name=True)}</c:dLbl>"
            f"{labels.shows()}{labels.NO_LEADERS}</c:dLbls>",
        )


_PLACES = {"stacked": '<c:dLblPos val="ctr"/>'}  # an area's label has one place alone, which must not be named


def _fitting(sheet: Sheet, size: float, *, wide: float, limit: float) -> tuple[list[_Name], float]:
    """The labels of the parts with any value, largest first, and the font size at which they fit."""
    ends = {
        index: row
        for index, series in enumerate(sheet.series)
        if series.role == "part" and (row := _last_row(series)) is not None
    }
    order = sorted(ends, key=lambda index: (-(sheet.series[index].values[ends[index]] or 0.0), index))

    def named(at: float, lines: int) -> list[_Name]:
        ems = wide / at - labels.breadth(_KEY)
        words = (labels.folded(sheet.series[index].name, ems=ems, lines=lines) for index in order)
        places = ((index, ends[index], _middle(sheet, index, ends[index])) for index in order)
        return [_Name(*place, (_KEY + first, *others)) for place, (first, *others) in zip(places, words, strict=True)]

    for smaller, lines in _TRIES:
        names = named(size * smaller, lines)
        if sum(labels.tall(each.lines, size * smaller) for each in names) <= limit:
            return names, size * smaller
    size *= _TRIES[-1][0]
    most = max(int(limit / max(labels.tall(each.lines, size) for each in names)), 2)
    others = replace(names[most - 1], lines=(f"and {len(names) - most + 1} others",))
    return [*names[: most - 1], others], size


def _words(name: _Name, size: float) -> str:
    """The paragraphs of a label, its key in the colour of the part."""
    paragraphs = []
    for line in name.lines:
        key = _KEY if line.startswith(_KEY) else ""
        runs = [(key, drawing.part(name.index)), (line.removeprefix(_KEY), drawing.TEXT)]
        paragraphs.append(
            "".join(
                f'<a:r><a:rPr lang="en-US" sz="{round(size * 100)}" b="0">{ink.fill()}</a:rPr>'
                f"<a:t>{labels.escaped(words)}</a:t></a:r>"
                for words, ink in runs
                if words
            )
        )
    return "".join(f'<a:p><a:pPr algn="l"/>{runs}</a:p>' for runs in paragraphs)


def _last_row(series: Series) -> int | None:
    return max((row for row, value in enumerate(series.values) if value is not None), default=None)


def _middle(sheet: Sheet, index: int, row: int) -> float:
    """The height of the middle of a part in a row, in the units of the axis."""
    below = sum(series.values[row] or 0.0 for series in sheet.series[:index])
    return below + (sheet.series[index].values[row] or 0.0) / 2


def _beyond(sheet: Sheet, row: int) -> float:
    """How far the right edge of the plot area is from the middle of a row, in parts of the chart's width."""
    days = [day for day in sheet.categories if isinstance(day, date)]
    if sheet.plot == "area" and len(days) == len(sheet.categories) > 1:
        return (days[-1] - days[row]) / (days[-1] - days[0]) * PLOT_WIDTH
    return (len(sheet.categories) - row - 0.5) / len(sheet.categories) * PLOT_WIDTH
