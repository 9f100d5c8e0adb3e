"""From a text to its statistics: sentences, quantities, which of them are claims, and their context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analytics.enrich.statistics import (
    attribution,
    beside,
    context,
    dating,
    following,
    markup,
    mood,
    patterns,
    phrases,
    quantities,
    sentences,
    spokespeople,
    subjects,
)
from analytics.enrich.statistics.attribution import Attribution
from analytics.enrich.statistics.claim import Claim
from analytics.enrich.statistics.clauses import is_clause
from analytics.enrich.statistics.counts import owner_and_group
from analytics.enrich.statistics.lexicon import HEDGES, SAYING, any_of, pattern
from analytics.enrich.statistics.patterns import CHANGE_BEFORE
from analytics.enrich.statistics.place import NEAR, Place, Recognised
from analytics.enrich.statistics.quantity import HUNDRED, Quantity
from analytics.enrich.statistics.ranks import among, ordinals, ranked
from analytics.enrich.statistics.sentences import Sentence
from analytics.enrich.statistics.vocabulary import may_be_verb
from analytics.types import Modality, Statistic

VERSION = "15"

# A "sentence" longer than this is a table or a dump: context is read from this much on either side.
REACH = 400
# A study that is named holds for this many sentences of its paragraph, unless another one is named.
REMEMBERED = 3


def extract(text: str, *, article_id: str = "", ranks: bool = False) -> tuple[Statistic, ...]:
    """The statistics of a text in order; `text[start:end]` of each is its `raw`, spans never overlap.

    Ranks ("the #3 brand") are among them only when asked for.
    """
    plain = markup.blanked(text)
    found = _with_sample_sizes(list(_statistics(plain, article_id, ranks=ranks)))
    return tuple(found) if plain == text else tuple(_as_written(statistic, text) for statistic in found)


def _as_written(statistic: Statistic, text: str) -> Statistic:
    """The statistic with the markup that was blanked out for reading."""
    begin = statistic.sentence_start
    return replace(
        statistic,
        raw=text[statistic.start : statistic.end],
        sentence=text[begin : begin + len(statistic.sentence)],
    )


def _statistics(text: str, article_id: str, *, ranks: bool) -> Iterator[tuple[Statistic, int]]:
    """Each statistic with the number of its paragraph."""
    found = _with_ordinals(text) if ranks else quantities.read(text)
    turns = spokespeople.turns(text)
    said: Attribution | None = None
    asked: Statistic | None = None
    age = named = 0
    paragraph = -1
    at = 0
    for sentence in sentences.split(text):
        while at < len(found) and found[at].start < sentence.start:
            at += 1
        first = at
        while at < len(found) and found[at].end <= sentence.end:
            at += 1
        if sentence.paragraph != paragraph:
            said, asked, age, named, paragraph = None, None, 0, 0, sentence.paragraph
        claims = _claims(text, sentence, found[first:at], ranks=ranks)
        own = _attribution(text, sentence, claims)
        age = 0 if own else age + 1
        unnamed = own is None and attribution.is_unnamed(text[sentence.start : sentence.end])
        if age > REMEMBERED or unnamed:
            said = None
        source = own or said
        if claims and source is None and not unnamed:
            source = _of_the_line(text, sentence, turns)
        named += 1
        asked = asked if named <= REMEMBERED else None
        previous: Statistic | None = None
        for claim in claims:
            previous = _statistic(text, article_id, sentence, claims, claim, source, previous, asked)
            if previous.kind in _SHARES and context.is_group(previous.population):
                asked, named = previous, 0
            yield previous, paragraph
        if own:
            said = own if own.is_finding else None


def _with_ordinals(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text with the ranks that ordinals give."""
    places = list(ordinals(text))
    read = (
        each for each in quantities.read(text) if not any(each.start < at.end and at.start < each.end for at in places)
    )
    return tuple(sorted([*read, *places], key=lambda each: each.start))


