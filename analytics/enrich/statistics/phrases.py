"""What may stand as the subject or the population of a figure: a whole group of words, trimmed, or nothing.

A phrase that breaks off, runs on or speaks of somebody at hand ("then Friday we") says what the text does not say.
Where
its ends can be trimmed it is trimmed, else it is left out: a figure without a subject is right, one with a wrong
one is not.
"""

from __future__ import annotations

import re

from analytics.enrich.statistics.clauses import is_clause
from analytics.enrich.statistics.lexicon import AUXILIARIES, FINITE, LINKS, MOVEMENTS, any_of, pattern
from analytics.enrich.statistics.vocabulary import is_finite, names_nothing

LONGEST, LONGEST_DEED = 12, 16

_OPENERS = any_of(
    """and but so then now well right like because also basically actually literally okay ok uh um maybe perhaps
    yes no sometimes usually typically often generally overall again meanwhile today yet still even plus e\\.g i\\.e"""
)
# "early", "monthly" and the like belong to what they stand before.
_ADVERB = (
    r"(?-i:(?!(?:ear|dai|week|month|year|hour|quarter|fami|supp|assemb|friend|like|rep|re|app|sole|f)ly\b)[a-z]{2,}ly)"
)
_OPENING = pattern(rf"(?:(?:{_OPENERS}|{_ADVERB})\b(?!['’-])[,?.:]*\s*)+")
# Adverbs, and verbs that only carry a figure or whose object is the figure.
_CLOSERS = any_of(
    """even now also inside outside just still again together alone already up down out off back about around despite
    plus minus new record further mere being as landed lands landing hitting reaching totall?ing making averaging
    showing seeing getting giving scoring posting sits sat ended starting including such_as than vs versus at_least
    up_to per then
    means meant consists? consisted consisting relative compared valued priced equal equivalent exactly almost
    maybe perhaps like due thanks
    another one only remaining other rest capturing covering achieving delivering generating yielding respectively
    roughly nearly approximately largely mostly mainly an estimated potentially
    nowadays add adds added see sees saw seen makes takes gets gives goes comes puts
    amount amounts amounted typical usual"""
)
_CLOSING = pattern(rf"(?:(?:^|(?<=\s)|(?<=\W))(?:{_CLOSERS}|{LINKS}|{_ADVERB})[\s,:]*)+$")
# "Orla 'in $36m claim'": the quotation begins behind the name.
_OPENED = re.compile(r"\s['‘]$|(?<!\b[A-Z]\.[A-Z])\.$")
_SPEAKING = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|me|us|him|them|it|It|uh|um|gonna|wanna|[Ll]et['’]?s|[Tt]here|[Hh]ere"
    r"|[Ww]hat|[Ww]hen|[Ww]here|[Ww]hy|[Hh]ow|[Ii]f|[Ww]hether|[Bb]ecause|[Aa]lthough|[Tt]hough|[Uu]ntil|[Uu]nless"
    r"|(?:['’](?:re|ll|ve|m|d)))\b"
)
_SHARE_OR_SUM = re.compile(r"[$€£]\s?\d|\d\s?%")
_FIGURED = re.compile(
    r"[$€£]\s?\d|\d\s?%|\d,\d{3}|\d\+|\d\s?[x×]\b|\d[KMBT]\b|[~≈]\s?\d|[a-z]\s\d+\.\d+\s|\d\s?per\s?cent"
    r"|\b(?:at least|more than|over|about|nearly|only)\s\d"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s(?:seconds|minutes|hours|days|weeks|months|years)\b(?!['’])"
)
_UNANCHORED = pattern(
    rf"""(?:{
        any_of('''to for from in on at by with of as than including along alongside per via
        during despite after before within
        without under over into onto through since toward towards against compared relative based due thanks
        regardless not no
        according what which who that out up down off is are was were be been has have had do does did''')
    }\b(?!-)|one\s+of\s+(?:which|them|these|those)\b|[a-z]+ing\s+(?:the|an?|its|their|his|her|your|our|my)\b
    |(?:helping|making|letting|giving|bringing|featuring|keeping|taking|putting|leaving|turning|using|having|doing)\b|(?:an?|the)$|\W*$)"""
)
_MARKUP = re.compile(r"^[^'‘’]*[a-rt-z]['’]\s|[\^|<>\\{}=]|__|\w\.\w+/|https?:")
_WORDS = re.compile(r"\S+")
# "Power around the world The boars roam": a heading has run into its text.
_HEADING = re.compile(r"(?<=[a-z])\s+(?=(?:The|A|An|In|This|These)\s[a-z])|(?<=[a-z])\s+(?=The\s)")


def noun_group(phrase: str | None) -> str | None:
    """A subject, trimmed: None when it speaks, holds another figure, hangs on what precedes it, or is long."""
    if phrase is None:
        return None
    trimmed = _trimmed(_HEADING.split(phrase)[-1])
    if _MARKUP.search(trimmed) or _SPEAKING.search(trimmed) or _FIGURED.search(trimmed) or _UNANCHORED.match(trimmed):
        return None
    if (
        _MERE_MOVE.fullmatch(trimmed)
        or _asserts(trimmed)
        or is_clause(trimmed)
        or _DOES_SOMETHING.match(trimmed)
        or _is_fragment(trimmed)
    ):
        return None
    if len(_WORDS.findall(trimmed)) > LONGEST or not _paired(trimmed):
        return None
    return trimmed or None


# "cost the nation": what a relative clause says.
_DOES_SOMETHING = re.compile(rf"{FINITE}\s+(?:the|an?|its|their|his|her|them|it|us)\b")
_MERE_MOVE = pattern(rf"(?:an?|the|another)\s(?:[\w-]+\s)?{MOVEMENTS}")
_FRAGMENT = re.compile(
    r"[Ll]ater|[Ee]arlier|[a-z]+(?:ed|ly|ing)|worth|relative|half|most|some|many|few|all|several|both|each|none|part|going|won|buy|use|say|offers|gives|makes|gets|takes|adds|drawn|grown|shown|known|seen|given|taken|made|typical|usual|[Tt]ypical|affect|[a-z]|.*['’]s|(?:[Tt]he\s|[Aa]n?\s)?[\d.,]+-\w+"
)


def _is_fragment(phrase: str) -> bool:
    """Whether no noun is in it: "sold", "later", "half"."""
    return bool(_FRAGMENT.fullmatch(phrase)) or (phrase.islower() and " " not in phrase and names_nothing(phrase))


_ASSERTING = pattern(
    r"\b(?:(?:is|are|was|were|will|would|could|can|should|(?-i:may)|might)\b|(?:has|have|had)\s+(?:[a-z]+ed|made|been|seen|become)\b)"
)


def _asserts(phrase: str) -> bool:
    """Whether a clause of its own stands in the phrase; what follows "who" or "that" is none."""
    asserted = _ASSERTING.search(phrase)
    return asserted is not None and not _RELATIVE.search(phrase, 0, asserted.start())


def group(phrase: str | None) -> str | None:
    """A population, trimmed: None when a speaker or another figure is in it, or when it is long."""
    if phrase is None:
        return None
    trimmed = _trimmed(_TIMED.sub("", _INSTANCES.sub("", phrase)))
    if is_clause(trimmed):
        trimmed = _JOINED.split(trimmed, maxsplit=1)[0]
        if is_clause(trimmed):
            return None
    if _MARKUP.search(trimmed) or _is_fragment(trimmed) or _asserts(trimmed) or _LINKED.match(trimmed):
        return None
    if _WHENEVER.fullmatch(trimmed):
        return None
    spoken = _SPEAKING.search(trimmed)
    if (spoken and not _RELATIVE.search(trimmed, 0, spoken.start())) or _SHARE_OR_SUM.search(trimmed):
        return None
    if len(_WORDS.findall(trimmed)) > LONGEST + 2 or not _paired(trimmed):
        return None
    return trimmed or None


# "cities including Oslo, Bergen and Bodø": some of them are not who they are.
_INSTANCES = pattern(r"\s+(?:including|such\s+as)\s.*$")
# "85% of the time" counts nobody.
_WHENEVER = pattern(r"(?:the\s+)?(?:time|day|year|cases)")
_TIMED = pattern(
    r"\s(?:(?:earlier|later|so\s+far)\s)?(?:this|last|next|that)\s(?:year|quarter|month|week)$|\sin\s\w+\s(?:days|weeks|months|years)$"
)
_JOINED = re.compile(r"\s(?:and|or|but|to)\s")
_LINKED = pattern(
    r"(?:after|before|amid|during|since|until|despite|as|because|to|for|from|in|on|at|by|with|via|than)\s"
)
_RELATIVE = pattern(r"\b(?:who|that|which|whose|with)\b")

_RUNS_ON = pattern(
    r"""\s+(?:and|or|but|with|while)\s+(?:(?:only|just|about|another|some|nearly|an?|the|remaining|other|at\s+least|more\s+than|up\s+to|over|almost)\s+)*
        (?:[$€£]?\d|(?:small|large|tiny|great)?(?:er)?\s?(?:number|share|minority|majority)\b|third\b|half\b|quarter\b)
    |\s+and\s+(?:at\s+least|more\s+than|up\s+to|nearly)\b|[$€£]\s?\d|(?<![\w-])\d[\d.,]*\s?%|\s+and\s+(?:this|it|they|we|he|she)\b
    |\s+(?:uh|um|you\s+know|so\s+(?:I|we|you)|right\?|that['’]s)\b"""
)
_HANGING = pattern(
    rf"(?:\s+(?:{LINKS}|{any_of(AUXILIARIES)}|{any_of('even also just only vs versus such_as so yet not then')}))+$"
)


# "could be reduced to ~$200": without the figure it says nothing.
_BROKEN = pattern(r"\b(?:to|by|at|of|from|for|with|than|is|are|was|were)\s*[~≈]?\s*$")
_PLACED = pattern(
    r"\W*(?:around|throughout|within|during|due|via|per|amid|along|like|such|including|as|shared|reported|noted|according|compared|worldwide|globally)\b"
)
_LATER = pattern(r"\s+(?:and|because|while|which|so|where|when)\s+|,\s")


_FOUND = pattern(
    r"(?:(?:has|have|had)\s+)?(?:found|finds?|shown?|shows?|said|says?|reported|reports?|revealed?|reveals?)"
)


_BETWEEN = pattern(r"^[^,.;]{0,60}\bbetween\s+(?:the\s+ages\s+of\s+)?\S+\s+and\s+\S+")


def doing(phrase: str | None) -> str | None:
    """A predicate up to where it runs on into another figure, without what hangs at its end; None when none is left."""
    if phrase is None:
        return None
    if _PLACED.match(phrase):
        return None
    between = _BETWEEN.search(phrase)
    end = _RUNS_ON.search(phrase, between.end() if between else 0)
    kept = _HANGING.sub("", phrase[: end.start()] if end else phrase).strip(" ,;:–—-~≈")
    if _FOUND.fullmatch(kept) or (end and (" " not in kept or _BROKEN.search(phrase, 0, end.start()))):
        return None
    if len(_WORDS.findall(kept)) > LONGEST_DEED:
        kept = _HANGING.sub("", _LATER.split(kept, maxsplit=1)[0])
    kept = kept if _paired(kept) else re.sub(r"[\"“”]", "", kept)
    return kept if kept and len(_WORDS.findall(kept)) <= LONGEST_DEED + 4 else None


def without_verb(phrase: str) -> str:
    """Without a verb at its end that is no noun: "networks" of "networks producing", "A list" of "A list contains"."""
    rest, _, last = phrase.rpartition(" ")
    hangs = is_finite(last) or (last.endswith("ing") and names_nothing(last))
    return _trimmed(rest) if rest and hangs else phrase


def _trimmed(phrase: str) -> str:
    opening = _OPENING.match(phrase)
    rest = phrase[opening.end() :] if opening else phrase
    return _OPENED.sub("", _CLOSING.sub("", rest)).strip(" ,;:–—-?!")


def _paired(phrase: str) -> bool:
    """Whether no quotation or bracket is cut."""
    straight = phrase.count('"') % 2 == 0 and phrase.count("“") == phrase.count("”")
    return straight and phrase.count("(") == phrase.count(")")
