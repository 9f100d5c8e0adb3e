"""Joins statistics from many articles into series: one measure, one population, one unit, over time.

Two claims are one series only when their unit, their population and the words that turn a meaning ("not", "less",
"plan to", "daily") are the same and what they measure is worded alike. A figure that is repeated is a citation of its
first publication, at the date that it refers to, and never a new observation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from analytics.enrich.statistics.dating import reference
from analytics.enrich.statistics.lexicon import PEOPLE, any_of, words
from analytics.enrich.statistics.numbers import is_whole
from analytics.types import Observation, Statistic, StatisticSeries

# Words that two wordings share, of all their words (Jaccard), for one to be the other said differently.
# One that only adds words is nearer than one that puts a word in another's place; the same figure from the same
# source is most likely the same finding.
ADDED, REPLACED = 0.6, 0.75
ADDED_SAME_FIGURE, REPLACED_SAME_FIGURE = 0.34, 0.6
# A hedged figure this near to another one of the same source is that one, rounded ("nearly six in ten" for 58 %).
ROUNDED = Decimal("0.05")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Claim:
    """A statistic with where and when it was published; `copy_of` is the article whose text its article repeats."""

    statistic: Statistic
    source: str
    published: datetime | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a claim measures, as stems. `key` must be the same in one series, `measure` alike."""

    key: tuple[str, bool, bool, frozenset[str], frozenset[str]]
    measure: frozenset[str]


@dataclass(slots=True)
class _Series:
    wordings: list[_Wording]
    claims: list[Claim] = field(default_factory=list)


def join(claims: Iterable[Claim]) -> tuple[StatisticSeries, ...]:
    """Series of the claims, ordered by their first publication.

    Negated claims and sample sizes are left out: the one says what is not so, the other measures nothing.
    """
    series: list[_Series] = []
    by_word: dict[tuple[object, str], list[_Series]] = {}
    for claim in sorted(claims, key=_order):
        if claim.statistic.modality == "negated" or claim.statistic.kind == "sample size":
            continue
        wording = _wording(claim.statistic)
        if not wording.measure:
            continue
        measure = sorted(wording.measure)
        candidates = {id(one): one for word in measure for one in by_word.get((wording.key, word), ())}
        ranked = [(_alike(one, claim, wording), -place, one) for place, one in enumerate(candidates.values())]
        likeness, _, best = max(ranked, key=lambda rank: rank[:2], default=(0.0, 0, None))
        if best is None or likeness == 0:
            best = _Series([])
            series.append(best)
        best.claims.append(claim)
        if wording not in best.wordings:
            best.wordings.append(wording)
            for word in measure:
                known = by_word.setdefault((wording.key, word), [])
                if best not in known:
                    known.append(best)
    return tuple(_finished(one) for one in series)


def _order(claim: Claim) -> tuple[datetime, str, int]:
    return claim.published or datetime.max.replace(tzinfo=UTC), claim.statistic.article_id, claim.statistic.start


def _alike(series: _Series, claim: Claim, wording: _Wording) -> float:
    """How near the claim's wording is to one of the series, 0 when it is not near enough."""
    same_figure = any(_is_same_figure(known.statistic, claim.statistic) for known in series.claims)
    added = ADDED_SAME_FIGURE if same_figure else ADDED
    replaced = REPLACED_SAME_FIGURE if same_figure else REPLACED
    best = 0.0
    for known in series.wordings:
        shared = len(known.measure & wording.measure)
        likeness = shared / len(known.measure | wording.measure)
        only_adds = shared == min(len(known.measure), len(wording.measure))
        if likeness >= (added if only_adds else replaced):
            best = max(best, likeness)
    return best


def _is_same_figure(known: Statistic, other: Statistic) -> bool:
    """Whether both give one figure, exact or rounded, and name no different sources for it."""
    if known.attribution and other.attribution and _origin(known) != _origin(other):
        return False
    if (known.value, known.low, known.high) == (other.value, other.low, other.high):
        return True
    rounds = _is_round(known) or _is_round(other)
    return rounds and bool(known.attribution) and abs(known.value - other.value) <= ROUNDED * abs(known.value)


def _is_round(statistic: Statistic) -> bool:
    """Whether a figure says of itself that it is rounded: "nearly 60 %", "about two-thirds"."""
    return statistic.hedge is not None and (statistic.kind == "ratio" or is_whole(statistic.value / 5))


def _origin(statistic: Statistic) -> str:
    """Who measured it, without the report's title."""
    return (statistic.attribution or "").split(",")[0].casefold()


# Wording -------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words that carry no measure: grammar, saying, surveying.
_EMPTY = words(
    """a an the of to in on for with by from at as and or that this these those their its it they them we our us is
    are was were be been being have has had do does did will would can could say says said report reports reported
    reporting claim admit tell told who which now already also still currently about than all some new percent per
    cent percentage share according survey surveyed polled study data found find finds show shows showed only just
    one into own work reach reached tool tools technology technologies software platform platforms solution
    solutions actively themselves"""
)
_SAME = {
    word: meaning
    for meaning, synonyms in {
        "use": """use uses used using adopt adopts adopted adopting rely relies relied relying employ employs employed
            leverage leverages leveraging deploy deploys deployed embrace embraced utilize utilise turn turned""",
        "gen": "generative gen genai",
        "ai": "ai artificial",
        "leave": "abandon abandons abandoned leave leaves left",
        "plan": "plan plans planned planning intend intends intending",
        "firm": "firm firms company companies business businesses organization organizations organisation",
    }.items()
    for word in synonyms.split()
}
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")


