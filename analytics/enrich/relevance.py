"""How well an article fits the reader's brief: a score from 0 to 10 and the reason in words.

The score comes from the phrases of `data/brief.toml` that stand in title and text, so that its reason can name
them; a reader's own ratings correct it (`learn`). Knows neither the store nor the dashboard.
"""

from __future__ import annotations

import logging
import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.errors import SettingsError
from analytics.types import Relevance

log = logging.getLogger(__name__)

_TITLE_WEIGHT = 2.0
# Evidence at which the score is 10 * (1 - 1/e), about 6: one main interest in title and text.
_SCALE = 9.0
_OPENING = 600


@dataclass(frozen=True, slots=True)
class Interest:
    """Something the reader wants to read about; `weight` is 1 (worth knowing) to 3 (central)."""

    name: str
    weight: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The reader's interests in the order of their file, and phrases that make an article uninteresting."""

    interests: tuple[Interest, ...]
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An interest that an article touches: the evidence for it, and its phrases by their weight there."""

    interest: Interest
    evidence: float
    phrases: tuple[str, ...]
    in_title: bool


def load_brief(path: Path) -> Brief:
    """The brief that `read_brief` gives; what is wrong with single entries is logged."""
    brief, problems = read_brief(path)
    for problem in problems:
        log.warning("%s; the other interests count", problem)
    return brief


def read_brief(path: Path) -> tuple[Brief, tuple[str, ...]]:
    """The brief in a TOML file of `[[interest]]` tables and an `[ignore]` table.

    Beside it stands what is wrong with entries that were left out, with their place and the mend. Raises SettingsError
    when the file cannot be read or has no interest left.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such file; set UPSWELL_BRIEF to your brief") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: no readable TOML ({error})") from error
    rows = content.get("interest", [])
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"{path}: has no [[interest]]; add one with a name and phrases")
    interests: list[Interest] = []
    ignore: tuple[str, ...] = ()
    problems: list[str] = []
    for number, row in enumerate(rows, start=1):
        try:
            interests.append(_interest(row, place=f"{path}: [[interest]] {number}"))
        except SettingsError as error:
            problems.append(str(error))
    if not interests:
        raise SettingsError("; ".join(problems))
    try:
        unwanted = content.get("ignore", {})
        ignore = _phrases(unwanted if isinstance(unwanted, dict) else {}, place=f"{path}: [ignore]")
    except SettingsError as error:
        problems.append(str(error))
    return Brief(tuple(interests), ignore), tuple(problems)


def _interest(row: object, *, place: str) -> Interest:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        raise SettingsError(f'{place}: needs a name, as in name = "AI search"')
    weight = row.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight <= 3:
        raise SettingsError(f"{place} ({row['name']}): weight must be a number above 0 and up to 3")
    phrases = _phrases(row, place=f"{place} ({row['name']})")
    if not phrases:
        raise SettingsError(f'{place} ({row["name"]}): needs phrases, as in phrases = ["AI search", "zero-click"]')
    return Interest(row["name"], float(weight), phrases)


def _phrases(row: dict[str, object], *, place: str) -> tuple[str, ...]:
    phrases = row.get("phrases", [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
        raise SettingsError(f"{place}: phrases must be a list of words in quotes")
    return tuple(phrase.strip() for phrase in phrases)


def matches(title: str, text: str, brief: Brief) -> tuple[Match, ...]:
    """The interests that title or text touch, the best supported first.

    The evidence of a phrase is damped by the logarithm of its count, that of an interest is the weighted sum over
    its phrases: many different phrases say more than one repeated.
    """
    found = []
    folded = f"{title}\n{text}".casefold()
    for interest in brief.interests:
        weights: dict[str, float] = {}
        in_title = False
        for phrase in interest.phrases:
            # Most phrases are in no place of a text, and looking for a word is far quicker than matching a pattern.
            if _longest_word(phrase) not in folded:
                continue
            pattern = _pattern(phrase)
            head = len(pattern.findall(title))
            opening = len(pattern.findall(text[:_OPENING]))
            body = len(pattern.findall(text, _OPENING))
            strength = _TITLE_WEIGHT * min(head, 1) + math.log2(1 + opening) + 0.5 * math.log2(1 + body)
            if strength:
                weights[phrase] = strength
                in_title = in_title or head > 0
        if weights:
            ranked = tuple(sorted(weights, key=lambda phrase: (-weights[phrase], phrase)))
            found.append(Match(interest, interest.weight * sum(weights.values()), ranked, in_title))
    return tuple(sorted(found, key=lambda match: (-match.evidence, match.interest.name)))


def score(article_id: str, title: str, text: str, brief: Brief) -> Relevance:
    """The relevance of an article to a brief.

    The evidence for the best interest counts whole, that for the next ones half, a quarter and so on; 10 is
    approached, never overshot. Phrases to ignore take the score down by the half.
    """
    found = matches(title, text, brief)
    unwanted = [phrase for phrase in brief.ignore if _pattern(phrase).search(f"{title}\n{text}")]
    if not found:
        reason = f"Off the brief: {_quoted(unwanted)}" if unwanted else "Nothing of the brief's interests in it"
        return Relevance(article_id, 0, None, reason)
    evidence = sum(match.evidence / 2**rank for rank, match in enumerate(found))
    value = 10 * (1 - math.exp(-evidence / _SCALE))
    reason = _reason(found)
    if unwanted:
        value /= 2
        reason += f"; halved for {_quoted(unwanted)}"
    return Relevance(article_id, max(1, round(value)), found[0].interest.name, reason)


def _reason(found: Sequence[Match]) -> str:
    best = found[0]
    place = "title and text name" if best.in_title else "text names"
    reason = f"{best.interest.name}: {place} {_quoted(best.phrases[:3])}"
    others = [match.interest.name for match in found[1:3]]
    return f"{reason}; also {' and '.join(others)}" if others else reason


def _quoted(phrases: Sequence[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)


@lru_cache(maxsize=2048)
def _longest_word(phrase: str) -> str:
    return max(re.split(r"[\s-]+", phrase.casefold()), key=len)


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", phrase)))
    return re.compile(rf"(?<!\w){words}(?:s|'s|’s)?(?!\w)", re.IGNORECASE)
