"""What a figure measures, by the words before it: "search traffic" in "search traffic fell 33%"."""

from __future__ import annotations

import re

from analytics.enrich.statistics.context import HEDGE, LEADING, VERB, clean, finite
from analytics.enrich.statistics.lexicon import (
    AUXILIARIES,
    FALLING,
    FINITE,
    LINKS,
    MONTHS,
    MOVEMENTS,
    NOUNS_TOO,
    RISING,
    SAYING,
    any_of,
    pattern,
    words,
)
from analytics.enrich.statistics.phrases import noun_group

_CLAUSE_START = pattern(
    r"[;:]\s|,\s+(?:and\s+|but\s+|while\s+|whereas\s+|with\s+)?"
    r"|\s+(?:and|but|while|whereas|that|as|where|when|because)\s+|\s[–—]\s|(?<=[a-z]{3})[.?!]\s+(?=(?-i:[a-z]))|—|[\"“]|\("
)
_LABEL = re.compile(r"\s*([^:.!?]{2,60}):\s*")
_PRONOUN = pattern(
    rf"""(?:{any_of("I you he she it we they this these those that who which what there here so some plus if")}\b
    |(?:an?|the)$|\W)"""
)
_SAYS = re.compile(rf"^.{{0,80}}?\b(?:{SAYING}|saying|showing|suggesting)\s+(?:that\s+)?(?=\w)")
_WEAK_ENDS = any_of(
    """accounts?_for accounted_for makes?_up made_up represents? represented reached reaches reach hit hits
    stands?_at stood_at is are was were at with by has have had to of in for on from will would could expected
    projected forecast set be been an_average an_average_of reported posted recorded saw seen achieved delivered
    experienced came came_in comes went_up went_down goes_up goes_down gone_up gone_down"""
)
_ACCOUNTS = pattern(rf"\s+(?:(?:now|already|still|also|currently)\s+)*(?:{_WEAK_ENDS}\s*)+$")

_SHARE_OF = pattern(
    r"\b(?:share|percentage|proportion|portion)\s+(?:of\s+(?P<whole>[^,;:]{2,60}?)\s+)?(?:who|that)\s+(?P<part>[^,;:]+)$"
)
_CARRIED = re.compile(rf"(?<!\bto)(?<=\w)\s+{any_of(RISING + ' ' + FALLING)}\s*$")
# "an increase", "the sharp drop" are nouns.
_ARTICLED = re.compile(r"\b(?:an?|the|its|their)\s+(?:[\w-]+\s+)?\w+$", re.IGNORECASE)
_CARRIES = re.compile(rf"(?<=\w)\s+{any_of(RISING + ' ' + FALLING)}(?:\s+(?:to|at|by|from))*\s*$")
# Verbs that only carry a figure; others belong to what is measured: "AI agents start", "suppliers spent".
_PLAIN_VERB = pattern(
    rf"(?:{any_of(RISING + ' ' + FALLING)}|{any_of('doubled tripled quadrupled halved')}"
    rf"|{any_of('reach reached hit accounts? accounted made makes? represents? represented stands? stood totals?')})"
)
# "cut its rules by half" moves the rules, "rose sharply by half" moves what is spoken of.
_MOVED_OBJECT = pattern(
    rf"\s+(?!{LINKS}\b(?<!\bthe)(?<!\bits)(?<!\btheir))(?!\w+ly\b|further\b|back\b|up\b|down\b)[^\W\d]"
)
_PASSIVE = pattern(
    r"(?P<subject>.+\s(?:is|are|was|were|been)\s+(?:(?:now|being|already|also)\s+)?\w+(?:ed|en|wn|un))\s+by\s*"
)


_THAT_DOES = pattern(r"\b(?:that|which|who)\s+[a-z]+s$")
_HAVING = words("has have had")
_LEADING_FIGURE = pattern(r"^\W*[\d.,]+\s?(?:%|per\s?cent)\s*(?:of\s+(?:the\s+)?)?")
_TOO_LITTLE = any_of("another some record whopping mere slender additional extra worth total alongside literally")
_DANGLING = pattern(rf"(?:(?:^|\s+)(?:{LINKS}|{_TOO_LITTLE}))+$")


