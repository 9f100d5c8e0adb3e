"""What the words at a figure's side name: "accuracy" in "80% accuracy", "price" in "a 43% price hike"."""

from __future__ import annotations

import re

from analytics.enrich.statistics.context import VERB, clean, finite
from analytics.enrich.statistics.lexicon import (
    AUXILIARIES,
    FINITE,
    LINKS,
    MONTHS,
    MOVEMENTS,
    NOUNS_TOO,
    any_of,
    pattern,
)
from analytics.enrich.statistics.phrases import noun_group
from analytics.enrich.statistics.subjects import unhedged
from analytics.enrich.statistics.vocabulary import names_nothing

_AUXILIARY = any_of(AUXILIARIES)
_NO_NOUN = any_of(
    """up down off away back apart ago each apiece worldwide globally overall annually today yesterday tomorrow now then
    behind ahead last next this more less fewer higher lower years? months? quarters? weeks? days? hours? time so too
    left yoy fyi btw if because maybe perhaps despite worth relative even means or plus than ish like here there due
    thanks against via to during
    everywhere anywhere somewhere elsewhere throughout versus vs respectively both also across among amid without
    within after before until since into onto toward towards upon dollars? euros? pounds?"""
)
_MEASURED = pattern(
    rf"\+?(?:\s|-)(?!(?:{_NO_NOUN}|{_AUXILIARY}|\w+ly)\b)"
    rf"(?P<noun>(?:(?!(?:{LINKS}|{_NO_NOUN}|{_AUXILIARY}|\w+ly|{MONTHS})\b)[^\W\d][\w'’&/-]*\s?){{1,4}})"
    rf"(?=(?:(?<=\s)(?:{LINKS}|{_NO_NOUN}|{_AUXILIARY}|{FINITE}|\w+ly|(?:us|hav|mak|be|do)ing)\b|\s?[.,;:)\]—–]|\s?[-–—]\s|\s*$))"
)


_MOVED_NOUN = pattern(rf"\s+(?P<comparator>(?P<noun>(?:(?!{LINKS}\b)[\w-]+\s+){{0,3}}?){MOVEMENTS})\b")
_HOW_MUCH = pattern(
    rf"""(?:{
        any_of('''annual yearly monthly weekly daily overall average significant sharp sudden further net total real
        greater higher lower larger bigger smaller faster steep huge massive modest slight steady cumulative relative
        absolute additional potential estimated reported projected year.over.year year.on.year yoy mom qoq compound''')
    }\s*)+"""
)
_IN_OR_OF = pattern(r"\s+(?:in|of)\s")


def moved_noun(after: str) -> tuple[str, str | None] | None:
    """The comparator and what moves in "80% CPC drop on Monday": "CPC drop" and "CPC"; what moves may stand
    elsewhere."""
    match = _MOVED_NOUN.match(after)
    if match is None:
        return None
    noun = match["noun"].strip()
    told_after = _IN_OR_OF.match(after, match.end())
    return match["comparator"], None if not noun or _HOW_MUCH.fullmatch(noun) or told_after else noun


_UNDERGOES = pattern(
    rf"""(?:['’]s?|\b{
        any_of('''see sees saw seen seeing experience experiences experienced experiencing report reports reported
        reporting post posts posted posting record records recorded register registered show shows showed achieve
        achieves achieved deliver delivers delivered enjoy enjoyed suffer suffered has have had mark marks marked
        witness
        witnessed''')
    })(?:\s+(?:an?|the|its|their|another|even|sudden|sharp))*\s*$|\b{MOVEMENTS}\s+of\s*$"""
)


def undergoes(before: str) -> bool:
    """Whether the words before a change say whose it is: "Orla's", "patients experienced a", "Revenue:"."""
    told = unhedged(before)
    return told.endswith(":") or bool(_UNDERGOES.search(told))


_OPENS_GROUP = pattern(r"(?:an?|the|its|their|our|his|her|this|these|my)\s(?:[\w-]+\s){0,1}[\w-]+")
_HAS = pattern(r"(?:['’]s?|\b(?:has|have|had)(?:\s+(?:an?|the))?)\s*$")


