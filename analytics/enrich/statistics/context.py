"""What a sentence says about its figure: what it is compared as, of whom it is and what they do."""

from __future__ import annotations

import re

from analytics.enrich.statistics import unlisted, vocabulary
from analytics.enrich.statistics.lexicon import (
    APPROXIMATELY,
    AUXILIARIES,
    BOUNDS,
    COUNTED,
    FINITE,
    LINKS,
    MONTHS,
    MOVEMENTS,
    NOUNS_TOO,
    POPULATION,
    SAYING,
    YEAR,
    any_of,
    pattern,
    words,
)
from analytics.enrich.statistics.phrases import doing

_CLAUSE_END = pattern(
    rf"""(?:[!?]|(?<![A-Z]\.[A-Z])\.)(?=\s|$|["”’)])|[;:()\[\]]|,|\s[–—-]\s|—|["”“]
    |\s+(?:to|at)\s+[\d$€£]|\s+(?:while|whereas|but|because|although|and|according\s+to|due\s+to|thanks\s+to|via|compared\s+(?:with|to)|versus|vs|(?:up|down)\s+from|uh|um|that['’]s|as\s+(?:it|we|they|he|she)|which|so\s+that|means|meant)\b
    |\s+(?:in|by|since)\s+(?:the\s+\w+\s+quarter|Q[1-4]|{YEAR})|$"""
)
_COMPARATOR = pattern(
    rf"""\s+(?P<comparator>(?:(?:significantly|much|far)\s+)?(?:{
        any_of('''more less fewer higher lower greater faster slower
        larger smaller better worse likelier cheaper longer shorter bigger stronger weaker quicker richer older younger
        as_likely as_many as_much as_high as_large as_often as_fast as_big as_well as_long as_effective above below''')
    }
    |the\s+{any_of("rate number amount size average level cost volume share return speed")}
    |(?:(?!{LINKS}\b)[\w-]+\s+){{0,3}}?{MOVEMENTS}(?=\s+in\b|\s*[.,;]|\s*$)
    |{any_of("year.over.year year.on.year YoY")})\b.*)"""
)
_COPULA = pattern(
    rf"""\s+{
        any_of('''is are was were have_been has_been had_been will_be became become remain remained say_they_are
        say_they['’]re''')
    }(?:\s+(?:now|also|still|already|nearly|almost|about))*\s*$"""
)
# What is no part of who they are: when it was, and what they do next.
_AFTERWARDS = pattern(
    rf"\s+(?:in\s+(?:a|one|a\s+single|just\s+one)\s+(?:day|week|month|quarter|year)|(?:on|last|this|next|in)\s+(?:{MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|night)"
    r"|in\s+the\s+\w+\s+century|to\s+(?:keep|make|get|help|use|buy|be|have|do|see|find|learn|know)\b|to\s+(?!the\b|an?\b)[a-z]+\s+(?:the|an?|their|its|our|her|his|in|on|at|to|for)|yesterday|today)\b.*$"
)
_POPULATION_AFTER = pattern(
    rf"\s+of\s+(?:all\s+|the\s+|(?:those|these)\s+(?!(?:{any_of(AUXILIARIES)}|{FINITE})\b)|its\s+|our\s+|their\s+|every\s+)*(?P<population>\S.*)|\s+(?P<noun>\S.*)"
)
_STOP = pattern(
    r"(?:[,;:!?]|(?<![A-Z]\.[A-Z])\.)(?=\s|$|[\"”’)])|\s[–—-]\s|—|[()\"“”]|(?<!\d)\s+(?:and|or|to|at|by|for|with)\s+[\d$€£]"
)
VERB = re.compile(
    rf"(?<!\bto)(?<!\ba)(?<!\ban)(?<!\bthe)\s+(?:(?:also|now|still|already|currently|only|never|always|actually|recently|either)\s+)?"
    rf"(?P<verb>(?P<auxiliary>{any_of(AUXILIARIES)})|{FINITE})\b",
    re.IGNORECASE,
)
_RELATIVE = pattern(r"\s+(?:who|that|which|whose)\s+")
_PLURAL_END = pattern(r"(?:[^s\W]s|people|men|women|children|staff|leaders|Z|Zers|B2B|they|who|that|respondents)$")
_AMONG = pattern(
    rf"""\b(?:among|amongst|across)\s+(?P<population>(?:(?!and\b)[\w'’-]+\s+){{0,3}}{POPULATION}
    (?:\s+(?:aged|in|who|with|under|over)\s+[^,.;]{{2,40}})?)"""
)
_LEADERS = any_of(
    """and but while meanwhile however overall also that the_fact today now in_fact for_example globally because since
    in_which"""
)
LEADING = pattern(
    rf"(?:{_LEADERS}"
    r"\b(?!['’]),?\s*)+"
)
_SOURCE_CLAUSE = pattern(
    r"(?:according\s+to\b.*|.*\b(?:found|finds|says|said|reports?|reported|shows?|revealed|reveals?|estimates?))"
)