def subject_before(before: str) -> str | None:
    """What the clause before a figure speaks of: "search traffic" in "search traffic fell"."""
    if label := _LABEL.fullmatch(HEDGE.sub("", before)):
        return clean(label[1])
    phrase = _LEADING_FIGURE.sub("", _clause_before(before))
    if _SPOKE.search(phrase):
        return None
    if passive := _PASSIVE.fullmatch(phrase):
        return clean(passive["subject"])
    verb = finite(f" {phrase} ", 0, len(phrase) + 2)
    bracketed = before.endswith("(") and verb and verb.end() - 1 >= len(phrase)
    moves = (
        verb
        and not bracketed
        and _PLAIN_VERB.fullmatch(verb["verb"])
        and not _MOVED_OBJECT.match(phrase, verb.end() - 1)
    )
    if verb and verb.start() > 0 and (verb["auxiliary"] or moves):
        rest = phrase[verb.end() - 1 :]
        if not moves and _says_more(rest):
            owned = verb["verb"].lower() in _HAVING and not _PARTICIPLE_NEXT.match(rest)
            return noun_group(phrase) if owned else None
        phrase = phrase[: verb.start() - 1]
    subject = clean(_ACCOUNTS.sub("", _DANGLING.sub("", _ACCOUNTS.sub("", phrase))))
    if subject and not before.endswith("(") and not _ARTICLED.search(subject):
        subject = clean(_CARRIED.sub("", subject))
    if subject is None or not _WORDED.search(subject) or _PRONOUN.match(subject) or _SPEAKS.fullmatch(subject):
        return None
    if not _BARE_VERB.match(subject + " ") and not _THAT_DOES.search(_unhedged(before)):
        return noun_group(subject)
    whose = _owner(before)
    if whose and _PLAIN_VERB.fullmatch(subject):
        return noun_group(whose)
    return noun_group(f"{whose} {subject}") if whose else None


_PLAIN_REST = pattern(
    rf"(?:\s*\b(?:{LINKS}|{_TOO_LITTLE}|{_WEAK_ENDS}|{any_of(RISING + ' ' + FALLING)}"
    r"|not|never|now|still|already|also|currently|like|on\s+average|only|just|almost|nearly|even|[a-z]+ly|[a-z]+(?:ed|ing)(?!\s+(?:the|its|their|his|her)\b))\b)*\W*"
)


_PARTICIPLE_NEXT = pattern(r"\s*(?:[a-z]+ly\s+)?(?:[a-z]+(?:ed|en)|been|to)\b")


def _says_more(rest: str) -> bool:
    """Whether more than a verb that carries a figure stands before it: "was sold to pay off", "has debts of"."""
    return _PLAIN_REST.fullmatch(rest) is None


_WORDED = re.compile(r"[^\W\d_]{2}")
# "users report", "Lucas Paganini said": who speaks is not what is measured.
_SPOKE = pattern(r"\b(?:said|says|told|tells|added|adds|explained|noted|notes)$")
_SPEAKS = pattern(rf".{{0,80}}\b(?:{SAYING}|reports?|claiming|reporting|citing|suggesting|showing)")
_PARTICIPLES = any_of(
    """achieving claiming requiring using reaching totall?ing hitting making giving bringing taking raising generating
    covering producing fitting ranging serving delivering offering securing leaving including featuring scoring earning
    lasting resulting consuming solving yielding incurring attracting reducing averaging capable being getting seeing
    losing growing rising falling forcing supporting committing receiving posting recording representing accounting"""
)
_AUXILIARY = any_of(AUXILIARIES)
_NOUNS = any_of(" ".join(NOUNS_TOO))
_BARE_VERB = pattern(
    rf"(?:(?:also|now|still|already|currently|only|recently|reportedly|purportedly|initially)\s+)*"
    rf"(?!{_NOUNS}\s)(?:{_AUXILIARY}|{FINITE}|{_PARTICIPLES}|employs?|achieves?|scores?d?|totals)\s"
)
_RELATED = pattern(r"\s*\b(?:that|which|who)\b")
_LAST_NOUNS = pattern(rf"(?:(?:an?|the|its|their|our)\s+)?(?P<nouns>(?:(?!{LINKS}\b)[\w'’.&-]+\s*){{1,5}})$")
LONGEST_OWNER = 10


