"""Verbs that no list holds, known by where they stand: right behind the plural noun that ends a group.

English sets no bare word behind a plural but its verb: "grocers sell through apps", "planners distrust figures".
"""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import LINKS, any_of, pattern

_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_IRREGULAR = any_of("people men women children staff mice")
_PLURAL = pattern(rf"(?:[\w'’&-]*[^\Wsu]s|{_IRREGULAR})")
# Nouns in -s that stand before other nouns: "sales teams", "business owners".
_MODIFIER = pattern(
    any_of(
        """sales savings news goods sports operations communications services logistics systems analytics politics
        economics electronics emissions earnings jobs rights arms damages customs headquarters means series species
        always perhaps towards minutes hours days weeks months years euros dollars pounds"""
    )
)
_ADVERBS = r"now|still|also|already|never|always|often|rarely|only|even|just|[a-z]+ly"
_ADVERB = pattern(_ADVERBS)
# What follows a plural and is no verb of it.
_OTHERS = any_of(
    """worldwide globally nationwide overall online offline alone combined abroad likely aware together today here there
    across among amongst within without during via through throughout near since until after before against along
    behind beyond despite except inside outside onto per plus toward upon both each all some any not no so only more
    less fewer most many much because although though if unless whether how why what ago old aged up down"""
)
_NOUN_ENDS = any_of("ing tion sion ment ness ity ance ence ship ism ist ful ous ive able ible al ic ary th ery hood")
_NO_VERB = pattern(rf"{LINKS}|{_ADVERBS}|[a-z]+{_NOUN_ENDS}|{_OTHERS}")
_PAST = re.compile(r"[a-z]+ed", re.IGNORECASE)
_OBJECT = pattern(r"(?:the|an?|its|their|his|her|our|your|my|this|that|these|those|it|them|more|less|fewer|no|[\w-]+s)")
_GAP = re.compile(r"\s+")


def verb(phrase: str, limit: int, *, singular: bool = False) -> int | None:
    """Where the verb of the group that opens `phrase` begins: 8 in "grocers sell through apps"; None if unsure.

    After "one in five" the verb is `singular`: "podcasters earns money".
    """
    words = _run(phrase, limit)
    for place in range(len(words) - 1):
        noun = words[place][0]
        if not _PLURAL.fullmatch(noun) or _MODIFIER.fullmatch(noun):
            continue
        deed = place + 1
        while deed < len(words) - 1 and _ADVERB.fullmatch(words[deed][0]):
            deed += 1
        if _is_verb(words, deed, singular=singular):
            return words[place + 1].start()
    return None


def _run(phrase: str, limit: int) -> list[re.Match[str]]:
    """The words that open the phrase, up to a mark or a figure."""
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(phrase, 0, limit):
        if words and not _GAP.fullmatch(phrase, words[-1].end(), match.start()):
            break
        words.append(match)
    return words


def _is_verb(words: list[re.Match[str]], place: int, *, singular: bool) -> bool:
    word = words[place][0]
    if word != word.lower() or _NO_VERB.fullmatch(word) or place + 1 == len(words):
        return False
    if _PAST.fullmatch(word):
        return bool(_OBJECT.fullmatch(words[place + 1][0]))
    ends_in_s = bool(_PLURAL.fullmatch(word))
    return ends_in_s == singular
