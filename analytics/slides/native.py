"""Draws sheets as native charts: brand colours, direct labels, open gaps, dashed steps, an honest axis."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from analytics.charts.literal import plain
from analytics.slides import axes, drawing, labels, parts
from analytics.slides.sheets import AREAS, OVERLAID, Plot, Role, Series, Sheet
from analytics.slides.template import Box, emu
from analytics.slides.writing import described

_TYPES: dict[Plot, Any] = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.LINE_MARKERS,
    "columns": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "area": XL_CHART_TYPE.AREA_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "combo": XL_CHART_TYPE.COLUMN_STACKED,
}
_LABEL_PART = 0.19  # part of a chart's width kept for names at the right
_TITLE_CHARACTER = 0.83  # width of a character of a panel's name in a wide, bold font, in parts of the font's size
_THICKEST = 400_000  # EMU of a bar
_BAND = 20  # points: the width of the band over figures that disagree
_SYMBOLS = ("circle", "square", "diamond", "triangle", "x", "star")


def add(slide: Any, sheet: Sheet, box: Box, *, size: float, name: str, alt: str) -> tuple[Any, float]:
    """Adds a chart to the slide; returns its graphic frame and the top of its value axis. `size` is in points."""
    frame = slide.shapes.add_chart(
        _TYPES[sheet.plot], emu(box.left), emu(box.top), emu(box.width), emu(box.height), sheet.chart_data()
    )
    described(frame, name=name, alt=alt)
    return frame, style(frame, sheet, size=size)


def is_drawn_as(chart: Any, plot: Plot) -> bool:
    """Whether a chart still is of the kind that `add` made for this plot."""
    if not len(chart.plots):
        return False
    wanted = {"line": "lineChart", "dots": "lineChart", "area": "areaChart"}.get(plot, "barChart")
    return bool(etree.QName(chart.plots[0]._element).localname == wanted)


def style(frame: Any, sheet: Sheet, *, size: float) -> float:
    """Dresses a new chart whose data is `sheet`; returns the top of its value axis."""
    chart = frame.chart
    root = chart._chartSpace
    chart.has_title = chart.has_legend = False
    if sheet.title:
        _panel_title(root, sheet, size, width=frame.width / labels.POINT)
    _replace_text_properties(root, drawing.text_properties(size))
    _blanks(chart, "span" if sheet.plot == "dots" else "gap")
    overlay(chart, sheet)
    _positive_axis_ids(root)
    if sheet.plot in {"columns", "stacked", "combo"}:
        chart.plots[0].gap_width, chart.plots[0].overlap = 35 if len(sheet.categories) > 4 else 300, 100
    if sheet.plot == "bars":
        rows = len(sheet.categories)
        _bar_furniture(chart, _row_size(frame, rows, size), gap=_gap(frame.height / rows))
    for index in range(len(sheet.series)):
        dress(chart, sheet, index)
    return fit(frame, sheet, size=size)


def dress(chart: Any, sheet: Sheet, index: int) -> None:
    """Gives the series at `index` the look that its role asks for."""
    series = sheet.series[index]
    element = drawing.series_of(chart)[index]
    if sheet.plot == "bars":
        # Bars get their own fills; LibreOffice would let part opaque ones inherit the opacity of their series.
        drawing.fill_style(element, drawing.RISE)
    elif series.role in AREAS:
        drawing.fill_style(element, drawing.FAINT if series.role == "band" else None)
    elif series.role == "event":
        drawing.line_style(element, None)
    elif series.role in OVERLAID:
        dash = "sysDash" if series.role == "expected" else None
        drawing.line_style(element, drawing.RISE, width=2.25, dash=dash)
    elif sheet.plot in {"stacked", "area", "columns", "combo"}:
        partial = series.role == "partial"
        ink = drawing.part(index) if series.role == "part" else drawing.direction(series.direction)
        back = partial or sheet.plot == "combo"
        drawing.fill_style(element, drawing.GREY if back else ink, pattern="wdUpDiag" if partial else None)
    else:
        _dress_line(element, sheet, index)


def fit(frame: Any, sheet: Sheet, *, size: float, was: float | None = None) -> float:
    """What depends on the values alone: axes, marks of single points, labels. Returns the top of the value axis.

    `was` is the top of the axis that an earlier `fit` returned, by which a person's own axis is known and kept.
    """
    chart = frame.chart
    if sheet.plot == "bars":
        return _fit_bars(chart, sheet, _row_size(frame, len(sheet.categories), size))
    ceiling = axes.value_axis(chart, sheet, was=was)
    labelled = not sheet.title and labels.is_named(sheet)
    axes.category_axis(chart, sheet, frame, size, right=_LABEL_PART if labelled else 0.02)
    if sheet.plot in {"line", "dots", "combo"}:
        panel = size * labels.POINT / frame.height if sheet.title else None
        axes.fix_plot_area(chart, right=_LABEL_PART if labelled else 0.02, panel=panel)
        if sheet.plot != "combo":
            for drawn, series in zip(drawing.series_of(chart), sheet.series, strict=True):
                _lone_dots(drawn, series)
        if labelled:
            labels.end_labels(chart, sheet, frame, ceiling, size)
    elif labelled:
        if chart.has_legend:  # a person's, or of an older release
            axes.free_plot_area(chart)
        else:
            axes.fix_plot_area(chart, right=_LABEL_PART)
            parts.name(chart, sheet, frame, ceiling, size)
    labels.event_labels(chart, sheet, size)
    return ceiling


def home(plot: Plot, role: Role) -> str:
    """The kind of chart in the XML that holds a series of that role."""
    if role in AREAS:
        return "areaChart"
    if role in OVERLAID or plot in {"line", "dots"}:
        return "lineChart"
    return "areaChart" if plot == "area" else "barChart"


def stands_as_made(chart: Any, plot: Plot, roles: Sequence[Role]) -> bool:
    """Whether the series stand in one chart together, or in the kinds where `overlay` put series of those roles."""
    stand = [etree.QName(series.getparent()).localname for series in drawing.series_of(chart)]
    return len(chart.plots) == 1 or stand == [home(plot, role) for role in roles]


def blank(series: Any) -> Any:
    """A copy of a series without anything that marks its single points."""
    made = deepcopy(series)
    for name in ("c:dPt", "c:dLbls", "c:trendline", "c:errBars"):
        for child in made.findall(qn(name)):
            made.remove(child)
    return made


def overlay(chart: Any, sheet: Sheet) -> None:
    """Moves the series that are lines or areas over the sheet's plot into charts of that kind on the same axes.

    All of them stand in the first plot, as python-pptx and a refresh put them there.
    """
    first = chart.plots[0]._element
    for other in [plot._element for plot in chart.plots][1:]:
        other.getparent().remove(other)
    homes = [home(sheet.plot, series.role) for series in sheet.series]
    last = first
    for kind, grouping in (("lineChart", "standard"), ("areaChart", "stacked")):
        moved = [each for each, wanted in zip(_in_order(first), homes, strict=True) if wanted == kind]
        if not moved or etree.QName(first).localname == kind:
            continue
        homes = [wanted for wanted in homes if wanted != kind]
        drawn = parse_xml(f'<c:{kind} {nsdecls("c")}><c:grouping val="{grouping}"/><c:varyColors val="0"/></c:{kind}>')
        for series in moved:
            _only(series, kind)
            drawn.append(series)
        if kind == "lineChart":
            drawn.append(parse_xml(f'<c:marker {nsdecls("c")} val="1"/>'))
        for axis in first.findall(qn("c:axId")):
            drawn.append(parse_xml(f'<c:axId {nsdecls("c")} val="{axis.get("val")}"/>'))
        last.addnext(drawn)
        last = drawn


def _in_order(plot: Any) -> list[Any]:
    return sorted(plot.findall(qn("c:ser")), key=lambda series: int(series.find(qn("c:order")).get("val")))


def _only(series: Any, kind: str) -> None:
    """Leaves a series what this kind of chart may hold."""
    foreign = {"lineChart": ("c:invertIfNegative",), "areaChart": ("c:invertIfNegative", "c:marker", "c:smooth")}[kind]
    for name in foreign:
        for child in series.findall(qn(name)):
            series.remove(child)
    if kind == "lineChart" and series.find(qn("c:smooth")) is None:
        series.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))


def _dress_line(element: Any, sheet: Sheet, index: int) -> None:
    series = sheet.series[index]
    single = not sheet.title and not labels.is_named(sheet)
    ink = labels.line_ink(series, single=single)
    width = 2.25 if series.strong or single else 1.25
    if series.role == "partial":
        drawing.line_style(element, ink, width=width, dash="sysDash")
    elif series.role == "burst":
        drawing.line_style(element, None, marker="diamond", marker_ink=drawing.FALL, size=4 if sheet.title else 7)
    elif series.role == "spread":
        # A band is a broad, faint line between two figures: it may be edited in their cells.
        drawing.line_style(element, drawing.FAINT, width=_BAND, cap="flat")
        labels.set_labels(element, f"<c:dLbls {nsdecls('c', 'a')}>{labels.shows()}</c:dLbls>")
    elif series.role == "dots":
        drawing.line_style(element, drawing.part(index), width=1.0, marker=_SYMBOLS[index % len(_SYMBOLS)], size=9)
    else:
        drawing.line_style(element, ink, width=width)


def _lone(values: Sequence[float | None]) -> list[int]:
    padded = [None, *values, None]
    return [
        row for row, value in enumerate(values) if value is not None and padded[row] is None and padded[row + 2] is None
    ]


def _lone_dots(element: Any, series: Series) -> None:
    """A value between two gaps has no line: a dot in the line's colour shows it."""
    for point in element.findall(qn("c:dPt")):
        element.remove(point)
    if series.role != "whole":
        return
    fill = element.find(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:solidFill')}")
    grey = fill is None or fill.find(f".//{qn('a:alpha')}") is not None
    # LibreOffice draws part opaque markers black: a grey line's dots are opaque.
    paint = drawing.DOT.fill() if grey else etree.tostring(fill, encoding="unicode")
    for row in _lone(series.values):
        point = parse_xml(
            f'<c:dPt {nsdecls("c", "a")}><c:idx val="{row}"/><c:marker><c:symbol val="circle"/><c:size val="5"/>'
            f'<c:spPr>{paint}<a:ln><a:noFill/></a:ln></c:spPr></c:marker><c:bubble3D val="0"/></c:dPt>'
        )
        drawing.insert_before(element, point, "c:dLbls", "c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth")


def _row_size(frame: Any, rows: int, size: float) -> float:
    """The font size in points at which so many rows of text fit the frame."""
    return min(size, float(frame.height) / labels.POINT * 0.95 / (rows * 1.35))


def _gap(row: float) -> int:
    """The space between bars in per cent of a bar, for rows of that height in EMU: no bar is a wall."""
    return round(min(max(row / _THICKEST - 1, 0.3), 5) * 100)


def _bar_furniture(chart: Any, size: float, *, gap: int) -> None:
    chart.plots[0].gap_width = gap
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.format.line.fill.background()
    category.has_major_gridlines = value.has_major_gridlines = False
    axes.no_ticks(category)
    value.visible = False
    value.minimum_scale = 0
    drawing.replace_child(category._element, parse_xml(drawing.text_properties(size, drawing.TEXT)), "c:crossAx")


def _fit_bars(chart: Any, sheet: Sheet, size: float) -> float:
    """Each bar in the colour of its direction, the value at its end."""
    series = chart.plots[0].series[0]._element
    for point in series.findall(qn("c:dPt")):
        series.remove(point)
    for row, direction in sheet.series[0].marks:
        point = parse_xml(
            f'<c:dPt {nsdecls("c", "a")}><c:idx val="{row}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{drawing.direction(direction).fill()}</c:spPr></c:dPt>"
        )
        drawing.insert_before(series, point, "c:dLbls", "c:cat", "c:val")
    labels.bar_values(series, sheet, size)
    top = max((number for number in sheet.series[0].values if number is not None), default=0.0)
    chart.value_axis.maximum_scale = ceiling = (top or 1.0) * 1.12
    return float(ceiling)


def _positive_axis_ids(root: Any) -> None:
    """The schema wants axis ids without a sign; python-pptx writes negative ones."""
    for element in root.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", element.get("val").removeprefix("-"))


def _panel_title(root: Any, sheet: Sheet, size: float, *, width: float) -> None:
    """The name of a panel of that width in points at its top left, on one line over the plot area's own margin."""
    name = plain(sheet.title, limit=max(6, min(30, int(width * 0.9 / size / _TITLE_CHARACTER))))
    element = root.find(qn("c:chart"))
    title = parse_xml(
        f"<c:title {nsdecls('c', 'a')}><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US" sz="{round(size * 115)}" b="1">{drawing.TEXT.fill()}</a:rPr>'
        f"<a:t>{labels.escaped(name)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0.02"/><c:y val="0.01"/>'
        '</c:manualLayout></c:layout><c:overlay val="1"/></c:title>'
    )
    element.insert(0, title)
    element.find(qn("c:autoTitleDeleted")).set("val", "0")


def _replace_text_properties(root: Any, xml: str) -> None:
    drawing.replace_child(root, parse_xml(xml), "c:externalData", "c:printSettings", "c:userShapes", "c:extLst")


def _blanks(chart: Any, how: str) -> None:
    element = chart._chartSpace.find(qn("c:chart"))
    old = element.find(qn("c:dispBlanksAs"))
    if old is not None:
        old.set("val", how)
    else:
        element.append(parse_xml(f'<c:dispBlanksAs {nsdecls("c")} val="{how}"/>'))