def _owner(before: str) -> str | None:
    """Whose a bare verb is: "model" of "a model that achieves", "the plant" of "the plant makes phones and employs"."""
    starts = list(_CLAUSE_START.finditer(before.removesuffix("(")))
    if not starts:
        return None
    earlier = before[: starts[-1].start()]
    if _RELATED.match(starts[-1][0]):
        nouns = _LAST_NOUNS.search(earlier)
        whose = nouns["nouns"] if nouns else ""
    else:
        clause = _SAYS.sub("", LEADING.sub("", _CLAUSE_START.split(earlier)[-1].strip(), count=1), count=1)
        verb = finite(f" {clause} ", 0, len(clause) + 2)
        whose = clause[: verb.start() - 1] if verb and verb.start() > 0 else ""
    named = clean(_DANGLING.sub("", whose.strip()))
    if (
        named is None
        or VERB.match(f" {named} ")
        or _PRONOUN.match(named)
        or _SPEAKS.fullmatch(named)
        or named.count(" ") >= LONGEST_OWNER
    ):
        return None
    return named


_NO_NOUN = any_of(
    """up down off away back apart ago each apiece worldwide globally overall annually today yesterday tomorrow now then
    behind ahead last next this more less fewer higher lower years? months? quarters? weeks? days? hours? time so too
    left yoy fyi btw if because maybe perhaps despite worth relative even means or plus than ish like here there due
    thanks against via to
    throughout versus vs respectively both also across among amid without within after before until since"""
)
_MEASURED = pattern(
    rf"\+?(?:\s|-)(?!(?:{_NO_NOUN}|{_AUXILIARY}|\w+ly)\b)"
    rf"(?P<noun>(?:(?!(?:{LINKS}|{_NO_NOUN}|{_AUXILIARY}|\w+ly|{MONTHS})\b)[^\W\d][\w'’&/-]*\s?){{1,4}})"
    rf"(?=(?:(?<=\s)(?:{LINKS}|{_NO_NOUN}|{_AUXILIARY}|{FINITE}|\w+ly|(?:us|hav|mak|be|do)ing)\b|\s?[.,;:)\]—–]|\s?[-–—]\s|\s*$))"
)


_MOVED_NOUN = pattern(
    rf"\s+(?P<comparator>(?P<noun>(?:(?!{LINKS}\b)[\w-]+\s+){{1,2}}?){MOVEMENTS})"
    r"\s+(?:on|after|over|between|with|across|during|when)\b"
)


def moved_noun(after: str) -> tuple[str, str] | None:
    """The comparator and what moves in "80% CPC drop on Monday": "CPC drop" and "CPC"."""
    match = _MOVED_NOUN.match(after)
    return (match["comparator"], match["noun"].strip()) if match else None


def measured_noun(after: str) -> str | None:
    """What the figure itself stands before: "accuracy" in "80% accuracy", "valuation" in "a $500M valuation"."""
    match = _MEASURED.match(after)
    if match is None:
        return None
    noun = match["noun"].strip()
    verb = finite(f" {noun} ", 0, len(noun) + 2) or VERB.match(f" {noun} ")
    if verb and verb["verb"].lower() not in NOUNS_TOO:
        noun = _WHOSE_DOING.sub("", noun[: max(verb.start() - 1, 0)])
    return None if _PARTICIPLE.fullmatch(noun) else clean(_PARTICIPLE_AFTER.sub("", noun))