def _claims(text: str, sentence: Sentence, here: Sequence[Quantity], *, ranks: bool) -> list[Claim]:
    recognised: list[tuple[Quantity, Recognised]] = []
    for quantity in here:
        before, after = _around(text, sentence, quantity)
        kind = patterns.recognise(Place(quantity, text[quantity.start : quantity.end], before, after), ranks=ranks)
        if kind:
            recognised.append((quantity, kind))
    claims = []
    for place, (quantity, kind) in enumerate(recognised):
        before, after = _around(text, sentence, quantity)
        begin = recognised[place - 1][0].end if place else sentence.start
        end = recognised[place + 1][0].start if place + 1 < len(recognised) else sentence.end
        claims.append(
            Claim(
                quantity,
                text[quantity.start : quantity.end],
                kind,
                before,
                after,
                before[-(quantity.start - begin) :] if quantity.start > begin else "",
                after[: end - quantity.end],
            )
        )
    return claims


def _around(text: str, sentence: Sentence, quantity: Quantity) -> tuple[str, str]:
    return (
        text[max(sentence.start, quantity.start - REACH) : quantity.start],
        text[quantity.end : min(sentence.end, quantity.end + REACH)],
    )


# What follows a dash or a semicolon says something else.
_ASIDE = re.compile(r"\s[–—-]\s|—|;\s")


def _attribution(text: str, sentence: Sentence, claims: Sequence[Claim]) -> Attribution | None:
    begin = max(sentence.start, claims[0].quantity.start - REACH) if claims else sentence.start
    last = claims[-1].quantity.end if claims else sentence.start
    apart = _ASIDE.search(text, last, sentence.end) if claims else None
    own = attribution.find(text[begin : min(apart.start() if apart else sentence.end, last + REACH)])
    return own or (attribution.find(text[slice(*sentence.lead_in)]) if sentence.lead_in else None)


def _of_the_line(text: str, sentence: Sentence, turns: Mapping[int, str]) -> Attribution | None:
    """Who speaks in the sentence's line of a transcript, else the source that closes the line."""
    start = text.rfind("\n", 0, sentence.start) + 1
    end = text.find("\n", sentence.end)
    if speaker := turns.get(start):
        return Attribution(speaker)
    return attribution.credited(text, start, end if end >= 0 else len(text))


def _statistic(
    text: str,
    article_id: str,
    sentence: Sentence,
    claims: Sequence[Claim],
    claim: Claim,
    said: Attribution | None,
    previous: Statistic | None,
    asked: Statistic | None,
) -> Statistic:
    """The claim with its context; `asked` is the last share of a group of people, not far before in the paragraph."""
    quantity = claim.quantity
    modality = mood.modality(claim.before, claim.after)
    statistic = Statistic(
        article_id=article_id,
        start=quantity.start,
        end=quantity.end,
        raw=claim.raw,
        value=quantity.value * HUNDRED if quantity.form == "fraction" else quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=claim.recognised.unit,
        kind=claim.recognised.kind,
        comparator=None,
        subject=None,
        population=None,
        period=_period(claims, claim, modality),
        attribution=str(said) if said else None,
        modality=modality,
        hedge=mood.hedge(claim.before, f"{'+' * text.startswith('+', quantity.end - 1)}{claim.after}"),
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
    )
    if previous and (continued := following.continued(statistic, claim, previous)):
        return continued
    lead_in = text[slice(*sentence.lead_in)] if sentence.lead_in else ""
    return _measured(statistic, claim, lead_in, asked or previous)


_SHARES = frozenset({"percent", "ratio"})
_NOUN_FOLLOWS = frozenset({"percent", "money", "points", "multiple", "range"})
# "an increase of 20% followed": the verb is not of those who are counted.
_IN_BRACKETS = re.compile(r"\s*\)\s+(?!of\b)\w")
_PART_OF = re.compile(r"\b(?:half|part|some|most|much|third|quarter|rest|all)\s+of\s+(?:the\s+)?$")
_ON_WHAT = re.compile(r"^(?:of|on|from|for|via|through)\s+")
_TOTALS = any_of("total sum number average sales shipments exports imports orders audience staff workforce membership")
# "the diets of 700 adults", "the first stop of 30 cities": they are counted, and no measure of what is theirs.
_BELONGS = pattern(rf"\b(?:the|and|its|their)\s(?!{_TOTALS}\b)(?:[\w-]+\s){{1,2}}of{HEDGES}\s+$")
# "The storm that killed 129 people has been named": the storm was named.
_IN_RELATIVE = pattern(rf"\s(?:that|which|who)\s(?P<verb>(?!(?:{SAYING}|is|are|was|were|means?)\b)[a-z]+){HEDGES}\s+$")
_COMPLETES = pattern(rf"\bof{HEDGES}\s+$")
# "with 39% experiencing more errors"
_WITH_SOME = re.compile(r"\b(?:[Ww]ith|has|have|had|sees?|saw)\s+(?:\w+\s+){0,2}$")
_DOING = re.compile(r"\s\w{2,}ing\s")
_PER_BASE = re.compile(r" per (?:an? )?\S+ (.+)")


