"""Who says so: the source that a sentence names for its figures, down to the report's title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.enrich.aliases import canonical
from analytics.enrich.statistics.lexicon import MONTHS, REPORTS, SAYING, YEAR, any_of, words
from analytics.enrich.statistics.spokespeople import spokesperson

# A capitalised name of at most six words and a legal form; "of", "for" and "&" inside: "Bureau of Labor Statistics".
_WORD = r"(?:[a-z]?[A-Z]|[0-9])[\w&.+/-]*(?:['’](?!s\b)\w+)?"
_FORM = r"(?:,\s+(?:Inc|LLC|Ltd|Corp|Co|PLC|plc|GmbH|Pty|LLP)\b\.?(?:,(?=\s+[a-z]))?)?"
_NAME = rf"(?:\b[a-z])?[A-Z][\w&.+/-]*(?:['’](?!s\b)\w+)?(?:\s+(?:(?:of|for|and|&|the)\s+){{0,2}}{_WORD}){{0,5}}{_FORM}"
_FILLER = any_of(
    """new recent the a an its latest own data research figures analysis estimates findings numbers from by survey
    report study market researcher firm analytics company analysts? at annual global quarterly internal this
    year['’]s"""
)
# "Castellan Data, which runs a panel of its own, says": what stands between a name and its verb.
_ASIDE = r"(?:,\s+(?:which|who|whose|an?|the)\b[^,.;:]{2,80},)?"
# "Orla's Consumer Research Group" is somebody's office and no report.
_NO_OFFICE = (
    r"(?!\s+(?:Group|Cent(?:er|re)|Institute|Council|Director|Labs?|Department|Foundation|Company|Officer|Team|Unit|Division"
    r"|Analyst|Manager|Scientist|Engineer|Fellow"
    r"|protection|breach(?:es)?|privacy|teams?|company|firm|sets?|points?|sciences?|centers?|centres?|scientists?|plans?|usage"
    r"|traffic|costs?|platforms?)\b)"
)
_EXPECTING = rf"(?:{SAYING}|expect|forecast|predict|estimate|see|say|find|warn|believe|project)"
_MARKS = tuple(
    re.compile(expression)
    for expression in (
        rf"\b(?:[Rr]esearchers|[Aa]nalysts|[Ee]conomists|[Ss]cientists|[Ss]trategists|[Aa]cademics)\s+(?:at|from|with)\s+"
        rf"(?:the\s+)?(?P<who>{_NAME})(?:\s+(?:also|now|have|had))?\s+{_EXPECTING}\b",
        rf"\b[Ii]n\s+(?:its|their)\s+(?:{_FILLER}\s+){{0,3}}(?P<title>(?:{_WORD}\s+(?:(?:of|the|for|and)\s+){{0,2}}){{1,7}})?"
        rf"(?i:{REPORTS})(?:,?\s+[“\"][^”\"]{{3,80}}(?:,?[”\"],?)|[^,“\"]{{0,30}},)\s+(?P<who>{_NAME})\s+{SAYING}\b",
        rf"\bcommissioned\s+by\s+{_NAME}\s+and\s+(?:conducted|carried\s+out|run)\s+by\s+(?P<who>{_NAME})",
        rf"(?P<who>{_NAME})\s+(?:(?:has|have|just)\s+){{0,2}}(?:published|released|issued|unveiled|launched)\s+(?:its|an?|the|their)\s+"
        rf"(?:{_FILLER}\s+){{0,3}}(?P<title>(?:{_WORD}\s+(?:(?:of|the|for|and)\s+){{0,2}}){{1,6}})?(?i:{REPORTS})\b",
        rf"\b[Aa]ccording\s+to\s+(?:{_FILLER}\s+){{0,6}}(?P<who>{_NAME})",
        rf"\b(?i:{REPORTS})\s+(?:(?:commissioned|conducted|released|published|compiled|carried\s+out)\s+)?(?:by|from)\s+"
        rf"(?:(?:the|research|firm|analytics|company|agency|software)\s+){{0,3}}(?P<who>{_NAME})",
        rf"(?P<who>{_NAME})['’]s?\s+(?:{_FILLER}\s+){{0,3}}(?:{_WORD}\s+(?:of\s+|the\s+|for\s+|and\s+)?){{0,7}}(?i:{REPORTS})\b{_NO_OFFICE}",
        rf"(?P<who>{_NAME})\s+(?:{_FILLER}\s+){{0,3}}{REPORTS}\b{_NO_OFFICE}",
        rf"(?P<who>{_NAME}){_ASIDE}\s+(?:(?:also|now|recently|has|have)\s+){{0,2}}{SAYING}\b(?!\s+(?:at|to|as|by)\b)",
        rf"[\"”,]\s+(?:said|says|writes|wrote|reports)\s+(?P<who>{_NAME})",
        rf"\b(?:Per|(?<=[,(]\s)per|(?<=\()per|[Ss]ource:|(?<=,\s)via|[Dd]ata:)\s+(?P<who>{_NAME})",
        rf"\((?:[Ss]ource|via|[Dd]ata):?\s+(?P<who>{_NAME})",
        rf"[(\[](?P<who>[A-Z]\w{{2,}}(?:\s+[A-Z][\w&]+){{0,3}}),\s+{YEAR}[)\]]",
        r"\((?P<who>[A-Z]\w{2,}(?:\s+[A-Z][\w&]+){0,2}\s+(?:Research|Institute|Insights?|Analytics|Intelligence))\)",
    )
)
_QUOTED = re.compile(r"[^.\"“]{0,40}[“\"]([A-Z][^”\"]{3,120}?)[,.]?[”\"]")
_CAPITALISED = re.compile(
    rf"['’]s?\s+(?:{_FILLER}\s+){{0,3}}({_WORD}(?:\s+(?:(?:of|the|in|for|and|to|on|&)\s+){{0,2}}{_WORD}){{1,7}})"
)
# "the Shopper Trust Tracker by Larkfield Research": the author says so, not the document.
_AUTHORED = re.compile(
    rf"(?P<title>(?:{_WORD}\s+){{1,6}}(?:Tracker|Index|Report|Survey|Study|Barometer|Outlook|Benchmarks?|Monitor|Census|Review"
    rf"|Forecast|Poll)(?:\s+\d{{4}})?|(?:{_WORD}\s+(?:(?:of|the|for|and)\s+){{0,2}}){{1,6}}(?=report\b|study\b|survey\b))"
    rf"(?:\s?(?:report|study|survey))?\s+(?:by|of|from)\s+(?:the\s+)?(?P<who>{_NAME})"
)
_MONTH = re.compile(MONTHS)
# Capitalised at the head of a sentence, and no source.
_NO_SOURCE = words(
    """a about according after ai all almost also although an analysis analysts and another aov around as at b2b b2c
    ceos tv
    before bfcm both brands but by ceo cfo cmo cmos companies consumers cpa cpc cpm crisis critics ctr data each
    even experts fig figure for friday from h1 h2 he here how however i if in industry it its just key last less
    ltv many marketers meanwhile monday more most my nearly new next no not now on one only or other others our
    overall people per pmax ppc q1 q2 q3 q4 recent report reports research researchers respondents results roas
    roughly saturday section seo she since so some source sources still studies study sunday survey table that the
    their there these they this those three thursday today tuesday two uk us u.s u.k user users op chapter hour day week
    month unit person we wednesday what when where while
    why with yet you"""
)


