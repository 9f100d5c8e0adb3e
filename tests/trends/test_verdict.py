"""Verdicts on series whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.trends import bins
from analytics.trends.stack import Floats
from analytics.trends.verdict import SeriesCounts, adjust, judge
from analytics.types import Grain
from benchmarks import planted


def series(
    counts: Sequence[float | None], totals: Sequence[float | None] | None = None, *, grain: Grain = "week"
) -> SeriesCounts:
    length = {"day": 1, "week": 7, "month": 31, "quarter": 92}[grain] * (len(counts) + 2)
    spans = bins.periods(date(2020, 1, 6), date(2020, 1, 6) + timedelta(days=length), grain)
    whole = [span for span in spans if span.complete][: len(counts)]
    return SeriesCounts("s", grain, tuple(whole), tuple(counts), None if totals is None else tuple(totals))


def noise(mean: float, length: int, *, seed: int = 1) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).poisson(mean, length)]


def test_a_doubled_share_is_up_with_an_interval_around_two() -> None:
    (verdict,) = judge([series([*noise(20, 100), *noise(40, 8)], [400.0] * 108)])
    assert verdict.enough_data
    assert verdict.direction == "up"
    assert verdict.low is not None
    assert verdict.high is not None
    assert 1.25 < verdict.low < 2 < verdict.high


def test_a_doubled_volume_at_the_same_share_is_flat() -> None:
    (verdict,) = judge([series([*noise(20, 100), *noise(40, 8)], [400.0] * 100 + [800.0] * 8)])
    assert verdict.direction == "flat"


@pytest.mark.parametrize(
    "counts",
    [[0.0] * 100 + [1.0, 0, 0, 1, 0, 1, 0, 0], [1.0] * 11, [], [None] * 60],
    ids=["from nothing to three", "eleven weeks", "no periods", "no data"],
)
def test_too_little_is_said_to_be_too_little(counts: list[float | None]) -> None:
    (verdict,) = judge([series(counts)])
    assert not verdict.enough_data
    assert verdict.stage == "not enough data"
    assert verdict.direction == "flat"
    assert verdict.effect is None


def test_growth_from_nothing_has_no_percentage() -> None:
    (verdict,) = judge([series([0.0] * 60 + [9.0] * 8)])
    assert verdict.direction == "up"
    assert verdict.stage == "emerging"
    assert verdict.effect is None


@pytest.mark.parametrize(
    ("shape", "stage"),
    [
        (np.full(156, 20.0), "steady"),
        (np.full(156, 0.02), "not enough data"),
        (40 * planted.season(156, amplitude=1.0), "seasonal"),
        (np.repeat([0.05, 9.0], [148, 8]), "emerging"),
        (20 * planted.ramp(156, factor=4, weeks=8), "accelerating"),
        (np.repeat([20.0, 60.0, 32.0], [148, 4, 4]), "peaking"),
        (np.repeat([40.0, 18.0], [148, 8]), "declining"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_stage_is_told_from_the_others(shape: Floats, stage: str, seed: int) -> None:
    (verdict,) = judge([series(np.random.default_rng(seed).poisson(shape).astype(float).tolist())])
    assert verdict.stage == stage


@pytest.mark.parametrize("cut", range(7))
def test_a_weekday_cycle_moves_no_verdict_on_whichever_day_it_ends(cut: int) -> None:
    """The share itself has the cycle: it is four times as high on working days."""
    days = 52 * 7 + cut
    share = np.tile([0.2, 0.2, 0.2, 0.2, 0.2, 0.05, 0.05], 53)[:days]
    counts = np.random.default_rng(cut).poisson(40 * share).astype(float)
    (verdict,) = judge([series(counts.tolist(), [40.0] * days, grain="day")])
    assert (verdict.enough_data, verdict.direction, verdict.bursts) == (True, "flat", ())


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.5, 0.7])
@pytest.mark.parametrize("base", [5.0, 20.0, 100.0])
def test_restless_series_that_go_nowhere_are_not_flagged(base: float, rho: float) -> None:
    rng = np.random.default_rng(5)
    published = planted.totals(rng, 156)
    counts = planted.weekly(rng, planted.Noise(base, rho), np.ones((40, 156)), published)
    verdicts = judge(planted.as_series(counts, published, "week"))
    assert {verdict.direction for verdict in verdicts} == {"flat"}


def test_a_period_in_progress_is_left_out() -> None:
    whole = series([*noise(20, 108), 2.0])
    cut = tuple(bins.Period(p.start, p.end, index < 108) for index, p in enumerate(whole.periods))
    started = SeriesCounts("s", "week", cut, whole.counts)
    (verdict,) = judge([started])
    (without,) = judge([SeriesCounts("s", "week", whole.periods[:108], whole.counts[:108])])
    assert verdict == without


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_keep_their_order_and_never_fall(p: list[float]) -> None:
    q = adjust(np.array(p))
    assert (q >= np.array(p)).all()
    assert (q <= 1).all()
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()


def test_untested_series_do_not_count_among_the_tests() -> None:
    np.testing.assert_allclose(adjust(np.array([0.01, np.nan, 0.04])), [0.02, np.nan, 0.04])


@pytest.mark.parametrize(
    ("before", "weeks"),
    [
        (noise(20, 148), 148),
        ([*noise(60, 96), *noise(20, 52)], 52),
        ([*noise(60, 44), *noise(20, 104)], 104),
        (noise(20, 70), 70),
        ([*noise(20, 44), *[None] * 52, *noise(20, 52)], 52),
    ],
    ids=[
        "three years alike",
        "changed a year ago",
        "changed two years ago",
        "short history",
        "a year of nothing between",
    ],
)
def test_the_baseline_reaches_back_while_its_years_are_alike(before: list[float | None], weeks: int) -> None:
    (verdict,) = judge([series([*before, *noise(20, 8, seed=2)])])
    assert f"from the {weeks} weeks before" in verdict.reasons[0]


def test_an_old_level_does_not_make_a_rise_of_what_has_stood_for_a_year() -> None:
    (verdict,) = judge([series([*noise(10, 96), *noise(30, 60)])])
    assert verdict.direction == "flat"
