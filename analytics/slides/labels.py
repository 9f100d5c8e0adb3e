"""Labels inside native charts: names beside the ends of lines, values beside dots, words beside events."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from analytics.charts.axis import spread
from analytics.charts.line import MOST_LABELS
from analytics.charts.literal import plain
from analytics.slides import drawing, palette
from analytics.slides.drawing import Ink
from analytics.slides.sheets import NOT_COMPLETE, Series, Sheet

POINT = 12700  # EMU
PLOT_HEIGHT = 0.86  # part of a chart's height that its plot area fills
_NAMES = 0.17  # part of a chart's width that the names beside it may take
_FOLD = 0.3  # LibreOffice folds labels that are wider than a third of the chart's height
_BOLD = 1.1  # how much wider bold letters are
# Widths of letters in parts of the font's size, as common sans-serif fonts have them.
_LETTERS = {"ijl'|": 0.25, "ftI .,:;!": 0.3, "r-()": 0.36, "mMW%@■…": 0.9, "wABCDEFGHJKLNOPQRSTUVXYZ": 0.72}
_WIDTHS = {letter: width for letters, width in _LETTERS.items() for letter in letters}
_NARROWEST = min(_WIDTHS.values())
# LibreOffice would draw a line from each moved label to what it names.
NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)


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
    lines = {index: _folded(sheet.series[index], ems=room(frame) / size) for index, _, _ in named}
    heights = [tall(lines[index], size) for index, _, _ in named]
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
            f"{shown}{NO_LEADERS}</c:dLbls>",
        )


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
    """The lines of a line's name."""
    return folded(series.name.removesuffix(NOT_COMPLETE), ems=ems / (_BOLD if series.strong else 1.0))


def room(frame: Any) -> float:
    """How wide a line of a label at the right of a chart may be, in points of a font of common width."""
    return float(min(frame.width * _NAMES, frame.height * _FOLD) / POINT / palette.broadness(frame.part))


def folded(text: str, *, ems: float, lines: int = 3) -> list[str]:
    """`text` in at most so many lines, none wider than so many times the font's size; the last ends in … when cut."""
    held = [""]
    for piece in (piece for word in plain(text).split(" ") for piece in _pieces(word, ems)):
        longer = f"{held[-1]} {piece}".strip()
        if breadth(longer) <= ems or not held[-1] or len(held) == lines:
            held[-1] = longer
        else:
            held.append(piece)
    return [_cut(line, ems) for line in held]


def _pieces(word: str, ems: float) -> list[str]:
    """A word in a script that breaks between any two letters, in pieces that fit; any other word whole."""
    if breadth(word) <= ems or not any(map(_is_wide, word)):
        return [word]
    pieces = [""]
    for letter in word:
        if breadth(pieces[-1] + letter) > ems:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, ems: float) -> str:
    # No more letters than would fit if all were narrow, as a name may be a page long.
    limit = min(len(line), int(ems / _NARROWEST) + 2)
    while limit > 2 and breadth(plain(line, limit=limit)) > ems:
        limit -= 1
    return plain(line, limit=limit)


def tall(lines: Sequence[str], size: float) -> float:
    """The height of a label in points: fonts of East Asia take more room above and below."""
    return sum(1.5 if any(map(_is_wide, line)) else 1.25 for line in lines) * size + 2


def breadth(text: str) -> float:
    """The width of a text in parts of the font's size, as common fonts have it."""
    return sum(1.0 if _is_wide(letter) else _WIDTHS.get(letter, 0.56) for letter in text)


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
    several = sum(series.role in {"whole", "part"} for series in sheet.series) > 1
    return several or sheet.plot == "dots" or _looks_ahead(sheet)


def _looks_ahead(sheet: Sheet) -> bool:
    return any(series.role == "expected" for series in sheet.series)


def _local(xml: str) -> str:
    """The same element without namespace declarations, for use inside another."""
    return xml.replace(f" {nsdecls('c', 'a')}", "")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"
