"""Joins statistics from many articles into series: one measure, one population, one unit, over time.

Two claims are one series only when their unit, population and the words that turn a meaning ("not", "less", "plan to")
agree and what they measure is worded alike. A figure that is repeated is a citation of its first publication.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from analytics.types import Observation, Statistic, StatisticSeries

# Shared words over all words of the shorter wording. Reworded sentences keep about half of theirs.
ALIKE = 0.5
# The same value from the same source is most likely the same finding: less of the wording must agree.
ALIKE_SAME_FIGURE = 0.3


@dataclass(frozen=True, slots=True)
class Claim:
    """A statistic with where and when it was published; `copy_of` is the article whose text its article repeats."""

    statistic: Statistic
    source: str
    published: datetime | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a claim measures, as stems: what is said, of whom, and the words that turn it."""

    unit: str
    forecast: bool
    delta: bool
    population: frozenset[str]
    measure: frozenset[str]
    turns: frozenset[str]


@dataclass(slots=True)
class _Series:
    wording: _Wording
    measure: set[str]
    claims: list[Claim] = field(default_factory=list)


def join(claims: Iterable[Claim]) -> tuple[StatisticSeries, ...]:
    """Series of the claims, ordered by their first publication.

    Negated claims and sample sizes are left out: the one says what is not so, the other measures nothing.
    """
    ordered = sorted(
        (claim for claim in claims if claim.statistic.modality != "negated" and claim.statistic.kind != "sample size"),
        key=_order,
    )
    series: list[_Series] = []
    by_key: dict[tuple[object, ...], list[_Series]] = {}
    for claim in ordered:
        wording = _wording(claim.statistic)
        if not wording.measure:
            continue
        key = (wording.unit, wording.forecast, wording.delta, wording.population, wording.turns)
        candidates = by_key.setdefault(key, [])
        best = max(candidates, key=lambda candidate: _alike(candidate, wording), default=None)
        if best is None or _alike(best, wording) < _needed(best, claim):
            best = _Series(wording, set(wording.measure))
            candidates.append(best)
            series.append(best)
        best.claims.append(claim)
    return tuple(_finished(one) for one in series)


def _order(claim: Claim) -> tuple[datetime, str, int]:
    return claim.published or datetime.max.replace(tzinfo=UTC), claim.statistic.article_id, claim.statistic.start


def _alike(series: _Series, wording: _Wording) -> float:
    shared = len(series.measure & wording.measure)
    return shared / min(len(series.measure), len(wording.measure))


def _needed(series: _Series, claim: Claim) -> float:
    same = any(_figure(known.statistic) == _figure(claim.statistic) for known in series.claims)
    return ALIKE_SAME_FIGURE if same else ALIKE


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TURNS = frozenset(
    "not no never without less fewer lower more higher plan intend consider daily weekly monthly increas decreas declin"
    " rise fall drop grow up down".split()
)
_EMPTY = frozenset(
    "a an the of to in on for with by from at as and or that this these those their its it they them is are was were be"
    " been have has had do does did will would can could say said report reported who which now already also still"
    " currently about than up down all some new percent per cent percentage according according survey study data found"
    " find show shows only just one".split()
)


def _stems(phrase: str | None) -> frozenset[str]:
    words = (word.lower().replace("’", "'") for word in _WORD.findall(phrase or ""))
    return frozenset(_stem(word) for word in words if word not in _EMPTY)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _wording(statistic: Statistic) -> _Wording:
    population = _stems(statistic.population)
    said = " ".join(part for part in (statistic.subject, statistic.comparator) if part)
    measure = _stems(said) or _stems(statistic.sentence) - _stems(statistic.attribution)
    measure -= population
    return _Wording(
        unit=statistic.unit,
        forecast=statistic.modality == "forecast",
        delta=statistic.kind == "change" and statistic.low is None,
        population=population,
        measure=measure,
        turns=measure & _TURNS,
    )


def _figure(statistic: Statistic) -> tuple[Decimal, Decimal | None, Decimal | None]:
    return statistic.value, statistic.low, statistic.high


