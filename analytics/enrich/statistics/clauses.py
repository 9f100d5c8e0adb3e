"""Tells a clause from a group of words: "the firm sells networks" says something, "the firm's networks" names it.

Without a parser only verbs count that are hardly ever nouns, and others where they stand as a verb does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.enrich.statistics.lexicon import LINKS, MOVEMENTS, NOUNS_TOO, any_of, words
from analytics.enrich.statistics.vocabulary import is_finite, is_plain, knows, may_be_past, may_be_verb, third_person

_STEMS = """accept acquir add adopt affect agree allow announc appl argu ask assum avoid believ carr compar commit
    confirm
    consider contain continu creat criticiz criticis decid declar deliver den describ develop discuss earn employ enabl
    encourag enter expand expect explain express facilitat fail follow generat help highlight impl implement improv
    includ indicat introduc involv join lack maintain manag measur mention obtain operat outperform own pav permit
    predict prefer prepar prevent propos prov provid publish rais receiv recommend reduc refus reject rel remain replac
    represent requir reveal exhibit imperil impos outpac restat smash waiv imagin confess showcas secur serv settl
    suffer suggest support surpass target
    threaten transfer tr unveil warn"""
# Their plain forms with "s" are nouns as often: "the launches", "offers", "views".
_STEMS_OF_NOUNS = """aim charg claim cit cost experienc fac forc gain hir launch mov need not offer point post present
    push reach releas report rul scor shar show sign start stat stop struggl talk turn us valu want work"""
_IRREGULAR = """becomes became begins began brings buys chooses chose comes came does did finds gets got gives gave goes
    went grows grew has keeps knows knew leaves lets loses makes means meant pays said says saw sees sells sends spends
    struck sues broke breaks beat beats fines drew draws fell rose touts took takes tells thinks thought took wins
    writes wrote seeks holds"""
# "the time spent on mobile" names, "the firm spent its cash" says.
_IRREGULAR_PAST = "bought brought built found held kept led left lost made paid sold sent spent told won sought"
_BASES = """accept acquire add adopt allow announce avoid be become boost bring build buy choose continue create cut
    deliver do drive earn employ enable enter expand find fund gain generate get give go grow have help hire improve
    include increase invest join keep launch let lose make maintain meet pay prepare prevent produce promote protect
    provide publish put raise reach read receive reduce remain replace run save see sell send serve solve spend store
    support sustain take target tell try understand use win work write"""

_PAST = rf"(?:(?:{any_of(_STEMS)}|{any_of(_STEMS_OF_NOUNS)})(?:ed|ied)|{any_of(_IRREGULAR_PAST)})"
_PRESENT = rf"{any_of(_STEMS)}(?:e?s|ies)"
_FINITE = rf"(?:{_PRESENT}|{any_of(_IRREGULAR)})"
_DOING = (
    rf"(?:(?:{any_of(_STEMS)}|{any_of(_STEMS_OF_NOUNS)})y?ing"
    rf"|(?:{any_of('giving getting taking making putting paying buying selling saying telling')}"
    r"|bringing|losing|winning|going))"
)
# An article, a possessive or an adverb opens a participle's group: "the expected rise", "Orla's reported loss".
_BEFORE_PARTICIPLE = (
    r"(?<!\bthe)(?<!\ban)(?<!\ba)(?<!\bits)(?<!\btheir)(?<!\bof)(?<!\bin)(?<!\bfor)(?<!\band)(?<!['’]s)(?<!\bby)"
)
_OBJECT = r"(?:the|an?|its|their|his|her|our|your|more|other|many|some|all|this|these|those|that|it|them|us|[A-Z\d]\S*)"

_SAYS = re.compile(
    rf"(?<=\w)\s+(?i:{_FINITE})\s+\S|^{_FINITE}(?:\s|$)"
    # "Norlen restated earnings", but not "AI powered tools".
    r"|(?<=\s)[A-Z][a-z]+\s[a-z]{3,}ed\s\w"
    rf"|(?<=\w){_BEFORE_PARTICIPLE}\s+(?i:{_PAST})\s+{_OBJECT}\b"
    rf"|(?<=\w){_BEFORE_PARTICIPLE}\s+(?i:{_DOING})(?:\s+{_OBJECT}\b|$)"
    rf"|^(?i:{_DOING})\s+(?:{_OBJECT}\s|[a-z]+s(?:\s|$))|\sbeing\s"
    r"|(?<=[A-Z])\w+\s(?:Launches|Posts|Offers|Reports|Hires|Signs|Needs|Wants|Shows|Points|Leads|Moves|Starts|Uses)\s[A-Z]"
    rf"|\bto\s+(?i:{any_of(_BASES)})\b(?!-)"
)
_NAMED_BY = re.compile(r"\b(?:who|that|which|whose)\b")
# "a popular summary cited", "commenters highlighted": what is told, and not what is measured.
_TOLD = re.compile(
    r"\s(?i:cited|cites|noted|notes|highlighted|highlights|argued|argues|claimed|claims|said|says|told|mentioned|mentions"
    r"|described|describes|suggested|suggests|found|finds|reported|showed|shown|explained|warned|warns|agreed|agrees"
    r"|announced|announces|expected|expects)(?:\s(?!(?:in|on|by|at|from|for|to|as|since|during)\s)|$)"
)


_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-]\w+)*")
_NAMING = words("who that which whose")
_OF_NO_NOUN = words("the a an its their his her our my your this these those them it him us me")
_ARTICLES = words("the a an")
_PLACING = words("on at with as for by to from into across over")
# "lenders still command high prices": an adverb of time parts a plural from its verb.
_HELD_BACK = re.compile(r"s\s(?:still|now|also|already|often|never|always|currently)\s(?P<verb>\w+)\s\w")
_PLURAL = re.compile(r"[\w-]+s")
_UNMOVED = re.compile(rf"{LINKS}|{MOVEMENTS}")
_LINKING = re.compile(LINKS, re.IGNORECASE)


def is_clause(phrase: str) -> bool:
    """Whether a verb of its own stands in the phrase before its last word; what "who" or "that" opens is none."""
    said = _SAYS.search(phrase) or _TOLD.search(phrase)
    if said is not None and not _NAMED_BY.search(phrase, 0, said.start() + 1):
        return True
    if (held := _HELD_BACK.search(phrase)) and may_be_verb(held["verb"].lower()):
        return True
    found = [match[0] for match in _WORD.finditer(phrase) if not _is_adverb(match[0])]
    if len(found) > 1 and found[1] in _OF_NO_NOUN and may_be_verb(found[0].lower()):
        return True
    for place, word in enumerate(found[:-1]):
        if word in _NAMING:
            return False
        if _is_verb(word, before=found[:place], following=found[place + 1]):
            return True
    return False


def _may_be_object(word: str) -> bool:
    """Whether somebody may do something to it: "US opens probe", but not "US exports growth"."""
    return word.isupper() or (word.islower() and knows(word, "noun") and not _UNMOVED.fullmatch(word))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and not knows(word, "noun")


def _is_verb(word: str, *, before: Sequence[str], following: str) -> bool:
    """Whether a word is a verb by itself, or since it has a subject before it and an object or a place behind it."""
    lowered = word.lower()
    if is_finite(lowered):
        return True
    if not before or _LINKING.fullmatch(before[-1]):
        return before[-1:] == ["to"] and following in _OF_NO_NOUN and knows(lowered, "verb")
    if following in _OF_NO_NOUN and may_be_past(lowered):
        return True
    if _PLURAL.fullmatch(before[-1]):
        return is_plain(lowered) or (following in _OF_NO_NOUN and knows(lowered, "verb"))
    if not third_person(lowered):
        return False
    if len(before) == 1 and before[0][0].isupper() and word.islower() and _may_be_object(following):
        return True
    return following in _OF_NO_NOUN or (
        (following in _PLACING or following[0].isupper())
        and word.islower()
        and any(each.lower() in _ARTICLES for each in before[-4:-1])
        and lowered not in NOUNS_TOO
    )
