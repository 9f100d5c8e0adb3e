"""Joins statistics from many articles into series: one measure, one population, one unit, over time.

Two claims are one series only when their unit, their population and the words that turn a meaning ("not", "less",
"plan to", "daily") are the same and what they measure is worded alike. A figure that is repeated is a citation of its
first publication, at the date that it refers to, and never a new observation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from analytics.enrich import aliases
from analytics.enrich.naming import best_name
from analytics.enrich.retelling import alterations, is_same_figure, may_round, origin
from analytics.enrich.statistics.dating import reference
from analytics.enrich.wording import Wording, contrast, likeness, wording
from analytics.types import Observation, Retelling, Statistic, StatisticSeries


@dataclass(frozen=True, slots=True)
class Claim:
    """A statistic with where and when it was published; `copy_of` is the article whose text its article repeats."""

    statistic: Statistic
    source: str
    published: datetime | None
    copy_of: str | None = None


@dataclass(slots=True)
class Joined:
    """The claims of one series, in the order of their publication, and what they observed.

    A whole `series` costs more than what a list of many is ordered by: it is made of those that are shown.
    """

    wordings: list[Wording]
    claims: list[Claim] = field(default_factory=list)
    observations: tuple[Observation, ...] = ()

    @property
    def id(self) -> str:
        """The id of the series."""
        return _identity(self.wordings[0])

    @property
    def unit(self) -> str:
        """The unit that all claims have."""
        return self.claims[0].statistic.unit

    def series(self) -> StatisticSeries:
        """The series whole."""
        return _finished(self)


def join(claims: Iterable[Claim]) -> tuple[StatisticSeries, ...]:
    """Series of the claims, ordered by their first publication."""
    return tuple(each.series() for each in grouped(claims))


def grouped(claims: Iterable[Claim]) -> list[Joined]:
    """The claims of each series, ordered by their first publication.

    Negated claims and sample sizes are left out: the one says what is not so, the other measures nothing. A claim
    that names nobody belongs to the one series that gives its figure, of its source, for a population: it was dropped.
    """
    series: list[Joined] = []
    by_word: dict[object, dict[str, list[Joined]]] = {}
    worded = sorted(_worded(claims), key=lambda pair: _order(pair[0]))
    worded.sort(key=lambda pair: not pair[1].population)
    for claim, said in worded:
        measure = sorted(said.measure)
        of_kind = by_word.setdefault(said.key, {})
        candidates = list({id(one): one for word in measure for one in of_kind.get(word, ())}.values())
        best = _best(candidates, claim, said)
        if best is None and (whole := _of_somebody(candidates, claim, said)):
            whole.claims.append(claim)
            continue
        if best is None:
            best = Joined([])
            series.append(best)
        best.claims.append(claim)
        if said not in best.wordings:
            best.wordings.append(said)
            for word in measure:
                known = of_kind.setdefault(word, [])
                if best not in known:
                    known.append(best)
    for one in series:
        one.claims.sort(key=_order)
        one.observations = _observations(one.claims)
    return sorted(series, key=lambda one: _order(one.claims[0]))


def _of_one_name(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims with one name for each source: "Orla Group" is Orla where other claims are by Orla."""
    whole = {claim.statistic.attribution for claim in claims if claim.statistic.attribution}
    names = aliases.sources(sorted({said.split(", ")[0] for said in whole}))
    for claim in claims:
        who, comma, title = (claim.statistic.attribution or "").partition(", ")
        if who in names:
            claim = replace(claim, statistic=replace(claim.statistic, attribution=f"{names[who]}{comma}{title}"))
        yield claim


def _worded(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Wording]]:
    for claim in _of_one_name(list(claims)):
        if claim.statistic.modality != "negated" and claim.statistic.kind != "sample size":
            said = wording(claim.statistic)
            if said.measure:
                yield claim, said


def _best(candidates: Sequence[Joined], claim: Claim, said: Wording) -> Joined | None:
    """The series of the claim's population whose wording is nearest."""
    same = [one for one in candidates if one.wordings[0].population == said.population]
    ranked = [(_alike(one, claim, said), -place, one) for place, one in enumerate(same)]
    likeness, _, best = max(ranked, key=lambda rank: rank[:2], default=(0.0, 0, None))
    return best if likeness else None


def _of_somebody(candidates: Sequence[Joined], claim: Claim, said: Wording) -> Joined | None:
    """The only series that has the claim's figure, of its source and for a population that the claim does not name."""
    if said.population or not claim.statistic.attribution:
        return None
    told = [
        one
        for one in candidates
        if one.wordings[0].population
        and _alike(one, claim, said)
        and any(
            known.statistic.attribution and is_same_figure(known.statistic, claim.statistic) for known in one.claims
        )
    ]
    return told[0] if len(told) == 1 else None


def _order(claim: Claim) -> tuple[datetime, str, int]:
    return claim.published or datetime.max.replace(tzinfo=UTC), claim.statistic.article_id, claim.statistic.start


def _alike(series: Joined, claim: Claim, said: Wording) -> float:
    """How near the claim's wording is to one of the series, 0 when it is not near enough."""
    if said in series.wordings:
        return 1.0
    if any(contrast(known, said) for known in series.wordings):
        return 0.0
    apart = max(likeness(known, said, same_figure=False) for known in series.wordings)
    at_most = max(likeness(known, said, same_figure=True) for known in series.wordings)
    # Figures are compared only where they matter.
    if at_most == apart or not any(is_same_figure(known.statistic, claim.statistic) for known in series.claims):
        return apart
    return at_most


