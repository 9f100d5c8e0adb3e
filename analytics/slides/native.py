"""Draws sheets as native charts: brand colours, direct labels, open gaps, dashed steps, an honest axis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from analytics.charts.axis import spread
from analytics.charts.line import MOST_LABELS
from analytics.charts.literal import plain, wrapped
from analytics.slides import drawing
from analytics.slides.drawing import Ink
from analytics.slides.sheets import NOT_COMPLETE, Plot, Series, Sheet
from analytics.slides.template import Box, emu

_TYPES: dict[Plot, Any] = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "area": XL_CHART_TYPE.AREA_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
}
_POINT = 12700  # EMU
_LABEL_PART = 0.19  # part of a chart's width kept for names at the right
_LABEL_CHARACTERS = 18  # LibreOffice folds labels at a fifth of the chart's width: these fit
_SYMBOLS = ("circle", "square", "diamond", "triangle", "x", "star")


def add(slide: Any, sheet: Sheet, box: Box, *, size: float, name: str, alt: str) -> Any:
    """Adds a chart to the slide and returns its graphic frame. `size` is the font size in points."""
    frame = slide.shapes.add_chart(
        _TYPES[sheet.plot], emu(box.left), emu(box.top), emu(box.width), emu(box.height), sheet.chart_data()
    )
    described(frame, name=name, alt=alt)
    style(frame, sheet, size=size)
    return frame


def described(frame: Any, *, name: str, alt: str) -> None:
    """Names a shape and gives it its alternative text."""
    properties = frame._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", alt)


def style(frame: Any, sheet: Sheet, *, size: float) -> None:
    """Dresses a chart whose data is `sheet`; the frame's size decides how much fits."""
    chart = frame.chart
    root = chart._chartSpace
    if root.find(qn("c:roundedCorners")) is None:
        drawing.insert_before(
            root,
            parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'),
            "c:style",
            "c:clrMapOvr",
            "c:pivotFmts",
            "c:chart",
        )
    chart.has_title = False
    if sheet.title:
        _panel_title(root, sheet, size)
    chart.has_legend = False
    _replace_text_properties(root, drawing.text_properties(size))
    _blanks(chart, "span" if sheet.plot == "dots" else "gap")
    labelled = sheet.plot in {"line", "dots"} and not sheet.title and _named(sheet)
    if sheet.plot == "bars":
        _bars(chart, sheet, size)
    elif sheet.plot in {"stacked", "area", "columns"}:
        _filled(chart, sheet, size)
    else:
        _lines(chart, sheet)
    if sheet.plot != "bars":
        ceiling = _value_axis(chart, sheet, size)
        _category_axis(chart, sheet, frame, size)
        if sheet.plot in {"line", "dots"}:
            _inner_plot(chart, right=_LABEL_PART if labelled else 0.02, panel=bool(sheet.title))
            if labelled:
                _end_labels(chart, sheet, frame, ceiling, size)
            _event_labels(chart, sheet, size)


def _named(sheet: Sheet) -> bool:
    return sum(series.role in {"whole", "dots"} for series in sheet.series) > 1 or sheet.plot == "dots"


def _lines(chart: Any, sheet: Sheet) -> None:
    single = not sheet.title and sum(series.role == "whole" for series in sheet.series) == 1
    origins = 0
    for drawn, series in zip(chart.plots[0].series, sheet.series, strict=True):
        element = drawn._element
        ink = _ink(series, single=single)
        if series.role == "partial":
            drawing.line_style(element, ink, width=2.25 if series.strong else 1.25, dash="sysDash", marker="none")
        elif series.role == "burst":
            drawing.line_style(element, None, marker="diamond")
            _paint_marker(element, drawing.FALL)
        elif series.role == "event":
            drawing.line_style(element, None, marker="none")
        elif series.role == "dots":
            drawing.line_style(
                element, drawing.part(origins), width=1.0, marker=_SYMBOLS[origins % len(_SYMBOLS)], size=9
            )
            origins += 1
        else:
            # A value between two gaps has no line: a dot shows it.
            lone = _lone(series.values)
            drawing.line_style(element, ink, width=2.25 if series.strong or single else 1.25)
            for row in lone:
                _dot(element, row, ink)


def _ink(series: Series, *, single: bool) -> Ink:
    """Lines that are not singled out are grey; a lone line that neither rose nor fell has the brand's first colour."""
    if single and series.direction == "flat":
        return drawing.RISE
    return drawing.direction(series.direction) if series.strong or single else drawing.GREY


def _lone(values: Sequence[float | None]) -> list[int]:
    padded = [None, *values, None]
    return [
        row for row, value in enumerate(values) if value is not None and padded[row] is None and padded[row + 2] is None
    ]


