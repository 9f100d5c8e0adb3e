"""What a sentence says about its figure: comparator, subject, population, period, source, hedge, modality."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.types import Modality

_CLAUSE_END = re.compile(
    r"[.;:()\[\]]|,|\s[–—]\s|—|\s+(?:while|whereas|but|because|although|when|and)\s+|\s+(?:according|compared with)\b|$"
)

_COMPARATOR = re.compile(
    r"\s+(?:times\s+)?(?P<comparator>(?:(?:significantly|much|far)\s+)?(?:more|less|fewer|higher|lower|greater|faster|slower|larger|smaller|better|worse"
    r"|likelier|cheaper|longer|shorter|bigger|stronger|weaker|quicker|richer|older|younger|as\s+(?:likely|many|much|high|large|often|fast|big|well|long|good|effective)|the\s+(?:rate|number|amount"
    r"|size|average|level|cost|volume|share|return)"
    r"|(?:increase|decrease|rise|drop|decline|growth|uplift|lift|jump|reduction|gain|improvement|boost|surge)s?(?=\s+in\b|\s*[.,;]|\s*$)|year[- ](?:over|on)[- ]year|YoY)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_COPULA = re.compile(
    r"\s+(?:is|are|was|were|have\s+been|has\s+been|had\s+been|will\s+be|became|become|say\s+they(?:'re|\s+are)|remain(?:ed)?)\s*(?:now\s+|also\s+|still\s+)?$",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?P<hedge>just\s+over|just\s+under|well\s+over|more\s+than|less\s+than|fewer\s+than|no\s+more\s+than|no\s+less\s+than|at\s+least|at\s+most|up\s+to|as\s+(?:many|much|high|few|little|low)\s+as"
    r"|close\s+to|upwards\s+of|north\s+of|an?\s+estimated|estimated|approximately|roughly|nearly|almost|about|around|over|under|above|below|some|circa|ca\.|approx\.?)\s+(?:an?\s+)?$|(?P<sign>[~∼≈≥≤<>]|[±])\s?$",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:will|won't|expect(?:s|ed|ing)?|project(?:s|ed|ing)?|predict(?:s|ed|ing)?|forecast(?:s|ed|ing)?|estimat\w+\s+to\s+\w+|anticipat(?:es?|ed|ing)|set\s+to|on\s+track|poised\s+to|could|would|should\s+(?:reach|hit|grow)|may|might|plan(?:s|ned)?\s+to|aim(?:s|ed|ing)?\s+(?:to|for)|target(?:s|ed|ing)?|likely\s+to\s+(?:reach|hit|grow|rise|fall|be)|going\s+to|by\s+20[2-9]\d)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no\s+longer|nor|neither|nowhere\s+near|far\s+from|rather\s+than|instead\s+of|denied|denies|false\s+that|without)\b|n['’]t\b)(?!\s+(?:only|just|merely|surprising))[^.;:]{0,40}$",
    re.IGNORECASE,
)
_HARMLESS_NEGATION = re.compile(r"\b(?:no|not)\s+(?:more|less|fewer)\s+than\s*$", re.IGNORECASE)

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"\b(?:(?:between|from)\s+(?:{_MONTH}\s+)?{_YEAR}\s+(?:and|to|through)\s+(?:{_MONTH}\s+)?{_YEAR}"
    rf"|(?:in\s+|for\s+|during\s+|by\s+|since\s+)?(?:the\s+)?(?:Q[1-4]|H[12])\s*(?:of\s+|FY)?(?:'?\d\d|{_YEAR})?"
    rf"|(?:in\s+|for\s+|during\s+|by\s+)?(?:the\s+)?(?:first|second|third|fourth|last|final|current)\s+(?:quarter|half)(?:\s+of\s+(?:the\s+year|{_YEAR}))?"
    rf"|(?:in|since|by|during|until|through|for|of|as\s+of|from|end\s+of)\s+(?:the\s+end\s+of\s+)?(?:early\s+|late\s+|mid-)?(?:{_MONTH}\s+)?(?:\d{{1,2}},\s+)?(?:fiscal(?:\s+year)?\s+|FY\s?)?{_YEAR}"
    rf"|(?:FY|fiscal)\s?(?:20)?\d\d|(?:in|during|since|for)\s+{_MONTH}\b"
    r"|(?:in\s+|over\s+|during\s+)?(?:the\s+)?(?:past|last|previous|prior|next|coming|current)\s+(?:(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several)\s+)?(?:days?|weeks?|months?|quarters?|years?|decade)"
    r"|(?:this|last|next)\s+(?:year|quarter|month|week|summer|winter|spring|fall|autumn|season)"
    rf"|(?:within|over|in)\s+(?:\d{{1,3}}|two|three|four|five|six|ten)\s+(?:days|weeks|months|years)"
    rf"|(?:year[- ](?:over|on)[- ]year|month[- ](?:over|on)[- ]month|quarter[- ](?:over|on)[- ]quarter|YoY|MoM|QoQ|year[- ]to[- ]date|today)"
    rf"|a\s+year\s+(?:ago|earlier)|{_YEAR}(?=\s+(?:report|survey|study|holiday|season|data)))(?!\w)",
)

_NAME = r"(?:[A-Z0-9][\w&.’'/-]*|of|the|for|and|&|de|von)"
_ORG = r"(?:[A-Z][\w&.+/-]*(?:['’](?!s\b)\w+)?(?:\s+(?:of|for|and|&)\s+(?=[A-Z])|\s+(?=[A-Z0-9]))?)+"
_NOUN = r"(?:report|survey|study|research|data|analysis|poll|index|findings|forecast|benchmark|benchmarks|estimates?|figures|whitepaper|paper|census|review|study|numbers|insights|outlook|report card|statistics)"
_TITLE = r"[“\"‘]([^”\"’]{4,120}?)[,.]?[”\"’]"
_ATTRIBUTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Aa]ccording\s+to\s+(?:(?:new|recent|the|a|an|its|latest|data|research|figures|analysis|estimates|findings|numbers|from|by|survey|report|study|market|researcher|firm|analytics|company|analysts?|at|an?)\s+)*(?P<who>{_ORG})",
        rf"\b(?:[Ss]urvey|[Rr]eport|[Ss]tudy|[Rr]esearch|[Dd]ata|[Aa]nalysis|[Pp]oll|[Ff]indings|[Ff]igures|[Ff]orecast|[Ee]stimates?|[Ii]ndex)\s+(?:(?:commissioned|conducted|released|published|compiled)\s+)?(?:by|from)\s+(?:the\s+)?(?P<who>{_ORG})",
        rf"(?P<who>{_ORG})(?:['’]s?)?\s+(?:(?:own|latest|new|recent|annual|global|{_YEAR}|quarterly|{_ORG})\s+){{0,4}}{_NOUN}\b",
        rf"(?P<who>{_ORG})\s+(?:also\s+|now\s+|recently\s+)?(?:found|finds|says|said|reports?|reported|estimates?|estimated|predicts?|predicted|forecasts?|projects?|projected|reveals?|revealed|shows?|showed|notes?|noted|claims?|claimed|expects?|surveyed|announced|writes?|wrote|states?|stated|calculates?|warns?|warned|discovered|measured|polled)\b",
        rf"[\"”]?,?\s+(?:said|says|writes|wrote|reports)\s+(?P<who>{_ORG})",
        rf"\b(?:[Pp]er|[Ss]ource:|via)\s+(?P<who>{_ORG})",
        rf"\((?:[Ss]ource:?\s+)?(?P<who>[A-Z][\w&]+(?:\s+[A-Z][\w&]+)*)(?:,\s+{_YEAR})?\)",
    )
)
_NOT_SOURCE = frozenset(
    ["The", "This", "That", "These", "Those", "It", "They", "We", "He", "She", "You", "I", "In", "On", "At", "For", "From", "By", "A", "An", "And", "But", "Or", "If", "When", "While", "Our", "Their", "My", "Its", "There", "New", "According", "Data", "Research", "Report", "Study", "Survey", "Analysis", "Crisis", "AI", "CMO", "CMOs", "B2B", "B2C", "Q1", "Q2", "Q3", "Q4", "However", "Meanwhile", "Also", "Overall", "One", "Two", "Three", "Another", "Most", "Many", "Some", "What", "Why", "How", "Where", "Here", "Marketers", "Consumers", "Companies", "Brands", "As", "With", "After", "Before", "Since", "Although", "Yet", "So", "No", "Not", "Recent"]
)


def _clean(phrase: str) -> str | None:
    """One line, single spaces, no punctuation at its ends; None when nothing is left."""
    plain = " ".join(phrase.split()).strip(" ,;:.–—-\"“”'’()[]")
    return plain or None


def comparator(after: str) -> str | None:
    """What the figure is compared as: "more likely to regret a purchase"."""
    match = _COMPARATOR.match(after)
    if match is None:
        return None
    phrase = match["comparator"]
    end = _CLAUSE_END.search(phrase)
    return _clean(phrase[: end.start()] if end else phrase)


def hedge(before: str) -> str | None:
    """The word that softens the figure: "nearly", "more than", "~"."""
    match = _HEDGE.search(before)
    return " ".join((match["hedge"] or match["sign"]).lower().split()) if match else None


def modality(before: str, after: str) -> Modality:
    """Whether the figure is observed, forecast or negated, by the words of its clause."""
    if _NEGATED.search(before) and not _HARMLESS_NEGATION.search(before):
        return "negated"
    clause = re.split(r"[;:]|,\s+(?:and|but|while|whereas)\s+", before)[-1]
    if _FORECAST.search(clause[-120:]) or re.match(r"[^.;]{0,30}\bby\s+20[2-9]\d\b", after):
        return "forecast"
    return "observed"


def period(before: str, after: str) -> str | None:
    """The period that the figure refers to, as written: the nearest one, the following one first."""
    following = _PERIOD.search(after[:120])
    preceding = [match for match in _PERIOD.finditer(before)]
    if following and (not preceding or following.start() <= len(before) - preceding[-1].end() + 20):
        return _clean(following[0])
    return _clean(preceding[-1][0]) if preceding else (_clean(following[0]) if following else None)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, with the report's title when the text gives it."""

    who: str
    title: str | None = None

    def __str__(self) -> str:
        return f"{self.who}, {self.title}" if self.title else self.who


