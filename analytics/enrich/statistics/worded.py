"""Quantities that are phrases of their own: "doubled", "three to one", "4.5 out of 5 stars", "every third shopper"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from analytics.enrich.statistics import units
from analytics.enrich.statistics.lexicon import COUNTED, POPULATION, any_of, pattern
from analytics.enrich.statistics.quantity import APART, HUNDRED, Quantity
from analytics.enrich.statistics.ranks import ORDINAL, placed


def read(text: str) -> Iterator[Quantity]:
    """The quantities that are written as such phrases; they may overlap with each other and with bare numbers."""
    for reads in (_multiples, _to_one, _marks, _every_nth):
        yield from reads(text)


_MULTIPLIERS = {
    word: Decimal(value)
    for value, words in {
        "2": "double doubles doubled doubling twice twofold",
        "3": "triple triples tripled tripling treble trebled thrice threefold",
        "4": "quadruple quadruples quadrupled quadrupling fourfold",
        "5": "quintuple quintupled fivefold",
        "6": "sixfold",
        "7": "sevenfold",
        "8": "eightfold",
        "9": "ninefold",
        "10": "tenfold",
        "100": "hundredfold",
        "0.5": "halve halves halved halving",
    }.items()
    for word in words.split()
}
# Past forms and "-fold" are claims wherever they stand; the others only where what follows or precedes shows it.
_MULTIPLIER = re.compile(
    r"\b(?P<word>doubled|tripled|trebled|quadrupled|quintupled|halved"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|hundred)fold"
    r"|(?:doubling|tripling|quadrupling|halving)(?=\s+(?:of|in|the|its|their|every|to|from)\b)"
    r"|(?:twice|thrice)(?=\s+(?:as|the|that|what|more|its|their|those)\b)"
    r"|(?:double|triple|treble|quadruple)(?=\s+(?:the|that|what|its|their|since|from|to|by|in|last)\b)"
    r"|(?:(?<=\bset\sto\s)|(?<=cted\sto\s)|(?<=plans\sto\s)|(?<=likely\sto\s)|(?<=\bwill\s))(?:double|triple|quadruple|halve)"
    r"|(?:doubles|triples|quadruples|halves)(?=\s+(?:the|its|their|your)\b))"
    r"(?![-\w])(?!\s+(?:down|up|back|over|as\s+an?)\b)",
    re.IGNORECASE,
)


# Most texts hold none of these, and looking for them costs little.
_STEMS = ("doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv", "fold", "twice", "thrice")


def _multiples(text: str) -> Iterator[Quantity]:
    folded = text.lower()
    if not any(stem in folded for stem in _STEMS):
        return
    for match in _MULTIPLIER.finditer(text):
        yield Quantity(*match.span(), _MULTIPLIERS[match["word"].lower()], units.MULTIPLE)


_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_TO_ONE = re.compile(
    r"(?<![\d:.,])(?P<times>\d{1,4}(?:\.\d{1,2})?)(?:\s?:\s?|[\s-]to[\s-])1(?![\d:,-]|\.\d)(?!\s(?:million|in)\b)"
)
_TO_ONE_IN_WORDS = re.compile(rf"(?P<times>{'|'.join(_FEW)})[\s-]to[\s-]one\b")
_RETURN = pattern(
    r"\b(?:ROI|ROAS|returns?|LTV|CAC|MER|pay-?back|(?<!contrast\s)(?<!aspect\s)ratio|outnumber\w*|outweigh\w*|outs[eo]ld?\w*"
    r"|margin|against|in\s+favou?r)\b"
)


def _to_one(text: str) -> Iterator[Quantity]:
    """ "a 36:1 return", "outnumber them three to one": how many there are for one."""
    for match in chain(_TO_ONE.finditer(text), _TO_ONE_IN_WORDS.finditer(text)):
        if _RETURN.search(text, max(0, match.start() - APART), match.end() + APART):
            times = _FEW.get(match["times"]) or match["times"]
            yield Quantity(*match.span(), Decimal(times), units.MULTIPLE)


_MARK = re.compile(
    r"(?<![\w.,/$€£])(?P<mark>\d{1,3}(?:\.\d{1,2})?)(?:(?<=\.\d)\s?/\s?|\s+out\s+of\s+(?:a\s+possible\s+)?)(?P<best>5|10|20|100)"
    r"(?![\d/%+:-]|[.,]\d)(?P<stars>[\s-](?:stars?|points|marks))?"
)
_MARKED = pattern(
    r"\b(?:rat(?:ed?|es|ings?)|scor(?:e[ds]?|ing)|grade[ds]?|stars?|mark(?:s|ed)?|satisfaction|gave\s+(?:it|them))\b"
)
# "rated best by 9 out of 10 shoppers"
_OF_MANY = pattern(rf"\s+(?:of\b|(?:[a-z]+\s)?{COUNTED}\b)")


def _marks(text: str) -> Iterator[Quantity]:
    """ "4.5 out of 5 stars", "a score of 72 out of 100", "rated 4.7/5": no share of anybody."""
    for match in _MARK.finditer(text):
        mark, best = Decimal(match["mark"]), Decimal(match["best"])
        rated = _MARKED.search(text, max(0, match.start() - APART), match.start())
        told = match["stars"] or "." in match["mark"] or (rated and not _OF_MANY.match(text, match.end()))
        if mark <= best and told:
            yield Quantity(match.start(), match.end(), mark, units.Unit(f"out of {best}", "score"))


_ONE_OF_MANY = any_of(
    "household family company business country city person child man woman pupil American Briton German European"
)
_EVERY_NTH = pattern(
    rf"\bevery\s(?P<nth>{ORDINAL})"
    rf"(?=\s(?:[a-z]+\s)?(?:{_ONE_OF_MANY}|(?!(?:\w+s|people|children|men|women)\b){POPULATION})\b)"
)


def _every_nth(text: str) -> Iterator[Quantity]:
    """ "Every third shopper": one in three."""
    for match in _EVERY_NTH.finditer(text):
        if (nth := placed(match["nth"])) > 1:
            yield Quantity(*match.span(), HUNDRED / nth, units.PERCENT, "ratio")
