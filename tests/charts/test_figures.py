"""Figures keep gaps open, cut periods apart, axes honest and names legible."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.charts import axis
from analytics.charts.bar import bar, rank
from analytics.charts.callout import callout
from analytics.charts.columns import columns
from analytics.charts.line import default_highlight, line, line_colours, partial_steps
from analytics.charts.listing import listing
from analytics.charts.map import theme_map
from analytics.charts.multiples import multiples
from analytics.charts.observations import disagreements, observations
from analytics.charts.sparkline import sparkline_svg
from analytics.charts.stacked import part_look, stacked
from analytics.charts.theme import DARK, LIGHT, THEMES, Theme
from analytics.types import Event


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_words_and_marks_can_be_seen(theme: Theme) -> None:
    for words in (theme.ink, theme.muted_text, theme.rise_text, theme.fall_text):
        assert contrast(words, theme.paper) >= 4.5
    for marks in (theme.rise, theme.fall, theme.data):
        assert contrast(marks, theme.paper) >= 3


def test_every_figure_holds_before_the_checks_of_plotly_itself(invented: Any) -> None:
    """Figures are made of plain dictionaries, which Plotly takes as they are."""
    context = invented.context(events=(Event("e1", invented.begin.date() + timedelta(days=9), "A launch"),))
    trends = [invented.trend([4, 6, None, 8, 2], label=name, partial=[0, -1]) for name in ("a", "b")]
    series = invented.statistics(
        invented.observation("20", date(2025, 1, 1)),
        invented.observation("30", date(2025, 1, 1), origin="Bureau"),
    )
    for chart in (
        line(trends, context),
        columns(trends[0], context),
        stacked(trends, context),
        stacked(trends, context, style="area"),
        bar(trends, context),
        listing(trends, context),
        multiples(trends, context),
        theme_map(trends, context, themes=["one", None]),
        observations(series, context),
        callout(series, context),
    ):
        drawn = json.loads(chart.figure.to_json())
        assert json.loads(go.Figure(drawn).to_json()) == drawn


def test_a_gap_is_open_and_a_cut_period_is_a_dashed_step(invented: Any) -> None:
    trend = invented.trend([4, 6, None, 8, 2], partial=[0, -1])
    figure = line([trend], invented.context()).figure
    solid, first, last = (trace for trace in figure.data if trace.type == "scatter")
    assert list(solid.y) == [None, 0.03, None, 0.04, None]
    assert solid.connectgaps is False
    assert list(first.y) == [0.02, 0.03]
    assert list(last.y) == [0.04, 0.01]
    assert {first.line.dash, last.line.dash} == {"dot"}


def test_a_cut_period_beside_a_gap_stands_alone(invented: Any) -> None:
    points = invented.trend([4, None, 3], partial=[-1]).points
    assert [[point.value for point in step] for step in partial_steps(points)] == [[0.015]]


def test_a_lone_period_is_a_dot(invented: Any) -> None:
    solid = line([invented.trend([None, 5, None, 6, 7])], invented.context()).figure.data[0]
    assert list(solid.marker.opacity) == [0, 1, 0, 0, 0]


def test_a_click_tells_subject_and_period(invented: Any) -> None:
    trend = invented.trend([5, 6])
    for chart in (line([trend], invented.context()), columns(trend, invented.context())):
        handle = list(chart.figure.data[0].customdata[0])
        assert handle == [trend.subject.id, trend.points[0].start.isoformat(), trend.points[0].end.isoformat()]


def test_value_axes_begin_at_zero(invented: Any) -> None:
    trends = [invented.trend([50, 60], label="a"), invented.trend([70, 80], label="b")]
    for chart in (
        line(trends, invented.context()),
        stacked(trends, invented.context()),
        columns(trends[0], invented.context()),
    ):
        low, high = chart.figure.layout.yaxis.range
        assert low == 0
        assert high > 0.3
    assert bar(trends, invented.context()).figure.layout.xaxis.range[0] == 0


def test_compared_panels_share_both_scales(invented: Any) -> None:
    trends = [invented.trend([number, number * 2], label=str(number)) for number in range(1, 8)]
    layout = multiples(trends, invented.context()).figure.layout
    axes = [layout[name] for name in layout if name.startswith("yaxis")]
    assert len(axes) == 7
    assert len({tuple(one.range) for one in axes}) == 1
    assert len({tuple(layout[name].range) for name in layout if name.startswith("xaxis")}) == 1


@pytest.mark.parametrize(("columns", "width"), [(2, 360), (4, 1120)])
def test_a_panels_name_stays_within_its_panel(invented: Any, columns: int, width: int) -> None:
    labels = ("Attention scores", "Cookieless measurement", "AI", "Personalized offers for loyal customers")
    trends = [invented.trend([1, 2], label=label, verdict=invented.verdict("down", effect=0.05)) for label in labels]
    layout = multiples(trends, invented.context(), columns=columns, width=width).figure.layout
    plain = [re.sub("<(?!br)[^>]*>", "", note.text) for note in layout.annotations if "almost none" in note.text]
    assert [re.sub("<br>| +", " ", text).split(" ▼")[0] for text in plain] == list(labels)
    panel = (layout.xaxis.domain[1] - layout.xaxis.domain[0]) * width
    assert max(len(line) for text in plain for line in text.split("<br>")) * 6 < panel


def test_what_moved_is_coloured_by_direction_and_the_rest_is_grey(invented: Any) -> None:
    trends = [
        invented.trend([1, 2], label="a", verdict=invented.verdict("up", effect=2.0)),
        invented.trend([1, 2], label="b", verdict=invented.verdict("down", effect=0.2)),
        invented.trend([1, 2], label="c", verdict=invented.verdict("up", effect=1.3)),
        invented.trend([1, 2], label="d"),
    ]
    chosen = default_highlight(trends)
    assert chosen == ("topic:b", "topic:a")
    colours = line_colours(trends, chosen, LIGHT)
    assert [colours[trend.subject.id] for trend in trends] == [LIGHT.rise, LIGHT.fall, LIGHT.data, LIGHT.data]


def test_two_highlights_of_one_direction_differ(invented: Any) -> None:
    trends = [invented.trend([1, 2], label=label, verdict=invented.verdict("up")) for label in "ab"]
    colours = line_colours(trends, default_highlight(trends), DARK)
    assert len(set(colours.values())) == 2


@pytest.mark.parametrize("direction", ["flat", "up", "down"])
def test_a_label_has_the_colour_of_its_line(invented: Any, direction: str) -> None:
    trends = [invented.trend([1, 2], label=label, verdict=invented.verdict(direction)) for label in "ab"]
    ids = [trend.subject.id for trend in trends]
    drawn = line(trends, invented.context(), highlight=ids).figure
    colours = line_colours(trends, ids, LIGHT)
    labels = {re.sub("<[^>]*>", "", note.text): note.font.color for note in drawn.layout.annotations}
    for trend in trends:
        assert labels[trend.subject.label] == LIGHT.in_words(colours[trend.subject.id])
    assert labels["a"] != labels["b"]


def test_few_articles_are_counted_in_whole_ticks(invented: Any) -> None:
    axis = columns(invented.trend([1, 2, 1], measure="count"), invented.context()).figure.layout.yaxis
    assert axis.dtick == 1


def test_parts_differ_in_colour_or_pattern() -> None:
    assert len({part_look(index, LIGHT) for index in range(14)}) == 14


def test_patterns_lie_on_a_ground(invented: Any) -> None:
    """Without one a part, or a week that was collected in part, is as blank as a gap in a browser."""
    trends = [invented.trend([1, 2], label=str(index)) for index in range(14)]
    drawn = [
        trace for style in ("columns", "area") for trace in stacked(trends, invented.context(), style=style).figure.data
    ]
    looks = [trace.marker.pattern if trace.type == "bar" else trace.fillpattern for trace in drawn]
    patterned = [look for look in looks if look.shape]
    assert patterned
    assert all(look.bgcolor not in {None, look.fgcolor} for look in patterned)


def test_areas_break_where_a_part_is_missing(invented: Any) -> None:
    trends = [invented.trend([1, None, 3], label="a"), invented.trend([4, 5, 6], label="b")]
    areas = [
        trace for trace in stacked(trends, invented.context(), style="area").figure.data if trace.type == "scatter"
    ]
    assert [(trace.name, trace.stackgroup) for trace in areas] == [
        ("a", "run 0"),
        ("b", "run 0"),
        ("b", "run 1"),
        ("a", "run 2"),
        ("b", "run 2"),
    ]


def test_the_strip_tells_what_was_collected(invented: Any) -> None:
    figure = line([invented.trend([1, None, 3], partial=[-1])], invented.context()).figure
    strips = {trace.name: len(trace.x) for trace in figure.data if trace.type == "bar"}
    assert strips == {"coverage collected": 1, "coverage partial": 1, "coverage gap": 1}


def test_a_period_in_progress_says_how_far_it_is(invented: Any) -> None:
    trend = invented.trend([4, 2], partial=[-1])
    context = invented.context(as_of=trend.points[-1].start + timedelta(days=3, hours=5))
    assert axis.incomplete_label(trend.points[-1], "week", context) == "week in progress, 4 of 7 days"
    later = invented.context(as_of=trend.points[-1].end + timedelta(days=9))
    assert axis.incomplete_label(trend.points[-1], "week", later) == "week cut by the selection"


def test_events_outside_the_window_are_left_out(invented: Any) -> None:
    events = (Event("a", date(2026, 1, 7), "inside"), Event("b", date(2030, 1, 1), "outside"))
    figure = line([invented.trend([1, 2])], invented.context(events=events)).figure
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert "inside" in texts
    assert "outside" not in texts


def test_bars_are_ranked_and_empty_ones_stay_last(invented: Any) -> None:
    trends = [
        invented.trend([None], label="none"),
        invented.trend([1], label="small"),
        invented.trend([9], label="large"),
    ]
    assert [trend.subject.label for trend in rank(trends)] == ["large", "small", "none"]
    assert bar(trends, invented.context()).figure.data[0].text[2] == "no data"


def test_one_origins_dots_are_joined_and_forecasts_hollow(invented: Any) -> None:
    series = invented.statistics(
        invented.observation("48", date(2024, 3, 1)),
        invented.observation("41", date(2025, 3, 1)),
        invented.observation("52", date(2025, 6, 1), origin="Fabrikam Institute"),
    )
    chart = observations(series, invented.context())
    assert [(trace.name, list(trace.y)) for trace in chart.figure.data] == [
        ("Northwind Research", [48.0, 41.0]),
        ("Fabrikam Institute", [52.0]),
    ]
    assert "n = 1,204" in chart.footnote


def test_a_band_spans_the_figures_where_sources_disagree(invented: Any) -> None:
    series = invented.statistics(
        invented.observation("48", date(2024, 3, 1)),
        invented.observation("41", date(2025, 3, 1)),
        invented.observation("52", date(2025, 3, 1), origin="Fabrikam Institute"),
        invented.observation("45", date(2025, 3, 9), origin="Tailspin"),
    )
    disputed = replace(series, conflicts=((1, 2), (2, 3)))
    assert [[str(one.statistic.value) for one in held] for held in disagreements(disputed)] == [["41", "52", "45"]]
    chart = observations(disputed, invented.context())
    band = chart.figure.data[0]
    assert (band.fill, min(band.y), max(band.y)) == ("toself", 41, 52)
    assert "Shaded: sources disagree" in chart.footnote
    assert not any(trace.fill for trace in observations(series, invented.context()).figure.data)


def test_events_stand_beside_statistics_too(invented: Any) -> None:
    series = invented.statistics(invented.observation("48", date(2025, 3, 1)))
    events = (Event("in", date(2025, 4, 1), "inside"), Event("out", date(2027, 4, 1), "outside"))
    context = replace(invented.context(), events=events)
    texts = [annotation.text for annotation in observations(series, context).figure.layout.annotations]
    assert "inside" in texts
    assert "outside" not in texts


def test_sparklines_are_straight_and_open_at_gaps(invented: Any) -> None:
    svg = sparkline_svg(invented.trend([1, 2, None, 4]), width=38, height=28)
    assert 'd="M4.0 19.0 L14.0 14.0 M34.0 4.0"' in svg
    assert " C" not in svg
    assert "<circle" not in sparkline_svg(invented.trend([None, None]))


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_nothing_to_draw_is_no_error(invented: Any, theme: Theme) -> None:
    context = invented.context(theme=theme)
    for chart in (line([], context), bar([], context), multiples([], context), stacked([], context)):
        assert chart.title == "Nothing to show for this selection"
    assert observations(invented.statistics(), context).title.endswith("no figure found")
    assert columns(invented.trend([]), context).figure.layout.paper_bgcolor == theme.paper


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), max_size=12),
)
def test_labels_never_cover_each_other(boxes: list[tuple[float, float]]) -> None:
    wanted, sizes = [box[0] for box in boxes], [box[1] for box in boxes]
    placed = sorted(zip(axis.spread(wanted, sizes, limit=300), sizes, strict=True))
    for (below, size), (above, other) in pairwise(placed):
        assert above - below >= (size + other) / 2 - 1e-6
    assert all(centre >= -1e-6 for centre, _ in placed)


def test_hours_are_ticked_by_hour(invented: Any) -> None:
    trend = invented.trend([1, 2, 3], grain="hour")
    layout = line([trend], invented.context()).figure.layout
    assert layout.xaxis.tickformat == "%H:%M\n%-d %b"
    assert layout.xaxis.range[1] - layout.xaxis.range[0] == timedelta(hours=3)
    assert isinstance(layout.xaxis.range[0], datetime)