def clean(phrase: str) -> str | None:
    """One line, single spaces, no punctuation at its ends; None when nothing is left."""
    plain = " ".join(phrase.split()).strip(_EDGES)
    if _ABBREVIATED.search(plain) and f"{plain}." in phrase:
        return f"{plain}."
    return plain or None


_EDGES = " ,;:.–—-\"“”'‘’()[]!?*"
_ABBREVIATED = re.compile(r"\b[A-Z]\.[A-Z]$")


def comparator(after: str) -> str | None:
    """What the figure is compared as: "more likely to regret a purchase"."""
    match = _COMPARATOR.match(after)
    if match is None:
        return None
    end = _CLAUSE_END.search(match["comparator"])
    compared = match["comparator"][: end.start()] if end else match["comparator"]
    if _MOVEMENT.match(compared):
        compared = _MOVEMENT_OVER.split(compared, maxsplit=1)[0]
    if _MORE_OF.match(compared) and (verb := finite(compared, 0, len(compared))):
        compared = compared[: verb.start()]
    figure = _NEXT_FIGURE.search(compared)
    return clean(_UNSAID.sub("", compared[: figure.start()] if figure else compared))


# "20% more firms produced reports": the verb is theirs.
_MORE_OF = pattern(rf"(?:more|fewer|less)\s+(?!likely|often|than|of|on|in|to\b)(?!{FINITE}\b)\w+")
_NEXT_FIGURE = re.compile(r"(?:\s(?:against|on|with|and|for))?\s[$€£]?\d[\d.,]*\s?%")


# "a drop in CTR is new": the movement ends where its verb begins. "higher than in the last quarter" does not say what.
_MOVEMENT = pattern(rf"(?:[\w-]+\s+){{0,3}}?(?:{MOVEMENTS}|year.over.year)\b")
_MOVEMENT_OVER = pattern(
    rf"\s+(?:{any_of(AUXILIARIES)}|based\s+on|slightly|directly|compared|[a-z]+ing\s+(?:the|an?|its|their)|[A-Z]\w+ing)\b"
)
_UNSAID = pattern(r"\s+than$")


