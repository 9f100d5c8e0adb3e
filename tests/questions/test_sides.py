"""Two periods, two topics, two sources side by side, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from analytics import questions
from analytics.filters import Filters
from analytics.questions.answers import Comparison
from analytics.store import Store
from analytics.types import Panel, Subject
from benchmarks.shelf import Shelf, article

NOW = datetime(2026, 4, 1, tzinfo=UTC)
BEFORE, AFTER = date(2026, 2, 2), date(2026, 3, 2)
HELD = Subject("topic", "held", "Held")
# Articles of each source in either month of four weeks, and how many of them are on the topic.
Months = Mapping[str, tuple[tuple[int, int], tuple[int, int]]]


def compared(store: Store, months: Months, *subjects: Subject, panel: Panel = "all") -> Comparison:
    shelf = Shelf(store, now=NOW)
    for source, ((total, _), _) in months.items():
        shelf.register(source, first=BEFORE if total else AFTER, until=NOW.date())
    made, topics = [], {}
    for source, sides in months.items():
        for start, (total, held) in zip((BEFORE, AFTER), sides, strict=True):
            for number in range(total):
                id_ = f"{source}-{start}-{number}"
                made.append(article(id_, day=start + timedelta(days=number % 28), source=source))
                topics[id_] = ["held"] if number < held else []
    shelf.put(*made, topics_of=topics)
    chosen = Filters(start=AFTER, end=date(2026, 3, 30), compare_start=BEFORE, compare_end=AFTER, panel=panel)
    return questions.compare(store, chosen, subjects=subjects, now=NOW)


@pytest.mark.parametrize(
    ("months", "is_mix"),
    [
        ({"Alpha": ((200, 10), (200, 30)), "Beta": ((200, 10), (200, 30))}, False),
        ({"Alpha": ((200, 10), (200, 10)), "Beta": ((40, 20), (200, 100))}, True),
        ({"Alpha": ((200, 10), (200, 10)), "Beta": ((0, 0), (100, 50))}, True),
        ({"Alpha": ((200, 10), (200, 10)), "Beta": ((100, 50), (0, 0))}, True),
        ({"Alpha": ((100, 10), (100, 10)), "Beta": ((100, 10), (400, 40))}, False),
    ],
    ids=["sources write more", "one doubles off mix", "one joins", "one is killed", "one grows at the same mix"],
)
def test_a_change_of_mix_between_periods_is_told(empty: Store, months: Months, is_mix: bool) -> None:
    found = compared(empty, months, HELD)
    assert any("Held: the share moved mostly because the mix" in warning for warning in found.warnings) is is_mix


def test_growth_from_nothing_has_no_ratio(empty: Store) -> None:
    (difference,) = compared(empty, {"Alpha": ((200, 0), (200, 30))}, HELD).differences
    assert difference.ratio is None
    assert "growth from nothing has no percentage" in difference.reason


def test_sources_are_held_against_the_same_whole(empty: Store) -> None:
    sources = [Subject("source", name, name) for name in ("Alpha", "Beta")]
    found = compared(empty, {"Alpha": ((100, 0), (100, 0)), "Beta": ((100, 0), (300, 0))}, *sources)
    assert [(side.n, side.total) for side in found.now] == [(100, 400), (300, 400)]
    assert [(side.n, side.total) for side in found.before] == [(100, 200), (100, 200)]
    assert not found.warnings


def test_a_constant_panel_holds_sources_of_both_periods_alone(empty: Store) -> None:
    months = {"Alpha": ((200, 10), (200, 10)), "Beta": ((0, 0), (100, 50))}
    found = compared(empty, months, HELD, panel="constant")
    assert [(side.n, side.total) for side in (*found.before, *found.now)] == [(10, 200), (10, 200)]
    assert not found.warnings