def attribution(sentence: str) -> Attribution | None:
    """The source that a sentence names for its figures."""
    for pattern in _ATTRIBUTIONS:
        for match in pattern.finditer(sentence):
            who = _source(match["who"])
            if who:
                title = re.search(_TITLE, sentence[match.end() : match.end() + 60])
                return Attribution(who, _clean(title[1]) if title else None)
    return None


def _source(raw: str) -> str | None:
    words = raw.split()
    while words and words[0] in _NOT_SOURCE:
        words.pop(0)
    while words and (words[-1] in {"of", "for", "and", "&"} or re.fullmatch(r"\d+", words[-1])):
        words.pop()
    name = re.sub(r"['’]s?$", "", " ".join(words)).strip(" ,.'’")
    return name if name and name not in _NOT_SOURCE and not name.isdigit() else None


_PREFACE = re.compile(
    rf"^\s*(?:[Aa]ccording\s+to\s+[^,]{{2,120}},|[Ii]n\s+[^,]{{2,60}},|(?:{_ORG})\s+(?:found|says|said|reports?|reported)\s+(?:that\s+)?|[Tt]he\s+(?:report|survey|study|research|data|findings?)(?:\s+also)?\s+(?:found|shows?|says|reveals?|revealed|showed|suggests?)\s+(?:that\s+)?|(?:[Tt]hat|[Aa]nd|[Bb]ut|[Ww]hile|[Mm]eanwhile,|[Hh]owever,|[Oo]verall,)\s+)\s*"
)
_OF_POPULATION = re.compile(
    r"^\s+of\s+(?:all\s+|the\s+|those\s+|these\s+|its\s+|our\s+|their\s+)?(?P<population>.+)", re.DOTALL
)
_VERB = re.compile(
    r"\s+(?:(?:also|now|still|already|currently|only|never|always|actually|recently)\s+)?(?P<verb>(?:is|are|was|were|be|been|has|have|had|do|does|did|don['’]t|doesn['’]t|didn['’]t|can|can['’]t|could|will|won['’]t|would|should|may|might|must"
    r"|say|says|said|report|reports|reported|use|uses|used|plan|plans|planned|believe|believes|believed|expect|expects|expected|think|thinks|agree|agreed|cite|cited|want|wanted|prefer|preferred|need|needed|feel|felt|see|saw|trust"
    r"|rely|relied|start|started|begin|began|increase|increased|buy|bought|make|made|spend|spent|know|knew|consider|considered|identified|identify|admit|admitted|struggle|struggled|lack|lacked|fear|find|found|get|got|receive|received|come|came|go|went|rank|ranked|rate|rated|measure|track|invest|invested|adopt|adopted|choose|chose|click|clicked|abandon|abandoned|visit|visited|read|watch|watched|search|searched|prioriti[sz]e|prioriti[sz]ed|remain|remained|show|showed|end|contain|contained|include|included|occur|occurred|named|name|pay|paid|work|worked|told|claim|claimed|intend|intended|regret|share|shared|view|viewed|respond|responded|state|stated|accounted|account|lead|led|cut|lost|lose|gave|give|took|take|grew|fell|rose|look|looked|shop|shopped|ask|asked|anticipate|anticipated|switch|switched|stop|stopped|turn|turned|attribute|doubt|worry|favor|favour|support|oppose|own|live|lived|died|voted|face|faced|fail|failed|reach|reached|experience|experienced|happen|happened|generate|generated|drive|drove|qualify|convert|converted|engage|engaged))\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s+(?:who|that|which|whose)\s+", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:among|amongst|for|across|by)\s+(?P<population>(?:[\w-]+\s+){0,3}(?:marketers|consumers|people|adults|users|customers|shoppers|buyers|companies|brands|advertisers|publishers|executives|leaders|respondents|men|women|Gen\s+Z(?:ers)?|millennials|households|businesses|agencies|retailers|CMOs|B2B\s+\w+)(?:\s+(?:aged|in|who|with)\s+[^,.;]{2,40})?)",
    re.IGNORECASE,
)


