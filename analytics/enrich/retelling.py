"""How a figure changes as it is repeated: what is one figure said again, and what the telling lost or altered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from analytics.enrich.statistics.lexicon import words
from analytics.enrich.statistics.numbers import is_whole
from analytics.types import Alteration, Statistic

# A hedged figure this near to another one of the same source is that one, rounded ("nearly six in ten" for 58 %).
ROUNDED = Decimal("0.05")
# "More than half" and "over 50%" tell on which side of them the exact figure lies, so they may lie further off.
BOUND, BOUND_BY_FRACTION = Decimal("0.1"), Decimal("0.25")
_FROM_BELOW = words(
    """more_than over at_least upwards_of north_of just_over well_over above greater_than > ≥ + or_more slightly_over
    slightly_more_than a_little_over a_little_more_than"""
)
_FROM_ABOVE = words(
    """nearly almost close_to under less_than just_under slightly_under a_little_under not_quite or_less below up_to
    as_many_as < ≤"""
)


def is_same_figure(known: Statistic, other: Statistic) -> bool:
    """Whether both give one figure, exact or rounded, and name no different sources for it."""
    # Figures first: nearly all pairs differ there, and names take longer to compare.
    if _values(known) != _values(other) and not (
        known.attribution and (_rounds(other, known) or _rounds(known, other))
    ):
        return False
    return not (known.attribution and other.attribution) or origin(known) == origin(other)


# "Dana Ruiz, chief economist at Plover" speaks for Plover.
_SPEAKS_FOR = re.compile(r", (?:[a-z]|[A-Z]{2,4} )[^,]*? (?:at|of|for|with) (?P<firm>[A-Z][^,]*)$")


def origin(statistic: Statistic) -> str:
    """Who measured it, without the report's title; for a person, whom they speak for."""
    said = statistic.attribution or ""
    speaks = _SPEAKS_FOR.search(said)
    return (speaks["firm"] if speaks else said.split(",")[0]).casefold()


def alterations(first: Statistic, told: Statistic, *, undated: bool) -> tuple[Alteration, ...]:
    """What a telling changed of the figure as it was first published; `undated` when it lost the period."""
    return tuple(_alterations(first, told, undated=undated))


def _alterations(first: Statistic, told: Statistic, *, undated: bool) -> Iterator[Alteration]:
    if _values(first) != _values(told):
        yield "rounded"
    elif first.hedge and not told.hedge:
        yield "hedge dropped"
    elif told.hedge and not first.hedge:
        yield "hedge added"
    if first.population and not told.population:
        yield "population dropped"
    if first.attribution and not told.attribution:
        yield "source dropped"
    if undated:
        yield "period dropped"
    if first.sample_size and not told.sample_size:
        yield "sample dropped"


def _values(statistic: Statistic) -> tuple[Decimal | None, ...]:
    return statistic.value, statistic.low, statistic.high


def may_round(told: Statistic) -> bool:
    """Whether a figure may stand for one near it: a hedged and round one may, and a fraction in words ("a third")."""
    return _is_fraction(told) or (told.hedge is not None and _is_round(told))


def _is_fraction(told: Statistic) -> bool:
    return told.kind in {"ratio", "change"} and not any(letter.isdigit() for letter in told.raw)


def _rounds(told: Statistic, exact: Statistic) -> bool:
    """Whether `told` says of itself that it is `exact`, rounded: "nearly 60 %" is 58 %, "more than half" is too."""
    if not may_round(told):
        return False
    distance = exact.value - told.value
    if abs(distance) <= ROUNDED * abs(exact.value):
        return True
    side = (told.hedge or "").replace(" ", "_")
    beyond = (side in _FROM_BELOW and distance > 0) or (side in _FROM_ABOVE and distance < 0)
    farthest = BOUND_BY_FRACTION if told.kind == "ratio" else BOUND
    is_exact = not (exact.hedge and _is_round(exact))
    return beyond and is_exact and bool(told.attribution) and abs(distance) <= farthest * abs(exact.value)


def _is_round(statistic: Statistic) -> bool:
    return statistic.kind == "ratio" or is_whole(statistic.value / 5)
