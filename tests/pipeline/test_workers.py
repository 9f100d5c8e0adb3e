"""Work that is spread comes back whole and in order, whoever dies."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.pipeline.workers import in_order
from analytics.settings import Settings


def double(number: int) -> int:
    return 2 * number


def die_once(place: str) -> str:
    """Kills its own process the first time that it is asked for a place."""
    mark = Path(place)
    if not mark.exists():
        mark.write_text("died", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return place


@pytest.mark.parametrize("workers", [1, 2])
def test_work_comes_back_in_order(chosen: Settings, workers: int) -> None:
    done = list(in_order(double, list(range(9)), lambda number: number, settings=replace(chosen, workers=workers)))
    assert done == [(number, 2 * number) for number in range(9)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_costs_nothing_but_time(chosen: Settings, tmp_path: Path) -> None:
    places = [str(tmp_path / f"mark{index}") for index in range(6)]
    for place in places[::2]:
        Path(place).write_text("alive", encoding="utf-8")
    done = list(in_order(die_once, places, lambda place: place, settings=replace(chosen, workers=2)))
    assert [result for _, result in done] == places