def opens_group(before: str, subject: str | None) -> bool:
    """Whether the subject goes on behind the figure: "Orla had a 65% market share", "the potential $1bn valuation"."""
    if subject is None:
        return False
    told = unhedged(before)
    return (
        told.endswith(":")
        or bool(_HAS.search(told) or _UNDERGOES.search(told))
        or (told.endswith(subject) and bool(_OPENS_GROUP.fullmatch(subject)))
    )


def measured_noun(after: str) -> str | None:
    """What the figure itself stands before: "accuracy" in "80% accuracy", "valuation" in "a $500M valuation"."""
    match = _MEASURED.match(after)
    if match is None:
        return None
    noun = match["noun"].strip()
    verb = finite(f" {noun} ", 0, len(noun) + 2) or VERB.match(f" {noun} ")
    if verb and verb["verb"].lower() not in NOUNS_TOO:
        noun = _WHOSE_DOING.sub("", noun[: max(verb.start() - 1, 0)])
    nothing = _PRONOUN.search(noun) or _PARTICIPLE.fullmatch(noun) or (noun not in NOUNS_TOO and names_nothing(noun))
    return None if nothing else clean(_PARTICIPLE_AFTER.sub("", noun))


_PRONOUN = pattern(r"\b(?:it|they|we|he|she|you|I|what)\b")
# "the $53m figure Harlan cited", "the remaining 15% captured later"
_WHOSE_DOING = re.compile(r"(?<=[a-z])\s[A-Z]\w*$")
_PARTICIPLE = re.compile(r"(?:[a-z]+ed|written|driven|given|taken|chosen|made)(?:\s(?:later|earlier|there|here))?")
_PARTICIPLE_AFTER = re.compile(
    r"(?<=\w)\s(?:[A-Za-z][a-z]+ed|reports|needs|shows|collapses|fails)(?:\s[A-Z][a-z]+day)?$"
)


_SPENT_ON = pattern(
    r"\s+(?P<object>(?:on|from|for|via|through|of)\s+(?!an?\s|(?:its|their|his|her|our|total|all|the)\s)[^\W\d][^,.;:()\d]{2,60}?)"
    r"(?=[,.;:(]|\s+(?:in|by|during|last|this|to|after|before|as|while|when|that|which|who|and|but|at|with|if)\b|$)"
)


_MONEY_MOVES = pattern(
    r"\b(?:spen[dt]s?|spending|invest\w*|pa(?:y|ys|id)|earn\w*|made|makes?|making|generat\w*|sav(?:es?|ed|ings?)|revenues?"
    r"|sales|lost|loses?|costs?|outlays?|budgets?|averag\w+|won|donat\w*)\b"
)


def spent_on(before: str, after: str) -> str | None:
    """What a sum went to or came from: "on retail media networks"; only "on" tells so without a verb of money."""
    match = _SPENT_ON.match(after)
    if match is None or not (_MONEY_MOVES.search(before[-60:]) or match["object"].startswith("on ")):
        return None
    return clean(match["object"])


_WORTH = pattern(
    rf"\b(?:an?|the|its|their|this|that)\s+(?P<noun>(?:(?!{LINKS}\b)[\w'’&.-]+\s+){{1,4}})(?:currently\s+|now\s+)?(?:valued|priced|estimated|worth)(?:\s+at)?$"
)
_AVERAGE_OF = pattern(
    rf"\b(?P<noun>(?:average|median|mean|typical)\s+(?:(?!{LINKS}\b)[\w'’&-]+\s+){{1,4}})(?:of|at|is|was)$"
)


def named_beside(before: str) -> str | None:
    """What a figure's own words name: "potential IPO" of "a potential IPO valued at", "median wait" of "a median
    wait of"."""
    told = unhedged(before)
    named = _WORTH.search(told) or _AVERAGE_OF.search(told)
    return noun_group(clean(named["noun"])) if named else None
