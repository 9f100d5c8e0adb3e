"""`upswell verdicts`: series of counts in, verdicts out."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import cast, get_args

from analytics.cli import jsonl
from analytics.trends.bins import Period, after, floor
from analytics.trends.verdict import SeriesCounts, judge
from analytics.types import Grain, Verdict


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="{id, start, grain, counts, totals?, complete?}")


def run(options: argparse.Namespace) -> int:
    """Judges all lines together: the false-discovery rate holds over the whole input."""
    lines = jsonl.Input(options.input)
    series = list(lines.rows(_series))
    verdicts = judge([one for _, one in series])
    jsonl.write(_row(key, one, verdict) for (key, one), verdict in zip(series, verdicts, strict=True))
    return lines.status(strict=options.strict)


def _series(row: Mapping[str, object]) -> tuple[jsonl.Id, SeriesCounts]:
    """Raises ValueError saying what is wrong with the line."""
    key = jsonl.identity(row)
    if row.get("grain") not in get_args(Grain):
        raise ValueError(f"grain is {row.get('grain')!r}; it may be {', '.join(get_args(Grain))}")
    grain = cast(Grain, row["grain"])
    counts = _numbers(row.get("counts"), "counts")
    totals = None if row.get("totals") is None else _numbers(row["totals"], "totals")
    complete = row.get("complete")
    flags = [True] * len(counts) if complete is None else _flags(complete)
    for name, values in (("totals", totals), ("complete", flags)):
        if values is not None and len(values) != len(counts):
            raise ValueError(f"{name} has {len(values)} entries and counts has {len(counts)}")
    starts = _starts(_start(row.get("start")), grain, len(counts) + 1)
    periods = tuple(Period(begin, end, whole) for begin, end, whole in zip(starts[:-1], starts[1:], flags, strict=True))
    return key, SeriesCounts(str(key), grain, periods, counts, totals)


def _numbers(values: object, name: str) -> tuple[float | None, ...]:
    if not isinstance(values, list):
        raise ValueError(f"{name} is no list")
    for index, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"{name}[{index}] is {value!r}; a number or null is needed")
    return tuple(None if value is None else float(value) for value in values)


def _flags(values: object) -> list[bool]:
    if not isinstance(values, list) or not all(isinstance(value, bool) for value in values):
        raise ValueError("complete is no list of true and false")
    return values


def _start(raw: object) -> datetime:
    try:
        moment = datetime.fromisoformat(cast(str, raw))
    except (TypeError, ValueError) as error:
        raise ValueError(f"start is {raw!r}; a date like 2026-03-02 is needed") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _starts(first: datetime, grain: Grain, number: int) -> list[datetime]:
    """Period starts from `first` on. Weeks may begin on any day; months and quarters are those that hold `first`."""
    start = floor(first, "day" if grain == "week" else grain)
    starts = [start]
    try:
        for _ in range(number - 1):
            starts.append(after(starts[-1], grain))
    except (OverflowError, ValueError) as error:
        raise ValueError(f"the calendar ends before {number} periods from {first.date()}") from error
    return starts


def _row(key: jsonl.Id, series: SeriesCounts, verdict: Verdict) -> dict[str, object]:
    def moment(when: datetime) -> str | date | None:
        return jsonl.instant(when) if series.grain == "hour" else when.date().isoformat()

    return {
        "id": key,
        "enough_data": verdict.enough_data,
        "direction": verdict.direction,
        "stage": verdict.stage,
        "effect": verdict.effect,
        "low": verdict.low,
        "high": verdict.high,
        "p": verdict.p,
        "q": verdict.q,
        "reasons": list(verdict.reasons),
        "bursts": [
            {"start": moment(burst.start), "end": moment(burst.end), "strength": burst.strength}
            for burst in verdict.bursts
        ],
        "changes": [moment(change) for change in verdict.changes],
    }