def population_and_share(after: str, *, things: bool = False, counted: bool = False) -> tuple[str | None, str | None]:
    """For "58% of marketers who sell online say …": the population and what its share does.

    Without an "of", people are a population, and `things` only where asked: "one in three searches". Behind
    what is `counted` stand those who are: "2m paid subscribers".

    "59% said they …" has a share and no population of its own.
    """
    after = _GIVE_OR_TAKE.sub("", _INSERTED.sub("", _PARENTHESIS.sub("", after)))
    after = after.removeprefix("+")
    if aside := _ASIDE.match(after):
        after = " " + after[aside.end() :]
    direct = VERB.match(after) or _THIRD_PERSON.match(after)
    if direct and (
        (things and _ANY_HEAD.match(after.lstrip())) or ((things or counted) and _tells_which(after, direct))
    ):
        direct = None
    verb = direct["verb"].lower() if direct else ""
    if direct and (verb not in NOUNS_TOO or verb in _ANSWERS or _OBJECT.match(after, direct.end())):
        return None, predicate(after)
    match = _POPULATION_AFTER.match(after)
    if match is None:
        return None, None
    phrase = match["population"] or match["noun"]
    phrase = _WE_HAVE.sub("", phrase, count=1)
    if match["population"] and (pronoun := _ANYBODY.match(phrase)):
        return None, predicate(phrase[pronoun.end() :])
    head = _head(phrase, _COUNTED_HEAD if things else _POPULATION_HEAD)
    if head is None and things and match["noun"]:
        head = _ANY_HEAD.match(phrase)
    if head is None and match["noun"]:
        within = len(phrase) if things else 0
        told = unlisted.verb(phrase, within, singular=True) or unlisted.verb(phrase, within)
        return (clean(phrase[:told]), predicate(phrase[told:])) if told else (None, None)
    begin = head.end() if head else 0
    if asked := _ASKED.match(phrase, begin):
        phrase = phrase[:begin] + phrase[asked.end() :]
    mark = _STOP.search(phrase, 0, 60)
    relative = _RELATIVE.match(phrase, begin) if head else _RELATIVE.search(phrase, 0, mark.start() if mark else 60)
    if relative and not head and (verb := finite(phrase, 0, relative.start())):
        return clean(phrase[: verb.start()]), predicate(phrase[verb.start() :])
    if relative and not _STOP.search(phrase, 0, relative.start()):
        inner = finite(phrase, relative.end() - 1, len(phrase)) or VERB.search(phrase, relative.end() - 1)
        begin = inner.end() if inner else relative.end()
    stop = _STOP.search(phrase, begin)
    limit = stop.start() if stop else len(phrase)
    verb = VERB.search(phrase, begin, limit) if relative else finite(phrase, begin, limit)
    if verb is None and head and _PLURAL_END.search(head[0]) and _MODIFIED.match(phrase, begin):
        verb = _base_form(phrase, begin, limit)
    if verb and (joined := _JOINED.search(phrase, begin, verb.start())):
        return clean(phrase[: joined.start()]), None
    if verb:
        return clean(phrase[: verb.start()]), predicate(phrase[verb.start() :])
    if head and not relative and begin < limit and not _CONTINUES.match(phrase, begin):
        return clean(phrase[:begin]), predicate(phrase[begin:]) if _opens_with_verb(phrase[begin:]) else None
    if match["population"] and not relative and (told := unlisted.verb(phrase, limit)):
        return clean(phrase[:told]), predicate(phrase[told:])
    end = _CLAUSE_END.search(phrase, begin)
    limit = min(limit, end.start() if end else limit)
    whole = _AFTERWARDS.sub("", phrase[:limit])
    runs_on = head and not relative and len(whole[begin:].split()) > LONGEST_ADDED
    return clean(whole[:begin] if runs_on else whole), None


def _tells_which(after: str, verb: re.Match[str]) -> bool:
    """Whether the participle stands before its group: "79 of 500 tracked software firms raised prices"."""
    return bool(_PAST.fullmatch(verb["verb"]) and _POPULATION_HEAD.match(after.lstrip()))


_FIRST_WORD = pattern(
    r"\s*(?:(?:also|now|still|already|currently|only|never|always|either|[a-z]+ly)\s+)*(?P<verb>[\w’']+)"
)


def _opens_with_verb(phrase: str) -> bool:
    """Whether what follows a group tells what they do; "13 markets earlier this year" does not."""
    first = _FIRST_WORD.match(phrase)
    if first is None:
        return False
    return vocabulary.may_be_verb(first["verb"].lower()) or bool(VERB.match(f" {first['verb']} "))


def _head(phrase: str, heads: re.Pattern[str]) -> re.Match[str] | None:
    """The people or things that open a phrase; "brand revenue" opens with neither."""
    head = heads.match(phrase)
    if head is None or _PLURAL_END.search(head[0]) or _CONTINUES.match(phrase, head.end()):
        return head
    return head if VERB.match(phrase, head.end()) else None


# More words behind a group are hardly a part of its name: "countries across the world impose rules of this kind".
LONGEST_ADDED = 3


# "the 200 customers we have": whose they are is no part of who they are.
_WE_HAVE = pattern(r"(?<=\w)\s+(?:that\s+)?(?:we|I|they|he|she)\s+(?:have|had|got|serve|work\s+with)\b")
_ANYBODY = pattern(r"(?:them|those|these|(?-i:us)|it|which|whom)\b(?!\s+who\b)")
_ANY_HEAD = pattern(
    rf"(?:[a-z][\w-]*\s+){{0,2}}?[a-z]{{3,}}s(?=\s+(?:(?:also|now|still|already)\s+)?(?:{any_of(AUXILIARIES)}|{FINITE})\b)"
)


_GROUP = pattern(rf"\b{POPULATION}\b")


