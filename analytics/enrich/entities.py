"""Named entities of a parsed text: what the model says, put right by rules that hold for any text."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analytics.enrich import aliases
from analytics.enrich.watchlist import Watchlist
from analytics.types import Mention

VERSION = "1"
LABELS = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
_EDGES = frozenset("\"'“”‘’«»()[]{}<>.,;:!?*_|/\\-–—•·#@ \t\n\r\xa0")
# What the small model takes for names in the trade's own prose: abbreviations and calls to action.
_NO_NAMES = frozenset(
    {
        *("ai", "ml", "llm", "llms", "ar", "vr", "iot", "genai", "it", "pr", "hr", "b2b", "b2c", "saas", "martech"),
        *("cmo", "cmos", "ceo", "ceos", "cfo", "cfos", "cto", "ctos", "cio", "cios", "vp", "svp"),
        *("cpc", "cpm", "cpa", "ctr", "roi", "roas", "cac", "ltv", "aov", "cro", "kpi", "kpis", "q1", "q2", "q3", "q4"),
        *("seo", "sem", "ppc", "geo", "aeo", "ctv", "ott", "tv", "cdp", "cdps", "crm", "dsp", "dsps", "ssp", "ssps"),
        *("api", "apis", "ui", "ux", "url", "urls", "utm", "faq", "faqs", "pdf", "html", "css", "json", "csv", "sql"),
        *("email", "emails", "website", "blog", "newsletter", "subscribe", "share", "learn", "read more", "click here"),
    }
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A name between two offsets of a text."""

    start: int
    end: int
    label: str


def mentions(article_id: str, text: str, doc: Doc, *, watchlist: Watchlist) -> tuple[Mention, ...]:
    """The named entities of `text`, whose parse is `doc`, in reading order and without overlaps.

    Watched names win over the model. Offsets are code points into `text`; canonical names are those that the
    text itself supports (full name for a surname, long form for an acronym it binds).
    """
    watched = list(watchlist.find(text))
    entities = [Entity(found.start, found.end, found.watched.label) for found in watched]
    names = {(found.start, found.end): found.watched.name for found in watched}
    taken = [(entity.start, entity.end) for entity in entities]
    for span in doc.ents:
        entity = _entity(span)
        if entity is not None and all(entity.end <= start or end <= entity.start for start, end in taken):
            entities.append(entity)
    entities.sort(key=lambda entity: entity.start)
    forms = [
        names.get((entity.start, entity.end)) or aliases.canonical(text[entity.start : entity.end], label=entity.label)
        for entity in entities
    ]
    bound = aliases.acronyms(text)
    people = aliases.full_names(form for entity, form in zip(entities, forms, strict=True) if entity.label == "PERSON")
    return tuple(
        Mention(
            article_id=article_id,
            start=entity.start,
            end=entity.end,
            text=text[entity.start : entity.end],
            label=entity.label,
            canonical=people.get(form, form) if entity.label == "PERSON" else bound.get(form, form),
        )
        for entity, form in zip(entities, forms, strict=True)
    )


def _entity(span: Span) -> Entity | None:
    if span.label_ not in LABELS:
        return None
    text, start, end = span.doc.text, span.start_char, span.end_char
    line_end = text.find("\n", start, end)
    if line_end > start:
        end = line_end
    lowered = text[start:end].lower()
    if span.label_ != "WORK_OF_ART" and lowered.startswith("the "):
        start += 4
    for ending in ("'s", "’s"):
        if text[start:end].lower().endswith(ending):
            end -= len(ending)
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    name = text[start:end]
    if not any(character.isalpha() for character in name) or name.casefold() in _NO_NAMES:
        return None
    return Entity(start, end, span.label_)