# Observations --------------------------------------------------------------------------------------------------


def _finished(series: Joined) -> StatisticSeries:
    said = (claim.statistic for claim in series.claims)
    first = next((one for one in said if one.population), series.claims[0].statistic)
    return StatisticSeries(
        id=series.id,
        name=best_name([claim.statistic for claim in series.claims]),
        unit=first.unit,
        kind=first.kind,
        subject=first.subject,
        population=first.population,
        observations=series.observations,
        conflicts=_conflicts(series.observations),
    )


def _identity(said: Wording) -> str:
    unit, is_forecast, is_difference, turns = said.key
    parts = [unit, str(is_forecast), str(is_difference), *sorted(said.population), "|", *sorted(turns), "|"]
    return hashlib.blake2s(" ".join([*parts, *sorted(said.measure)]).encode(), digest_size=8).hexdigest()


def _observations(claims: Sequence[Claim]) -> tuple[Observation, ...]:
    if len(claims) == 1:
        (alone,) = claims
        return (_observed(alone, reference(alone.statistic.period, alone.published)),)
    found: list[Observation] = []
    # The articles that tell of each.
    told_in: list[set[str]] = []
    by_value: dict[Decimal, list[int]] = {}
    by_origin: dict[tuple[Decimal, str], list[int]] = {}
    rounded: list[int] = []
    for claim in claims:
        stated = reference(claim.statistic.period, claim.published)
        value, who, article = claim.statistic.value, origin(claim.statistic), claim.statistic.article_id
        # Figures that differ are one only where either is a round one; equal ones of two sources only in a copy.
        is_round = may_round(claim.statistic)
        places: Iterable[int] = range(len(found))
        if not is_round:
            alike = by_value.get(value, [])
            if who and not claim.copy_of:
                alike = by_origin.get((value, who), []) + by_origin.get((value, ""), [])
            places = sorted({*alike, *rounded}) if alike or rounded else ()
        repeated = [place for place in places if _repeats(found[place], claim, stated)]
        if not repeated:
            by_value.setdefault(value, []).append(len(found))
            by_origin.setdefault((value, who), []).append(len(found))
            if is_round:
                rounded.append(len(found))
            found.append(_observed(claim, stated))
            told_in.append({article})
        else:
            # The exact figure where there is one; a rounded one is most likely the latest.
            exact = [place for place in repeated if found[place].statistic.value == value]
            at = exact[0] if exact else repeated[-1]
            found[at] = _retold(found[at], claim, stated, again=article in told_in[at])
            told_in[at].add(article)
            if found[at].statistic is claim.statistic:
                by_value.setdefault(claim.statistic.value, []).append(at)
    return tuple(sorted(found, key=lambda one: (one.reference, one.statistic.article_id, one.statistic.start)))


def _observed(claim: Claim, stated: date | None) -> Observation:
    published = claim.published or datetime.max.replace(tzinfo=UTC)
    return Observation(
        statistic=claim.statistic,
        reference=stated or published.date(),
        reference_basis="stated" if stated else "published",
        source=claim.source,
        published=claim.published,
    )


def _repeats(known: Observation, claim: Claim, stated: date | None) -> bool:
    if claim.copy_of == known.statistic.article_id and claim.statistic.value == known.statistic.value:
        return True
    if not is_same_figure(known.statistic, claim.statistic):
        return False
    return stated is None or known.reference_basis == "published" or known.reference == stated


def _retold(known: Observation, claim: Claim, stated: date | None, *, again: bool) -> Observation:
    """The observation told once more, in one of its articles `again` or in another, and with the date that it refers
    to as soon as an article states it."""
    if may_round(known.statistic) and not may_round(claim.statistic) and known.statistic.value != claim.statistic.value:
        return _made_exact(known, claim, stated)
    if not again:
        retelling = Retelling(
            claim.statistic,
            claim.source,
            claim.published,
            is_copy=claim.copy_of == known.statistic.article_id,
            alterations=alterations(
                known.statistic, claim.statistic, undated=known.reference_basis == "stated" and stated is None
            ),
        )
        known = replace(known, retellings=(*known.retellings, retelling))
    if stated and known.reference_basis == "published":
        known = replace(known, reference=stated, reference_basis="stated")
    return known


def _made_exact(rounded: Observation, claim: Claim, stated: date | None) -> Observation:
    """The exact figure with those that gave it rounded, before it was published, among its retellings."""
    exact = _observed(claim, stated)
    if stated is None and rounded.reference_basis == "stated":
        exact = replace(exact, reference=rounded.reference, reference_basis="stated")
    opened = Retelling(rounded.statistic, rounded.source, rounded.published, is_copy=False, alterations=())
    told = [one for one in (opened, *rounded.retellings) if one.statistic.article_id != claim.statistic.article_id]
    return replace(
        exact,
        retellings=tuple(
            replace(one, alterations=alterations(claim.statistic, one.statistic, undated=False)) for one in told
        ),
    )


def _conflicts(observations: Sequence[Observation]) -> tuple[tuple[int, int], ...]:
    """Pairs of different values for one stated period."""
    stated: dict[date, list[int]] = {}
    found: list[tuple[int, int]] = []
    for second, later in enumerate(observations):
        if later.reference_basis == "stated":
            known = stated.setdefault(later.reference, [])
            found += [(at, second) for at in known if observations[at].statistic.value != later.statistic.value]
            known.append(second)
    return tuple(found)