def is_group(population: str | None) -> bool:
    """Whether a population is one of people or organisations, of whom more can be said."""
    return population is not None and bool(_GROUP.search(population))


_NEXT_IN_LIST = pattern(rf"(?:[,;]|\sand)\s+(?:(?:and|while|another|{APPROXIMATELY}|{BOUNDS})\s+)*$")
_ELIDED = pattern(r"\s+(?P<link>for|to|in|on|with|as|from|through|via|at)\s")


def elided(before: str, after: str, earlier: str | None) -> str | None:
    """For "58% use it for research, 54% for analysis": what the second share does, by the first one's predicate."""
    link = _ELIDED.match(after)
    if earlier is None or link is None or not _NEXT_IN_LIST.search(before):
        return None
    verb, same_link, _ = earlier.partition(f" {link['link']} ")
    return f"{verb} {predicate(after)}" if same_link else None


def population(after: str, *, counted: str) -> str | None:
    """Who was asked, after a sample's size: "US CMOs" in "402 US CMOs", "village bakers" where bakers are counted."""
    phrase = after.lstrip()
    if head := _POPULATION_HEAD.match(phrase):
        return clean(head[0])
    place = phrase.find(counted)
    return clean(phrase[: place + len(counted)]) if place >= 0 and not _STOP.search(phrase, 0, place) else None


# "The majority (62%) of CMOs": a figure in brackets, and one between dashes, belong to the sentence around them.
_PARENTHESIS = re.compile(r"^\s*\)|\s*\([^()]{0,80}\)")
_INSERTED = re.compile(r"^\s*[–—]|\s*[–—][^–—.;]{0,12}\d[^–—.;]{0,12}[–—]")
_ASIDE = re.compile(r"\s*(?:—|[–-]\s)\s*")
_ANSWERS = words("report plan use need trust name state claim view support face experience test doubt favor")
_THIRD_PERSON = pattern(rf"\s+(?:(?:never|always|now|already|still|also)\s+)(?P<verb>(?!{LINKS}\b)\w+)\b")
_JOINED = re.compile(r"\s+(?:and|or|but)(?:\s+(?:this|that|it|they|we|I))?$", re.IGNORECASE)
_OBJECT = pattern(r"\s+(?:their|its|the|an?|more|less|fewer|no|\w+s)\b")
_INTO = any_of("through via across among within without during since")
_HEAD_WORDS = rf"(?:(?!(?!and\b|or\b){LINKS}\b)(?!{_INTO}\b)[\w'’&/-]+\s+){{0,3}}?"
_POPULATION_HEAD = pattern(
    rf"{_HEAD_WORDS}{POPULATION}(?!\w|['’](?!\s*$)|-\w)(?!\s+(?:{POPULATION}|share|size|base|value|cap)\b)"
)
_COUNTED_HEAD = pattern(
    rf"{_HEAD_WORDS}{COUNTED}(?!\w|['’](?!\s*$)|-\w)(?!\s+(?:{COUNTED}|share|size|base|value|cap)\b)"
)
# "marketers surveyed", "adults in the sample": how they were found is no part of who they are.
_ASKED = pattern(
    r"\s+(?:in\s+(?:the|its|our|this|their)\s+(?:sample|survey|study|poll|panel)"
    r"|(?:(?:we|it|they)\s+)?(?:surveyed|polled|interviewed))\b"
)
_CONNECTIVES = any_of(
    """who that which whose in of with from aged? ages and or under over at on using across for by as than to like
    including such
    between vs versus while whereas but compared worldwide globally surveyed polled year.over.year"""
)
_CONTINUES = pattern(rf"\s*(?:$|[,;:.!?()—–-]|{_CONNECTIVES}\b)")
_SAYERS = any_of("say said report reported believe admit admitted claim claimed agree agreed think told_\\w+")
_SAYING_THAT = pattern(rf"\s*{_SAYERS}\s+(?:that\s+)?(?=they\b)(?:they(?:['’]re|['’]ve)?\s+)?")


_GIVE_OR_TAKE = pattern(r"^\s*(?:give\s+or\s+take|or\s+(?:so|more|less|better|fewer))\b")


def predicate(phrase: str) -> str | None:
    phrase = _SAYING_THAT.sub("", _GIVE_OR_TAKE.sub("", phrase, count=1), count=1)
    phrase = _QUOTED.sub(r"\g<said>", phrase)
    end = _PREDICATE_END.search(phrase)
    return clean(doing(phrase[: end.start()] if end else phrase) or "")