def _finished(series: _Series) -> StatisticSeries:
    observations = _observations(series.claims)
    first = series.claims[0].statistic
    return StatisticSeries(
        id=_identity(series.wording),
        name=_name(first),
        unit=first.unit,
        kind=first.kind,
        subject=first.subject,
        population=first.population,
        observations=observations,
        conflicts=_conflicts(observations),
    )


def _identity(wording: _Wording) -> str:
    parts = [
        wording.unit,
        str(wording.forecast),
        str(wording.delta),
        *sorted(wording.population),
        "|",
        *sorted(wording.measure),
    ]
    return hashlib.blake2s(" ".join(parts).encode(), digest_size=8).hexdigest()


def _name(statistic: Statistic) -> str:
    said = statistic.comparator or statistic.subject or statistic.sentence
    whom = statistic.population or (statistic.subject if statistic.comparator else None)
    name = f"{whom}: {said}" if whom else said
    return name[:1].upper() + name[1:120]


def _observations(claims: Sequence[Claim]) -> tuple[Observation, ...]:
    found: list[Observation] = []
    for claim in claims:
        stated = reference(claim.statistic.period, claim.published)
        at = next((place for place, known in enumerate(found) if _repeats(known, claim, stated)), None)
        if at is None:
            published = (claim.published or datetime.max.replace(tzinfo=UTC)).date()
            found.append(
                Observation(
                    statistic=claim.statistic,
                    reference=stated or published,
                    reference_basis="stated" if stated else "published",
                    source=claim.source,
                    published=claim.published,
                )
            )
        else:
            found[at] = _cited(found[at], claim, stated)
    return tuple(sorted(found, key=lambda one: (one.reference, one.statistic.article_id, one.statistic.start)))


def _repeats(known: Observation, claim: Claim, stated: date | None) -> bool:
    if _figure(known.statistic) != _figure(claim.statistic):
        return False
    return stated is None or known.reference_basis == "published" or known.reference == stated


def _cited(known: Observation, claim: Claim, stated: date | None) -> Observation:
    dated = stated is not None and known.reference_basis == "published"
    article = claim.statistic.article_id
    repeated = article in known.citations or article == known.statistic.article_id
    return Observation(
        statistic=known.statistic,
        reference=stated if dated and stated else known.reference,
        reference_basis="stated" if dated else known.reference_basis,
        source=known.source,
        published=known.published,
        citations=known.citations if repeated else (*known.citations, article),
    )


def _conflicts(observations: Sequence[Observation]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (first, second)
        for second, later in enumerate(observations)
        for first, earlier in enumerate(observations[:second])
        if earlier.reference == later.reference
        and earlier.reference_basis == later.reference_basis == "stated"
        and _figure(earlier.statistic) != _figure(later.statistic)
    )


_YEAR = re.compile(r"\b(?:FY\s?)?((?:19|20)\d\d)\b")
_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_QUARTER = re.compile(r"\b(?:Q([1-4])|H([12])|(first|second|third|fourth)\s+(quarter|half))\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)


def reference(period: str | None, published: datetime | None) -> date | None:
    """The first day of the period that the words name, or None when they name none that can be placed."""
    if not period:
        return None
    years = [int(year) for year in _YEAR.findall(period)]
    relative = {"last year": -1, "this year": 0, "next year": 1}
    if not years and published:
        lowered = period.lower()
        for words, offset in relative.items():
            if words in lowered:
                return date(published.year + offset, 1, 1)
    year = years[-1] if years else (published.year if published else None)
    if year is None:
        return None
    if quarter := _QUARTER.search(period):
        ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get((quarter[3] or "").lower(), 0)
        if quarter[2] or (quarter[4] or "").lower() == "half":
            return date(year, 6 * (int(quarter[2] or ordinal) - 1) + 1, 1)
        return date(year, 3 * (int(quarter[1] or ordinal) - 1) + 1, 1)
    if month := _MONTH.search(period):
        return date(year, _MONTHS[month[1].lower()], 1)
    return date(year, 1, 1) if years else None
