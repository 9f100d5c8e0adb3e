"""Tells figures that are supposed, advised, asked or groped for from figures that were found."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import HEDGES, any_of, pattern
from analytics.enrich.statistics.place import Place

_SUPPOSED = pattern(
    rf"""\b(?:{
        any_of('''let['’]?s_say suppose supposing imagine hypothetical hypothetically pretend say_you what_if
        for_example_if think_of_it_as I_bet I['’]d_say I_would_say I['’]m_guessing whether_it['’]?s aim_for try_to
        trying_to make_sure must need_to needs_to have_to''')
    }
    |should(?!\s+(?:reach|grow|hit|rise|fall|exceed|top|double|climb)\b)
    |so\s+if\b|if\s+(?:you|we|I|they|he|she|your|our|an?|the|it|there)\b|(?:I|you|we)\s+(?:want|could|can)\b)[^.;:?!]{{0,60}}$"""
)
_SUPPOSED_AFAR = pattern(r"\bif\s+(?:you|we|I|they|he|she)\s+(?:believe|think|assume|say|had|have)\b[^,.;:?!]{0,110}$")

# "If all hit a threshold, I scale 20%", "once campaigns exceed 1,000 conversions": what holds in a case that may come.
_IN_CASE = pattern(r"^\W*(?:if|when|once)\b[^.;:?!]*,\s+(?:I|you|we)(?:\s|['’])[^.;:?!]*$")
_THRESHOLD = pattern(
    r"\b(?:once|until|unless|as\s+soon\s+as)\s+(?:[\w'’-]+\s+){1,4}?"
    r"(?:exceeds?|reach(?:es)?|hits?|pass(?:es)?|cross(?:es)?|gets?\s+to)\s+(?:\w+\s+){0,2}$"
)
# "Increase your budgets by 20%", "Set it to $50": advice opens with its verb.
_ADVISED = pattern(
    rf"""^\W*(?:{any_of("then please next first always never just simply don['’]t")},?\s+)*(?:{
        any_of('''set keep allocate spend aim avoid ensure scale wait give put add try test run use start consider
        invest monitor reserve shift move split pause lower raise increase reduce decrease watch exclude maintain target
        limit''')
    })\s+(?:{
        any_of("your it them each the an? budgets? bids? at_least no_more_than about around up_to with")
    }\b[^.;:?!]*|)$"""
)
# "A good CTR is 2%", "the 80/20 rule says that 80% …": what is held to be right, and nobody's finding.
_RULES = any_of("rules?_of_thumb 80[/-]20 Pareto_(?:principle|rule|law) 60[/-]40_rule golden_rule")
_RIGHT = any_of("good healthy ideal decent solid optimal recommended sensible acceptable")
_NO_MEASURE = any_of("news thing sign example reason part deal")
_RULE = pattern(
    rf"""\b{_RULES}\b[^.;:?!]*$
    |\b{_RIGHT}\s+(?!{_NO_MEASURE}\b)(?:[\w-]+\s+){{1,3}}?(?:is|are|would\s+be|sits?\s+at|falls?){HEDGES}(?:\s+(?:between|from))?\s+$
    |\b{any_of("shoot_for strive_for ideally best_practice_is as_a_rule")}\b[^.;:?!]{{0,60}}$"""
)
_FOR_EXAMPLE = pattern(r"\be\.g\.,?\s+(?:an?\s+)?$")
_QUESTION = re.compile(r"[^.!]*\?")
_ANNOUNCED = pattern(r"\b(?:did\s+you\s+know|(?:know|heard)\s+that)\b")


# "£9,000-£24,500/month: bid by hand": the case that a line of advice is for.
_CASE = pattern(r"\W*(?:(?:under|over|below|above|up\s+to|less\s+than|more\s+than)\s+)?")


def _is_case(place: Place) -> bool:
    unit = place.quantity.unit
    labelled = place.after.startswith((":", "+:")) and unit is not None and unit.dimension in {"money", "time"}
    return labelled and bool(_CASE.fullmatch(place.before))


def is_supposed(place: Place) -> bool:
    """Whether the sentence supposes, advises or asks the figure: "let's say", "you should", "are we 20% behind?"."""
    asked = _QUESTION.match(place.after) and not _ANNOUNCED.search(place.before)
    return bool(
        asked
        or _SUPPOSED.search(place.near)
        or _SUPPOSED_AFAR.search(place.before[-120:])
        or _ADVISED.match(place.before)
        or _RULE.search(place.near)
        or _FOR_EXAMPLE.search(place.near)
        or _IN_CASE.match(place.before)
        or _THRESHOLD.search(place.near)
        or _is_case(place)
    )


# "by 40% 30%": who speaks has thought again.
_CORRECTED = re.compile(r"\s\d{1,3}(?:\.\d+)?\s?%")
_GROPED_FOR = pattern(r"\b\d{1,3}\s\d{1,3}\s(?:maybe\s)?(?:(?:up)?wards?\sof\s)?$|\bprobably\s(?:like\s)?$")
_WHATEVER = pattern(r"[^.;:?!]{0,40}\bor\s(?:whatever|something|some\s+like)\b|\s+whatever\b")


def is_thought_again(place: Place) -> bool:
    """Whether who speaks gropes for the figure: "by 40% 30%", "20 15 20%", "20% behind or whatever"."""
    return bool(_CORRECTED.match(place.after) or _GROPED_FOR.search(place.near) or _WHATEVER.match(place.after))
