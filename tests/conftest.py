"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from analytics.charts.chart import Citation, Context, Provenance
from analytics.charts.theme import LIGHT, Theme
from analytics.filters import Filters
from analytics.trends.bins import periods
from analytics.trends.outlook import Forecast
from analytics.types import (
    Event,
    Grain,
    Measure,
    Observation,
    Retelling,
    StatisticSeries,
    Subject,
    SubjectKind,
    Trend,
    TrendPoint,
    Verdict,
)
from tests.shares import share

pytest_plugins = ["tests.server"]

# Timings on a shared machine say nothing about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring material beside the project; tests that need it are skipped where it is absent."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the measuring material in ../shared is not on this machine")
    return folder


@dataclass(frozen=True)
class Invented:
    """Charts' raw material with no meaning: trends, statistics and contexts that say what a test needs them to."""

    begin: datetime = datetime(2026, 1, 5, tzinfo=UTC)

    def trend(
        self,
        numerators: Sequence[int | None],
        *,
        label: str = "agentic search",
        kind: SubjectKind = "topic",
        measure: Measure = "share",
        grain: Grain = "week",
        verdict: Verdict | None = None,
        partial: Sequence[int] = (),
        denominator: int = 200,
        warnings: tuple[str, ...] = (),
    ) -> Trend:
        """A trend of these counts; None is a gap, and the periods with an index in `partial` are cut short."""
        far = self.begin + timedelta(days=100 * max(len(numerators), 1))
        spans = periods(self.begin, far, grain)[: len(numerators)]
        cut = {index % len(numerators) for index in partial} if numerators else set()
        points = tuple(
            TrendPoint(
                start=span.start,
                end=span.end,
                value=None if n is None else n / denominator if measure == "share" else float(n),
                numerator=n or 0,
                denominator=0 if n is None else denominator,
                n_sources=0 if n is None else min(n, 6),
                coverage="gap" if n is None else "partial" if index in cut else "collected",
                complete=index not in cut,
            )
            for index, (span, n) in enumerate(zip(spans, numerators, strict=True))
        )
        unit = {"share": "share of articles", "count": "articles", "value": "percent"}[measure]
        return Trend(Subject(kind, f"{kind}:{label}", label), measure, unit, grain, points, verdict, warnings)

    def forecasts(self, trend: Trend, *values: float) -> tuple[Forecast, ...]:
        """Forecasts of these values for the weeks after a trend, each give or take a half."""
        end, week = trend.points[-1].end, timedelta(weeks=1)
        return tuple(
            Forecast(end + week * step, end + week * (step + 1), value, value * 0.5, value * 1.5)
            for step, value in enumerate(values)
        )

    def verdict(self, direction: str = "up", *, effect: float | None = 2.0, enough: bool = True) -> Verdict:
        """A verdict of that direction with an interval of a quarter either way."""
        return Verdict(
            enough_data=enough,
            direction=direction,  # type: ignore[arg-type]
            stage="steady" if direction == "flat" else "accelerating" if direction == "up" else "declining",
            effect=effect,
            low=None if effect is None else effect * 0.75,
            high=None if effect is None else effect * 1.25,
            p=0.001,
            q=0.01,
            reasons=("8 weeks against the 52 before", "6 sources"),
            n_sources=6,
            n_articles=120,
            recent_periods=8,
            baseline_periods=52,
        )

    def observation(self, value: str, reference: date, *, origin: str = "Northwind Research") -> Observation:
        """Somebody's measurement of that value at that date."""
        statistic = share(
            f"{origin}-{reference}",
            f"{value}% of shoppers skip tailored offers, {origin} found.",
            subject="skip tailored offers",
            population="shoppers",
            attribution=origin,
            sample_size=1204,
        )
        told = tuple(Retelling(replace(statistic, article_id=article), "Brand Courier", None) for article in "ab")
        return Observation(statistic, reference, "stated", "Ad Ledger", None, told)

    def statistics(
        self, *observations: Observation, name: str = "shoppers who skip tailored offers"
    ) -> StatisticSeries:
        """Those observations as one series."""
        return StatisticSeries("s1", name, "percent", "percent", "skip tailored offers", "shoppers", observations)

    def context(
        self,
        *,
        theme: Theme = LIGHT,
        filters: Filters | None = None,
        title: str | None = None,
        events: tuple[Event, ...] = (),
        evidence: tuple[Citation, ...] = (),
        sources: tuple[str, ...] = ("Ad Ledger", "Brand Courier", "Channel Notes", "Digital Dispatch", "Reach Review"),
        as_of: datetime | None = None,
    ) -> Context:
        """A context of five fictional publications."""
        origin = Provenance(sources, 1204, as_of or self.begin + timedelta(days=200), copies=131, fictional=True)
        return Context(filters or Filters(), origin, theme=theme, title=title, events=events, evidence=evidence)


@pytest.fixture(scope="session")
def invented() -> Invented:
    """A maker of trends, statistics and contexts."""
    return Invented()


@pytest.fixture(scope="session")
def desk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An UPSWELL_HOME with a year of two publications: "steady" throughout, "rising" in the last eight weeks."""
    from analytics import settings
    from analytics.store import open_store
    from benchmarks.shelf import Shelf, article

    home = tmp_path_factory.mktemp("desk")
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    shelf = Shelf(store)
    shelf.register("Ledger", "Courier")
    made, topics = [], {}
    for week in range(52):
        for source in ("Ledger", "Courier"):
            for number in range(6):
                key = f"{source[0].lower()}-{week:02}-{number}"
                day = date(2025, 6, 2) + timedelta(weeks=week, days=number % 5)
                rising = number < (4 if week >= 44 else 1)
                said = (
                    "Shops try agentic search. Few of them [say] *why* they try it so early."
                    if rising
                    else f"Loyalty {key} goes on."
                )
                made.append(article(key, day=day, source=source, text=said))
                topics[key] = ["rising"] if rising else ["steady"]
    shelf.put(*made, topics_of=topics)
    store.close()
    return home