def _stems(phrase: str | None) -> frozenset[str]:
    spoken = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(phrase or ""))
    return frozenset(_SAME.get(word) or _stem(word) for word in spoken if word not in _EMPTY and not word.isdigit())


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


# Words that turn a meaning: a series never joins across them.
_TURNS = frozenset(
    _stem(word)
    for word in words(
        """not no never without cannot don't doesn't didn't less fewer lower more higher plan consider expect
        daily weekly monthly yearly increase decrease decline rise rising fall fell drop grow grew up down
        cut gain lose stop start quit"""
    )
)


def _wording(statistic: Statistic) -> _Wording:
    population = _stems(statistic.population)
    said = " ".join(part for part in (statistic.subject, statistic.comparator) if part)
    stems = (_stems(said) or _stems(statistic.sentence) - _stems(statistic.attribution)) - population
    # A rise by 5 % and a level of 5 % are unlike even when they are worded alike.
    is_difference = statistic.kind == "change" and statistic.low is None
    return _Wording(
        key=(statistic.unit, statistic.modality == "forecast", is_difference, population, stems & _TURNS),
        measure=stems - _TURNS or stems,
    )


# Observations --------------------------------------------------------------------------------------------------


def _finished(series: _Series) -> StatisticSeries:
    observations = _observations(series.claims)
    first = series.claims[0].statistic
    names = [_name(claim.statistic) for claim in series.claims]
    return StatisticSeries(
        id=_identity(series.wordings[0]),
        name=next((name for name in names if ":" not in name), names[0]),
        unit=first.unit,
        kind=first.kind,
        subject=first.subject,
        population=first.population,
        observations=observations,
        conflicts=_conflicts(observations),
    )


def _identity(wording: _Wording) -> str:
    unit, is_forecast, is_difference, population, turns = wording.key
    parts = [unit, str(is_forecast), str(is_difference), *sorted(population), "|", *sorted(turns), "|"]
    return hashlib.blake2s(" ".join([*parts, *sorted(wording.measure)]).encode(), digest_size=8).hexdigest()


_PERSONS = re.compile(rf"\b{any_of(PEOPLE)}\b|\b[A-Z][A-Za-z]*s$")
_NOW = re.compile(r"\s+(?:now|already|currently|still)\s+")
_GERUND = re.compile(r"\w+ing\b")
_IDLE = re.compile(r"^(?:now|already|currently|report(?=\s+\w+ing\b))\s+")
_DATED = re.compile(r"\s+(?:in|by|since)\s+(?:19|20)\d\d$")


def _name(statistic: Statistic) -> str:
    """ "Marketers who use generative AI", "Search traffic: fell", "Buyers: more likely to return"."""
    whole, subject, compared = statistic.population, statistic.subject, statistic.comparator
    follows = subject is not None and statistic.sentence.find(subject) > statistic.sentence.find(statistic.raw)
    acts = subject is not None and follows and not _GERUND.match(_IDLE.sub("", subject))
    if whole and subject and acts and not compared:
        name = f"{whole} {'who' if _PERSONS.search(whole) else 'that'} {_IDLE.sub('', subject)}"
    elif whole and subject and not compared and statistic.unit == "percent":
        name = f"{_NOW.sub(' ', subject)}: share of {whole}"
    else:
        name = ": ".join(part for part in (subject or whole, compared or (whole if subject else None)) if part)
    name = _DATED.sub("", name or statistic.sentence)
    return name[:1].upper() + name[1:LONGEST_NAME]


def _observations(claims: Sequence[Claim]) -> tuple[Observation, ...]:
    found: list[Observation] = []
    for claim in claims:
        stated = reference(claim.statistic.period, claim.published)
        at = next((place for place, known in enumerate(found) if _repeats(known, claim, stated)), None)
        if at is None:
            found.append(_observed(claim, stated))
        else:
            found[at] = _cited(found[at], claim, stated)
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
    if not _is_same_figure(known.statistic, claim.statistic):
        return False
    return stated is None or known.reference_basis == "published" or known.reference == stated


def _cited(known: Observation, claim: Claim, stated: date | None) -> Observation:
    """The observation with one more citation, and with the date that it refers to as soon as an article states it."""
    article = claim.statistic.article_id
    if article != known.statistic.article_id and article not in known.citations:
        known = replace(known, citations=(*known.citations, article))
    if stated and known.reference_basis == "published":
        known = replace(known, reference=stated, reference_basis="stated")
    return known


def _conflicts(observations: Sequence[Observation]) -> tuple[tuple[int, int], ...]:
    """Pairs of different values for one stated period."""
    return tuple(
        (first, second)
        for second, later in enumerate(observations)
        for first, earlier in enumerate(observations[:second])
        if earlier.reference == later.reference
        and earlier.reference_basis == later.reference_basis == "stated"
        and earlier.statistic.value != later.statistic.value
    )