def _dot(series: Any, row: int, ink: Ink) -> None:
    point = parse_xml(
        f'<c:dPt {nsdecls("c", "a")}><c:idx val="{row}"/><c:marker><c:symbol val="circle"/><c:size val="5"/>'
        f'<c:spPr>{ink.fill()}<a:ln><a:noFill/></a:ln></c:spPr></c:marker><c:bubble3D val="0"/></c:dPt>'
    )
    drawing.insert_before(series, point, "c:dLbls", "c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth")


def _paint_marker(series: Any, ink: Ink) -> None:
    for fill in series.findall(f"{qn('c:marker')}//{qn('a:schemeClr')}"):
        fill.set("val", ink.scheme)


def _filled(chart: Any, sheet: Sheet, size: float) -> None:
    plot = chart.plots[0]
    for index, (drawn, series) in enumerate(zip(plot.series, sheet.series, strict=True)):
        if series.role == "partial":
            drawing.fill_style(drawn._element, drawing.GREY, pattern="wdUpDiag")
        elif series.role == "whole":
            drawing.fill_style(drawn._element, drawing.direction(series.direction))
        else:
            drawing.fill_style(drawn._element, drawing.part(index))
    if sheet.plot != "area":
        plot.gap_width, plot.overlap = 35, 100
    if len(sheet.series) > 1:
        chart.has_legend = True
        legend = chart.legend._element
        for child in list(legend):
            legend.remove(child)
        for xml in (
            f'<c:legendPos {nsdecls("c")} val="r"/>',
            f'<c:overlay {nsdecls("c")} val="0"/>',
            drawing.text_properties(size),
        ):
            legend.append(parse_xml(xml))


def _bars(chart: Any, sheet: Sheet, size: float) -> None:
    plot = chart.plots[0]
    plot.gap_width = 30
    series = plot.series[0]._element
    # The series itself is opaque and every bar has its own fill: LibreOffice lets bars inherit a series' opacity.
    drawing.fill_style(series, drawing.RISE)
    for point in series.findall(qn("c:dPt")):
        series.remove(point)
    for row, direction in sheet.series[0].marks:
        point = parse_xml(
            f'<c:dPt {nsdecls("c", "a")}><c:idx val="{row}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{drawing.direction(direction).fill()}</c:spPr></c:dPt>"
        )
        drawing.insert_before(series, point, "c:dLbls", "c:cat", "c:val")
    _set_labels(
        series,
        f'<c:dLbls {nsdecls("c", "a")}><c:numFmt formatCode="{_escaped(sheet.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{drawing.text_properties(size, drawing.TEXT)}"
        f'<c:dLblPos val="outEnd"/>{_shows(value=True)}</c:dLbls>',
    )
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.format.line.fill.background()
    category.has_major_gridlines = value.has_major_gridlines = False
    _no_ticks(category)
    value.visible = False
    value.minimum_scale = 0
    top = max((number for number in sheet.series[0].values if number is not None), default=0.0)
    value.maximum_scale = (top or 1.0) * 1.12
    drawing.replace_child(category._element, parse_xml(drawing.text_properties(size, drawing.TEXT)), "c:crossAx")


