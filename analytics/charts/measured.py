"""What charts of observations say in words: who measured what, when, and who repeated it."""

from __future__ import annotations

from dataclasses import replace

from analytics.charts import formats, words
from analytics.charts.chart import ChartKind, Context
from analytics.charts.literal import plain
from analytics.types import Observation, Retelling, StatisticSeries

_UNITS = {
    "percent": "in per cent",
    "points": "in percentage points",
    "multiple": "as a multiple",
    "USD": "in US dollars",
    "EUR": "in euros",
    "GBP": "in pounds",
    "JPY": "in yen",
}


def finding(series: StatisticSeries) -> str:
    """A title for observations of one measure: the move when one origin measured twice, else the figure itself."""
    name = _measured(series)
    if not series.observations:
        return f"{name}: no figure found"
    last = series.observations[-1]
    said = formats.quantity(last.statistic.value, series.unit)
    if series.conflicts:
        return plain(f"{name}: sources disagree", limit=words.TITLE_LIMIT)
    same = [one for one in series.observations if origin(one) == origin(last) and one.reference < last.reference]
    if same and same[-1].statistic.value != last.statistic.value:
        before = formats.quantity(same[-1].statistic.value, series.unit)
        return plain(f"{name}: from {before} to {said}, by {origin(last)}", limit=words.TITLE_LIMIT)
    return plain(f"{name}: {said}, by {origin(last)}", limit=words.TITLE_LIMIT)


def subtitle(series: StatisticSeries, *, title: str) -> str:
    """On whom it was measured and in which unit: `Shoppers, in per cent · 4 observations by 2 origins`.

    What was measured stands before the unit instead where the title does not say it.
    """
    origins = {origin(observation) for observation in series.observations}
    name = _measured(series)
    what = formats.opening(plain(series.population or "", limit=80)) if name.casefold() in title.casefold() else name
    observed, by = formats.counted(len(series.observations), "observation"), formats.counted(len(origins), "origin")
    return f"{formats.opening(_in_unit(series, what))} · {observed} by {by}"


def _measured(series: StatisticSeries) -> str:
    """The name of a series for a title: a colon comes before the figure there, and one is enough."""
    return formats.opening(plain(series.name, limit=80).replace(": ", ", "))


def _in_unit(series: StatisticSeries, what: str) -> str:
    """`Shoppers, in per cent`, `in US dollars per month`; `number of households` where households are counted."""
    unit = plain(series.unit.replace("_", " "), limit=30)
    if series.kind == "count" and what.casefold() in {"", unit.casefold()}:
        return f"number of {unit}"
    first, *rest = unit.split(" ", maxsplit=1)
    said = _UNITS.get(unit) or " ".join([_UNITS.get(first, f"in {first}"), *rest])
    return f"{what}, {said}" if what else said


def footnote(series: StatisticSeries, context: Context) -> str:
    """Who said it and when, sample sizes where stated, and what is a guess."""
    articles = {one.statistic.article_id for one in series.observations}
    articles.update(citation for one in series.observations for citation in one.citations)
    publications = tuple(dict.fromkeys(one.source for one in series.observations))
    provenance = replace(context.provenance, sources=publications, articles=len(articles), copies=0)
    sentences = [words.source_line(provenance, context)]
    samples = sorted({one.statistic.sample_size for one in series.observations if one.statistic.sample_size})
    if samples:
        sentences.append(f"Sample: n = {formats.names([f'{size:,}' for size in samples])}.")
    if any(one.reference_basis == "published" for one in series.observations):
        sentences.append("Where no date is stated, the date of publication stands.")
    if any(one.statistic.modality == "forecast" for one in series.observations):
        sentences.append("Hollow: forecast.")
    if series.conflicts:
        sentences.append("Shaded: sources disagree about one period.")
    if context.provenance.fictional:
        sentences.append("Fictional sample data.")
    return " ".join(sentences)


def describe(series: StatisticSeries, title: str, *, kind: ChartKind = "statistic") -> str:
    """The text for who cannot see the dots: every value with its date and origin, at most 12."""
    said = [
        f"{formats.quantity(one.statistic.value, series.unit)} for {formats.day(one.reference)} by {origin(one)}"
        for one in series.observations[:12]
    ]
    more = f"; and {len(series.observations) - 12} more" if len(series.observations) > 12 else ""
    return f"{words.introduction(kind, title)} {'; '.join(said)}{more}."


def origin(observation: Observation) -> str:
    """Who measured it: the attribution in the text without the report's title, else the publication."""
    named = observation.statistic.attribution
    return plain(named.split(", ")[0] if named else observation.source, limit=50)


def attribution(observation: Observation) -> str:
    """Who says so, down to the report's title, else the publication."""
    return plain(observation.statistic.attribution or observation.source, limit=120)


def retelling(told: Retelling) -> str:
    """Who repeated a figure, when, in which words, and what the telling altered."""
    said = told.statistic
    when = f", {formats.day(told.published.date())}" if told.published else ""
    how = "a copy" if told.is_copy else ", ".join(told.alterations) or "unaltered"
    quoted = plain(" ".join(filter(None, (said.hedge, said.raw))), limit=60)
    return f"{plain(told.source, limit=50)}{when}: “{quoted}” ({how})"
