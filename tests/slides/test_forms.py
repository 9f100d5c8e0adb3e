"""Tables, call-outs, maps and outlooks on slides: what they hold, and that a refresh keeps a person's edits."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn

from analytics.charts import formats
from analytics.charts import stacked as stacks
from analytics.charts.callout import callout
from analytics.charts.chart import Chart
from analytics.charts.columns import columns
from analytics.charts.combo import combo
from analytics.charts.line import line
from analytics.charts.listing import MOST_ROWS, listing
from analytics.charts.map import theme_map
from analytics.charts.multiples import multiples
from analytics.charts.observations import observations
from analytics.charts.outlook import outlook
from analytics.slides import deck, palette, tags
from analytics.slides.drawing import FALL, RISE
from analytics.slides.house import Style, build
from analytics.slides.matter import Matter
from analytics.slides.refresh import refresh
from analytics.slides.sheets import sheets
from analytics.trends.outlook import Outlook
from analytics.types import Subject, Trend

MINE = RGBColor.from_string("123456")  # type: ignore[no-untyped-call]


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def saved(book: Any) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def shapes(slide: Any) -> dict[str, Any]:
    return {re.sub(r" [0-9a-f]{8}$", "", shape.name): shape for shape in slide.shapes}


def trends(invented: Any, **sizes: int) -> list[Trend]:
    return [
        invented.trend([size, size], label=label, verdict=invented.verdict("up" if size > 30 else "flat"))
        for label, size in sizes.items()
    ]


def several(invented: Any, count: int) -> list[Trend]:
    return [invented.trend([3, 4, 5 + number], label=f"part{number}") for number in range(count)]


def native_chart(data: bytes) -> Any:
    return next(shape.chart for shape in opened(data).slides[0].shapes if shape.has_chart)


def rows(slide: Any) -> list[list[str]]:
    table = shapes(slide)["Upswell table"].table
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_holds_the_largest_and_says_how_many_there_are(invented: Any) -> None:
    chart = listing(trends(invented, **{f"t{n}": n + 1 for n in range(40)}), invented.context())
    slide = opened(deck.build([chart])).slides[0]
    assert len(rows(slide)) == MOST_ROWS + 1
    assert rows(slide)[:2] == [
        ["Topics", "Articles", "Share", "Change", "95% interval", "Verdict"],
        ["t39", "80", "20%", "▲ 2x", "1.5–2.5", "accelerating"],
    ]
    assert "The 16 largest of 40" in chart.subtitle


def test_a_table_is_ranked_anew_and_keeps_what_was_written_into_it(invented: Any) -> None:
    context = invented.context()
    book = opened(deck.build([listing(trends(invented, a=50, b=40, c=10), context)]))
    shapes(book.slides[0])["Upswell table"].table.cell(1, 5).text = "ours to win"
    now = listing(trends(invented, a=50, b=90, d=60), context)
    renewed, changes = refresh(saved(book), lambda memory: now)
    assert [row[0] for row in rows(opened(renewed).slides[0])] == ["Topics", "b", "d", "a"]
    assert rows(opened(renewed).slides[0])[1][1:3] == ["180", "45%"]
    assert rows(opened(renewed).slides[0])[3][5] == "ours to win"
    assert [change.outcome for change in changes if change.what.startswith("table")] == ["renewed"]
    again, changes = refresh(renewed, lambda memory: now)
    assert rows(opened(again).slides[0]) == rows(opened(renewed).slides[0])


def test_a_table_that_a_person_sorted_stays_sorted(invented: Any) -> None:
    context = invented.context()
    book = opened(deck.build([listing(trends(invented, a=50, b=40, c=10), context)]))
    table = shapes(book.slides[0])["Upswell table"].table._tbl
    table.append(table.tr_lst[1])
    renewed, _ = refresh(saved(book), lambda memory: listing(trends(invented, a=50, b=90, c=70, d=5), context))
    assert [row[0] for row in rows(opened(renewed).slides[0])] == ["Topics", "b", "c", "a", "d"]


def test_a_callout_is_words_of_its_own_and_is_renewed_word_by_word(invented: Any) -> None:
    context = invented.context()
    old = invented.observation("48", date(2024, 3, 1))
    new = invented.observation("41", date(2025, 3, 1))
    book = opened(deck.build([callout(invented.statistics(old), context)]))
    found = shapes(book.slides[0])
    assert found["Upswell figure"].text_frame.text == "48%"
    assert found["Upswell quote"].text_frame.text == f"“{old.statistic.sentence}”"
    found["Upswell claim"].text_frame.text = "Half of them"
    renewed, _ = refresh(saved(book), lambda memory: callout(invented.statistics(old, new), context))
    found = shapes(opened(renewed).slides[0])
    assert found["Upswell figure"].text_frame.text == "41%"
    assert found["Upswell claim"].text_frame.text == "Half of them"
    assert "before: 48%, 1 Mar 2024" in found["Upswell byline"].text_frame.text


def mapped(invented: Any, themes: tuple[str, ...] = (), **sizes: int) -> Chart:
    return theme_map(trends(invented, **sizes), invented.context(), themes=themes or ["Search"] * len(sizes))


def tiles(slide: Any) -> dict[str, Any]:
    return {shape.name.removeprefix("Upswell topic:"): shape for shape in shapes(slide)["Upswell map"].shapes}


@pytest.mark.parametrize("direction", ["flat", "up", "down"])
def test_two_lines_that_went_one_way_differ_in_colour(invented: Any, direction: str) -> None:
    trends = [invented.trend([1, 2, 3], label=label, verdict=invented.verdict(direction)) for label in "ab"]
    chart = line(trends, invented.context(), highlight=[trend.subject.id for trend in trends])
    (sheet,) = sheets(chart)
    assert {series.direction for series in sheet.series} == {"up", "down"}
    (panel, _) = sheets(multiples(trends, invented.context()))
    assert [series.direction for series in panel.series] == [direction]


def test_a_chart_that_finds_nothing_is_not_among_the_findings(invented: Any) -> None:
    bare = columns(invented.trend([4, 5, 6], label="all articles"), invented.context())
    moved = line([invented.trend([1, 2, 3], label="a", verdict=invented.verdict("up"))], invented.context())
    matter = Matter("June", "2 sources")
    for charts, found in (([bare, moved], [moved]), ([bare], [bare])):
        slides = opened(deck.build(charts, matter=matter)).slides
        said = [shape.text_frame for shape in slides[1].placeholders if shape.placeholder_format.idx]
        assert [paragraph.text.split(":")[0] for text in said for paragraph in text.paragraphs] == [
            chart.title.split(":")[0] for chart in found
        ]


def test_a_tile_sets_its_name_alone_in_bold(invented: Any) -> None:
    undecided = invented.verdict(enough=False)
    shown = [invented.trend([9, 9], label=f"Topic {number}", verdict=undecided) for number in range(9)]
    made = theme_map(shown, invented.context(), themes=[f"Theme {number % 5}" for number in range(9)])
    group = shapes(opened(deck.build([made])).slides[0])["Upswell map"]
    bold = set()
    for tile in group.shapes:
        held = [run for paragraph in tile.text_frame.paragraphs for run in paragraph.runs]
        bold.add(" ".join(run.text for run in held if run.font.bold))
    assert bold == {f"Topic {number}" for number in range(9)} | {f"Theme {number}" for number in range(5)}


def test_names_on_a_map_are_folded_and_made_smaller_before_they_are_cut(invented: Any) -> None:
    named = {
        "Loyalty and personalization programmes": "in-store screens and audio",
        "Retail media networks and their shops": "personalization backlash",
        "Privacy after the third-party cookie": "cookie deprecation",
        "Brand safety and suitability": "brand safety",
    }
    shown = [
        invented.trend([size], label=label, verdict=invented.verdict("down", effect=0.23), denominator=900)
        for size, label in zip((60, 90, 40, 10), named.values(), strict=True)
    ]
    group = shapes(opened(deck.build([theme_map(shown, invented.context(), themes=list(named))])).slides[0])
    said = {tile.text_frame.text.replace("\n", " ") for tile in group["Upswell map"].shapes}
    assert set(named) <= said
    assert all(any(text.startswith(label) for text in said) for label in named.values())
    assert not any("…" in text for text in said)


def test_a_tile_too_small_for_all_of_its_words_has_its_name(invented: Any) -> None:
    fallen = invented.verdict("down", effect=0.23)
    shown = [
        invented.trend([size], label=f"retail media {number}", verdict=fallen, denominator=900)
        for number, size in enumerate([400] + [4] * 30)
    ]
    found = tiles(opened(deck.build([theme_map(shown, invented.context(), themes=[None] * len(shown))])).slides[0])
    words = {tile.text_frame.text.replace("\n", " ") for tile in found.values()}
    assert "retail media 0 44% ▼ 23% of before" in words
    assert words & {trend.subject.label for trend in shown}


def test_tiles_are_as_large_as_their_topics(invented: Any) -> None:
    chart = mapped(invented, a=50, b=25, c=25)
    found = tiles(opened(deck.build([chart])).slides[0])
    assert set(found) == {"a", "b", "c", "Upswell theme Search"}
    assert found["a"].text_frame.text == "a\n25% ▲ 2x"
    areas = {name: found[name].width * found[name].height for name in "abc"}
    assert areas["a"] / areas["b"] == pytest.approx(2, rel=0.03)
    assert formats.overall(chart.trends[0]) == 0.25


def test_a_map_keeps_its_place_and_a_tile_its_colour(invented: Any) -> None:
    book = opened(deck.build([mapped(invented, a=50, b=25, c=10)]))
    group = shapes(book.slides[0])["Upswell map"]
    group.left, group.width = group.left + 90000, group.width // 2
    found = tiles(book.slides[0])
    found["b"].fill.solid()
    found["b"].fill.fore_color.rgb = MINE
    place = (group.left, group.top, group.width, group.height)
    renewed, changes = refresh(saved(book), lambda memory: mapped(invented, a=20, b=60, d=30))
    slide = opened(renewed).slides[0]
    group, found = shapes(slide)["Upswell map"], tiles(slide)
    assert (group.left, group.top, group.width, group.height) == place
    assert set(found) == {"a", "b", "d", "Upswell theme Search"}
    assert found["b"].text_frame.text == "b\n30% ▲ 2x"
    assert found["b"].fill.fore_color.rgb == MINE
    assert found["a"]._element.spPr.find(f".//{qn('a:alpha')}") is not None
    assert [change.outcome for change in changes if change.what.startswith("map")] == ["renewed"]
    _, changes = refresh(renewed, lambda memory: mapped(invented, a=20, b=60, d=30))
    assert {change.outcome for change in changes} == {"unchanged"}


@pytest.mark.parametrize(("paper", "accent", "wanted"), [("FFFFFF", "203040", "bg1"), ("FFFFFF", "FFE070", "tx1")])
def test_words_on_an_accent_can_be_read(paper: str, accent: str, wanted: str) -> None:
    colours = ("000000", paper, "333333", "DDDDDD", accent, accent, *["888888"] * 6)
    book = opened(build(Style(colours=colours)))
    slide = book.slides.add_slide(book.slide_layouts[1])
    assert [palette.on_accent(slide.part, ink).scheme for ink in (RISE, FALL)] == [wanted, wanted]


def test_a_combo_is_columns_and_lines_on_the_same_axes(invented: Any) -> None:
    trend = invented.trend([10, 12, 14, 16, None, 18, 4], partial=[-1])
    chart = combo(trend, Outlook(invented.forecasts(trend, 0.1, 0.11), ""), invented.context())
    slide = opened(deck.build([chart], partial=True)).slides[0]
    native = next(shape.chart for shape in slide.shapes if shape.has_chart)
    columns, lines, areas = native.plots
    assert [series.name for series in columns.series] == ["agentic search", "agentic search (not complete)"]
    assert list(columns.series[0].values) == [0.05, 0.06, 0.07, 0.08, None, 0.09, None, None, None]
    assert list(columns.series[1].values)[6] == 0.02
    held = {series.name: list(series.values)[-2:] for series in lines.series}
    assert held == {"Mean of 4 periods": [None, None], "If nothing happens": [0.1, 0.11]}
    interval = {series.name: list(series.values)[-4:] for series in areas.series}
    assert interval["95% interval, low end"] == [None, 0.09, 0.05, 0.055]
    assert interval["95% interval, width"] == pytest.approx([None, 0, 0.1, 0.11])
    ids = [[each.get("val") for each in plot._element.findall(qn("c:axId"))] for plot in native.plots]
    assert ids[0] == ids[1] == ids[2]


def test_an_outlook_is_a_line_within_a_band(invented: Any) -> None:
    trend = invented.trend([10, 12, 14])
    chart = outlook(trend, Outlook(invented.forecasts(trend, 0.1, 0.11), ""), invented.context())
    lines, areas = native_chart(deck.build([chart])).plots
    assert {series.name: list(series.values) for series in lines.series} == {
        "agentic search": [0.05, 0.06, 0.07, None, None],
        "If nothing happens": [None, None, 0.07, 0.1, 0.11],
    }
    low, wide = (list(series.values) for series in areas.series)
    assert low == [None, None, 0.07, 0.05, 0.055]
    assert wide == pytest.approx([None, None, 0, 0.1, 0.11])
    base, band = areas.series
    assert base._element.spPr.find(qn("a:noFill")) is not None
    assert band._element.spPr.find(qn("a:solidFill")) is not None


def test_an_outlook_of_an_older_release_gets_its_band(invented: Any) -> None:
    """Both ends of the interval were dotted lines before."""
    context = invented.context()
    old, new = invented.trend([10, 12, 14]), invented.trend([10, 12, 14, 16], partial=[-1])
    ahead = outlook(new, Outlook(invented.forecasts(new, 0.2), ""), context)
    book = opened(
        deck.build([line([old, replace(old, subject=Subject("topic", "low", "low"))], context)], partial=True)
    )
    frame = next(shape for shape in book.slides[0].shapes if shape.has_chart)
    memory = tags.read(frame)
    assert memory is not None
    first, _ = memory["series"]
    tags.write(frame, {**memory, "series": [first, ["low", f"{first[1]} low", "bound"]]})
    frame.chart.plots[0].series[0].format.line.color.rgb = MINE
    lines, areas = native_chart(refresh(saved(book), lambda _: ahead)[0]).plots
    assert [series.name for series in lines.series] == [
        "agentic search", "agentic search (not complete)", "If nothing happens",
    ]  # fmt: skip
    assert lines.series[0].format.line.color.rgb == MINE
    assert [series.name for series in areas.series] == ["95% interval, low end", "95% interval, width"]


def test_a_combo_is_renewed_and_keeps_its_colours(invented: Any) -> None:
    context = invented.context()
    old, new = invented.trend([10, 12, 14]), invented.trend([10, 12, 14, 16, 18])
    book = opened(deck.build([combo(old, Outlook(invented.forecasts(old, 0.1), ""), context)]))
    native = next(shape.chart for shape in book.slides[0].shapes if shape.has_chart)
    native.plots[1].series[1].format.line.color.rgb = MINE
    renewed, _ = refresh(
        saved(book), lambda memory: combo(new, Outlook(invented.forecasts(new, 0.2, 0.3), ""), context)
    )
    native = next(shape.chart for shape in opened(renewed).slides[0].shapes if shape.has_chart)
    assert list(native.plots[0].series[0].values) == [0.05, 0.06, 0.07, 0.08, 0.09, None, None]
    assert list(native.plots[1].series[1].values)[-2:] == [0.2, 0.3]
    assert native.plots[1].series[1].format.line.color.rgb == MINE


def names(chart: Any) -> list[str]:
    """The words of the labels beside a stack, with their keys."""
    labels = chart._chartSpace.iter(qn("c:dLbl"))
    return [
        " ".join("".join(word.text for word in line.iter(qn("a:t"))) for line in label.iter(qn("a:p")))
        for label in labels
    ]


@pytest.mark.parametrize("style", ["columns", "area"])
@pytest.mark.parametrize("parts", [2, 7, 12])
def test_parts_are_named_beside_their_end(invented: Any, parts: int, style: stacks.Style) -> None:
    chart = stacks.stacked(several(invented, parts), invented.context(), style=style)
    drawn = native_chart(deck.build([chart]))
    assert not drawn.has_legend
    assert names(drawn) == [f"■ {trend.subject.label}" for trend in chart.trends]


def test_the_least_of_very_many_parts_share_a_label(invented: Any) -> None:
    made = deck.build([stacks.stacked(several(invented, 40), invented.context())])
    said = names(native_chart(made))
    assert f"and {40 - len(said) + 1} others" in said
    assert 12 < len(said) < 40


def test_parts_that_became_more_are_named_too_and_a_persons_legend_stays(invented: Any) -> None:
    few, many = (stacks.stacked(several(invented, parts), invented.context()) for parts in (3, 8))
    data = deck.build([few])
    assert len(names(native_chart(refresh(data, lambda memory: many)[0]))) == 8
    book = opened(data)
    drawn = next(shape.chart for shape in book.slides[0].shapes if shape.has_chart)
    drawn.has_legend = True
    assert native_chart(refresh(saved(book), lambda memory: many)[0]).has_legend


def test_a_band_joins_the_figures_of_sources_that_disagree(invented: Any) -> None:
    low, high = invented.observation("41", date(2025, 3, 1)), invented.observation("62", date(2025, 3, 1), origin="F")
    agreed = invented.statistics(invented.observation("48", date(2024, 3, 1)), low, high)
    disputed = observations(replace(agreed, conflicts=((1, 2),)), invented.context())
    plain = observations(agreed, invented.context())

    made = deck.build([disputed])
    assert bands(made) == {"Sources disagree": (None, 62.0, 41.0)}
    (band,) = [one for one in native_chart(made).plots[0].series if one.name == "Sources disagree"]
    assert band.format.line.width.pt > 10
    assert not list(band._element.iter(qn("c:dLbl")))
    assert bands(refresh(made, lambda memory: plain)[0]) == {}

    appeared, _ = refresh(deck.build([plain]), lambda memory: disputed)
    assert bands(appeared) == bands(made)
    raised = replace(high, statistic=replace(high.statistic, value=Decimal(70)))
    moved = replace(agreed, observations=(agreed.observations[0], low, raised), conflicts=((1, 2),))
    renewed, _ = refresh(appeared, lambda memory: observations(moved, invented.context()))
    assert bands(renewed) == {"Sources disagree": (None, 70.0, 41.0)}


def bands(data: bytes) -> dict[str, tuple[float | None, ...]]:
    drawn = native_chart(data).plots[0].series
    return {one.name: tuple(one.values) for one in drawn if one.name.startswith("Sources disagree")}


def test_words_renewed_twice_are_still_ours(invented: Any) -> None:
    charts = [mapped(invented, a=size, b=20) for size in (50, 40, 10)]
    charts = [replace(chart, title=chart.title) for chart in charts]
    data = deck.build(charts[:1])
    for chart in charts[1:]:
        data, _ = refresh(data, lambda memory, chart=chart: chart)  # type: ignore[misc]
    assert opened(data).slides[0].shapes.title.text_frame.text == charts[-1].title
