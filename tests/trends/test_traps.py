"""What a trend chart must never get wrong, each with planted data and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from analytics.trends import bins, series
from analytics.types import Grain, Subject, Trend
from benchmarks import planted
from benchmarks.planted import World

NOW = datetime(2026, 3, 18, 15, 0, tzinfo=UTC)  # a Wednesday
START = date(2024, 9, 2)
TODAY = NOW.date()
SOURCES = ("Adview", "Brandline", "Cartwise", "Dataday")
SHARES = {"agents": 0.08, "retail": 0.05, "tiny": 0.0004, **{f"quiet{n}": 0.03 for n in range(6)}}
RISES = {"agents": (date(2026, 1, 19), 2.2)}
SUBJECTS = tuple(Subject("topic", name, name.title()) for name in SHARES)


@pytest.fixture(scope="module")
def plain() -> World:
    """Four sources with the same mix; one topic more than doubled eight weeks ago and nothing else moved."""
    return planted.world(7, SHARES, sources=SOURCES, start=START, end=TODAY, rises=RISES)


def trends(world: World, *, grain: Grain = "week", panel: str = "all", end: date = TODAY) -> dict[str, Trend]:
    """The judged trends of a world by subject, as the questions make them."""
    spans = bins.periods(START, end, grain, now=NOW)
    shown = series.volume(spans, world.totals, world.collected, grain=grain)
    weeks = series.verdict_periods(NOW, now=NOW)
    base = series.volume(weeks, world.totals, world.collected, grain="week")
    frames = {subject.id: world.counts[world.counts["subject"] == subject.id] for subject in SUBJECTS}
    built = [
        series.build(subject, frames[subject.id], shown, panel="constant" if panel == "constant" else "all")
        for subject in SUBJECTS
    ]
    return {trend.subject.id: trend for trend in series.judged(built, world.counts, base)}


def directions(world: World) -> dict[str, str]:
    return {name: trend.verdict.direction for name, trend in trends(world).items() if trend.verdict}


EXPECTED = {**dict.fromkeys(SHARES, "flat"), "agents": "up"}


def test_what_was_planted_is_found_and_nothing_else(plain: World) -> None:
    assert directions(plain) == EXPECTED


def test_a_new_source_of_the_same_mix_changes_no_verdict(plain: World) -> None:
    newcomer = planted.world(8, SHARES, sources=["Newcomer"], start=date(2026, 1, 26), end=TODAY, rises=RISES)
    assert directions(plain.joined(newcomer)) == EXPECTED


def test_a_new_source_of_another_mix_is_named_and_changes_no_verdict(plain: World) -> None:
    shares = {**SHARES, "retail": 0.5}
    newcomer = planted.world(8, shares, sources=["Newcomer"], start=date(2026, 1, 26), end=TODAY, rises=RISES)
    found = trends(plain.joined(newcomer))
    assert {name: trend.verdict.direction for name, trend in found.items() if trend.verdict} == EXPECTED
    assert any("Newcomer" in warning for warning in found["retail"].warnings)
    assert any("mix of sources" in warning for warning in found["retail"].warnings)


def test_the_constant_panel_stays_flat_when_an_off_mix_source_joins(plain: World) -> None:
    shares = {**SHARES, "retail": 0.5}
    newcomer = planted.world(8, shares, sources=["Newcomer"], start=date(2026, 1, 26), end=TODAY)
    both = plain.joined(newcomer)
    everything = trends(both)["retail"].points[-2].value
    panel = trends(both, panel="constant")["retail"].points[-2].value
    assert everything is not None
    assert panel is not None
    assert everything > 2 * panel
    assert panel == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize("source", SOURCES[:2])
def test_a_source_that_doubles_changes_no_verdict(plain: World, source: str) -> None:
    assert directions(plain.multiplied(source, 2, since=date(2026, 1, 26))) == EXPECTED


def test_an_off_mix_source_that_doubles_changes_no_verdict(plain: World) -> None:
    other = planted.world(9, {**SHARES, "retail": 0.4}, sources=["Offmix"], start=START, end=TODAY, rises=RISES)
    both = plain.joined(other)
    assert directions(both) == EXPECTED
    grown = trends(both.multiplied("Offmix", 3, since=date(2026, 1, 26)))
    assert {name: trend.verdict.direction for name, trend in grown.items() if trend.verdict} == EXPECTED
    # Every source is flat and the share of all of them rises: the reader is told why.
    assert any("mix of sources changed" in warning for warning in grown["retail"].warnings)
    assert not grown["agents"].warnings


def test_a_rise_in_every_source_is_put_down_to_the_sources(plain: World) -> None:
    verdict = trends(plain)["agents"].verdict
    assert verdict is not None
    (told,) = [reason for reason in verdict.reasons if "points" in reason]
    assert "because sources wrote more of it" in told


def test_a_source_that_is_switched_off_changes_no_verdict(plain: World) -> None:
    other = planted.world(9, {**SHARES, "retail": 0.4}, sources=["Offmix"], start=START, end=TODAY, rises=RISES)
    assert directions(plain.joined(other).without("Offmix", since=date(2026, 2, 2))) == EXPECTED


def test_an_outage_of_one_source_is_partial_and_changes_no_verdict(plain: World) -> None:
    out = plain.outage(start=date(2026, 2, 9), end=date(2026, 2, 23), source="Adview")
    found = trends(out)
    assert {name: trend.verdict.direction for name, trend in found.items() if trend.verdict} == EXPECTED
    states = {point.start.date(): point.coverage for point in found["retail"].points}
    assert states[date(2026, 2, 9)] == "partial"
    assert states[date(2026, 2, 2)] == "collected"


@pytest.mark.parametrize("registered", [True, False], ids=["noted as gap", "no rows at all"])
def test_weeks_without_collection_are_gaps_and_no_fall(plain: World, registered: bool) -> None:
    out = plain.outage(start=date(2026, 2, 9), end=date(2026, 2, 23), registered=registered)
    found = trends(out)
    hole = [point for point in found["retail"].points if point.coverage == "gap"]
    assert [point.start.date() for point in hole] == [date(2026, 2, 9), date(2026, 2, 16)]
    assert all(point.value is None for point in hole)
    assert {name: trend.verdict.direction for name, trend in found.items() if trend.verdict} == EXPECTED


def test_a_week_in_progress_is_marked_and_moves_nothing(plain: World) -> None:
    found = trends(plain)["retail"]
    assert not found.points[-1].complete
    assert all(point.complete for point in found.points[:-1])
    monday = date(2026, 3, 16)
    assert directions(plain.outage(start=monday, end=TODAY)) == EXPECTED


def test_one_to_three_is_too_little_to_tell(plain: World) -> None:
    verdict = trends(plain)["tiny"].verdict
    assert verdict is not None
    assert not verdict.enough_data
    assert verdict.effect is None
    assert verdict.stage == "not enough data"


def test_the_verdict_does_not_depend_on_the_grain_of_the_chart(plain: World) -> None:
    by_grain = [trends(plain, grain=grain) for grain in ("day", "week", "month")]
    first = {name: trend.verdict for name, trend in by_grain[0].items()}
    assert all({name: trend.verdict for name, trend in other.items()} == first for other in by_grain)


def test_a_rise_is_not_seen_before_it_is_collected(plain: World) -> None:
    backfilled = plain.collected.assign(state="backfilled")
    found = trends(World(plain.counts, plain.totals, backfilled))
    assert {point.coverage for point in found["retail"].points} == {"backfilled"}
    assert {name: trend.verdict.direction for name, trend in found.items() if trend.verdict} == EXPECTED


def test_in_a_world_where_nothing_trends_nothing_is_flagged() -> None:
    shares = {f"topic{n}": 0.02 for n in range(20)}
    dull = planted.world(11, shares, sources=SOURCES[:2], start=START, end=TODAY)
    weeks = series.verdict_periods(NOW, now=NOW)
    base = series.volume(weeks, dull.totals, dull.collected, grain="week")
    counted = [
        series.build(Subject("topic", name, name), dull.counts[dull.counts["subject"] == name], base) for name in shares
    ]
    verdicts = [trend.verdict for trend in series.judged(counted, dull.counts, base)]
    assert [verdict.direction for verdict in verdicts if verdict] == ["flat"] * 20


def test_every_verdict_gives_its_reasons(plain: World) -> None:
    for trend in trends(plain).values():
        assert trend.verdict is not None
        assert trend.verdict.reasons
    rising = trends(plain)["agents"].verdict
    assert rising is not None
    assert rising.n_sources == len(SOURCES)
    assert rising.n_articles > 0
    assert any("8 weeks" in reason for reason in rising.reasons)
    assert any("4 sources" in reason for reason in rising.reasons)


def test_the_window_is_not_in_its_own_baseline(plain: World) -> None:
    verdict = trends(plain)["agents"].verdict
    assert verdict is not None
    assert verdict.effect == pytest.approx(2.2, rel=0.25)


def test_the_breakdown_by_source_adds_up(plain: World) -> None:
    weeks = series.verdict_periods(NOW, now=NOW)
    base = series.volume(weeks, plain.totals, plain.collected, grain="week")
    change, parts = series.by_source(plain.counts[plain.counts["subject"] == "agents"], base)
    assert {part.source for part in parts} == set(SOURCES)
    assert sum(part.part for part in parts) == pytest.approx(change.within)
    assert change.within + change.mix == pytest.approx(change.after - change.before)
    assert sum(part.count for part in parts) / sum(part.total for part in parts) == pytest.approx(change.after)
    assert [abs(part.part) for part in parts] == sorted((abs(part.part) for part in parts), reverse=True)
