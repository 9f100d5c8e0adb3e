"""Traps that lie between the store and the chart, with a clock that stands still: one quiet subject in each, which
copies, archives, guessed dates, edits and a week in progress must not move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from analytics import questions, settings
from analytics.filters import Filters
from analytics.store import Store, open_store, sources
from analytics.types import Grain, Subject, Trend
from benchmarks.shelf import NOW, Shelf, article
from ingest.article import Article

QUIET = Subject("topic", "quiet", "Quiet")
FIRST, LAST = date(2025, 6, 2), date(2026, 5, 25)
SOURCES = ("Alpha", "Beta", "Gamma")


@dataclass(frozen=True)
class Desk:
    """A year of three sources with six articles a day each, one of them on the quiet subject every second day."""

    store: Store
    shelf: Shelf

    def trend(self, *, now: datetime = NOW, **chosen: object) -> Trend:
        return questions.trend(self.store, Filters(**chosen), subject=QUIET, now=now)  # type: ignore[arg-type]

    def add(self, made: list[Article], **found: object) -> None:
        self.shelf.put(*made, topics_of={each.id: ["quiet"] for each in made}, **found)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(settings.load({"UPSWELL_HOME": str(tmp_path)}))
    shelf = Shelf(store)
    shelf.register(*SOURCES)
    made, topics = [], {}
    for source in SOURCES:
        for offset in range((LAST - FIRST).days + 7):
            for number in range(2):
                id_ = f"{source.lower()}-{offset:03}-{number}"
                made.append(article(id_, day=FIRST + timedelta(days=offset), source=source))
                topics[id_] = ["quiet"] if offset % 2 == 0 and number == 0 else []
    shelf.put(*made, topics_of=topics)
    yield Desk(store, shelf)
    store.close()


def items(n: int, *, day: date = LAST, source: str = "Alpha") -> list[Article]:
    return [article(f"late-{number:02}", day=day, source=source) for number in range(n)]


def last(trend: Trend) -> int:
    return trend.points[-1].numerator


def test_the_planted_subject_is_quiet(desk: Desk) -> None:
    trend = desk.trend()
    assert trend.verdict is not None
    assert trend.verdict.enough_data
    assert (trend.verdict.direction, trend.verdict.bursts) == ("flat", ())


def test_thirty_syndicated_copies_count_once(desk: Desk) -> None:
    before = desk.trend()
    original, *copies = items(31)
    desk.add([original, *copies], copies={each.id: original.id for each in copies})
    after = desk.trend()
    assert last(after) == last(before) + 1
    assert after.points[-1].denominator == before.points[-1].denominator + 1
    assert last(desk.trend(counting="items")) == last(before) + 31
    assert last(desk.trend(counting="stories")) == last(before) + 1
    assert after.verdict is not None
    assert after.verdict.direction == "flat"
    assert not after.verdict.bursts


def test_dates_of_fetching_make_no_spike(desk: Desk) -> None:
    before = desk.trend()
    desk.add([replace(each, published_basis="fetched") for each in items(60)])
    after = desk.trend()
    assert after == before
    (alpha,) = [line for line in questions.list_sources(desk.store, Filters(), now=NOW) if line.source.name == "Alpha"]
    assert alpha.n_guessed_dates == 60


@pytest.mark.parametrize("year", [1246, 1970, 2042])
def test_impossible_dates_are_in_no_period(desk: Desk, year: int) -> None:
    before = desk.trend()
    impossible = [replace(each, published=None, published_basis="unknown") for each in items(20)]
    desk.add([replace(each, extra={"published_raw": f"{year}-01-01"}) for each in impossible])
    assert desk.trend() == before


def test_an_edit_moves_no_point(desk: Desk) -> None:
    before = desk.trend()
    edited = [
        replace(
            article(f"alpha-{offset:03}-0", day=FIRST + timedelta(days=offset), version=2),
            updated=datetime(2026, 5, 28, tzinfo=UTC),
        )
        for offset in range(0, 100, 2)
    ]
    desk.add(edited)
    assert desk.trend() == before


def test_the_archive_of_a_new_feed_belongs_to_its_own_dates(desk: Desk) -> None:
    before = {point.start: point for point in desk.trend().points}
    desk.shelf.register("Delta", first=date(2026, 3, 2))
    days = [date(2026, 3, 2) + timedelta(days=offset) for offset in range(84)]
    archive = [article(f"delta-{number:03}", day=day, source="Delta") for number, day in enumerate(days)]
    desk.add(archive)
    after = desk.trend()
    added = {point.start: point.numerator - before[point.start].numerator for point in after.points}
    assert set(added.values()) == {0, 7}
    assert [count for start, count in sorted(added.items()) if start < datetime(2026, 3, 2, tzinfo=UTC)].count(7) == 0
    assert after.verdict is not None
    assert after.verdict.direction == "flat"


def test_a_week_in_progress_is_left_out_of_the_verdict(desk: Desk) -> None:
    wednesday = datetime(2026, 5, 27, 12, tzinfo=UTC)
    trend = desk.trend(now=wednesday)
    assert not trend.points[-1].complete
    assert all(point.complete for point in trend.points[:-1])
    assert trend.verdict is not None
    assert trend.verdict.direction == "flat"
    assert any("to 24 May 2026" in reason for reason in trend.verdict.reasons)


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [(date(2026, 3, 4), date(2026, 5, 4), "first"), (date(2026, 3, 2), date(2026, 5, 6), "last")],
)
def test_periods_cut_by_the_filter_are_marked(desk: Desk, start: date, end: date, cut: str) -> None:
    points = desk.trend(start=start, end=end).points
    assert points[0].complete is (cut != "first")
    assert points[-1].complete is (cut != "last")
    assert all(point.complete for point in points[1:-1])


def by_hand(desk: Desk, counting: Callable[[Trend], int]) -> dict[str, int]:
    return {grain: counting(desk.trend(grain=grain)) for grain in ("day", "week", "month", "quarter")}


def test_sums_agree_over_nested_grains(desk: Desk) -> None:
    assert len(set(by_hand(desk, lambda trend: sum(point.numerator for point in trend.points)).values())) == 1
    assert len(set(by_hand(desk, lambda trend: sum(point.denominator for point in trend.points)).values())) == 1


def test_the_verdict_is_the_same_at_every_grain(desk: Desk) -> None:
    assert len({desk.trend(grain=grain).verdict for grain in ("day", "week", "month", "quarter")}) == 1


@pytest.mark.parametrize("panel", ["all", "constant"])
def test_a_source_that_joins_off_the_mix_changes_no_verdict(desk: Desk, panel: str) -> None:
    before = desk.trend(panel=panel)
    desk.shelf.register("Delta", first=date(2026, 4, 6))
    desk.add([article(f"d-{n:03}", day=date(2026, 4, 6) + timedelta(days=n % 56), source="Delta") for n in range(448)])
    after = desk.trend(panel=panel)
    assert after.verdict is not None
    assert after.verdict.direction == "flat"
    assert any("Delta" in warning for warning in after.warnings)
    assert (after.points == before.points) is (panel == "constant")


def test_a_source_that_is_killed_leaves_no_fall(desk: Desk) -> None:
    desk.shelf.register("Delta")
    days = [FIRST + timedelta(days=offset) for offset in range(308)]  # to 5 April
    desk.add([article(f"d-{number:03}", day=day, source="Delta") for number, day in enumerate(days)])
    with desk.store.write() as connection:
        lost = [date(2026, 4, 6) + timedelta(days=offset) for offset in range(56)]
        sources.cover(connection, "delta", dict.fromkeys(lost, "gap"))
    verdict = desk.trend().verdict
    assert verdict is not None
    assert (verdict.enough_data, verdict.direction) == (True, "flat")


@pytest.mark.parametrize(
    ("zone", "grain", "moment", "start"),
    [
        ("UTC", "day", "2024-02-29T23:30", "2024-02-29T00:00"),
        ("Europe/Paris", "day", "2024-02-29T23:30", "2024-02-29T23:00"),
        ("UTC", "month", "2024-02-29T23:30", "2024-02-01T00:00"),
        ("UTC", "week", "2021-01-03T12:00", "2020-12-28T00:00"),
        ("UTC", "week", "2021-01-04T00:00", "2021-01-04T00:00"),
        ("Europe/Paris", "day", "2026-03-29T21:30", "2026-03-28T23:00"),
        ("Europe/Paris", "day", "2026-03-29T22:00", "2026-03-29T22:00"),
        ("Europe/Paris", "day", "2025-10-26T22:30", "2025-10-25T22:00"),
        ("Europe/Paris", "week", "2025-10-26T22:30", "2025-10-19T22:00"),
        ("America/New_York", "quarter", "2026-01-01T04:00", "2025-10-01T04:00"),
    ],
)
def test_an_article_is_counted_in_its_calendar_period(
    tmp_path: Path, zone: str, grain: Grain, moment: str, start: str
) -> None:
    store = open_store(settings.load({"UPSWELL_HOME": str(tmp_path), "UPSWELL_TIMEZONE": zone}))
    when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    shelf = Shelf(store)
    shelf.register("Alpha")
    shelf.put(article("a", day=when), topics_of={"a": ["quiet"]})
    points = questions.trend(store, Filters(grain=grain), subject=QUIET, now=NOW).points
    store.close()
    assert [point.start for point in points if point.numerator] == [datetime.fromisoformat(start).replace(tzinfo=UTC)]


def test_the_share_of_a_constant_panel_stands_on_its_own_articles(desk: Desk) -> None:
    desk.shelf.register("Delta", first=date(2026, 4, 6))
    desk.add([article(f"d-{n:03}", day=date(2026, 4, 6) + timedelta(days=n % 56), source="Delta") for n in range(448)])
    (line,) = questions.list_topics(desk.store, Filters(panel="constant"), now=NOW).lines
    points = line.trend.points
    assert line.share == sum(point.numerator for point in points) / sum(point.denominator for point in points)