# "by 14% on the MARL benchmark": what was tested on is no source.
_TESTED_ON = re.compile(r"\b(?:on|using|with|without)\s+(?:the\s+)?$")
_FINDS = re.compile(
    rf"\b(?i:{REPORTS}|found|finds|surveyed|polled|measured|tracked|calculated|analy[sz]ed|reveals|revealed|shows|showed)\b"
)
_UNNAMED = re.compile(
    r"\b[Aa]ccording\s+to\s+(?!the\s+(?:new\s+|same\s+)?(?:report|study|survey|poll|research|index|data|findings|figures|analysis)\b)"
    r"(?:(?:the|an?|its|some|several|most|many)\s+)?[a-z]"
    r"|^\W*(?:(?:Some|Many|Most|Several|Other|New|Recent|One|Another)\s+)?(?i:research|stud(?:y|ies)|data|surveys?|polls?|analysts|experts"
    r"|researchers|officials|economists|estimates|critics|observers)\s(?:also\s)?(?:shows?|suggests?|indicates?|says?|finds?|expects?|believes?|estimates?|warns?|thinks?|points?"
    r"|predicts?|agree|argue|said|found|showed|suggested|indicated|expected|estimated)\b"
)
# "Witnesses in the suburb of Orla said", "Leeds health officials".
_TAIL_OF_NAME = re.compile(r"[a-z]\s(?:of|in|near|at)\s(?:the\s)?$")
_OFFICE = re.compile(
    r"\s(?:[a-z]+\s)?(?:authorities|officials|police|prosecutors|ministers|researchers|scientists|analysts|economists"
    r"|regulators)\b"
)
_DOCUMENT = re.compile(r"(?:Report|Survey|Index|Study|Review|Outlook|Forecast|Barometer|Tracker|Poll|Census)\b")
_DOCUMENTS = words("report survey study poll")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, with the title of the report, or of the person, when the text gives it.

    `is_finding` tells what a study found, of which the sentences that follow may go on, from what somebody says.
    """

    who: str
    title: str | None = None
    is_finding: bool = False

    def __str__(self) -> str:
        return f"{self.who}, {self.title}" if self.title else self.who


def find(sentence: str) -> Attribution | None:
    """The source that a sentence names, the surest mark first, or None."""
    if speaks := spokesperson(sentence):
        return Attribution(*speaks)
    for mark in _MARKS:
        for match in mark.finditer(sentence):
            who = _source(match["who"])
            if who is None or _TESTED_ON.search(sentence, 0, match.start("who")):
                continue
            if _TAIL_OF_NAME.search(sentence, 0, match.start()) and match.start() == match.start("who"):
                continue
            if office := _OFFICE.match(sentence, match.end("who")):
                who += office[0]
            is_finding = bool(_FINDS.search(match[0]))
            author = _AUTHORED.match(sentence, match.start("who"))
            if author and (organisation := _source(author["who"])):
                return Attribution(organisation, author["title"].strip(), is_finding)
            title = _title(sentence, match)
            return Attribution(who, title if title != who else None, is_finding)
    return None


_CREDIT = re.compile(
    rf"(?:\n\s*|(?<=[.!?”\"])\s+)[*_(–—-]*\s?(?i:sources?|data|via)\*{{0,2}}:\*{{0,2}}\s+(?P<who>{_NAME})"
)


def credited(text: str, start: int, end: int) -> Attribution | None:
    """The source that closes the line at `text[start:end]` or stands below it: "Source: Northwind".

    What stands below a heading is where the article comes from.
    """
    if text.startswith("#", start):
        return None
    match = _CREDIT.search(text, start, end) or _CREDIT.match(text, end)
    who = _source(match["who"]) if match else None
    return Attribution(who) if who else None


def is_unnamed(sentence: str) -> bool:
    """Whether a sentence gives its figures to somebody without a name: "according to analysts"."""
    return bool(_UNNAMED.search(sentence))


def _title(sentence: str, match: re.Match[str]) -> str | None:
    """The report's title behind its author, quoted or capitalised: "HubSpot's State of Marketing 2025 report"."""
    if match.groupdict().get("title"):
        document = _DOCUMENT.match(sentence, match.end("title"))
        return " ".join(sentence[match.start("title") : document.end() if document else match.end("title")].split())
    if "title" in match.groupdict() and (inside := _QUOTED.match(match[0])) and _is_title(inside[1]):
        return inside[1].strip()
    quoted = _QUOTED.match(sentence, match.end("who"))
    if quoted and _is_title(quoted[1]):
        return quoted[1].strip()
    capitalised = _CAPITALISED.match(sentence, match.end("who"))
    return capitalised[1] if capitalised else None


def _is_title(quoted: str) -> bool:
    """Whether most words of a quotation are capitalised, as in a title; what somebody said is none."""
    long = [word for word in quoted.split() if len(word) > 3]
    return 2 * sum(word[0].isupper() or word[0].isdigit() for word in long) > len(long) or len(long) < 3


def _source(raw: str) -> str | None:
    named = raw.split()
    while named and named[0].lower().strip(".,") in _NO_SOURCE:
        named.pop(0)
    while named and (named[-1] in {"of", "for", "and", "&", "the"} or named[-1].strip(".,").isdigit()):
        named.pop()
    while len(named) > 1 and named[-1].lower() in _DOCUMENTS:
        named.pop()
    name = canonical(" ".join(named), label="ORG").strip("-")
    if len(name) < 2 or name[:2].islower() or name[0].isdigit() or _MONTH.fullmatch(name):
        return None
    return name
