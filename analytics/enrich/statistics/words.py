"""The grammar of numbers written in words: cardinals, fractions, decimals after "point", scales.

Works on a run of tokens, which are words that may belong to a number, or digits before such a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "digits", "unit", "ten", "hundred", "scale", "dozen", "ordinal", "ordinals", "half", "article", "and", "point",
    "over", "of", "minus",
]  # fmt: skip

ONE = Decimal(1)


def _numbered(words: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    """Each word with its place in the sequence."""
    return {word: start + step * place for place, word in enumerate(words.split())}


_UNITS = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
) | {"nought": 0, "naught": 0}
_TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10)
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
_SHORT_SCALES = {
    "mil": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "tln": 10**12,
    "mio": 10**6,
    "mio.": 10**6,
    "mrd": 10**9,
    "mrd.": 10**9,
}
_ORDINALS = (
    {"first": 1, "quarter": 4, "hundredth": 100}
    | _numbered(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth",
        start=3,
    )
    | {word[:-1] + "ieth": value for word, value in _TENS.items()}
    | {word + "th": value for word, value in SCALES.items() if word not in {"lakh", "crore"}}
)
_DOZENS = ("dozen", "dozens", "dz", "dzs", "doz", "dozs")


def _lexicon() -> dict[str, tuple[Kind, int]]:
    words: dict[str, tuple[Kind, int]] = {word: ("unit", value) for word, value in _UNITS.items()}
    words |= {word: ("ten", value) for word, value in _TENS.items()}
    words |= {word: ("scale", value) for word, value in (SCALES | _SHORT_SCALES).items()}
    words |= {word: ("ordinal", value) for word, value in _ORDINALS.items()}
    words |= {word + "s": ("ordinals", value) for word, value in _ORDINALS.items()}
    words |= dict.fromkeys(_DOZENS, ("dozen", 12))
    words |= {
        "hundred": ("hundred", 100),
        "hundreds": ("hundred", 100),
        "lakhs": ("scale", 10**5),
        "crores": ("scale", 10**7),
        "half": ("half", 2),
        "halves": ("ordinals", 2),
        "a": ("article", 1),
        "an": ("article", 1),
        "and": ("and", 0),
        "point": ("point", 0),
        "over": ("over", 0),
        "of": ("of", 0),
        "minus": ("minus", 0),
        "negative": ("minus", 0),
    }
    return words


LEXICON = _lexicon()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or digits at `text[start:end]`; a hyphenated "ninety-five" is one token."""

    start: int
    end: int
    kind: Kind
    value: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """The value that tokens up to (not including) `end` stand for; `scale` is its last scale word, else 1."""

    value: Decimal
    end: int
    scale: Decimal = ONE
    fraction: bool = False


def read(tokens: Sequence[Token], start: int) -> Reading | None:
    """The longest number that begins at `tokens[start]`, or None."""
    if start < len(tokens) and tokens[start].kind == "minus":
        positive = read(tokens, start + 1)
        return positive and Reading(-positive.value, positive.end, positive.scale, positive.fraction)
    whole = _cardinal(tokens, start)
    fraction = _fraction(tokens, start)
    if fraction and (whole is None or fraction.end > whole.end):
        return fraction
    if whole is None:
        return None
    return _decimal(tokens, whole) or _mixed(tokens, whole) or _quotient(tokens, whole) or _dozens(tokens, whole)


def _kind(tokens: Sequence[Token], at: int) -> Kind | None:
    return tokens[at].kind if at < len(tokens) else None


