"""`bench trends`: false flags where nothing trends, power where something was planted, real events, and speed.

Every part prints its figure beside what a plain method gives on the same data in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
from scipy import stats

from analytics.trends.stack import Flags, Floats
from analytics.trends.verdict import SeriesCounts, adjust, judge
from analytics.types import Grain, Verdict
from benchmarks import planted, trend_events, trend_series
from benchmarks.planted import Noise

WEEKS = 156
SERIES = 200
PLANTED = 20
BASES = (5.0, 20.0, 100.0)
CORRELATIONS = (0.0, 0.3, 0.5, 0.7)
# Power is stated at this correlation, as in the literature on counts of news.
TYPICAL = 0.3
SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints all parts; `--seeds` sets how many runs the simulations are averaged over."""
    parser = argparse.ArgumentParser(prog="bench trends")
    parser.add_argument("--seeds", type=int, default=50, help="runs of each simulation by week (0: none)")
    parser.add_argument("--daily-seeds", type=int, default=50, help="runs of each simulation by day (0: none)")
    options = parser.parse_args(arguments)
    if options.seeds:
        _null(_by_week, "week", options.seeds)
        _other_noise(options.seeds)
        _power(max(options.seeds // 2, 1))
    if options.daily_seeds:
        _null(_by_day, "day", options.daily_seeds)
    _speed()
    if SHARED.is_dir():
        trend_events.report(SHARED / "corpora")
        trend_series.report(SHARED / "gold")
    else:
        print("\nReal events and public series: the measuring material in ../shared is not on this machine")
    return 0


Simulation = Callable[[np.random.Generator, float, Sequence[float]], tuple[Floats, Floats]]


def _by_week(rng: np.random.Generator, base: float, correlations: Sequence[float]) -> tuple[Floats, Floats]:
    """As many series of each correlation, and what all are a share of."""
    published, shapes = planted.totals(rng, WEEKS), np.ones((SERIES // len(correlations), WEEKS))
    return np.vstack([planted.weekly(rng, Noise(base, rho), shapes, published) for rho in correlations]), published


def _by_day(rng: np.random.Generator, base: float, correlations: Sequence[float]) -> tuple[Floats, Floats]:
    published, shapes = planted.totals(rng, WEEKS), np.ones((SERIES // len(correlations), WEEKS))
    parts = [planted.daily(rng, Noise(base, rho), shapes, published) for rho in correlations]
    return np.vstack([counts for counts, _ in parts]), parts[0][1]


def _null(simulate: Simulation, grain: Grain, seeds: int) -> None:
    print(f"\nNothing trends, by {grain}: {SERIES} series of {WEEKS} weeks, {seeds} runs a row")
    print(f"{'base':>5} {'AR':>8} | runs with a flag: verdict, Poisson | flagged | seasonal | bursts a series-year")
    for base in BASES:
        for correlations in (*((rho,) for rho in CORRELATIONS), CORRELATIONS):
            name = str(correlations[0]) if len(correlations) == 1 else "mixed"
            rngs = (_rng(seed, base, *(int(10 * rho) for rho in correlations)) for seed in range(seeds))
            _null_row(base, name, (simulate(rng, base, correlations) for rng in rngs), grain)


def _other_noise(seeds: int) -> None:
    print(f"\nNothing trends, noise of another form by week (alpha .25; a level that drifts), {seeds} runs a row")
    for base in BASES:
        for name, draw in (("alpha", _wilder), ("drift", _drifting)):
            _null_row(base, name, (draw(_rng(seed, base, len(name), 25), base) for seed in range(seeds)), "week")


def _wilder(rng: np.random.Generator, base: float) -> tuple[Floats, Floats]:
    published = planted.totals(rng, WEEKS)
    return planted.weekly(rng, Noise(base, TYPICAL, alpha=0.25), np.ones((SERIES, WEEKS)), published), published


def _drifting(rng: np.random.Generator, base: float) -> tuple[Floats, Floats]:
    published = planted.totals(rng, WEEKS)
    return planted.drifting(rng, np.tile(base * published / published.mean(), (SERIES, 1))), published


def _rng(*numbers: float) -> np.random.Generator:
    return np.random.default_rng([int(number) for number in numbers])


def _null_row(base: float, name: str, simulated: Iterable[tuple[Floats, Floats]], grain: Grain) -> None:
    runs, plain, flagged, seasonal, bursts = [], [], [], [], []
    for counts, published in simulated:
        verdicts = judge(planted.as_series(counts, published, grain))
        moved = [verdict.direction != "flat" for verdict in verdicts]
        runs.append(any(moved))
        plain.append(bool(_poisson_flags(counts, published).any()))
        flagged.append(np.mean(moved))
        seasonal.append(np.mean([verdict.stage == "seasonal" for verdict in verdicts]))
        bursts.append(sum(len(verdict.bursts) for verdict in verdicts) / (SERIES * WEEKS / 52.18))
    print(
        f"{base:5.0f} {name:>8} | {np.mean(runs):27.2f} {np.mean(plain):7.2f} | {np.mean(flagged):7.4f} |"
        f" {np.mean(seasonal):8.4f} | {np.mean(bursts):.3f}",
        flush=True,
    )


PLANTS = {
    "step x2, 8 weeks old": (planted.step(WEEKS, factor=2, weeks=8), "up"),
    "rise to x2 over 8 weeks": (planted.ramp(WEEKS, factor=2, weeks=8), "up"),
    "step x1.5, 8 weeks old": (planted.step(WEEKS, factor=1.5, weeks=8), "up"),
    "fall by half, 8 weeks old": (planted.step(WEEKS, factor=0.5, weeks=8), "down"),
}


def _power(seeds: int) -> None:
    print(f"\nPlanted: {PLANTED} of {SERIES} series, AR {TYPICAL}, {seeds} runs; found at {'/'.join(map(str, BASES))}")
    for name, (shape, direction) in PLANTS.items():
        found, wrong, false = [], [], []
        for base in BASES:
            verdicts = [_judged(seed, base, shape) for seed in range(seeds)]
            hits = [[verdict.direction for verdict in run[:PLANTED]] for run in verdicts]
            others = [sum(verdict.direction != "flat" for verdict in run[PLANTED:]) for run in verdicts]
            found.append(np.mean([way == direction for run in hits for way in run]))
            wrong.append(np.mean([way not in (direction, "flat") for run in hits for way in run]))
            flags = [sum(way != "flat" for way in run) + other for run, other in zip(hits, others, strict=True)]
            false.append(np.mean([other / max(flag, 1) for other, flag in zip(others, flags, strict=True)]))
        print(f"  {name:27} {_slashed(found)}  wrong way {_slashed(wrong)}  false share of flags {_slashed(false)}")
    _power_of_bursts(seeds)
    _power_of_seasons(seeds)
    _delays(max(seeds // 2, 1))


def _power_of_bursts(seeds: int) -> None:
    shape = planted.burst(WEEKS, factor=3, weeks=2)
    found = []
    for base in BASES:
        last = [verdict for seed in range(seeds) for verdict in _judged(seed, base, shape)[:PLANTED]]
        found.append(np.mean([_burst_at_end(verdict) for verdict in last]))
    print(f"  {'burst x3 by its second week':27} {_slashed(found)}")


def _burst_at_end(verdict: Verdict) -> bool:
    return bool(verdict.bursts) and verdict.bursts[-1].end == planted.MONDAY + timedelta(weeks=WEEKS)


def _power_of_seasons(seeds: int) -> None:
    for amplitude in (0.3, 0.5):
        found = []
        for base in BASES:
            verdicts = [
                verdict
                for seed in range(seeds)
                for verdict in _judged(seed, base, planted.season(WEEKS, amplitude=amplitude))[:PLANTED]
            ]
            found.append(np.mean([verdict.stage == "seasonal" for verdict in verdicts]))
        print(f"  {f'season, amplitude {amplitude}':27} {_slashed(found)}")


def _delays(seeds: int) -> None:
    """Weeks from a doubling to its first verdict, among those found within 16 weeks."""
    medians, found = [], []
    for base in BASES:
        seen: list[int] = []
        for seed in range(seeds):
            directions = [
                [
                    verdict.direction
                    for verdict in _judged(seed, base, planted.step(WEEKS, factor=2, weeks=age))[:PLANTED]
                ]
                for age in range(1, 17)
            ]
            for series in zip(*directions, strict=True):
                if "up" in series:
                    seen.append(series.index("up") + 1)
        medians.append(float(np.median(seen)) if seen else np.nan)
        found.append(len(seen) / (seeds * PLANTED))
    print(f"  step x2: found within 16 weeks {_slashed(found)}, after a median of {_slashed(medians, digits=0)} weeks")


def _judged(seed: int, base: float, shape: Floats) -> list[Verdict]:
    """One run in which the first series have `shape` and the others nothing."""
    rng = np.random.default_rng([seed, int(base), 99])
    published = planted.totals(rng, WEEKS)
    shapes = np.ones((SERIES, WEEKS))
    shapes[:PLANTED] = shape
    return judge(planted.as_series(planted.weekly(rng, Noise(base, TYPICAL), shapes, published), published, "week"))


def _poisson_flags(counts: Floats, published: Floats) -> Flags:
    """The plain method: recent 8 weeks against 52 as two Poisson rates (score test), same false-discovery rate."""
    week = counts.shape[1] // WEEKS
    recent, before = counts[:, -8 * week :].sum(axis=1), counts[:, -60 * week : -8 * week].sum(axis=1)
    part = published[-8 * week :].sum() / published[-60 * week :].sum()
    expected = (recent + before) * part
    z = (recent - expected) / np.sqrt(np.maximum(expected * (1 - part), 1e-9))
    return np.asarray(adjust(2 * stats.norm.sf(np.abs(z))) < 0.05)


def _speed() -> None:
    rng = np.random.default_rng(1)
    published = planted.totals(rng, WEEKS)
    counts = planted.weekly(rng, Noise(20, 0.3), np.ones((1000, WEEKS)), published)
    series: list[SeriesCounts] = planted.as_series(counts, published, "week")
    begin = time.process_time()
    judge(series)
    print(f"\nSpeed: 1,000 series of {WEEKS} weeks in {time.process_time() - begin:.2f} s of one core")


def _slashed(values: Sequence[float | np.floating], *, digits: int = 2) -> str:
    return " / ".join(f"{value:.{digits}f}" for value in values)


if __name__ == "__main__":
    raise SystemExit(main())