def _measured(statistic: Statistic, claim: Claim, lead_in: str, asked: Statistic | None) -> Statistic:
    """The statistic with its comparator, subject and population."""
    if statistic.kind == "sample size":
        return replace(statistic, population=context.population(claim.after, counted=statistic.unit))
    if statistic.kind == "rank":
        whose = subjects.subject_before(ranked(claim.before))
        return replace(statistic, comparator=context.predicate(among(claim.after)), subject=whose)
    if statistic.kind == "ratio" and (base := _PER_BASE.search(statistic.unit)):
        return replace(statistic, subject=subjects.subject_before(claim.before), population=base[1])
    comparator = context.comparator(claim.after)
    changed = CHANGE_BEFORE.search(claim.before[-NEAR:])
    population: str | None = None
    subject: str | None = None
    if statistic.kind == "average" and claim.quantity.unit is None and claim.recognised.unit in claim.after:
        doing = subjects.subject_before(claim.before)
        return replace(statistic, subject=f"{doing} {statistic.unit}" if doing else statistic.unit)
    timed = statistic.kind == "measure"
    if not timed and not (comparator and statistic.kind == "multiple"):
        population, subject = context.population_and_share(
            claim.after, things=statistic.kind == "ratio", counted=statistic.kind == "count"
        )
    if population:
        subject = None if is_clause(population) else subject
        population = phrases.group(population)
        subject = subject if population else None
    which = population and subject and _DOING.match(f" {subject} ") and claim.before[-1:] == " "
    if (changed and population is None) or (which and not _WITH_SOME.search(claim.before)):
        subject = None
    if statistic.kind == "change" and not changed and (moved := beside.moved_noun(claim.after)):
        comparator, subject = comparator or moved[0], subject or moved[1]
    if statistic.kind == "money" and (
        (population and not (context.is_group(population) and claim.after.startswith(" of ")))
        or claim.after.startswith(")")
        or _PART_OF.search(claim.before)
    ):
        population = subject = None
    related = _IN_RELATIVE.search(claim.before)
    if related and may_be_verb(related["verb"].lower()) and context.VERB.match(f" {subject}"):
        subject = None
    part_of = statistic.kind == "count" and _PART_OF.search(claim.before)
    if part_of:
        subject = None
    if population is None:
        if statistic.kind != "change" and _COMPLETES.search(claim.before):
            subject = None
        elif _WITH_SOME.search(claim.before) and _DOING.match(claim.after):
            subject = context.predicate(claim.after)
    if asked and population is None and statistic.kind in _SHARES:
        subject = subject or context.elided(claim.own_before, claim.after, asked.subject)
        population = asked.population if subject and context.is_group(asked.population) else None
    if changed and statistic.kind in {"change", "points"}:
        comparator = changed["verb"].lower()
    bracketed = claim.before.endswith("(") and _IN_BRACKETS.match(claim.after)
    if bracketed and (noun := subjects.subject_before(claim.before)):
        # "A high adoption rate (85%) shows" speaks of the rate, "marketers (58%) use it" of marketers.
        population, subject = (noun, subject) if context.is_group(noun) else (population, noun)
    if population is None and comparator and not changed:
        compared = context.noun_before_copula(claim.before)
        if context.is_group(compared):
            population = phrases.group(compared)
        else:
            subject = subject or phrases.noun_group(compared)
    if population is None and lead_in:
        population = context.noun_before_copula(lead_in) or context.among(lead_in)
    if population is None:
        population = context.among(claim.before[-160:]) or context.among(claim.own_after)
    if subject is None and not (comparator and population):
        if parted := subjects.whole_and_part(claim.before):
            population, subject = population or parted[0], parted[1]
        else:
            belongs = statistic.kind == "count" and _BELONGS.search(claim.before)
            named = subjects.subject_before(claim.before) or beside.named_beside(claim.before)
            if named and population is None:
                named = phrases.noun_group(phrases.without_verb(named))
            subject = None if belongs or part_of else named
            if statistic.kind == "change" and not changed and not beside.undergoes(claim.before):
                subject = None
            if statistic.kind == "multiple" and (object_ := subjects.multiplied(claim.after, subject)):
                subject = object_
            elif statistic.kind in {"money", "average"} and (object_ := beside.spent_on(claim.before, claim.after)):
                subject = f"{subject} {object_}" if subject else _ON_WHAT.sub("", object_)
            elif statistic.kind in _NOUN_FOLLOWS and not comparator:
                noun = beside.measured_noun(claim.rest)
                apart = noun and not beside.opens_group(claim.before, subject)
                if subject and claim.before.endswith("("):
                    noun, apart = None, False
                subject = noun if apart else " ".join(filter(None, (subject, noun))) or None
    counted = owner_and_group(subject, statistic.unit) if subject and population is None else None
    if counted and claim.quantity.unit is None:
        subject, population = counted
    return replace(statistic, comparator=comparator, subject=subject, population=phrases.group(population))