def _cardinal(tokens: Sequence[Token], start: int, *, stop: int | None = None) -> Reading | None:
    """Groups with falling scales: "two million three hundred thousand and six"."""
    tokens = tokens[: len(tokens) if stop is None else stop]
    total = Decimal(0)
    scale = last = ONE
    at = start
    while True:
        group = _group(tokens, at, first=at == start)
        if group is None:
            break
        value, scale, following = group.value, ONE, group.end
        while _kind(tokens, following) == "scale":
            scale *= tokens[following].value
            following += 1
        if total and (value * scale >= last or value == 0):
            break
        total += value * scale
        last = scale
        at = following
        if scale == ONE:
            break
        if _kind(tokens, at) == "and" and _group(tokens, at + 1, first=False):
            # "and" belongs to the number only when a smaller cardinal follows, not "and two thirds".
            smaller = _cardinal(tokens, at + 1)
            if (
                smaller is None
                or smaller.value >= last
                or _kind(tokens, smaller.end) in {"ordinal", "ordinals", "half"}
            ):
                break
            return Reading(total + smaller.value, smaller.end, smaller.scale)
    return Reading(total, at, last) if at > start else None


def _group(tokens: Sequence[Token], start: int, *, first: bool) -> Reading | None:
    """A number below a thousand, or digits that a scale may follow."""
    kind = _kind(tokens, start)
    after = _kind(tokens, start + 1)
    if kind == "article":
        if not first or after not in {"hundred", "scale", "dozen"}:
            return None
        return _group_hundreds(tokens, start + 1, ONE) if after == "hundred" else Reading(ONE, start + 1)
    if kind == "hundred":
        return _group_hundreds(tokens, start, ONE) if first and after == "scale" else None
    if kind not in {"digits", "unit", "ten"}:
        return None
    atom = _atom(tokens, start)
    if _kind(tokens, atom.end) == "hundred":
        return _group_hundreds(tokens, atom.end, atom.value)
    return atom


def _group_hundreds(tokens: Sequence[Token], at: int, factor: Decimal) -> Reading:
    value, at = factor * 100, at + 1
    rest = at + 1 if _kind(tokens, at) == "and" else at
    if _kind(tokens, rest) in {"digits", "unit", "ten"}:
        atom = _atom(tokens, rest)
        following = _kind(tokens, atom.end)
        joined = rest > at and following in {"ordinal", "ordinals"}
        if 0 < atom.value < 100 and following != "hundred" and not joined:
            return Reading(value + atom.value, atom.end)
    return Reading(value, at)


def _atom(tokens: Sequence[Token], start: int) -> Reading:
    first = tokens[start]
    if first.kind == "ten" and first.value % 10 == 0 and _kind(tokens, start + 1) == "unit":
        unit = tokens[start + 1].value
        if 0 < unit < 10:
            return Reading(first.value + unit, start + 2)
    return Reading(first.value, start + 1)


def _fraction(tokens: Sequence[Token], start: int) -> Reading | None:
    """ "two thirds", "a twenty-first", "half", each with a scale after it: "half a million"."""
    simple = _half(tokens, start) or _ordinal_fraction(tokens, start)
    if simple is None:
        return None
    at = simple.end
    if _kind(tokens, at) == "of" and _kind(tokens, at + 1) == "article":
        at += 2
    elif _kind(tokens, at) == "article":
        at += 1
    if _kind(tokens, at) in {"scale", "dozen"}:
        factor = tokens[at].value
        return Reading(simple.value * factor, at + 1, factor)
    return simple


def _half(tokens: Sequence[Token], start: int) -> Reading | None:
    at = start
    if _kind(tokens, at) == "article" or (_kind(tokens, at) == "unit" and tokens[at].value == 1):
        at += 1
    if _kind(tokens, at) != "half" and not (at == start and _kind(tokens, at) == "ordinal" and tokens[at].value == 4):
        return None
    quarter = tokens[at].kind == "ordinal"
    if quarter and _kind(tokens, at + 1) != "scale":
        return None
    return Reading(ONE / tokens[at].value, at + 1, fraction=True)