def population_and_share(after: str) -> tuple[str | None, str | None]:
    """For "58% of marketers who sell online say …": the population and what its share does."""
    match = _OF_POPULATION.match(after)
    if match is None:
        return None, None
    phrase = match["population"]
    search_from = 0
    relative = _RELATIVE.match(phrase, _first_words(phrase))
    if relative:
        inner = _VERB.search(phrase, max(0, relative.end() - 1))
        search_from = inner.end() if inner else relative.end()
    stop = re.search(r"[,;:.](?:\s|$)|\s[–—]\s|—|\(", phrase[search_from:])
    limit = search_from + stop.start() if stop else len(phrase)
    verb = _VERB.search(phrase, search_from, limit)
    if verb is None:
        return _clean(phrase[:limit]), None
    end = re.search(r"[;:.](?:\s|$)|,\s|\s[–—]\s|—|\(", phrase[verb.start() :])
    predicate = phrase[verb.start() : verb.start() + end.start()] if end else phrase[verb.start() :]
    return _clean(phrase[: verb.start()]), _clean(predicate)


def _first_words(phrase: str) -> int:
    match = re.match(
        r"[\w'’&-]+(?:\s+(?!who|that|which|whose)[\w'’&-]+){0,4}?(?=\s+(?:who|that|which|whose)\s)", phrase
    )
    return match.end() if match else 0


def noun_before(before: str) -> str | None:
    """The phrase that stands before the copula of "customers who … were 3.2x more likely"."""
    clause = _PREFACE.sub("", re.split(r"[;:]\s|,\s+(?:and|but|while|whereas)\s+", before)[-1])
    match = _COPULA.search(clause.rstrip(" :") if clause.rstrip().endswith(":") else clause)
    if match is None:
        return None
    return _clean(clause[: match.start()])


def among(sentence: str) -> str | None:
    """ "among B2B marketers"."""
    match = _AMONG.search(sentence)
    return _clean(match["population"]) if match else None


def subject_before(before: str, verb_start: int) -> str | None:
    """The phrase before a verb of change: "search traffic" in "search traffic fell 33%"."""
    clause = re.split(r"[;:]\s|,\s+|\s+(?:and|but|while|whereas|that)\s+|\s[–—]\s|—", before[:verb_start])
    phrase = _PREFACE.sub("", clause[-1]) or (clause[-2] if len(clause) > 1 else "")
    phrase = re.sub(
        r"\s+(?:has|have|had|is|are|was|were|will|would|could|to|be|been|expected|also|now|already|projected|forecast)\b.*$",
        "",
        phrase,
    )
    return _clean(phrase)
