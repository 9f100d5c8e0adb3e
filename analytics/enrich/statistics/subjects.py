"""What a figure measures, by the words before it: "search traffic" in "search traffic fell 33%"."""

from __future__ import annotations

import re

from analytics.enrich.statistics.clauses import is_clause
from analytics.enrich.statistics.context import LEADING, VERB, clean, finite
from analytics.enrich.statistics.lexicon import (
    AUXILIARIES,
    FALLING,
    FINITE,
    LINKS,
    MOVEMENTS,
    NOUNS_TOO,
    RISING,
    SAYING,
    any_of,
    pattern,
    words,
)
from analytics.enrich.statistics.mood import HEDGE
from analytics.enrich.statistics.phrases import noun_group
from analytics.enrich.statistics.vocabulary import may_be_past, third_person

_CLAUSE_START = pattern(
    r"[;:]\s|,\s+(?:and\s+|but\s+|while\s+|whereas\s+|with\s+)?"
    r"|\s+(?:and|but|while|whereas|that|(?:(?:in|of|on|at|for|by|from|with|through)\s+)?which|as|where|when|because)\s+|\s[–—]\s|(?<=[a-z]{3})[.?!]\s+(?=(?-i:[a-z]))|—|[\"“]|\("
)
_LABEL = re.compile(r"\s*([^:.!?]{2,60}):\s*")
_PRONOUN = pattern(
    rf"""(?:{any_of("I you he she it we they this these those that who which what there here so some plus if")}\b
    |(?:an?|the)$|\W)"""
)
_SAYS = re.compile(rf"^.{{0,80}}?\b(?:{SAYING}|saying|showing|suggesting)\s+(?:that\s+)?(?=\w)")
_WEAK_ENDS = any_of(
    """picks_up picked_up accounts?_for accounted_for makes?_up made_up represents? represented reached reaches reach
    hit hits stands?_at stood_at is are was were at with by has have had to of in for on from will would could expected
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
    r"(?P<subject>.+\s(?:is|are|was|were|been)\s+(?:(?:now|being|already|also)\s+)?(?!down\b)\w+(?:ed|en|wn|un))\s+by\s*"
)


# "tuned with this and that on 10m samples": the figure is the verb's, wherever that stands.
_UNDERGONE = pattern(
    r"(?<=\w)\s+(?:posts|sees|records|registers|achieves|delivers|experiences)(?:\s+(?:an?|its|the))?$"
    r"|\s+(?:hit|hits|reached|reaches|touched|touches|set)\s+an?\s+(?:[\w-]+\s+){0,2}(?:high|low|peak|record)(?:\s+of)?$"
)
_WITH_WHAT = pattern(r"(?<!account)(?<!accounts)(?<!accounted)(?<!accounting)\s(?:on|by|for|from|into|via|using)$")
_PARTICIPLE_CLAUSE = re.compile(r"(?:[a-z]+ly\s)?[a-z]+ing\s")


def _goes_on(before: str, phrase: str) -> bool:
    """Whether the phrase is the last of a list."""
    begin = before.rfind(phrase)
    return begin > 0 and before[:begin].rstrip().endswith((",", " and"))


def _opens_with_participle(before: str, phrase: str) -> bool:
    """Whether the clause only goes on about what precedes its comma: ", imagining models with a 2x"."""
    begin = before.rfind(phrase)
    return bool(
        begin > 0
        and not before.endswith("(")
        and _PARTICIPLE_CLAUSE.match(phrase)
        and before[:begin].rstrip().endswith((",", " and"))
    )


# "Reasons include cost (24%)": what stands in the list is measured.
_INCLUDES = re.compile(r"^.*?\b(?:include[sd]?|including)\s+")
# "Norlen increased its capacity by 12%": Norlen's capacity moved.
_OWNED = pattern(
    rf"(?P<owner>(?:(?!{LINKS}\b(?<!\bof)(?<!\bthe)(?<!\ban)(?<!\ba))[\w'’.&-]+\s+){{1,6}}?)(?:(?:also|then|now|again|\w+ly)\s+)?"
    rf"(?P<verb>[a-z]+)\s+(?:its|their|his|her)\s+(?P<object>(?:(?!{LINKS}\b)[\w'’&-]+\s*){{1,5}}?)(?P<link>\s(?:by|at|to))?"
)
# "sales expected to rise 14%": sales rise.
_EXPECTED = pattern(
    r"(?<=\w)\s+(?:expected|forecast|projected|predicted|estimated|set|likely|due|poised)\s+to\s+\w+(?:\s+(?:to|by))?$"
)
# "a surge in fuel prices to a record high of": prices are that high.
_MOVE_OF = pattern(rf"(?:an?|the)\s(?:[\w-]+\s)?{MOVEMENTS}\sin\s(?P<what>.+?)\sto\s.*")
_THAT_DOES = pattern(r"\b(?:that|which|who)\s+[a-z]+(?:\s+(?:away|out|off|down|up|back|over))?$")
_HAVING = words("has have had")
_LEADING_FIGURE = pattern(r"^\W*[\d.,]+\s?(?:%|per\s?cent)\s*(?:of\s+(?:the\s+)?)?")
_TOO_LITTLE = any_of("another some record whopping mere slender additional extra worth total alongside literally")
_DANGLING = pattern(rf"(?:(?:^|\s+)(?:{LINKS}|{_TOO_LITTLE}))+$")


def subject_before(before: str) -> str | None:
    """What the clause before a figure speaks of: "search traffic" in "search traffic fell"."""
    if label := _LABEL.fullmatch(HEDGE.sub("", before)):
        return clean(label[1])
    phrase = _LEADING_FIGURE.sub("", _clause_before(before))
    if before.endswith("("):
        phrase = _INCLUDES.sub("", phrase, count=1)
    elif (owned := _OWNED.fullmatch(phrase)) and _moves_it(owned):
        return noun_group(possessive(owned["owner"], owned["object"]))
    if _SPOKE.search(phrase) or _opens_with_participle(before, phrase):
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
            has = verb["verb"].lower() in _HAVING and not _PARTICIPLE_NEXT.match(rest)
            return noun_group(rest) if has else None
        phrase = phrase[: verb.start() - 1]
    if verb is None and _WITH_WHAT.search(phrase) and _goes_on(before, phrase):
        return None
    if not before.endswith("("):
        phrase = _UNDERGONE.sub("", phrase)
    phrase = _EXPECTED.sub("", phrase)
    subject = clean(_ACCOUNTS.sub("", _DANGLING.sub("", _ACCOUNTS.sub("", phrase))))
    if subject and not before.endswith("(") and not _ARTICLED.search(subject):
        subject = clean(_CARRIED.sub("", subject))
    if (
        subject is None
        or not _WORDED.search(subject)
        or _DAY.search(before)
        or _PRONOUN.match(subject)
        or _SPEAKS.fullmatch(subject)
    ):
        return None
    if move := _MOVE_OF.fullmatch(subject):
        subject = move["what"]
    if not _BARE_VERB.match(subject + " ") and not _THAT_DOES.search(unhedged(before)):
        return noun_group(subject)
    whose = _owner(before)
    if whose and _PLAIN_VERB.fullmatch(subject):
        return noun_group(whose)
    return noun_group(f"{whose} {subject}") if whose else None


_PLAIN_REST = pattern(
    rf"(?:\s*\b(?:{LINKS}|{_TOO_LITTLE}|{_WEAK_ENDS}|{any_of(RISING + ' ' + FALLING)}"
    r"|not|never|now|still|already|also|currently|like|on\s+average|only|just|almost|nearly|even"
    r"|(?!(?:app|supp|rep|re|comp|multip)ly\b)[a-z]+ly|[a-z]+(?:ed|ing)(?!\s+(?:the|its|their|his|her)\b))\b)*\W*"
)


_PARTICIPLE_NEXT = pattern(r"\s*(?:[a-z]+ly\s+)?(?:[a-z]+(?:ed|en)|been|to)\b")


def _says_more(rest: str) -> bool:
    """Whether more than a verb that carries a figure stands before it: "was sold to pay off", "has debts of"."""
    return _PLAIN_REST.fullmatch(rest) is None


_WORDED = re.compile(r"[^\W\d_]{2}")
# "officers found Sunday 475 pounds of it"
_DAY = re.compile(r"[a-z]\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s$")
# "users report", "Lucas Paganini said": who speaks is not what is measured.
_SPOKE = pattern(r"\b(?:said|says|say|believe|claim|think|told|tells|added|adds|explained|noted|notes)$")
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
_LAST_NOUNS = pattern(rf"(?<![^\W_])(?:(?:an?|the|its|their|our)\s+)?(?P<nouns>(?:(?!{LINKS}\b)[\w'’.&-]+\s*){{1,5}})$")
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


def _moves_it(owned: re.Match[str]) -> bool:
    """Whether the verb is one of moving, or any before "by", "at" or "to"."""
    verb = owned["verb"].lower()
    return bool(_PLAIN_VERB.fullmatch(verb) or (owned["link"] and (third_person(verb) or may_be_past(verb))))


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
    return possessive(owner, object_)


def possessive(owner: str, object_: str) -> str:
    """ "Norlen’s budget", "the buyers’ budget"."""
    owner = owner.strip()
    return f"{owner}{'’' if owner.endswith('s') else '’s'} {object_.strip()}"


# "Saket Kumar, backed by a fund, has raised": a name, an aside, and the name's verb.
_INTERRUPTED = re.compile(r"(?P<name>[^,.;:]{2,80}),\s(?P<aside>[^,.;:]{2,80}),\s[^,]*$")


# "spending - which drives growth - rose"
_INSERTED = re.compile(r"\s[–—-]\s(?:which|who|whose)\s[^–—;:]{2,80}\s[–—-]\s")
# 'the market for "near-beer" drinks': a name in quotation marks opens no clause.
_QUOTED_WORDS = re.compile(r"(?<=\s)[\"“](?P<words>[^\"“”.,]{1,40})[\"”](?=\s[a-z])")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
# "confessed and the jury took": who does the second thing is named.
_SOMEBODY = re.compile(r"(?:the|an?|his|her|their|its|he|she|they|it|we)\s", re.IGNORECASE)
_COMMA = re.compile(r",\s+")
# "Last year, sales rose": what comes before the comma is no part of what rose; "Clicks, leads and sales rose": it is.
_INTRODUCES = pattern(
    rf"""\W*(?:{
        any_of('''in on at by for from with of to as per under over about after before since during until among amid
        across despite unlike like without within between against according compared based because although though while
        when if once today yesterday tomorrow now then still instead however meanwhile overall moreover furthermore thus
        therefore indeed also nonetheless nevertheless here there well yes no so plus globally worldwide first second
        third last next this that these those each every one some all both such more most even only just not and or but
        january february march april may june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday what how why who which it he she they we you i''')
    }\b|[\w-]+(?:ly|ing|ed)\b|.*\d)"""
)
_SET_BESIDE = pattern(
    rf"""\s*(?:(?:{LINKS}|{
        any_of("based according up down not including such like especially particularly except plus all both then now")
    })\b|(?:[a-z]+ly\s+)?[\w-]+(?:ing|ed)\b|[\d$€£])"""
)
_ARTICLE = pattern(r"\s*(?:an?|the)\s")
MOST_LISTED = 4


def _opens_with_verb(phrase: str) -> bool:
    verb = VERB.match(f" {phrase}")
    return verb is not None and verb["verb"].lower() not in NOUNS_TOO


def _is_listed(earlier: str, later: str) -> bool:
    """Whether the comma between two groups of words stands in one name or list: "Buy now, pay later usage"."""
    words_before = earlier.split()
    return (
        0 < len(words_before) <= MOST_LISTED
        and not _INTRODUCES.match(earlier)
        and not _SET_BESIDE.match(later)
        and not VERB.search(earlier)
        and not _opens_with_verb(later)
        and not _ARTICLE.match(earlier)
        and not is_clause(earlier)
    )


def _last_clause(before: str) -> str:
    """What follows the last word or mark that opens a clause; "and" opens one only between two verbs or figures."""
    begin = 0
    for opening in _CLAUSE_START.finditer(before):
        if _AND.fullmatch(opening[0]):
            earlier, later = before[begin : opening.start()], before[opening.end() :]
            opens = _SOMEBODY.match(later) and VERB.search(f" {later}")
            if (
                not opens
                and not _FIGURE.search(earlier)
                and not (VERB.search(f" {earlier} ") and VERB.search(f" {later} "))
            ):
                continue
        if _COMMA.fullmatch(opening[0]) and _is_listed(before[begin : opening.start()], before[opening.end() :]):
            continue
        begin = opening.end()
    return before[begin:].strip()


_FIGURE = re.compile(r"\d\s?[%x×]|[$€£]\s?\d|\d,\d{3}")


def _clause_before(before: str) -> str:
    """The clause that a figure ends, without what leads it in and without the figure's hedge."""
    before = _INSERTED.sub(" ", before)
    before = _QUOTED_WORDS.sub(r"\g<words>", HEDGE.sub("", before.removesuffix("(")))
    clause = _last_clause(before)
    interrupted = _INTERRUPTED.search(before) if VERB.match(" " + clause.replace("-", "_")) else None
    if interrupted and not VERB.match(" " + interrupted["aside"]):
        clause = f"{_CLAUSE_START.split(interrupted['name'])[-1].strip()} {clause}"
    phrase = _SAYS.sub("", clause, count=1)
    leading = LEADING.match(phrase)
    return unhedged(phrase[leading.end() if leading else 0 :])


def unhedged(phrase: str) -> str:
    return HEDGE.sub("", phrase.rstrip() + " ").strip()
