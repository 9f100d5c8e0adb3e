"""Named entities of a parsed text: what the model says, put right by rules that hold for any text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analytics.enrich import aliases, language
from analytics.enrich.entities import casing, consensus, extent, gazetteer, opinion, patterns, short_forms
from analytics.enrich.entities.spans import Entity, apart, tidy
from analytics.enrich.watchlist import Watchlist
from analytics.types import Mention, title_start

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_RULES = "9"


def version() -> str:
    """What makes the same model give other entities: the rules and the lists that they look into."""
    return f"{_RULES}.{gazetteer.version()}"


def mentions(article_id: str, text: str, doc: Doc, *, nlp: Language, watchlist: Watchlist) -> tuple[Mention, ...]:
    """The named entities of `text`, whose parse by `nlp` is `doc`, in reading order and without overlaps.

    Watched names win over the model. Offsets are code points into `text`; canonical names are those that the
    text itself supports (full name for a surname, long form for an acronym it binds).
    """
    watched = [
        Mention(article_id, each.start, each.end, text[each.start : each.end], each.watched.label, each.watched.name)
        for each in watchlist.find(text)
    ]
    taken = [Entity(each.start, each.end, each.label) for each in watched]
    free = [each for each in _recognised(doc, nlp) if not any(each.overlaps(other) for other in taken)]
    read = [Mention(article_id, each.start, each.end, text[each.start : each.end], each.label, "") for each in free]
    read = list(_out_of_headlines(text, read))
    agreed = consensus.agreed([*watched, *read], {article_id: text})
    names = {(each.start, each.end): each for each in watched}
    return tuple(names.get((each.start, each.end), each) for each in aliases.named(text, agreed))


def in_title_alone(title: str, above: Sequence[Mention], *, text: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions `above`, of a title, whose names its text does not know, at their places before the text.

    `named` are the text's own; a surname or an acronym that the text spells out is known to it. Headlines write any
    word with a capital: what the text writes small is none of a name's.
    """
    told = {aliases.key(each.canonical) for each in named}
    small = frozenset(_SMALL.findall(text))
    above = [kept for each in above if (kept := _without_small_words(each, small))]
    spelt_out = aliases.named(text, [*named, *above])[len(named) :]
    begin = title_start(title)
    return tuple(
        replace(each, start=each.start + begin, end=each.end + begin)
        for each, other in zip(above, spelt_out, strict=True)
        if not {aliases.key(each.canonical), aliases.key(other.canonical)} & told
    )


def _out_of_headlines(text: str, read: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions but those in headlines whose words the prose beside them writes small."""
    headlines = [(start, start + len(line)) for start, line in casing.odd_lines(text)]
    prose = "\n".join(line for line in text.splitlines() if not (casing.shouted(line) or casing.titled(line)))
    small = frozenset(_SMALL.findall(prose)) if headlines else frozenset()
    for each in read:
        in_headline = any(start <= each.start < end for start, end in headlines)
        if not in_headline or gazetteer.label(each.text) or _without_small_words(each, small) == each:
            yield each


_SMALL = re.compile(r"\b[a-z]{2,}\b")
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")


def _without_small_words(each: Mention, small: frozenset[str]) -> Mention | None:
    """The mention without the words at its ends that are `small` ones, None where no other is left."""
    words = [match for match in _WORD.finditer(each.text) if match[0].lower().strip(".,:;") not in small]
    if not words:
        return None
    begin, end = words[0].start(), words[-1].end()
    if end - begin == len(each.text):
        return each
    text = each.text[begin:end]
    name = aliases.canonical(text, label=each.label)
    return replace(each, start=each.start + begin, end=each.start + end, text=text, canonical=name)


def _recognised(doc: Doc, nlp: Language) -> list[Entity]:
    text = doc.text
    vocabulary = language.vocabulary(nlp)
    pieces = [
        part for entity in _read(doc, nlp) for piece in tidy(text, entity) for part in opinion.parted(text, piece)
    ]
    model = [entity for piece in pieces if (entity := opinion.judged(text, piece, vocabulary=vocabulary))]
    by_form = [
        *patterns.dated_events(text),
        *patterns.initialled(text, model),
        *patterns.contestants(text, vocabulary=vocabulary),
        *patterns.parties(text),
    ]
    whole = opinion.joined(text, apart([*by_form, *model, *gazetteer.mentioned(text), *extent.first_names(text)]))
    return short_forms.bound(text, extent.widened(text, whole, vocabulary=vocabulary))


def _read(doc: Doc, nlp: Language) -> Iterator[Entity]:
    """The model's entities; those of lines with odd capitals from the line as prose."""
    text = doc.text
    odd = dict(casing.odd_lines(text))
    spans = [(start, start + len(line)) for start, line in odd.items()]
    for span in doc.ents:
        for part in _LINE.finditer(text, span.start_char, span.end_char):
            if not any(start < part.end() and part.start() < end for start, end in spans):
                yield Entity(part.start(), part.end(), span.label_)
    if not odd:
        return
    prose = [casing.as_prose(line, vocabulary=language.vocabulary(nlp)) for line in odd.values()]
    for start, line in zip(odd, nlp.pipe(prose, disable=["tagger", "parser", "attribute_ruler"]), strict=True):
        for span in line.ents:
            yield Entity(start + span.start_char, start + span.end_char, span.label_)
