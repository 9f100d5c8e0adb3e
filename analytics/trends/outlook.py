"""The next periods of a series, with an interval, when the past shows that this is worth more than the last value.

Exponential smoothing with a damped trend (Gardner and McKenzie 1985; the state-space form of Hyndman et al. 2008 in
statsmodels) on the square root of the value, which keeps shares above 0 and their spread even. It knows nothing of
causes: it says where the line goes if nothing happens.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from analytics.trends import bins
from analytics.trends.stack import Floats
from analytics.types import Grain, Trend

HORIZON = 4
LEAST_PERIODS = 24
# Forecasts are made again from so many past periods, and held against what came.
ORIGINS = 12
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected in one coming period, in the unit of the trend, with its 95 % interval."""

    start: datetime
    end: datetime
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecasts, or none and the reason. `error` and `naive_error` are mean absolute errors of the back-test:
    of the method and of repeating the last value (None when there was no back-test)."""

    forecasts: tuple[Forecast, ...]
    reason: str
    error: float | None = None
    naive_error: float | None = None


def outlook(trend: Trend, *, timezone: str = "UTC") -> Outlook:
    """The next four periods after the last complete one.

    Gaps are bridged on a straight line for the fit and never shown. Withheld when fewer than 24 complete periods
    have a value, or when the back-test over the last 12 starts is no better than the last value.
    """
    whole = [point for point in trend.points if point.complete]
    values = np.array([np.nan if point.value is None else point.value for point in whole], dtype=np.float64)
    n_known = int(np.isfinite(values).sum())
    if n_known < LEAST_PERIODS:
        few = f"{n_known} complete {bins.NOUNS[trend.grain][1]} with a value, and {LEAST_PERIODS} are needed"
        return Outlook((), f"No outlook: {few}")
    if (values[np.isfinite(values)] < 0).any():
        return Outlook((), "No outlook: the method is for shares and counts, which are not below 0")
    roots = np.sqrt(_bridged(values))
    if np.ptp(roots[:-ORIGINS]) == 0:
        return Outlook((), "No outlook: the series did not move")
    error, naive = _back_test(roots, values[-len(roots) :])
    if not error < naive:
        return Outlook((), "No outlook: looking back, it was no better than repeating the last value", error, naive)
    forecasts = _forecasts(roots, whole[-1].end, trend.grain, timezone)
    return Outlook(
        forecasts, f"Looking back, its error was {error / naive:.0%} of that of repeating the last value", error, naive
    )


def _bridged(values: Floats) -> Floats:
    """The values from the first known one on, holes filled on straight lines."""
    known = np.flatnonzero(np.isfinite(values))
    return np.asarray(np.interp(np.arange(known[0], len(values)), known, values[known]))


def _back_test(roots: Floats, truth: Floats) -> tuple[float, float]:
    """Mean absolute errors of the method and of the last value over the past starts, in the unit of the trend.

    The smoothing is fitted before the first start and only carried on from there: no forecast knows its future.
    """
    first = len(roots) - ORIGINS
    errors: list[float] = []
    naive: list[float] = []
    with _quiet():
        weights = _model(roots[:first]).fit(disp=False).params
        for origin in range(first, len(roots)):
            coming = truth[origin : origin + HORIZON]
            known = np.isfinite(coming)
            expected = _model(roots[:origin]).smooth(weights).forecast(len(coming))
            errors.extend(np.abs(np.maximum(expected, 0) ** 2 - coming)[known].tolist())
            naive.extend(np.abs(roots[origin - 1] ** 2 - coming)[known].tolist())
    return (float(np.mean(errors)), float(np.mean(naive))) if errors else (np.inf, 0.0)


def _forecasts(roots: Floats, end: datetime, grain: Grain, timezone: str) -> tuple[Forecast, ...]:
    with _quiet():
        coming = _model(roots).fit(disp=False).get_prediction(start=len(roots), end=len(roots) + HORIZON - 1)
        rows = np.column_stack([coming.predicted_mean, coming.pred_int(alpha=1 - CONFIDENCE)])
    forecasts: list[Forecast] = []
    for value, low, high in (np.maximum(rows, 0.0) ** 2).tolist():
        start, end = end, bins.after(end, grain, timezone=timezone)
        forecasts.append(Forecast(start, end, value, low, high))
    return tuple(forecasts)


def _model(roots: Floats) -> ETSModel:
    return ETSModel(pd.Series(roots), error="add", trend="add", damped_trend=True)


@contextmanager
def _quiet() -> Iterator[None]:
    """A fit that stops short is held to the back-test like any other: its warning helps nobody."""
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield
