"""The outlook on a chart: a band and a dashed line after the last whole period, or the reason why there is none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from analytics.charts.outlook import outlook
from analytics.slides.rows import OUTLOOK_COLUMNS, TREND_COLUMNS, table
from analytics.trends.outlook import HORIZON, Forecast, Outlook
from analytics.types import Trend


def ahead(trend: Trend) -> Outlook:
    end = [point for point in trend.points if point.complete][-1].end
    week = timedelta(weeks=1)
    coming = tuple(
        Forecast(end + number * week, end + (number + 1) * week, 0.2, 0.1, 0.3 + number / 10)
        for number in range(HORIZON)
    )
    return Outlook(coming, "Looking back, its error was 80% of the last value's", 0.8, 1.0)


def test_it_is_drawn_from_the_last_whole_period_on(invented: Any) -> None:
    trend = invented.trend([40, 42, 41, 43, 9], partial=[-1])
    chart = outlook(trend, ahead(trend), invented.context())
    assert chart.kind == "outlook"
    assert len(chart.forecasts) == HORIZON
    upper, lower, dashed = chart.figure.data[-3:]
    assert dashed.line.dash == "dash"
    assert dashed.y[0] == trend.points[3].value
    assert list(dashed.y[1:]) == [0.2] * HORIZON
    assert lower.fill == "tonexty"
    assert np.all(np.array(upper.y[1:]) > np.array(lower.y[1:]))


def test_the_axes_hold_all_of_it(invented: Any) -> None:
    trend = invented.trend([40, 42, 41, 43])
    chart = outlook(trend, ahead(trend), invented.context())
    assert chart.figure.layout.yaxis.range[1] > chart.forecasts[-1].high
    assert chart.figure.layout.xaxis.range[1].date() == chart.forecasts[-1].end.date()


def test_the_words_and_the_rows_tell_it(invented: Any) -> None:
    trend = invented.trend([40, 42, 41, 43])
    chart = outlook(trend, ahead(trend), invented.context())
    assert "95% interval" in chart.subtitle
    assert "Looking back" in chart.footnote
    assert "Outlook: 20% after 4 weeks, between 10% and 60%." in chart.alt
    columns, rows = table(chart)
    assert columns == OUTLOOK_COLUMNS
    assert [row[columns.index("coverage")] for row in rows[-HORIZON:]] == ["outlook"] * HORIZON
    assert [row[columns.index("high")] for row in rows] == [None] * 4 + [each.high for each in chart.forecasts]
    assert {len(row) for row in rows} == {len(columns)}


def test_a_withheld_outlook_leaves_the_line_and_says_why(invented: Any) -> None:
    trend = invented.trend([40, 42, 41, 43])
    withheld = Outlook((), "No outlook: looking back, it was no better than repeating the last value", 2.0, 1.0)
    chart = outlook(trend, withheld, invented.context())
    assert chart.kind == "line"
    assert chart.forecasts == ()
    assert "no better than repeating the last value." in chart.footnote
    assert table(chart)[0] == TREND_COLUMNS
