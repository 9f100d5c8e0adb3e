"""From a text to its statistics: sentences, quantities, which of them are claims, and their context."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analytics.enrich.statistics import attribution, context, patterns, quantities, sentences
from analytics.enrich.statistics.attribution import Attribution
from analytics.enrich.statistics.patterns import CHANGE_BEFORE, Place, Recognised
from analytics.enrich.statistics.quantities import HUNDRED, Quantity
from analytics.enrich.statistics.sentences import Sentence
from analytics.types import Statistic

VERSION = "1"

# A "sentence" longer than this is a table or a dump; its context is read from this much on either side.
REACH = 600


def extract(text: str, *, article_id: str = "") -> tuple[Statistic, ...]:
    """The statistics of a text in order; `text[start:end]` of each is its `raw`, spans never overlap."""
    return tuple(_statistics(text, article_id))


def _statistics(text: str, article_id: str) -> Iterator[Statistic]:
    found = iter(quantities.read(text))
    quantity = next(found, None)
    said: Attribution | None = None
    said_in = -1
    for sentence in sentences.split(text):
        here: list[Quantity] = []
        while quantity and quantity.start < sentence.end:
            if quantity.start >= sentence.start and quantity.end <= sentence.end:
                here.append(quantity)
            quantity = next(found, None)
        if sentence.lead_in:
            own = attribution.find(text[sentence.start : sentence.end]) or attribution.find(
                text[sentence.lead_in[0] : sentence.lead_in[1]]
            )
        else:
            own = attribution.find(text[sentence.start : sentence.end][:REACH]) if here else None
        said = own or (said if said_in == sentence.paragraph else None)
        said_in = sentence.paragraph
        end = sentence.start
        for quantity_here in here:
            if quantity_here.start < end:
                continue
            statistic = _statistic(text, article_id, sentence, quantity_here, said)
            if statistic:
                end = statistic.end
                yield statistic


def _statistic(
    text: str, article_id: str, sentence: Sentence, quantity: Quantity, said: Attribution | None
) -> Statistic | None:
    before = text[max(sentence.start, quantity.start - REACH) : quantity.start]
    after = text[quantity.end : min(sentence.end, quantity.end + REACH)]
    recognised = patterns.recognise(Place(quantity, before, after))
    if recognised is None:
        return None
    lead_in = text[slice(*sentence.lead_in)] if sentence.lead_in else ""
    comparator = context.comparator(after)
    changed = CHANGE_BEFORE.search(before[-patterns.NEAR :]) if recognised.kind in {"change", "points"} else None
    population, subject = context.population_and_share(after)
    if comparator is None and changed:
        comparator = changed["verb"].lower()
    if population is None and comparator and not changed:
        population = context.noun_before_copula(before)
    if population is None and lead_in:
        population = context.noun_before_copula(lead_in)
    if population is None:
        population = context.among(before[-160:] + text[quantity.start : quantity.end] + after[:160])
    if subject is None and not (comparator and population):
        subject = context.subject_before(before)
    return Statistic(
        article_id=article_id,
        start=quantity.start,
        end=quantity.end,
        raw=text[quantity.start : quantity.end],
        value=_value(quantity, recognised),
        low=quantity.low,
        high=quantity.high,
        unit=recognised.unit,
        kind=recognised.kind,
        comparator=comparator,
        subject=subject,
        population=population,
        period=context.period(before, after),
        attribution=str(said) if said else None,
        modality=context.modality(before, after),
        hedge=context.hedge(before),
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
    )


def _value(quantity: Quantity, recognised: Recognised) -> Decimal:
    return quantity.value * HUNDRED if quantity.form == "fraction" else quantity.value
