"""Reads numbers out of text: digits in their many groupings, number words, fractions, scales.

A number is a value with a place. What it measures is found in `quantities`, whether it is a claim in `extraction`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Literal

from analytics.enrich.statistics import words
from analytics.enrich.statistics.words import ONE, Token

Form = Literal["digits", "words"]

# Longer digit strings are identifiers, and larger powers have no finite JSON number.
MAX_DIGITS = 30
MAX_EXPONENT = 250
# No number of prose has more words; what goes on longer is no prose.
LONGEST_RUN = 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`; `scale` is the factor of its scale word or letter ("million", "k"), else 1.

    `fraction` is set where the value is a quotient: "two-thirds", "3/4".
    """

    start: int
    end: int
    value: Decimal
    form: Form
    scale: Decimal = ONE
    fraction: bool = False


LETTER_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "MM": 10**6, "b": 10**9, "B": 10**9, "T": 10**12, "G": 10**9}
_LETTER_SCALE = re.compile(r"[ ]{0,2}([kKMbBTG]|MM)(?![\w/²³^])")

_SPACE = "[ \u00a0\u2009\u202f]"
_MINUS = "-−–"
_GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_WORD = "|".join(sorted((re.escape(word) for word in words.LEXICON), key=lambda word: (-len(word), word)))
_TOKEN = re.compile(
    rf"""
    (?P<word>(?<!\w)(?:{_WORD})(?!\w)|(?<=\d)(?:million|billion|trillion|mil|mn|mln|mio|mrd|bn|bln|tn|tln)(?!\w))
  | (?P<number>
      (?P<sign>(?<![\w)\]%.°$€£{_MINUS}])[{_MINUS}+]{_SPACE}?)?
      (?:
          (?P<fraction>(?:(?<![\w.,/])(?P<whole>\d{{1,6}}){_SPACE}{{1,2}})?
                       (?<![\w.,/])(?<!\d-)(?P<above>\d{{1,4}})/(?P<below>\d{{1,4}})(?![\d/]|[.,]\d))
        | (?P<glyph>(?:\d{{1,6}}{_SPACE}?)?[{"".join(_GLYPHS)}])
        | (?P<address>(?<![\w.])\d{{1,9}}(?:\.\d{{1,9}}){{3,}})
        | (?P<digits>
              \d{{1,3}}(?:,\d{{3}}){{1,8}}(?:\.\d+)?(?![\d,]{{0,40}},\d)
            | \d{{1,2}}(?:,\d{{2}}){{1,6}},\d{{3}}(?!\d)(?:\.\d+)?
            | (?P<comma>\d{{1,3}}(?:\.\d{{3}}){{1,8}},\d+|(?<![\d,])\d+,\d{{1,2}}(?![\d,]|\.\d))
            | (?P<dots>(?<![\d.,])[1-9]\d{{0,2}}(?:\.\d{{3}}){{2}}(?![\w.,]))
            | (?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?!\d)(?:\.\d+)?
            | \d+(?:\.\d+)?
            | (?<![\w.])\.\d+
          )
          (?:
              (?P<exponent>[eE][+{_MINUS}]?\d{{1,3}}(?![\w.]))
            | {_SPACE}?[x×·]{_SPACE}?10(?:\^{_SPACE}?)?
              (?P<power>[+{_MINUS}]?{_SPACE}?\d{{1,3}}|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})(?!\w)
            | \^(?P<raised>[+\-]{{0,2}}\d{{1,2}})(?!\w)
          )?
      )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*-\s*|\s*")
_PRONOUN_BEFORE = re.compile(r"\b(?:the|this|that|which|no|each|any|every|some|another)\s+$", re.IGNORECASE)


def is_whole(value: Decimal) -> bool:
    """Whether a value of any size has no fractional part."""
    return value == value.to_integral_value()


def read(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in order, none overlapping. Ordinals ("4th", "twenty-fifth") are not numbers."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    run: list[Token] = []
    for match in _TOKEN.finditer(text):
        token: Token | None = None
        digits: Number | None = None
        if match["word"]:
            kind, value = words.LEXICON[match["word"].lower()]
            token = Token(match.start(), match.end(), kind, Decimal(value))
        else:
            digits = _digits(text, match)
            if digits is None:
                continue
            token = Token(digits.start, digits.end, "digits", digits.value)
        if run and (len(run) >= LONGEST_RUN or not _JOINT.fullmatch(text, run[-1].end, token.start)):
            yield from _spoken(text, run)
            run = []
        scaled = (digits and not digits.fraction) or _SCALE_NEXT.match(text, token.end)
        if digits and (digits.scale != ONE or not scaled or not _in_words(text, digits.end, run)):
            if run:
                yield from _spoken(text, run)
                run = []
            yield digits
            continue
        _push(text, run, token)
    yield from _spoken(text, run)


_SCALE_NEXT = re.compile(
    r"\s*-?\s*(?:hundreds?|(?:thousand|lakh|million|crore|billion|trillion|quadrillion)s?|mil|mn|mln|mio|mrd|bn|bln|tn|tln"
    r"|dozens?|dz|dzs|doz|dozs|and\s+(?:a|one|two|three)\s+(?:half|quarter|third))\b|\s*over\s+\w",
    re.IGNORECASE,
)


def _in_words(text: str, end: int, run: list[Token]) -> bool:
    """Whether digits take part in a number of words: "3 million", "4 thousand 3 hundred and 21", "minus 5"."""
    return bool(_SCALE_NEXT.match(text, end)) or (
        bool(run) and run[-1].kind in {"minus", "and", "hundred", "scale", "over"}
    )


def _push(text: str, run: list[Token], token: Token) -> None:
    """Adds a token; "ninety-five" and "thirty-fifths" become one."""
    hyphenated = run and run[-1].kind == "ten" and run[-1].value % 10 == 0 and "-" in text[run[-1].end : token.start]
    if hyphenated and token.kind in {"unit", "ordinal", "ordinals"} and 0 < token.value < 10:
        tens = run.pop()
        kind = "ten" if token.kind == "unit" else token.kind
        token = Token(tens.start, token.end, kind, tens.value + token.value)
    run.append(token)


def _spoken(text: str, run: list[Token]) -> Iterator[Number]:
    at = 0
    while at < len(run):
        reading = words.read(run, at)
        if reading is None:
            at += 1
            continue
        first, last = run[at], run[reading.end - 1]
        ordinal = reading.end < len(run) and run[reading.end].kind == "ordinal" and last.kind not in {"digits"}
        pronoun = (
            reading.end == at + 1
            and first.value == 1
            and _PRONOUN_BEFORE.search(text, max(0, first.start - 12), first.start)
        )
        if not ordinal and not pronoun:
            form: Form = "digits" if first.kind == "digits" else "words"
            yield Number(first.start, last.end, reading.value, form, reading.scale, reading.fraction)
        at = reading.end + ordinal


def _digits(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["address"] or end - start > 3 * MAX_DIGITS or _ORDINAL_SUFFIX.match(text, end):
        return None
    sign = -1 if match["sign"] and match["sign"][0] in _MINUS else 1
    try:
        value, fraction = _value(match)
    except (DecimalException, ValueError, ZeroDivisionError):
        return None
    if value is None or abs(value.adjusted()) > MAX_EXPONENT:
        return None
    scale = ONE
    letter = None if match["glyph"] or match["fraction"] else _LETTER_SCALE.match(text, end)
    if letter:
        scale = Decimal(LETTER_SCALES[letter[1]])
        end = letter.end()
    return Number(start, end, sign * value * scale, "digits", scale, fraction)


def _value(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    if match["fraction"]:
        return Decimal(match["whole"] or 0) + Decimal(match["above"]) / Decimal(match["below"]), True
    if match["glyph"]:
        above, below = _GLYPHS[match["glyph"][-1]]
        return Decimal(match["glyph"][:-1].strip() or 0) + Decimal(above) / Decimal(below), True
    plain = re.sub(r"\s", "", match["digits"])
    plain = plain.replace(".", "").replace(",", ".") if match["comma"] or match["dots"] else plain.replace(",", "")
    if len(plain) > MAX_DIGITS:
        return None, False
    value = Decimal(plain)
    if match["exponent"]:
        value = value.scaleb(int(match["exponent"][1:].replace("−", "-").replace("–", "-")))
    elif match["power"]:
        power = match["power"].translate(_SUPERSCRIPTS).replace("−", "-").replace("–", "-")
        value = value.scaleb(int(re.sub(r"\s", "", power)))
    elif match["raised"]:
        power = match["raised"].replace("--", "")
        value = (-1 if value < 0 else 1) * abs(value) ** int(power)
    return value, False
