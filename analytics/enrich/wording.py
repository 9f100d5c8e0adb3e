"""What a statistic measures, as words to compare: when two wordings are one measure said differently.

Two wordings are one only when their unit, their population and the words that turn a meaning are the same, when
each knows what the other's predicate begins with ("want to use" is not "use"), and when neither is narrowed by what the
other does not name ("use it for images"). Beyond that they may differ in some words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from analytics.enrich.statistics.lexicon import words
from analytics.types import Statistic

# Words that two wordings share, of all their words (Jaccard), for one to be the other said differently.
# One that only adds words is nearer than one that puts a word in another's place; the same figure from the same
# source is most likely the same finding.
ADDED, REPLACED = 0.6, 0.75
ADDED_SAME_FIGURE, REPLACED_SAME_FIGURE = 0.34, 0.6


@dataclass(frozen=True, slots=True)
class Wording:
    """What a claim measures, as stems. `key` and `population` must be the same in one series, `measure` alike.

    `head` is what a predicate begins with, None for a noun; `narrowing` is what follows its first preposition;
    `modifiers` are pairs of a word and the one that it stands before.
    """

    key: tuple[str, bool, bool, frozenset[str]]
    population: frozenset[str]
    measure: frozenset[str]
    head: str | None = None
    narrowing: frozenset[str] = frozenset()
    modifiers: frozenset[tuple[str, str]] = frozenset()

    @property
    def all_stems(self) -> frozenset[str]:
        return self.measure | self.key[-1] | self.population


def wording(statistic: Statistic) -> Wording:
    """The wording of a statistic; its `measure` is empty when the sentence says nothing but the figure."""
    subject, population = _of_group(statistic)
    said = " ".join(part for part in (subject, statistic.comparator) if part)
    said = said.replace(statistic.period, " ") if statistic.period else said
    # A rise by 5 % and a level of 5 % are unlike even when they are worded alike.
    is_difference = statistic.kind == "change" and statistic.low is None
    kind = (statistic.unit, statistic.modality == "forecast", is_difference)
    is_predicate = not statistic.comparator and follows(statistic)
    worded = _of_phrase(said, population, kind, is_predicate=is_predicate)
    if worded is not None:
        return worded
    author = frozenset(_stems(statistic.attribution))
    return _of_stems([stem for stem in _stems(statistic.sentence) if stem not in author], population, kind)


_SHARE_OF = re.compile(
    r"(?:the |a )?(?:share|proportion|percentage|fraction) of (?P<group>.+?)"
    r" (?:who|that|which|with|having) (?P<rest>.+)",
    re.IGNORECASE,
)

_RATE_OF = re.compile(r"(?:the |an? )?(?P<rest>[\w-]+) rate of (?P<group>.+)", re.IGNORECASE)


def _of_group(statistic: Statistic) -> tuple[str | None, str | None]:
    """The subject and the population, also of "the share of buyers who pay by phone", "the return rate of orders"."""
    said = statistic.subject if statistic.population is None and statistic.unit == "percent" else None
    shared = said and (_SHARE_OF.fullmatch(said) or _RATE_OF.fullmatch(said))
    return (shared["rest"], shared["group"]) if shared else (statistic.subject, statistic.population)


# What is asked for anew by every reader is mostly worded as it was a moment ago.
@lru_cache(maxsize=1 << 13)
def _of_phrase(
    said: str, population: str | None, kind: tuple[str, bool, bool], *, is_predicate: bool
) -> Wording | None:
    """The wording of a subject and what it is compared with, None where they carry no measure."""
    ordered = _stems(said)
    if not ordered:
        return None
    head = ordered[0] if is_predicate else None
    return _of_stems(ordered, population, kind, head=head, narrowing=_stems(_narrowed(said)))


def _of_stems(
    ordered: Sequence[str],
    population: str | None,
    kind: tuple[str, bool, bool],
    *,
    head: str | None = None,
    narrowing: Sequence[str] = (),
) -> Wording:
    group = frozenset(_stems(population, digits=True))
    stems = frozenset(ordered) - group
    return Wording(
        key=(*kind, stems & _TURNS),
        population=group,
        measure=stems - _TURNS or stems or group,
        head=head,
        narrowing=frozenset(narrowing) - group,
        modifiers=frozenset(pair for pair in pairwise(ordered) if pair[0] != head),
    )


def follows(statistic: Statistic) -> bool:
    """Whether the subject stands behind its figure, as a predicate does."""
    subject = statistic.subject
    return subject is not None and statistic.sentence.find(subject) > statistic.sentence.find(statistic.raw)


def likeness(one: Wording, other: Wording, *, same_figure: bool) -> float:
    """The share of words that both have, 0 when they are not alike enough to be one measure."""
    if not (_knows(one, other) and _knows(other, one)):
        return 0.0
    added = ADDED_SAME_FIGURE if same_figure else ADDED
    replaced = REPLACED_SAME_FIGURE if same_figure else REPLACED
    shared = len(one.measure & other.measure)
    alike = shared / len(one.measure | other.measure)
    only_adds = shared == min(len(one.measure), len(other.measure))
    return alike if alike >= (added if only_adds else replaced) else 0.0


def _knows(one: Wording, other: Wording) -> bool:
    """Whether `one` names the head of `other` and all that narrows it."""
    return (other.head is None or other.head in one.all_stems) and other.narrowing <= one.all_stems


def contrast(one: Wording, other: Wording) -> bool:
    """Whether one word has a modifier of its own in each: "retail emails" are no "B2B emails"."""
    return any(
        noun == same and before not in other.all_stems and instead not in one.all_stems
        for before, noun in one.modifiers
        for instead, same in other.modifiers
    )


_NARROWS = re.compile(
    r"\w.*?(?:\s(?:for|with|without|when|while|if|because|after|before|during|at|on|in|over|under|from|via|through|by)"
    r"|\s\w+\sto)\s(?P<rest>.+)",
    re.IGNORECASE,
)


def _narrowed(said: str) -> str:
    match = _NARROWS.match(said)
    return match["rest"] if match else ""


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Words that carry no measure: grammar, saying, surveying.
_EMPTY = words(
    """a an the of to in on for with by from at as and or that this these those their its it they them we our us is
    are was were be been being have has had do does did will would can could say says said report reports reported
    reporting claim admit tell told who which now already also still currently about than all some new percent per
    cent percentage share according survey surveyed polled study data found find finds show shows showed only just
    one into own work reach reached tool tools technology technologies software platform platforms solution
    solutions actively themselves total totals totalled totaled hit hits stand stands stood amount amounts amounted
    count counts counted"""
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")


def _stems(phrase: str | None, *, digits: bool = False) -> list[str]:
    """The stems of the words that carry a measure, in order; numbers only where they tell groups apart."""
    if not phrase:
        return []
    return [stem for word in _WORD.findall(phrase) if (stem := _meant(word, digits))]


@lru_cache(maxsize=1 << 15)
def _meant(word: str, digits: bool) -> str:
    """The stem of a word, or of what it stands for; empty for one that carries no measure."""
    spoken = word.lower().replace("’", "'").removesuffix("'s")
    if spoken in _EMPTY or (spoken.isdigit() and not digits):
        return ""
    return _SAME.get(stem := _stem(spoken), stem)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    # "stopped" and "stop", "selling" and "sell"
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


# Past forms that no ending gives away.
_IRREGULAR = {
    verb: f"{verb} {verb}s {past}"
    for verb, past in {
        "buy": "bought buying", "sell": "sold selling", "spend": "spent spending", "make": "made making",
        "keep": "kept keeping", "see": "saw seen seeing", "take": "took taken taking", "give": "gave given giving",
        "get": "got getting", "go": "goes went gone going", "hold": "held holding", "think": "thought thinking",
        "know": "knew known knowing", "feel": "felt feeling", "pay": "paid paying", "choose": "chose chosen choosing",
        "send": "sent sending", "build": "built building", "run": "ran running", "write": "wrote written writing",
        "speak": "spoke spoken", "bring": "brought bringing", "begin": "began begun", "mean": "meant meaning",
        "eat": "ate eaten", "drive": "drove driven driving", "meet": "met meeting", "win": "won winning",
        "sit": "sat sitting seat seated",
    }.items()
}  # fmt: skip
_SAME = {
    _stem(word): meaning
    for meaning, synonyms in {
        "use": """use uses used using adopt adopts adopted adopting rely relies relied relying employ employs employed
            leverage leverages leveraging deploy deploys deployed embrace embraced utilize utilise turn turned""",
        "gen": "generative gen genai",
        "ai": "ai artificial",
        "leave": "abandon abandons abandoned leave leaves left",
        "plan": "plan plans planned planning intend intends intending",
        "firm": "firm firms company companies business businesses organization organizations organisation",
        "rise": """rise rises rose risen rising grow grows grew grown growing growth increase increases increased
            increasing climb climbs climbed up""",
        "fall": """fall falls fell fallen falling drop drops dropped dropping decline declines declined declining
            decrease decreases decreased decreasing down""",
        "through": "through via",
        **_IRREGULAR,
    }.items()
    for word in synonyms.split()
}
# Words that turn a meaning: a series never joins across them.
_TURNS = frozenset(
    _stem(word)
    for word in words(
        """not no never without cannot don't doesn't didn't less fewer lower more higher plan consider expect
        daily weekly monthly yearly cut gain lose stop start quit"""
    )
) | {"rise", "fall"}
