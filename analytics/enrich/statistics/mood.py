"""How a figure is said: softened, foreseen or denied."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import APPROXIMATELY, BOUNDS, FORECASTS, any_of, pattern, words
from analytics.types import Modality

HEDGE = pattern(rf"(?:\b(?P<hedge>{APPROXIMATELY}|{BOUNDS})\s+(?:an?\s+)?|(?P<sign>[~∼≈≥≤<>±])\s?)$")
_FORECAST = pattern(rf"(?<!\bwho\s)(?<!\bthat\s)\b{FORECASTS}\b|\bby\s+20[2-9]\d\b")
_FORECAST_AFTER = pattern(
    r"(?![^.;,]{0,40}\b(?:speculation|hopes?|fears?|rumou?rs|news|signs)\s+that\b)[^.;,]{0,60}(?<!\bthat\s)(?<!\bwho\s)(?<!\bwhich\s)(?<!\bwe\s)(?<!\bI\s)(?<!\byou\s)\b(?:by\s+(?:the\s+end\s+of\s+)?20[2-9]\d|will|won['’]t)\b"
    r"|\s+(?:[a-z]+\s+){0,3}?(?:is|are|was|were)\s+(?:widely\s+)?(?:expected|forecast|projected|predicted|anticipated)\b"
)
# What people say will happen is observed: that they say so.
_OPINION = pattern(
    rf"""\s+(?:of\s+[^,.;]{{2,60}}?\s+|(?:[^\W\d_][\w-]*\s+){{0,3}}?){
        any_of('''say said believe expect think anticipate plan predict agree intend fear hope worry want envision
        would_like''')
    }\b"""
)
_NEGATED = pattern(
    rf"""(?:\b{
        any_of('''not never no_longer nor neither nowhere_near far_from rather_than instead_of denied denies
        false_that untrue_that no_evidence_that fail(?:s|ed)?_to_(?:rise|grow|fall|reach|hit|gain|exceed)''')
    }\b|n['’]t\b)(?!\s+(?:only|just|merely|surprising|more\s+than|less\s+than))
    (?:(?!\s(?:for\s+(?:an?|the|its|their)|after|because|despite|amid|when|while|as\s+part\s+of|and|but|whereas|although|though)\s)
    [^.;:,]){{0,40}}$|\bwithout\s(?:\w+\s)?$"""
)


_HEDGE_AFTER = pattern(r"(?P<sign>\+)|\s+(?P<hedge>or\s+(?:more|less|so|fewer)|at\s+(?:most|least))\b")


def hedge(before: str, after: str = "") -> str | None:
    """The word that softens the figure: "nearly", "more than", "~", "or so"."""
    match = HEDGE.search(before[-40:]) or _HEDGE_AFTER.match(after)
    return " ".join((match["hedge"] or match["sign"]).lower().split()) if match else None


def modality(before: str, after: str) -> Modality:
    """Whether the figure is observed, forecast or negated, by the words of its clause."""
    clause = before[-120:]
    if _NEGATED.search(clause):
        return "negated"
    if any(_is_verb(match) for match in _FORECAST.finditer(_last_clause(clause)[-70:])) or (
        _FORECAST_AFTER.match(after) and not _OPINION.match(after)
    ):
        return "forecast"
    return "observed"


_FORECAST_NOUNS = words("projects forecasts targets plans target targeting forecast")
_FORECASTER = re.compile(
    r"(?:(?!To\b)[A-Z]\w*['’]?|\b(?:is|are|was|were|it|he|she|they|we|report|study|firm|company|group|agency|bank|institute|analysts|reportedly|talks))\s$"
)


def _is_verb(forecast: re.Match[str]) -> bool:
    """Whether "projects" is what a forecaster does, and not what people work on."""
    if forecast[0] == "May":
        return False
    noun = forecast[0].lower() in _FORECAST_NOUNS
    return not noun or bool(_FORECASTER.search(forecast.string, 0, forecast.start()))


def _last_clause(before: str) -> str:
    return _CLAUSE.split(before)[-1]


_CLAUSE = re.compile(
    r"[;:,]\s|\s[–—-]\s|—|\s(?:following|after|amid|despite|since|but|while|whereas|although|though)\s"
)