def _ordinal_fraction(tokens: Sequence[Token], start: int) -> Reading | None:
    if _kind(tokens, start) == "article":
        numerator: Reading | None = _cardinal(tokens, start) or Reading(ONE, start + 1)
    else:
        numerator = _cardinal(tokens, start)
    # The ordinal may close a longer run than the cardinal reaches: "one | one hundred fifth".
    at = start
    while _kind(tokens, at) in {"digits", "unit", "ten", "hundred", "scale", "and", "article"}:
        at += 1
    if numerator is None or _kind(tokens, at) not in {"ordinal", "ordinals"}:
        return None
    ordinal = tokens[at]
    for split in range(start + 1, at):
        above = _exactly(tokens, start, split)
        below = _exactly(tokens, split, at)
        if above is None or below is None or tokens[split].kind in {"hundred", "scale", "article"}:
            continue
        if not _completes(below, ordinal.value):
            continue
        if ordinal.kind == "ordinals" or above == 1:
            return Reading(above / (below + ordinal.value), at + 1, fraction=True)
    whole = _exactly(tokens, start, at)
    if _proper_after_and(tokens, start, at):
        return None
    if whole is None or (ordinal.kind == "ordinal" and (whole != 1 or ordinal.value < 3)) or whole == 0:
        return None
    if tokens[at - 1].kind == "digits":
        return None
    return Reading(whole / ordinal.value, at + 1, fraction=True)


def _proper_after_and(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether "and" joins a fraction below one to what precedes: "one hundred | and three quarters"."""
    joints = [place for place in range(start + 1, at) if tokens[place].kind == "and"]
    if not joints:
        return False
    above = _exactly(tokens, joints[-1] + 1, at)
    return above is not None and above < tokens[at].value


def _exactly(tokens: Sequence[Token], start: int, stop: int) -> Decimal | None:
    if stop == start + 1 and tokens[start].kind == "article":
        return ONE
    reading = _cardinal(tokens, start, stop=stop)
    return reading.value if reading and reading.end == stop else None


def _completes(cardinal: Decimal, ordinal: Decimal) -> bool:
    """Whether an ordinal can follow as the last part of one: "thirty" + "fifth", "one hundred" + "fifth"."""
    return (cardinal % 100 >= 20 and cardinal % 10 == 0 and ordinal < 10) or (cardinal % 100 == 0 and ordinal < 100)


def _decimal(tokens: Sequence[Token], whole: Reading) -> Reading | None:
    if _kind(tokens, whole.end) != "point":
        return None
    places, at = "", whole.end + 1
    while _kind(tokens, at) in {"unit", "ten"}:
        atom = _atom(tokens, at)
        places += str(atom.value)
        at = atom.end
    if not places:
        return None
    value = whole.value + Decimal(f"0.{places}")
    if _kind(tokens, at) == "scale":
        return Reading(value * tokens[at].value, at + 1, tokens[at].value)
    return Reading(value, at)


def _mixed(tokens: Sequence[Token], whole: Reading) -> Reading | None:
    """ "five and a half million", "one million and a half", "one hundred and three quarters"."""
    if _kind(tokens, whole.end) != "and":
        return None
    part = _fraction(tokens, whole.end + 1)
    if part is None:
        return None
    if not part.fraction:
        if whole.scale == ONE and whole.value < 1000:
            return Reading((whole.value + part.value / part.scale) * part.scale, part.end, part.scale)
        return Reading(whole.value + part.value, part.end) if part.value < whole.value else None
    if part.value >= 1:
        return None
    factor = whole.scale if whole.scale >= 10**6 else ONE
    return Reading(whole.value + part.value * factor, part.end, whole.scale)


def _quotient(tokens: Sequence[Token], whole: Reading) -> Reading | None:
    """ "one over twenty"."""
    if _kind(tokens, whole.end) != "over" or whole.value != 1:
        return None
    divisor = _cardinal(tokens, whole.end + 1)
    if divisor is None or divisor.value == 0:
        return None
    return Reading(whole.value / divisor.value, divisor.end, fraction=True)


def _dozens(tokens: Sequence[Token], whole: Reading) -> Reading:
    if _kind(tokens, whole.end) == "dozen":
        return Reading(whole.value * 12, whole.end + 1, Decimal(12))
    return whole
