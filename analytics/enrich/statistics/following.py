"""A figure that goes on about what the one before it in its sentence measures: "13%, up from 6%"."""

from __future__ import annotations

import re
from dataclasses import replace

from analytics.enrich.statistics import context, phrases
from analytics.enrich.statistics.claim import Claim
from analytics.enrich.statistics.lexicon import HEDGES, MOVEMENTS, pattern
from analytics.enrich.statistics.patterns import CHANGE_BEFORE
from analytics.enrich.statistics.place import NEAR
from analytics.types import Statistic

# Kinds of figures that tell how far something moved.
MOVES = frozenset({"change", "points", "basis points", "multiple"})


def continued(statistic: Statistic, claim: Claim, previous: Statistic) -> Statistic | None:
    """The figure with what the one before tells of it, or None where it has a subject of its own."""
    if restates(claim):
        moved = CHANGE_BEFORE.search(claim.own_before) if statistic.kind in {"change", "points"} else None
        if others := _WHO.match(claim.own_after):
            own = context.predicate(claim.own_after[others.end() :])
            return replace(statistic, subject=own, population=previous.population)
        counted = previous.kind == "count" and statistic.kind == "change"
        return replace(
            statistic,
            comparator=moved["verb"].lower() if moved else _same(previous, statistic),
            subject=" ".join(filter(None, (previous.subject, previous.unit))) if counted else previous.subject,
            population=None if _OF_OTHERS.match(claim.own_after) else previous.population,
        )
    if previous.kind in MOVES and _REACHED.fullmatch(claim.own_before):
        return replace(statistic, subject=previous.subject, population=previous.population)
    return _moves_too(statistic, claim, previous)


def _same(previous: Statistic, statistic: Statistic) -> str | None:
    """The comparison of the figure before, where it can be that of this one: not "3x smaller (1T items)"."""
    return previous.comparator if statistic.kind in MOVES or statistic.kind == previous.kind else None


# "13% of queries, up from 6%" and "seven in 10 adults (72%)": a second figure on the same measure.
_RESTATES = re.compile(
    r"(?:\s?[–—]\s?|\(|(?P<next>^,\s*)"
    r"|\b(?:compared\s+(?:with|to)|versus|vs\.?)\s+(?:\w+\s+)?"
    # "is up from 6%" has a subject of its own, and so has "zinc up 6%".
    r"|(?<!\b(?:is|go)\s)(?<!\b(?:was|are)\s)(?<!\b(?:were|been|went|gone|goes)\s)\b(?:up|down)\s+from\s+(?:\w+\s+)?"
    r"|(?:^|[,;(–—]|\b(?:and|or|also))\s*(?:[a-z]+ly\s+)?(?:up|down)\s+(?!to\b|from\b)(?:\w+\s+)?"
    rf"|,\s+an?\s+(?:[\w-]+\s+){{0,2}}?{MOVEMENTS}\s+of\s+(?:\w+\s+)?)$"
)


# "up 12% to $3.4bn", "more than doubled to a record 41%": where the movement has led.
_REACHED = pattern(rf"\s+to\s+(?:an?\s+(?:new\s+)?(?:record|high|low|peak|total)\s+(?:of\s+)?)?{HEDGES}\s*[~∼≈]?")
# "64% of sales, compared with 35% for the earlier model": the same measure of somebody else.
_OF_OTHERS = re.compile(r"\s(?:with|for|among|at|across)\s")
# "compared with 34% who said it was better": they say so of themselves.
_WHO = re.compile(r"\swho\s")
_LISTED = re.compile(r"[,;]|\sand\s")


def restates(claim: Claim) -> bool:
    """Whether the figure goes on about what the one before it measures; "training (32%), cost (24%)" does not."""
    listed = claim.own_before.endswith("(") and _LISTED.search(claim.own_before)
    again = _RESTATES.search(claim.own_before)
    own_predicate = again and again["next"] and context.population_and_share(claim.after)[1]
    return bool(again) and not listed and not own_predicate


# "drive a 61% drop in organic clicks, 68% in paid": the second share moves as the first does.
_NEXT = re.compile(r"^[^.;:]{0,40},\s(?:and\s)?(?:by\s)?$")
# "It cut fees by 80% and rents by 20%": the second one was cut, too.
_ANOTHER_BY = re.compile(r"(?:,|,?\sand)\s(?P<what>[^.;:,]{1,40})\sby\s")
# "fell by $1.2bn, or 4%"
_THAT_IS = pattern(rf",?\s+or{HEDGES}\s+")
_IN_OTHERS = re.compile(r"\s(?:in|for|on|among|across)\s(?P<others>[^\d,.;:]{2,40})")
_MOVE = re.compile(r"(?P<move>.*?\b\w+)\s(?:in|for|on|among|across)\s")


def _moves_too(statistic: Statistic, claim: Claim, previous: Statistic) -> Statistic | None:
    """The figure as a change, where it is the next in a list of changes and does not say so again."""
    if statistic.kind == "percent" and previous.kind in {"money", "count"} and _THAT_IS.fullmatch(claim.own_before):
        before = claim.before[: previous.start - claim.quantity.start]
        moved = CHANGE_BEFORE.search(before[-NEAR:])
        verb = moved["verb"].lower() if moved else None
        return replace(statistic, kind="change", comparator=verb, subject=previous.subject) if moved else None
    if statistic.kind != "percent" or previous.kind != "change" or previous.low is not None:
        return None
    if another := _ANOTHER_BY.fullmatch(claim.own_before):
        return replace(
            statistic, kind="change", comparator=previous.comparator, subject=phrases.noun_group(another["what"])
        )
    others = _IN_OTHERS.match(claim.own_after)
    if not (others and previous.comparator and _NEXT.fullmatch(claim.own_before)):
        return None
    move = _MOVE.match(previous.comparator)
    noun = move["move"] if move else previous.comparator
    comparator = f"{noun} {context.clean(others[0])}"
    return replace(statistic, kind="change", comparator=comparator, subject=previous.subject)
