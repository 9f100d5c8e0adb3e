"""What is exported is what was drawn: every file holds the values, gaps and marks of the trends."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from analytics.charts import formats
from analytics.charts.chart import Chart
from analytics.charts.columns import columns
from analytics.charts.combo import IF_NOTHING_HAPPENS
from analytics.charts.line import line
from analytics.charts.observations import observations
from analytics.filters import Filters
from analytics.slides import deck, table
from analytics.slides.sheets import NOT_COMPLETE, sheets
from analytics.types import Trend
from tests.slides.gallery import KINDS


def random_trends(invented: Any, chance: random.Random) -> list[Trend]:
    length = chance.choice([1, 2, 3, 8, 30])
    measure = chance.choice(["share", "count"])
    grain = chance.choice(["hour", "day", "week", "month", "quarter"])
    gaps = {index for index in range(length) if chance.random() < 0.15}
    partial = [index for index in (0, -1) if chance.random() < 0.3]
    return [
        invented.trend(
            [None if index in gaps else chance.randrange(0, 90) for index in range(length)],
            label=f"subject {number}",
            measure=measure,
            grain=grain,
            partial=partial,
            verdict=invented.verdict(chance.choice(["up", "down", "flat"])),
        )
        for number in range(chance.choice([1, 2, 5]))
    ]


def random_filters(chance: random.Random) -> Filters:
    return Filters(
        sources=tuple(chance.sample(["Ad Ledger", "Brand Courier", "Channel Notes"], chance.randrange(3))),
        start=chance.choice([None, date(2026, 1, 1)]),
        counting=chance.choice(["articles", "stories", "items"]),
        panel=chance.choice(["all", "constant"]),
        query=chance.choice(["", "tailored offers"]),
    )


@pytest.fixture(scope="module", params=[25, pytest.param(200, marks=pytest.mark.slow)])
def charts(invented: Any, request: pytest.FixtureRequest) -> list[Chart]:
    """Charts of random trends under random filters."""
    chance = random.Random(request.param)
    return [
        chance.choice(list(KINDS.values()))(
            invented, random_trends(invented, chance), invented.context(filters=random_filters(chance))
        )
        for _ in range(request.param)
    ]


def test_slides_hold_the_trends(charts: list[Chart]) -> None:
    """The chart's XML and its embedded workbook hold the same numbers, and those are the trend's."""
    slides = Presentation(io.BytesIO(deck.build(charts, partial=True))).slides
    assert len(slides) == len(charts)
    for chart, slide in zip(charts, slides, strict=True):
        if chart.kind in {"table", "map"}:
            assert_written(chart, slide)
        else:
            assert_native(chart, slide)
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert chart.title in words
        assert chart.subtitle in words
        assert chart.footnote in words


def assert_native(chart: Chart, slide: Any) -> None:
    drawn = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert len(drawn) == len(sheets(chart, partial=True))
    values: dict[str, list[float | None]] = {}
    for one in drawn:
        held = {series.name: list(series.values) for plot in one.plots for series in plot.series}
        assert_same(held, embedded(one))
        values.update(held)
    if drawn:
        assert_drawn(chart, values)


def assert_written(chart: Chart, slide: Any) -> None:
    """Tables and tiles hold the one number of each trend in words."""
    held = [cell.text for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    held += [
        tile.text_frame.text for shape in slide.shapes if shape.name.startswith("Upswell map") for tile in shape.shapes
    ]
    for trend in chart.trends:
        overall = formats.overall(trend)
        if chart.kind == "table" and overall is not None and trend.measure == "count":
            overall /= len(formats.complete(trend))
        written = formats.value(overall, trend.measure, trend.unit)
        assert any(written in text for text in held), (trend.subject.label, written)


def assert_drawn(chart: Chart, values: dict[str, list[float | None]]) -> None:
    if chart.kind == "bars":
        ranked = [value for trend in chart.trends if (value := formats.overall(trend)) is not None]
        assert [value for series in values.values() for value in series if value is not None] == ranked
        return
    ahead = [forecast.value for forecast in chart.forecasts]
    if ahead:
        assert values[IF_NOTHING_HAPPENS.capitalize()][-len(ahead) :] == ahead
    apart = chart.kind not in {"stacked", "area"}
    for trend in chart.trends:
        name = trend.subject.label
        held = values[name][: len(trend.points)]
        assert held == [point.value if point.complete or not apart else None for point in trend.points]
        cut = {index: point.value for index, point in enumerate(trend.points) if not point.complete}
        if apart and any(value is not None for value in cut.values()):
            assert {index: values[name + NOT_COMPLETE][index] for index in cut} == cut


def assert_same(one: dict[str, list[float | None]], other: dict[str, list[float | None]]) -> None:
    """Equal to the 16 digits that a sheet holds."""
    assert one.keys() == other.keys()
    for name, values in one.items():
        for value, written in zip(values, other[name], strict=True):
            assert value == written or value == pytest.approx(written, rel=1e-15)


def embedded(chart: Any) -> dict[str, list[float | None]]:
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), read_only=True)["Sheet1"]
    heads, *rows = sheet.iter_rows(values_only=True)
    return {str(name): [row[column] for row in rows] for column, name in enumerate(heads) if column}


def test_csv_holds_the_trends(charts: list[Chart]) -> None:
    for chart in charts:
        points = [(trend, point) for trend in chart.trends for point in trend.points]
        rows = csv_rows(chart)
        assert [float(row["value"]) for row in rows[len(points) :]] == [each.value for each in chart.forecasts]
        for row, (trend, point) in zip(rows[: len(points)], points, strict=True):
            assert row["subject"] == trend.subject.label
            assert (float(row["value"]) if row["value"] else None) == point.value
            counted = "" if point.coverage == "gap" else str(point.numerator)
            assert (row["numerator"], row["denominator"]) == (counted, counted and str(point.denominator))
            assert (row["coverage"], row["complete"]) == (point.coverage, "yes" if point.complete else "no")
            assert datetime.fromisoformat(row["start"]) == point.start


def csv_rows(chart: Chart) -> list[dict[str, str]]:
    text = table.csv([chart]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text.split("\r\n\r\n")[0])))


def test_json_holds_the_trends(charts: list[Chart]) -> None:
    for held, chart in zip(json.loads(table.json(charts))["charts"], charts, strict=True):
        assert held["filters"] == chart.filters.to_query()
        assert held["footnote"] == chart.footnote
        points = [point for trend in chart.trends for point in trend.points]
        assert [(row["value"], row["complete"], row["coverage"]) for row in held["rows"]] == [
            *((point.value, point.complete, point.coverage) for point in points),
            *((forecast.value, None, "outlook") for forecast in chart.forecasts),
        ]


def test_workbooks_hold_the_trends(charts: list[Chart]) -> None:
    book = load_workbook(io.BytesIO(table.xlsx(charts)))
    about = {str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row if cell}
    for number, chart in enumerate(charts, start=1):
        rows = list(book[f"Data {number}"].iter_rows(min_row=2, values_only=True))
        points = [point for trend in chart.trends for point in trend.points]
        values = [*(point.value for point in points), *(forecast.value for forecast in chart.forecasts)]
        assert_same({"value": [row[7] for row in rows]}, {"value": values})
        assert [row[12] for row in rows[: len(points)]] == [point.complete for point in points]
        assert chart.footnote in about
        if sheets(chart, partial=True):
            assert book[f"Chart {number}"]._charts


def test_the_figure_holds_the_trend(invented: Any) -> None:
    trend = invented.trend([10, None, 12, 5], partial=[-1])
    figure = line([trend], invented.context()).figure
    solid, dashed = (trace for trace in figure.data if trace.type == "scatter")
    assert list(solid.y) == [0.05, None, 0.06, None]
    assert list(dashed.y) == [0.06, 0.025]
    assert dashed.line.dash == "dot"


def test_statistics_keep_value_date_and_origin(invented: Any) -> None:
    series = invented.statistics(
        invented.observation("48", date(2024, 3, 1)),
        invented.observation("41", date(2025, 3, 1)),
        invented.observation("52", date(2025, 3, 1), origin="Fabrikam Institute"),
    )
    chart = observations(series, invented.context())
    slide = Presentation(io.BytesIO(deck.build([chart]))).slides[0]
    drawn = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert {one.name: list(one.values) for one in drawn.plots[0].series} == {
        "Northwind Research": [48.0, None, 41.0],
        "Fabrikam Institute": [None, 52.0, None],
    }
    rows = csv_rows(chart)
    assert [(row["value"], row["refers_to"], row["measured_by"]) for row in rows] == [
        ("48.0", "2024-03-01", "Northwind Research"),
        ("41.0", "2025-03-01", "Northwind Research"),
        ("52.0", "2025-03-01", "Fabrikam Institute"),
    ]


def test_a_workbook_holds_labels_without_the_space_that_keeps_them_apart(invented: Any) -> None:
    """Of many labels only some are drawn, apart from each other; the cells beneath hold the bare words."""
    (shape,) = [
        shape
        for shape in Presentation(io.BytesIO(deck.build([columns(invented.trend([3] * 52), invented.context())])))
        .slides[0]
        .shapes
        if shape.has_chart
    ]
    sheet = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    held = [sheet.cell(row, 1).value for row in range(2, 54)]
    drawn = [str(label) for label in shape.chart.plots[0].categories]
    assert held[:2] == ["5 Jan 26", "12 Jan 26"]
    assert [label.strip() for label in drawn] == held
    assert all(label != label.strip() for label in drawn)


def test_periods_in_progress_stay_out_of_decks_unless_asked_for(invented: Any) -> None:
    chart = line([invented.trend([10, 12, 3], partial=[-1])], invented.context())
    series = {one.name: one.values for sheet in sheets(chart) for one in sheet.series}
    assert series == {"agentic search": (0.05, 0.06, None)}


def test_the_same_charts_give_the_same_bytes(invented: Any) -> None:
    charts = [line([invented.trend([1, 2, 3])], invented.context())]
    for make in (deck.build, table.csv, table.json, table.xlsx):
        assert make(charts) == make(charts)


def test_packages_keep_the_rules_that_powerpoint_repairs(invented: Any) -> None:
    """Unique shape ids a slide, unique part names, no relation to nothing, children of a series in schema order."""
    chance = random.Random(5)
    trends = [invented.trend([chance.randrange(50) for _ in range(20)], label=f"s{n}", partial=[-1]) for n in range(3)]
    context = invented.context()
    data = deck.build([kind(invented, trends, context) for kind in KINDS.values()], partial=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if name.endswith(".rels"):
                folder = name.split("_rels/")[0]
                for target, mode in re.findall(
                    r'Target="([^"]+)"(?: TargetMode="(\w+)")?', package.read(name).decode()
                ):
                    if mode != "External":
                        parts = (target if target.startswith("/") else f"/{folder}{target}").split("/")
                        while ".." in parts:
                            parts.remove(parts[parts.index("..") - 1])
                            parts.remove("..")
                        assert "/".join(parts).lstrip("/") in names, (name, target)
    for slide in Presentation(io.BytesIO(data)).slides:
        ids = [element.get("id") for element in slide._element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            if shape.has_chart:
                for element in shape.chart._chartSpace.iter():
                    assert_in_order(element)


# The order of children that ECMA-376 (part 1, 21.2) gives the elements that are written here.
_SHOWN = "showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses crossesAt"
)
_ORDER = {
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth shape extLst",
    "dLbl": f"idx delete layout tx numFmt spPr txPr dLblPos {_SHOWN} extLst",
    "dLbls": f"dLbl delete numFmt spPr txPr dLblPos {_SHOWN} showLeaderLines extLst",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr extLst",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr extLst",
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr chart spPr txPr externalData extLst",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax extLst",
    "title": "tx layout overlay spPr txPr extLst",
    "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
    "dateAx": f"{_AXIS} auto lblOffset baseTimeUnit majorUnit majorTimeUnit minorUnit minorTimeUnit extLst",
    "catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    "scaling": "logBase orientation max min extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "areaChart": "grouping varyColors ser dLbls dropLines axId extLst",
}


def assert_in_order(element: Any) -> None:
    name = element.tag.split("}")[-1]
    if name in _ORDER and "drawingml/2006/chart" in element.tag:
        known = _ORDER[name].split()
        children = [child.tag.split("}")[-1] for child in element]
        places = [known.index(child) for child in children]
        assert places == sorted(places), (name, children)
