"""Columns with a mean that never crosses a gap nor looks ahead, and forecasts that are drawn apart."""

from __future__ import annotations

from typing import Any

from analytics.charts.combo import combo, running_mean
from analytics.trends.outlook import Outlook


def test_the_mean_looks_back_over_whole_periods_alone(invented: Any) -> None:
    trend = invented.trend([2, 4, 6, 8, 10, None, 2, 2, 2, 2, 9], measure="count", partial=[-1])
    assert running_mean(trend) == [None, None, None, 5, 7, None, None, None, None, 2, None]


def test_what_is_expected_is_dashed_and_within_the_axis(invented: Any) -> None:
    trend = invented.trend([10, 12, 14, 16, 18])
    chart = combo(trend, Outlook(invented.forecasts(trend, 0.1, 0.11), "Back-tested"), invented.context())
    ahead = next(trace for trace in chart.figure.data if trace.name == "if nothing happens")
    assert list(ahead.y) == [0.1, 0.11]
    assert ahead.line.dash == "dot"
    assert chart.figure.layout.yaxis.range[1] > 0.165
    assert chart.footnote.endswith("Back-tested.")
    assert "11% expected from 16 Feb 2026, between 5.5% and 16%" in chart.alt


def test_without_a_forecast_the_reason_is_said(invented: Any) -> None:
    chart = combo(invented.trend([1, 2]), Outlook((), "No outlook: too few periods"), invented.context())
    assert chart.kind == "combo"
    assert "dashed" not in chart.subtitle
    assert chart.footnote.endswith("No outlook: too few periods.")