def _value_axis(chart: Any, sheet: Sheet, size: float) -> float:
    """From zero, few round ticks, a faint grid. Returns the top of the axis."""
    axis = chart.value_axis
    known = [value for series in sheet.series for value in series.values if value is not None]
    top = sheet.ceiling or max(known, default=0.0)
    if sheet.plot in {"stacked", "area", "columns"}:
        rows = zip(*(series.values for series in sheet.series), strict=True)
        top = max((sum(value or 0 for value in row) for row in rows), default=0.0)
    if any(series.role == "event" for series in sheet.series):
        top *= 1.1
    ceiling, step = drawing.nice_ceiling(top, steps=3 if sheet.title else 5)
    lowest = min(known, default=0.0)
    axis.minimum_scale = -drawing.nice_ceiling(-lowest)[0] if lowest < 0 else 0
    axis.maximum_scale, axis.major_unit = ceiling, step
    axis.has_major_gridlines = True
    element = axis._element
    grid = element.find(qn("c:majorGridlines"))
    for child in list(grid):
        grid.remove(child)
    grid.append(parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:ln w="6350">{drawing.FAINT.fill()}</a:ln></c:spPr>'))
    axis.format.line.fill.background()
    _no_ticks(axis)
    axis.tick_labels.number_format = _axis_format(sheet, step)
    axis.tick_labels.number_format_is_linked = False
    return ceiling


def _axis_format(sheet: Sheet, step: float) -> str:
    if sheet.number_format != "0.0%":
        return sheet.number_format
    return "0%" if step >= 0.01 else "0.0%" if step >= 0.001 else "0.00%"


def _category_axis(chart: Any, sheet: Sheet, frame: Any, size: float) -> None:
    axis = chart.category_axis
    element = axis._element
    axis.has_major_gridlines = False
    axis.format.line.fill.background()
    element.remove(element.find(qn("c:spPr")))
    drawing.insert_before(
        element,
        parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:ln w="9525">{drawing.GREY.fill()}</a:ln></c:spPr>'),
        "c:txPr", "c:crossAx",
    )  # fmt: skip
    labels = element.find(qn("c:tickLblPos"))
    if labels is not None:
        labels.set("val", "low")
    room = max(2, int(frame.width / _POINT / size / (5 if sheet.title else 7.5)))
    level = drawing.text_properties(size).replace("<a:bodyPr/>", '<a:bodyPr rot="0" vert="horz"/>')
    drawing.replace_child(element, parse_xml(level), "c:crossAx")
    if all(isinstance(category, date) for category in sheet.categories):
        _date_units(element, sheet, room)
        if sheet.plot == "dots":
            first, last = _serial(min(sheet.categories)), _serial(max(sheet.categories))  # type: ignore[arg-type]
            room_around = max(45, round((last - first) * 0.06))
            axis.minimum_scale, axis.maximum_scale = first - room_around, last + room_around
        axis.tick_labels.number_format = "d mmm yy" if _months(sheet) < 3 else "mmm yy"
        axis.tick_labels.number_format_is_linked = False
    else:
        skip = max(1, -(-len(sheet.categories) // room))
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            number = parse_xml(f'<{tag} {nsdecls("c")} val="{skip}"/>')
            drawing.replace_child(element, number, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")


def _serial(day: date) -> int:
    """The day as a spreadsheet counts it."""
    return (day - date(1899, 12, 30)).days


def _months(sheet: Sheet) -> int:
    days = [category for category in sheet.categories if isinstance(category, date)]
    return (max(days).year - min(days).year) * 12 + max(days).month - min(days).month


def _date_units(element: Any, sheet: Sheet, room: int) -> None:
    """Ticks at whole months, or days in short ranges, as many as there is room for."""
    days = [category for category in sheet.categories if isinstance(category, date)]
    months = _months(sheet)
    if months < 3:
        length = max((max(days) - min(days)).days, 1)
        unit, every = "days", next(size for size in (1, 2, 7, 14, 28, 56) if length / size <= room or size == 56)
    else:
        unit, every = (
            "months",
            next(size for size in (1, 2, 3, 6, 12, 24, 60, 120) if months / size <= room or size == 120),
        )
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit", "c:minorUnit", "c:minorTimeUnit"):
        old = element.find(qn(tag))
        if old is not None:
            element.remove(old)
    for tag, value in (("c:baseTimeUnit", "days"), ("c:majorUnit", every), ("c:majorTimeUnit", unit)):
        element.append(parse_xml(f'<{tag} {nsdecls("c")} val="{value}"/>'))


def _panel_title(root: Any, sheet: Sheet, size: float) -> None:
    """The name of a panel at its top left, over the plot area's own margin."""
    element = root.find(qn("c:chart"))
    title = parse_xml(
        f"<c:title {nsdecls('c', 'a')}><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US" sz="{round(size * 115)}" b="1">{drawing.TEXT.fill()}</a:rPr>'
        f"<a:t>{_escaped(plain(sheet.title, limit=30))}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.02"/><c:y val="0.01"/>'
        '</c:manualLayout></c:layout><c:overlay val="1"/></c:title>'
    )
    element.insert(0, title)
    element.find(qn("c:autoTitleDeleted")).set("val", "0")


def _inner_plot(chart: Any, *, right: float, panel: bool) -> None:
    """A fixed plot area, so that names at the right and their heights can be worked out."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    left = 0.13 if panel else 0.065
    top, height = (0.2, 0.6) if panel else (_TOP, _HEIGHT)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/><c:x val="{left}"/><c:y val="{top}"/><c:w val="{1 - left - right:.4f}"/>'
            f'<c:h val="{height}"/></c:manualLayout></c:layout>'
        ),
    )


_TOP, _HEIGHT = 0.03, 0.86


def _end_labels(chart: Any, sheet: Sheet, frame: Any, ceiling: float, size: float) -> None:
    """The names of the lines beside their last values, moved apart where they would cover each other."""
    named: list[tuple[int, int, float]] = []
    continued = {series.subject for series in sheet.series if series.role == "partial"}
    for index, series in enumerate(sheet.series):
        rows = [row for row, value in enumerate(series.values) if value is not None]
        last_of_subject = series.role in {"partial", "dots"} or series.subject not in continued
        if series.role in {"whole", "partial", "dots"} and last_of_subject and rows:
            named.append((index, rows[-1], series.values[rows[-1]] or 0.0))
    named.sort(key=lambda item: (not sheet.series[item[0]].strong, -item[2]))
    named = named[:MOST_LABELS]
    height = frame.height / _POINT * _HEIGHT
    lines = {index: wrapped(_label(sheet.series[index]), width=_LABEL_CHARACTERS) for index, _, _ in named}
    wanted = [value / ceiling * height for _, _, value in named]
    placed = spread(wanted, [len(lines[index]) * size * 1.25 + 2 for index, _, _ in named], limit=height)
    for (index, row, _), natural, final in zip(named, wanted, placed, strict=True):
        series = sheet.series[index]
        element = chart.plots[0].series[index]._element
        shift = -(final - natural) / (frame.height / _POINT)
        ink = _ink(series, single=False) if series.strong else drawing.MUTED
        text = "".join(
            f'<a:p><a:r><a:rPr lang="en-US" sz="{round(size * 100)}" b="{int(series.strong)}">{ink.fill()}</a:rPr>'
            f"<a:t>{_escaped(line)}</a:t></a:r></a:p>"
            for line in lines[index]
        )
        shown = _values_shown(sheet, size)
        words = f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/>{text}</c:rich></c:tx>"
        switches = _shows(name=True)
        if sheet.plot == "dots":  # the value stays bound to its cell
            words = _local(drawing.text_properties(size, drawing.TEXT))
            switches = _shows(value=True, name=True) + "<c:separator>  </c:separator>"
        _set_labels(
            element,
            f'<c:dLbls {nsdecls("c", "a")}><c:dLbl><c:idx val="{row}"/><c:layout><c:manualLayout>'
            f'<c:x val="0.004"/><c:y val="{shift:.5f}"/></c:manualLayout></c:layout>'
            f'{words}<c:dLblPos val="r"/>{switches}</c:dLbl>'
            f"{shown}</c:dLbls>",
        )


def _values_shown(sheet: Sheet, size: float) -> str:
    """What the other values of a series show: dots their value, lines nothing."""
    shows = sheet.plot == "dots" and len(sheet.categories) <= 12
    look = _local(drawing.text_properties(size, drawing.TEXT)) if shows else ""
    place = '<c:dLblPos val="t"/>' if shows else ""
    number = f'<c:numFmt formatCode="{_escaped(sheet.number_format)}" sourceLinked="0"/>' if shows else ""
    return f"{number}{look}{place}{_shows(value=shows)}"


def _local(xml: str) -> str:
    """The same element without namespace declarations, for use inside another."""
    return xml.replace(f" {nsdecls('c', 'a')}", "")


def _label(series: Series) -> str:
    return series.name.removesuffix(NOT_COMPLETE)


def _event_labels(chart: Any, sheet: Sheet, size: float) -> None:
    """A dashed line down from each event's mark, and its words beside the mark."""
    for drawn, series in zip(chart.plots[0].series, sheet.series, strict=True):
        if series.role != "event":
            continue
        last = len(sheet.categories)
        labels = "".join(
            f'<c:dLbl><c:idx val="{row}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>'
            f'<a:rPr lang="en-US" sz="{round(size * 92)}">{drawing.MUTED.fill()}</a:rPr>'
            f"<a:t>{_escaped(text)}</a:t></a:r></a:p>"
            f'</c:rich></c:tx><c:dLblPos val="{"l" if row > last * 0.7 else "r"}"/>'
            f"{_shows(value=True)}</c:dLbl>"
            for row, text in series.marks
        )
        element = drawn._element
        _set_labels(
            element,
            f"<c:dLbls {nsdecls('c', 'a')}>{labels}{_shows()}</c:dLbls>",
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


def _shows(*, value: bool = False, name: bool = False) -> str:
    """The switches that every label must set, in the order of the schema."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _set_labels(series: Any, xml: str) -> None:
    for old in series.findall(qn("c:dLbls")):
        series.remove(old)
    drawing.insert_before(series, parse_xml(xml), "c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth")


def _replace_text_properties(root: Any, xml: str) -> None:
    drawing.replace_child(root, parse_xml(xml), "c:externalData", "c:printSettings", "c:userShapes", "c:extLst")


def _blanks(chart: Any, how: str) -> None:
    element = chart._chartSpace.find(qn("c:chart"))
    old = element.find(qn("c:dispBlanksAs"))
    if old is not None:
        old.set("val", how)
    else:
        element.append(parse_xml(f'<c:dispBlanksAs {nsdecls("c")} val="{how}"/>'))


def _no_ticks(axis: Any) -> None:
    for tag in ("c:majorTickMark", "c:minorTickMark"):
        mark = axis._element.find(qn(tag))
        if mark is not None:
            mark.set("val", "none")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
