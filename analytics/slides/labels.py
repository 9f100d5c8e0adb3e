"""Labels inside native charts: names beside the ends of lines, values beside dots, words beside events."""

from __future__ import annotations

from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from analytics.charts.axis import spread
from analytics.charts.line import MOST_LABELS
from analytics.charts.literal import wrapped
from analytics.slides import drawing
from analytics.slides.drawing import Ink
from analytics.slides.sheets import NOT_COMPLETE, Series, Sheet

POINT = 12700  # EMU
PLOT_HEIGHT = 0.86  # part of a chart's height that its plot area fills
# LibreOffice folds labels at a fifth of the chart's width. So wide may a character be, also a bold one.
_LABEL_PART, _LABEL_CHARACTERS, _WIDE, _BOLD = 0.2, 18, 0.72, 0.82

MOST_PARTS = 6  # the accents of a theme: parts beyond them share greys and need a legend's keys
_STACK_WIDTH = 0.745  # part of a chart's width that the plot area of a named stack fills
# LibreOffice would draw a line from each moved label to its column.
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
_HALF_CHARACTER = 0.27  # half the width of a common bold character, in parts of the font's size


def end_labels(chart: Any, sheet: Sheet, frame: Any, ceiling: float, size: float) -> None:
    """The names of the lines beside their last values, moved apart where they would cover each other."""
    drawn = drawing.series_of(chart)
    roles = {"expected"} if _looks_ahead(sheet) else {"whole", "partial", "dots"}
    named: list[tuple[int, int, float]] = []
    continued = {series.subject for series in sheet.series if series.role == "partial"}
    for index, series in enumerate(sheet.series):
        rows = [row for row, value in enumerate(series.values) if value is not None]
        last_of_subject = series.role in {"partial", "dots"} or series.subject not in continued
        if series.role in roles and last_of_subject and rows:
            named.append((index, rows[-1], series.values[rows[-1]] or 0.0))
    named.sort(key=lambda item: (not sheet.series[item[0]].strong, -item[2]))
    named = named[:MOST_LABELS]
    height = frame.height / POINT * PLOT_HEIGHT
    lines = {index: _folded(sheet.series[index], ems=frame.width / POINT * _LABEL_PART / size) for index, _, _ in named}
    heights = [len(lines[index]) * size * 1.25 + 2 for index, _, _ in named]
    # The least names go without where all of them together are taller than the chart.
    named = [item for item, below in zip(named, accumulate(heights), strict=True) if below <= height]
    wanted = [value / ceiling * height for _, _, value in named]
    placed = spread(wanted, heights[: len(named)], limit=height)
    for (index, row, _), natural, final in zip(named, wanted, placed, strict=True):
        series = sheet.series[index]
        element = drawn[index]
        shift = -(final - natural) / (frame.height / POINT)
        ink = line_ink(series, single=False) if series.strong else drawing.MUTED
        text = "".join(
            f'<a:p><a:r><a:rPr lang="en-US" sz="{round(size * 100)}" b="{int(series.strong)}">{ink.fill()}</a:rPr>'
            f"<a:t>{escaped(line)}</a:t></a:r></a:p>"
            for line in lines[index]
        )
        shown = _values_shown(sheet, size)
        words = f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/>{text}</c:rich></c:tx>"
        switches = shows(name=True)
        if sheet.plot == "dots":  # the value stays bound to its cell
            words = _local(drawing.text_properties(size, drawing.TEXT))
            switches = shows(value=True, name=True) + "<c:separator>  </c:separator>"
        set_labels(
            element,
            f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{row}"/><c:layout><c:manualLayout>'
            f'<c:x val="0.004"/><c:y val="{shift:.5f}"/></c:manualLayout></c:layout>'
            f'{words}<c:dLblPos val="r"/>{switches}</c:dLbl>'
            f"{shown}</c:dLbls>",
        )


def names_parts(sheet: Sheet) -> bool:
    """Whether the parts of a stack are few enough to be named beside its last column, and all of them are in it."""
    if sheet.plot != "stacked" or not 1 < len(sheet.series) <= MOST_PARTS:
        return False
    return all(series.values[_last_row(sheet)] is not None for series in sheet.series)


def part_labels(chart: Any, sheet: Sheet, frame: Any, ceiling: float, size: float) -> None:
    """The names of the parts of the last column beside it, each in its colour, moved apart where they would touch.

    A label of a column can only be centred on it: it is moved from there by the half widths of both.
    """
    row, rows = _last_row(sheet), len(sheet.categories)
    width, height = frame.width / POINT, frame.height / POINT
    ems = width * _LABEL_PART / size
    lines = [_folded(series, ems=ems) for series in sheet.series]
    heights = [len(each) * size * 1.25 + 2 for each in lines]
    tops = list(accumulate(series.values[row] or 0.0 for series in sheet.series))
    natural = [
        (top - (series.values[row] or 0.0) / 2) / ceiling * height * PLOT_HEIGHT
        for top, series in zip(tops, sheet.series, strict=True)
    ]
    order = sorted(range(len(tops)), key=lambda index: -natural[index])
    placed = spread([natural[i] for i in order], [heights[i] for i in order], limit=height * PLOT_HEIGHT)
    beyond = (rows - row - 0.5) / rows * _STACK_WIDTH
    for index, final in zip(order, placed, strict=True):
        half = max(map(_breadth, lines[index])) * size * _HALF_CHARACTER / width
        look = f'<a:rPr lang="en-US" sz="{round(size * 100)}" b="1">{drawing.part(index).fill()}</a:rPr>'
        text = "".join(
            f'<a:p><a:pPr algn="l"/><a:r>{look}<a:t>{escaped(line)}</a:t></a:r></a:p>' for line in lines[index]
        )
        set_labels(
            drawing.series_of(chart)[index],
            f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{row}"/><c:layout><c:manualLayout>'
            f'<c:x val="{beyond + half + 0.008:.5f}"/><c:y val="{-(final - natural[index]) / height:.5f}"/>'
            f"</c:manualLayout></c:layout><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{text}</c:rich></c:tx>"
            f'<c:dLblPos val="ctr"/>{shows(name=True)}</c:dLbl>{shows()}{_NO_LEADERS}</c:dLbls>',
        )


