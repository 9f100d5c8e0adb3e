"""Shares, gaps, panels and sums of series that are built from frames."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from analytics.trends import bins, series
from analytics.types import Grain, Subject

TOPIC = Subject("topic", "t1", "Agentic search")
START = date(2026, 1, 5)


def frame(rows: list[tuple[date, str, int]]) -> pd.DataFrame:
    days = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day, _, _ in rows]
    return pd.DataFrame({"start": days, "source": [s for _, s, _ in rows], "n": [n for _, _, n in rows]})


def collected(rows: list[tuple[date, int, str, str]]) -> pd.DataFrame:
    """(first day, number of days, source, state) as one row a day."""
    days = [(day + timedelta(days=offset), source, state) for day, n, source, state in rows for offset in range(n)]
    return pd.DataFrame(days, columns=["day", "source", "state"])


def test_a_share_keeps_its_numerator_and_denominator() -> None:
    spans = bins.periods(START, START + timedelta(days=14), "week")
    base = series.volume(spans, frame([(START, "A", 8), (START + timedelta(days=8), "B", 4)]), grain="week")
    trend = series.build(TOPIC, frame([(START, "A", 2)]), base)
    assert [(p.value, p.numerator, p.denominator, p.n_sources) for p in trend.points] == [
        (0.25, 2, 8, 1),
        (0.0, 0, 4, 0),
    ]
    assert trend.unit == "share of articles"


def test_an_uncollected_period_is_a_gap_and_a_silent_one_is_zero() -> None:
    spans = bins.periods(START, START + timedelta(days=21), "week")
    states = collected([(START, 7, "A", "collected"), (START + timedelta(days=14), 7, "A", "collected")])
    totals = frame([(START, "A", 8), (START + timedelta(days=15), "A", 3)])
    base = series.volume(spans, totals, states, grain="week")
    trend = series.build(TOPIC, frame([(START, "A", 2)]), base, measure="count")
    assert [(p.value, p.coverage) for p in trend.points] == [(2.0, "collected"), (None, "gap"), (0.0, "collected")]


def test_an_article_in_a_gap_proves_that_something_was_collected() -> None:
    spans = bins.periods(START, START + timedelta(days=7), "week")
    base = series.volume(spans, frame([(START, "A", 1)]), collected([(START, 7, "A", "gap")]), grain="week")
    assert series.build(TOPIC, frame([]), base).points[0].coverage == "partial"


@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
def test_sums_agree_where_periods_nest(grain: Grain) -> None:
    first, last = date(2024, 1, 1), date(2025, 1, 1)
    rows = [(first + timedelta(days=day), "A", 1 + day % 5) for day in range((last - first).days)]
    totals = frame(rows)
    daily = series.build(TOPIC, totals, series.volume(bins.periods(first, last, "day"), totals, grain="day"))
    coarse = series.build(TOPIC, totals, series.volume(bins.periods(first, last, grain), totals, grain=grain))
    for point in coarse.points:
        inside = [p for p in daily.points if point.start <= p.start < point.end]
        assert point.numerator == sum(p.numerator for p in inside)
        assert point.denominator == sum(p.denominator for p in inside)


def test_the_constant_panel_leaves_out_a_source_that_joined_late() -> None:
    spans = bins.periods(START, START + timedelta(days=14), "week")
    states = collected([(START, 14, "Old", "collected"), (START + timedelta(days=7), 7, "New", "collected")])
    later = START + timedelta(days=7)
    totals = frame([(START, "Old", 10), (later, "Old", 10), (later, "New", 10)])
    counts = frame([(START, "Old", 1), (later, "Old", 1), (later, "New", 9)])
    base = series.volume(spans, totals, states, grain="week")
    assert [p.value for p in series.build(TOPIC, counts, base).points] == [0.1, 0.5]
    assert [p.value for p in series.build(TOPIC, counts, base, panel="constant").points] == [0.1, 0.1]


def test_verdict_periods_are_complete_weeks_before_now() -> None:
    now = datetime(2026, 3, 18, 9, tzinfo=UTC)
    spans = series.verdict_periods(now, now=now, weeks=10)
    assert len(spans) == 10
    assert spans[-1].end == datetime(2026, 3, 16, tzinfo=UTC)
    assert all(span.complete for span in spans)
