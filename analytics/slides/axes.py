"""Axes of native charts: values from zero in round steps, days in whole months, a plot area of known size."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from analytics.slides import drawing
from analytics.slides.labels import PLOT_HEIGHT, POINT
from analytics.slides.sheets import Sheet

_TOP = 0.03
_CHART = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
_EN_SPACE = "\u2002"


def value_axis(chart: Any, sheet: Sheet, *, was: float | None = None) -> float:
    """From zero, few round ticks, a faint grid. Returns the top of the axis.

    `was` is the top that an earlier drawing gave it: when a person has set another one since, that is kept.
    """
    axis = chart.value_axis
    known = [value for series in sheet.series for value in series.values if value is not None]
    top = sheet.ceiling or sheet.highest
    if any(series.role == "event" for series in sheet.series):
        top *= 1.1
    ceiling, step = drawing.nice_ceiling(top, steps=3 if sheet.title else 5)
    lowest = min(known, default=0.0)
    if was is not None and axis.maximum_scale is not None and abs(axis.maximum_scale - was) > 1e-9 * max(was, 1.0):
        return float(axis.maximum_scale)
    axis.minimum_scale = -drawing.nice_ceiling(-lowest)[0] if lowest < 0 else 0
    axis.maximum_scale, axis.major_unit = ceiling, step
    axis.has_major_gridlines = True
    element = axis._element
    grid = element.find(qn("c:majorGridlines"))
    for child in list(grid):
        grid.remove(child)
    grid.append(parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:ln w="6350">{drawing.FAINT.fill()}</a:ln></c:spPr>'))
    axis.format.line.fill.background()
    no_ticks(axis)
    axis.tick_labels.number_format = _axis_format(sheet, step)
    axis.tick_labels.number_format_is_linked = False
    return ceiling


def _axis_format(sheet: Sheet, step: float) -> str:
    if sheet.number_format != "0.0%":
        return sheet.number_format
    return "0%" if step >= 0.01 else "0.0%" if step >= 0.001 else "0.00%"


def category_axis(chart: Any, sheet: Sheet, frame: Any, size: float, *, right: float) -> None:
    """Periods beneath the plot, as many as there is room for beside the part `right` of the width that names take."""
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
    room = max(2, int(frame.width * (1 - right) / POINT / size / (6 if sheet.title else 7)))
    # LibreOffice knows no skip: it folds level labels letter by letter. Half a degree makes it leave some out.
    turn = 30000 if len(sheet.categories) > room else 0
    level = drawing.text_properties(size).replace("<a:bodyPr/>", f'<a:bodyPr rot="{turn}" vert="horz"/>')
    drawing.replace_child(element, parse_xml(level), "c:crossAx")
    days = [category for category in sheet.categories if isinstance(category, date)]
    if len(days) == len(sheet.categories):
        first, last = min(days), max(days)
        if sheet.plot == "dots":
            around = timedelta(days=max(45, round((last - first).days * 0.06)))
            first, last = first - around, last + around
            axis.minimum_scale, axis.maximum_scale = _serial(first), _serial(last)
        _date_units(element, first, last, room)
        axis.tick_labels.number_format = "d mmm yy" if _months(first, last) < 3 else "mmm yyyy"
        axis.tick_labels.number_format_is_linked = False
    else:
        skip = max(1, -(-len(sheet.categories) // room))
        for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
            number = parse_xml(f'<{tag} {nsdecls("c")} val="{skip}"/>')
            drawing.replace_child(element, number, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
        if skip > 1:
            _keep_apart(chart)


def _keep_apart(chart: Any) -> None:
    """Spaces around the drawn labels: LibreOffice leaves out those that would overlap, and lets the others touch.

    The workbook keeps the labels as they are.
    """
    for label in chart._chartSpace.iterfind(".//c:cat/c:strRef/c:strCache/c:pt/c:v", _CHART):
        label.text = f"{_EN_SPACE}{label.text.strip()}{_EN_SPACE}"


def _date_units(element: Any, first: date, last: date, room: int) -> None:
    """Ticks at whole months, or days in short ranges, as many as there is room for."""
    months = _months(first, last)
    if months < 3:
        length = max((last - first).days, 1)
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


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _serial(day: date) -> int:
    """The day as a spreadsheet counts it."""
    return (day - date(1899, 12, 30)).days


def fix_plot_area(chart: Any, *, right: float, panel: float | None = None) -> None:
    """A fixed plot area, so that names at the right and their heights can be worked out.

    `right` is the part of the width kept for names; `panel` the part of a panel's height that one line of text takes.
    """
    area = free_plot_area(chart)
    left, top, height = 0.065, _TOP, PLOT_HEIGHT
    if panel is not None:  # its name stands above the plot, a line of ticks below
        left, top = 0.13, min(0.4, panel * 2.1 + 0.02)
        height = 1 - top - min(0.3, panel * 1.6 + 0.04)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/><c:x val="{left}"/><c:y val="{top}"/><c:w val="{1 - left - right:.4f}"/>'
            f'<c:h val="{height}"/></c:manualLayout></c:layout>'
        ),
    )


def free_plot_area(chart: Any) -> Any:
    """Lets the program that shows the chart choose the place of its plot area; returns its element."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    return area


def no_ticks(axis: Any) -> None:
    for tag in ("c:majorTickMark", "c:minorTickMark"):
        mark = axis._element.find(qn(tag))
        if mark is not None:
            mark.set("val", "none")
