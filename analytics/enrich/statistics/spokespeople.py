"""Persons who speak for an organisation, with their role, and the speakers of a transcript."""

from __future__ import annotations

import re
from collections import defaultdict

from analytics.enrich.statistics.lexicon import SAYING, any_of, words

_ROLES = any_of(
    """economist analyst strategist executive officer president chair chairman chairwoman director head manager founder
    co-founder partner professor researcher scientist editor spokesperson spokesman spokeswoman lead leader adviser
    advisor consultant planner buyer CEO CMO CFO CTO COO CIO CPO CRO CSO VP SVP EVP"""
)
_ROLE_NOUN = re.compile(rf"\b{_ROLES}\b")
_ROLE = (
    rf"(?:[a-z][a-z-]+\s+){{0,3}}{_ROLES}(?:\s+(?:of|for)\s+(?:[a-z][a-z-]+|[A-Z]{{2,4}})(?:\s+(?:and\s+)?[a-z][a-z-]+){{0,2}})?"
    r"(?:\s+and\s+(?:co-)?founder)?"
)
_WORD = r"[A-Z][\w&’'-]*"
_PERSON = rf"(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|der|al|{_WORD})){{1,3}}"
_FIRM = rf"{_WORD}(?:(?:\s+(?:of|for|and|&|the)){{0,2}}\s+{_WORD}){{0,4}}"
_SPEAKERS = tuple(
    re.compile(expression)
    for expression in (
        # "Plover's chief economist, Dana Ruiz, said"
        rf"(?P<firm>{_FIRM})['’]s?\s+(?P<role>{_ROLE}),?\s+(?P<who>{_PERSON})\b",
        # "Plover chief executive Dana Ruiz said"
        rf"(?P<firm>{_FIRM})\s+(?P<role>{_ROLE}),?\s+(?P<who>{_PERSON})\b",
        # "Dana Ruiz, Plover's chief economist, said"
        rf"(?P<who>{_PERSON}),\s+(?P<firm>{_FIRM})['’]s?\s+(?P<role>{_ROLE})\b",
        # "Dana Ruiz, chief economist at Plover, said"
        rf"(?P<who>{_PERSON}),\s+(?:the\s+|an?\s+)?(?P<role>{_ROLE})\s+(?P<at>at|of|for|with)\s+(?:the\s+)?(?P<firm>{_FIRM})",
    )
)
_SAID_BEFORE = re.compile(
    r"(?:[Aa]ccording\s+to|\b(?:said|says|told|adds?|added|wrote|writes|explains?|explained)|\b[Pp]er)\s+$"
)
_SAID_AFTER = re.compile(
    rf",?\s+(?:(?:also|now|recently|has|had)\s+)?(?:{SAYING}|adds|added|explains|explained|told)\b"
)


def spokesperson(sentence: str) -> tuple[str, str] | None:
    """Who says something in the name of whom: ("Dana Ruiz", "chief economist at Plover"), or None."""
    if not _ROLE_NOUN.search(sentence):
        return None
    for speakers in _SPEAKERS:
        for match in speakers.finditer(sentence):
            if _SAID_BEFORE.search(sentence, 0, match.start()) or _SAID_AFTER.match(sentence, match.end()):
                at = match.groupdict().get("at") or "at"
                firm = match["firm"].removeprefix("Former ")
                former = (
                    "former " if firm != match["firm"] or sentence[: match.start()].lower().endswith("former ") else ""
                )
                return match["who"], f"{former}{match['role']} {at} {firm}"
    return None


_TURN = re.compile(
    r"^[ \t]*(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t]*)?\**(?P<who>[A-Z][\w’'.-]*(?:[ \t][A-Z][\w’'.-]*){0,3})"
    r"(?:[ \t]\([^()\n]{1,40}\))?\**:\**[ \t]+(?P<said>\S.*)$",
    re.MULTILINE,
)
_NOBODY = words(
    """interviewer host moderator question answer speaker narrator operator note source data update summary q a re from
    to"""
)
# Somebody who speaks has this many words to say; "CTR: 5%" is a label.
_SPEECH = 5
# A conversation has two who speak twice each.
_TURNS = 2


def turns(text: str) -> dict[int, str]:
    """In a transcript, who speaks in the line that begins at each place; nobody elsewhere."""
    if ":" not in text:
        return {}
    spoken: dict[str, list[int]] = defaultdict(list)
    for match in _TURN.finditer(text):
        if len(match["said"].split()) >= _SPEECH:
            spoken[match["who"]].append(match.start())
    if sum(len(places) >= _TURNS for places in spoken.values()) < _TURNS:
        return {}
    return {place: who for who, places in spoken.items() if who.split()[0].lower() not in _NOBODY for place in places}