# "the $53m figure Harlan cited", "the remaining 15% captured later"
_WHOSE_DOING = re.compile(r"(?<=[a-z])\s[A-Z]\w*$")
_PARTICIPLE = re.compile(r"(?:[a-z]+ed|written|driven|given|taken|chosen|made)(?:\s(?:later|earlier|there|here))?")
_PARTICIPLE_AFTER = re.compile(
    r"(?<=\w)\s(?:[A-Za-z][a-z]+ed|reports|needs|shows|collapses|fails)(?:\s[A-Z][a-z]+day)?$"
)


_SPENT_ON = pattern(
    r"\s+(?P<object>(?:on|from|for|via|through|of)\s+(?!an?\s|(?:its|total|all|the)\s)[^\W\d][^,.;:()\d]{2,60}?)"
    r"(?=[,.;:(]|\s+(?:in|by|during|last|this|to|after|before|as|while|when|that|which|who|and|but|at|with|if)\b|$)"
)


def spent_on(after: str) -> str | None:
    """What a sum went to or came from: "on retail media networks"."""
    match = _SPENT_ON.match(after)
    return clean(match["object"]) if match else None


def whole_and_part(before: str) -> tuple[str | None, str] | None:
    """The population and its part in "the share of marketers who sell online reached"; it may be named elsewhere."""
    match = _SHARE_OF.search(HEDGE.sub("", before).rstrip())
    if match is None:
        return None
    part = clean(_ACCOUNTS.sub("", _CARRIES.sub("", match["part"])))
    return (match["whole"], part) if part else None


_MULTIPLIED = pattern(rf"\s+(?:its|their|his|her|our|your)\s+(?P<object>(?:(?!{LINKS}\b)[\w'’&-]+\s?){{1,5}})")


def multiplied(after: str, owner: str | None) -> str | None:
    """What somebody doubled or halved: "The firm's ad budget" in "The firm halved its ad budget"."""
    match = _MULTIPLIED.match(after)
    if match is None:
        return None
    object_ = noun_group(match["object"])
    if object_ is None or owner is None:
        return object_
    return f"{owner}{'’' if owner.endswith('s') else '’s'} {object_}"


# "Saket Kumar, backed by a fund, has raised": a name, an aside, and the name's verb.
_INTERRUPTED = re.compile(r"(?P<name>[^,.;:]{2,80}),\s(?P<aside>[^,.;:]{2,80}),\s[^,]*$")


_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def _last_clause(before: str) -> str:
    """What follows the last word or mark that opens a clause; "and" opens one only between two verbs or figures."""
    begin = 0
    for opening in _CLAUSE_START.finditer(before):
        if _AND.fullmatch(opening[0]):
            earlier, later = before[begin : opening.start()], before[opening.end() :]
            if not _FIGURE.search(earlier) and not (VERB.search(f" {earlier} ") and VERB.search(f" {later} ")):
                continue
        begin = opening.end()
    return before[begin:].strip()


_FIGURE = re.compile(r"\d\s?%|[$€£]\s?\d|\d,\d{3}")


def _clause_before(before: str) -> str:
    """The clause that a figure ends, without what leads it in and without the figure's hedge."""
    before = HEDGE.sub("", before.removesuffix("("))
    clause = _last_clause(before)
    interrupted = _INTERRUPTED.search(before) if VERB.match(" " + clause.replace("-", "_")) else None
    if interrupted and not VERB.match(" " + interrupted["aside"]):
        clause = f"{_CLAUSE_START.split(interrupted['name'])[-1].strip()} {clause}"
    phrase = _SAYS.sub("", clause, count=1)
    leading = LEADING.match(phrase)
    return _unhedged(phrase[leading.end() if leading else 0 :])


def _unhedged(phrase: str) -> str:
    return HEDGE.sub("", phrase.rstrip() + " ").strip()