# 'describe it as "led by people,"': the predicate goes on into the quotation.
_QUOTED = re.compile(r"(?<=\s)[\"“](?P<said>[^\"“”]{2,80}?)\.?[\"”]")


_OPENERS = any_of("while whereas but although according_to compared_with compared_to up_from down_from")
_PREDICATE_END = pattern(rf"(?<!\bvs)[.!?](?=\s|$|[\"”’)])|[;:()]|\s\[|,\s|\s[–—-]\s|—|[\"”]|\s+{_OPENERS}\b")


_PARTICIPLE_OF = pattern(r"\s+(?:since|by|in|on|from|at|through|via|for|with|during|after|before|within)\s")
_PAST = pattern(r"\w+ed|made|sold|sent|spent|bought|held|found|seen|given|taken|paid|built|driven|written")


def _is_participle(phrase: str, match: re.Match[str], limit: int) -> bool:
    """Whether the verb tells which ones are meant and another one follows: "mail received since May has been"."""
    if not (_PAST.fullmatch(match["verb"]) and _PARTICIPLE_OF.match(phrase, match.end(), limit)):
        return False
    verbs = VERB.finditer(phrase, match.end(), limit)
    later = next((verb for verb in verbs if verb["auxiliary"] and verb["verb"] != "May"), None)
    return later is not None and not _RELATIVE.search(phrase, match.end(), later.start())


def finite(phrase: str, begin: int, limit: int) -> re.Match[str] | None:
    """The first finite verb: a base form counts only after a plural, so that "ad spend" stays a noun."""
    for match in VERB.finditer(phrase, begin, limit):
        if match.start() == 0 or match["verb"] == "May" or _is_participle(phrase, match, limit):
            continue
        word = match["verb"].lower()
        plural = bool(_PLURAL_END.search(phrase, max(0, match.start() - 20), match.start()))
        if word not in NOUNS_TOO or plural != word.endswith("s"):
            return match
    return None


_MODIFIED = pattern(rf"\s+{any_of('under over aged? ages in at from with worldwide globally nationwide across')}\b")


def _base_form(phrase: str, begin: int, limit: int) -> re.Match[str] | None:
    """The verb of a plural that is parted from it: "marketers in France use it", "workers in search use it"."""
    found = [match for match in VERB.finditer(phrase, begin, limit) if not match["verb"].lower().endswith("s")]
    for place, match in enumerate(found):
        touches_next = place + 1 < len(found) and match.end() == found[place + 1].start()
        if not touches_next and match.end() < limit:
            return match
    return None


_STAND_IN = pattern(
    r"(?:the\s+)?(?:figure|number|rate|it|this|that|they|he|she|we|you|these|those|which|result|total)s?"
)


# "comes with a new set that is 4.5x larger"
_THING_THAT = pattern(
    rf"(?:^|\s)(?:an?|the|its|their)\s+(?P<thing>(?:(?!{LINKS}\b)[\w'’.&-]+\s+){{0,3}}[\w'’.&-]+)\s+(?:that|which)$"
)


def noun_before_copula(clause: str) -> str | None:
    """The phrase before the copula of "customers who … were 3.2x more likely", or of a lead-in "… were:"."""
    clause = clause.rstrip().rstrip(":")
    match = _COPULA.search(clause)
    if match is None:
        return None
    head = re.split(r"[;:]\s|,\s+|—|\s[–-]\s", clause[: match.start()])[-1]
    if related := _THING_THAT.search(head):
        return clean(related["thing"])
    noun = clean(LEADING.sub("", _SAID.sub("", _after_source(head)), count=1))
    return None if noun is None or _STAND_IN.fullmatch(noun) else noun


_SAID = re.compile(rf"^.{{0,80}}?\b(?:{SAYING}|showing|saying|suggesting)\s+(?:that\s+)?(?=\w)")


def _after_source(clause: str) -> str:
    """Without "the report found that"."""
    parts = re.split(r"\s+that\s+", clause, maxsplit=1)
    return parts[1] if len(parts) == 2 and _SOURCE_CLAUSE.fullmatch(parts[0]) else clause


def among(sentence: str) -> str | None:
    """ "among B2B marketers"."""
    match = _AMONG.search(sentence)
    return clean(match["population"]) if match else None