def _period(claims: Sequence[Claim], claim: Claim, modality: Modality) -> str | None:
    """The period nearest to the figure, else the one that opens or closes the sentence for all of its figures."""
    moves = claim.recognised.kind in following.MOVES
    own_before = "" if following.restates(claim) else claim.own_before
    own_after = "" if _FROM_LAST.search(claim.raw) else claim.rest
    own = dating.period(own_before, own_after, modality=modality, moves=moves)
    if len(claims) == 1 or (own and not dating.is_comparison(own)):
        return own
    first, last = claims[0], claims[-1]
    opening = dating.period(first.before, "", modality=modality, moves=moves)
    between = claim.after[: last.quantity.start - claim.quantity.end]
    apart = following.restates(last) or _SAYS_MORE.search(between) or context.VERB.search(between)
    closing = None if apart else dating.period("", last.own_after, modality=modality, moves=moves)
    return opening or own or closing


# The last period of a sentence is of all its figures only where they are one list.
_SAYS_MORE = re.compile(r"\b(?:including|which|who|while|to|but|over|during)\b|\s[–—-]\s|;")


# "41% from 38% in 2023": the year is that of the earlier value.
_FROM_LAST = re.compile(r"\d.*\sfrom\s")


# What a survey named elsewhere in the text may have found.
_OF_SAMPLES = frozenset({"percent", "ratio", "multiple", "points", "average"})


def _with_sample_sizes(found: Sequence[tuple[Statistic, int]]) -> Iterator[Statistic]:
    """Gives each statistic its sample: of its sentence, else the last before it in its paragraph, else the only one.

    A share of nobody in particular ("59% said …") is a share of the sample of its sentence.
    """
    samples = [(sample, paragraph) for sample, paragraph in found if sample.kind == "sample size"]
    for statistic, paragraph in found:
        if statistic.kind == "sample size":
            yield statistic
            continue
        beside = [sample for sample, _ in samples if sample.sentence_start == statistic.sentence_start]
        earlier = [sample for sample, where in samples if where == paragraph and sample.start < statistic.start]
        alone = [samples[0][0]] if len(samples) == 1 and statistic.kind in _OF_SAMPLES else []
        sampled = statistic.modality == "observed" and statistic.kind != "count"
        chosen = (beside or earlier or alone)[-1:] if sampled else []
        if not chosen:
            yield statistic
            continue
        population = statistic.population or (chosen[0].population if beside and statistic.subject else None)
        yield replace(statistic, sample_size=int(chosen[0].value), population=population)