def drop_part_labels(chart: Any) -> bool:
    """Takes those names away again; whether there were any."""
    found = [labels for series in drawing.series_of(chart) for labels in series.findall(qn("c:dLbls"))]
    for labels in found:
        labels.getparent().remove(labels)
    return bool(found)


def _breadth(text: str) -> float:
    """The width of a text in common characters: those of East Asia take almost two."""
    return sum(1.8 if east_asian_width(character) in "WF" else 1.0 for character in text)


def _last_row(sheet: Sheet) -> int:
    """The last row in which anything is known."""
    known = (row for series in sheet.series for row, value in enumerate(series.values) if value is not None)
    return max(known, default=0)


def event_labels(chart: Any, sheet: Sheet, size: float) -> None:
    """A dashed line down from each event's mark, and its words beside the mark."""
    for element, series in zip(drawing.series_of(chart), sheet.series, strict=True):
        if series.role != "event":
            continue
        last = len(sheet.categories)
        labels = "".join(
            f'<c:dLbl><c:idx val="{row}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>'
            f'<a:rPr lang="en-US" sz="{round(size * 92)}">{drawing.MUTED.fill()}</a:rPr>'
            f"<a:t>{escaped(text)}</a:t></a:r></a:p>"
            f'</c:rich></c:tx><c:dLblPos val="{"l" if row > last * 0.7 else "r"}"/>'
            f"{shows(value=True)}</c:dLbl>"
            for row, text in series.marks
        )
        set_labels(
            element,
            f"<c:dLbls {nsdecls('c', 'a')}>{labels}{shows()}</c:dLbls>",
        )
        for old in element.findall(qn("c:errBars")):
            element.remove(old)
        drawing.insert_before(
            element,
            parse_xml(
                f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/>'
                '<c:errValType val="percentage"/>'
                f'<c:noEndCap val="1"/><c:val val="100"/><c:spPr><a:ln w="9525">{drawing.GREY.fill()}'
                '<a:prstDash val="sysDot"/></a:ln></c:spPr></c:errBars>'
            ),
            "c:cat", "c:val", "c:smooth",
        )  # fmt: skip


def _values_shown(sheet: Sheet, size: float) -> str:
    """What the other values of a series show: dots their value, lines nothing."""
    valued = sheet.plot == "dots" and len(sheet.categories) <= 12
    look = _local(drawing.text_properties(size, drawing.TEXT)) if valued else ""
    place = '<c:dLblPos val="t"/>' if valued else ""
    number = f'<c:numFmt formatCode="{escaped(sheet.number_format)}" sourceLinked="0"/>' if valued else ""
    return f"{number}{look}{place}{shows(value=valued)}"


def bar_values(series: Any, sheet: Sheet, size: float) -> None:
    """The value at the end of every bar."""
    set_labels(
        series,
        f'<c:dLbls {nsdecls("c", "a")}><c:numFmt formatCode="{escaped(sheet.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{_local(drawing.text_properties(size, drawing.TEXT))}"
        f'<c:dLblPos val="outEnd"/>{shows(value=True)}</c:dLbls>',
    )


def _folded(series: Series, *, ems: float) -> list[str]:
    """The lines of a label that may be so many times the font's size wide."""
    fitting = int(ems / (_BOLD if series.strong else _WIDE))
    characters = max(8, min(_LABEL_CHARACTERS, fitting))
    return wrapped(series.name.removesuffix(NOT_COMPLETE), width=characters, lines=2 if characters > 16 else 3)


def set_labels(series: Any, xml: str) -> None:
    for old in series.findall(qn("c:dLbls")):
        series.remove(old)
    drawing.insert_before(series, parse_xml(xml), "c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth")


def shows(*, value: bool = False, name: bool = False) -> str:
    """The switches that every label must set, in the order of the schema."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def line_ink(series: Series, *, single: bool) -> Ink:
    """Lines that are not singled out are grey; a lone line that neither rose nor fell has the brand's first colour."""
    if single and series.direction == "flat":
        return drawing.RISE
    return drawing.direction(series.direction) if series.strong or single else drawing.GREY


def is_named(sheet: Sheet) -> bool:
    """Whether names stand at the right of the chart."""
    return sum(series.role == "whole" for series in sheet.series) > 1 or sheet.plot == "dots" or _looks_ahead(sheet)


def _looks_ahead(sheet: Sheet) -> bool:
    return any(series.role == "expected" for series in sheet.series)


def _local(xml: str) -> str:
    """The same element without namespace declarations, for use inside another."""
    return xml.replace(f" {nsdecls('c', 'a')}", "")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
