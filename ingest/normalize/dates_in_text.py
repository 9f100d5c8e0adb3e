"""The one date that a sentence names: "Posted on January 23, 2006 by Ann in News".

Only dates with a day, a month and a year count. English ordinals may be spelt ("twenty-second of June 2017").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth"),
    *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELT = {
    name: number
    for tens, start in (("", 0), ("twenty ", 20), ("thirty ", 30))
    for names in (_ONES, _CARDINALS if start else ())
    for number, word in enumerate(names, start=start + 1)
    if number <= 31 and (name := tens + word)
} | {name: number for number, name in enumerate((*_TEENS, "twentieth"), start=10)}
_SPELT_DAY = re.compile(
    rf"\b(?:{'|'.join(sorted((name.replace(' ', '[ -]') for name in _SPELT), key=len, reverse=True))})\b", re.IGNORECASE
)
_SPELT_SPACE = re.compile(r"[ -]+")

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_TIME = rf"(?:,?\s+(?:(?:at|à|um)\s+)?{_CLOCK}(?:\s*[ap]\.?m\.?)?(?:\s+(?:[+-]\d{{2}}:?\d{{2}}|[A-Z]{{2,4}}\b))?)?"
_WORD = r"[^\W\d_]{3,}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_DATE = re.compile(
    rf"""(?<![\w/-])(?<!\d[.,])(?<!version\s)(?:
        \d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}(?:[T ]{_CLOCK}(?:\s?(?:Z|[+-]\d{{2}}:?\d{{2}}))?)?
        |\d{{1,2}}([-/.])\d{{1,2}}\2(?:\d{{4}}|\d{{2}}){_TIME}
        |\d{{4}}[-/ ]{_WORD}[-/ ]\d{{1,2}}
        |{_DAY}[- ]?(?:(?:of|de)\s+)?{_WORD}[-, ]*(?:(?:of|de)\s+)?\d{{4}}{_TIME}
        |{_WORD}\s*(?:the\s+)?{_DAY}[, ]+(?:of\s+)?\d{{4}}{_TIME}
    )(?![\w/:-]|[.,]\d|,?\s+(?:\d{{1,2}}:|[+-]\S))""",
    re.IGNORECASE | re.VERBOSE,
)


def spelt_days_as_numbers(text: str) -> str:
    """`text` with English ordinals up to the thirty-first as numbers."""
    return _SPELT_DAY.sub(lambda match: str(_SPELT[_SPELT_SPACE.sub(" ", match[0].lower())]), text)


def date_phrases(text: str) -> Iterator[str]:
    """The parts of a sentence that look like a whole date; whether they are one is for a reader of dates to say."""
    for match in _DATE.finditer(text):
        yield match[0]
