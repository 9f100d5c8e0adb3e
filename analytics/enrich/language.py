"""The language model: loaded once in a process, fed with any text, and asked for noun phrases.

Knows nothing of articles, of entities or of the store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from analytics.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

LONGEST = 100_000
"""Characters of one text that are parsed; what follows is left unread (a page of that length is no article)."""

# Batches of this size keep memory level: larger ones gain no speed and triple what is held.
_BATCH = 32
_SURROGATE = re.compile("[\ud800-\udfff]")
_EDGE_POS = frozenset({"DET", "PRON", "CCONJ", "SCONJ", "ADP", "PUNCT", "SPACE", "NUM", "PART", "INTJ", "ADV", "SYM"})
_NO_SUBJECTS = frozenset({"PERSON", "DATE", "TIME"})
_PHRASE_WORDS = 6
_NO_PHRASE = re.compile(r"[\n“”\"()\[\]{}<>|]|https?:|@")


@lru_cache(maxsize=2)
def load(model: str) -> Language:
    """The pipeline of `model`, loaded once in this process. Raises ModelError when it is missing or broken."""
    # Imported with the first text: most refreshes have nothing to read, and should not wait for the library.
    import spacy

    try:
        # No room asks for lemmas, and the lemmatizer is the slowest part that nothing else depends on.
        nlp: Language = spacy.load(model, exclude=["lemmatizer"])
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(
            f"UPSWELL_SPACY_MODEL: the language model {model!r} cannot be loaded; install it with"
            f" `pip install {model}` or name another one"
        ) from error
    # Taken now: the pipeline's own store of strings grows with every text that it reads.
    vocabulary(nlp)
    return nlp


@lru_cache(maxsize=2)
def vocabulary(nlp: Language) -> frozenset[str]:
    """The words that a pipeline was trained with, in the case in which it knows them."""
    return frozenset(nlp.vocab.strings)


def parse(texts: Iterable[str], *, model: str) -> Iterator[Doc]:
    """One parsed Doc for each text, in order; character offsets of a Doc are those of its text.

    Lone surrogates, which the model cannot encode, are read as U+FFFD; text beyond `LONGEST` is not read.
    """
    readable = (_SURROGATE.sub("\ufffd", text[:LONGEST]) for text in texts)
    yield from load(model).pipe(readable, batch_size=_BATCH)


def noun_phrases(docs: Iterable[Doc]) -> list[tuple[str, ...]]:
    """The noun phrases of each parsed text, in reading order and with repeats, written as in the text.

    What the model takes for a person more often than for anything else in these texts is left out of all of them.
    """
    found: list[tuple[str, ...]] = []
    people: Counter[str] = Counter()
    for doc in docs:
        found.append(phrases(doc))
        people.update(entity.text for entity in doc.ents if entity.label_ == "PERSON")
    offered = Counter(phrase for each in found for phrase in each)
    return [tuple(phrase for phrase in each if people[phrase] <= offered[phrase]) for each in found]


def phrases(doc: Doc) -> tuple[str, ...]:
    """Noun chunks of a parsed text without articles, pronouns and numbers at their edges; no names of people."""
    # Asked once: each span would look through the names of the whole text.
    named = [(entity.start, entity.end) for entity in doc.ents if entity.label_ in _NO_SUBJECTS]
    found = []
    for chunk in doc.noun_chunks:
        span = _trim(chunk)
        if span is None or any(span.start <= start and end <= span.end for start, end in named):
            continue
        text = span.text
        if _is_phrase(text):
            found.append(" ".join(text.split()))
    return tuple(found)


def _trim(chunk: Span) -> Span | None:
    doc, start, end = chunk.doc, chunk.start, chunk.end
    while start < end and _is_edge(doc[start]) and not _joined(doc, start + 1):
        start += 1
    while start < end and (_is_edge(doc[end - 1]) or doc[end - 1].tag_ == "POS"):
        end -= 1
    # The parser sometimes opens a chunk in the middle of "zero-based": the whole compound belongs to it.
    while 0 < start < end and _joined(doc, start):
        start -= 1
    return doc[start:end] if start < end else None


def _joined(doc: Doc, index: int) -> bool:
    """Whether the token at `index` is tied to the one before by a hyphen, or is that hyphen."""
    if not 0 < index < len(doc) or doc[index - 1].whitespace_:
        return False
    return doc[index].text == "-" or (doc[index - 1].text == "-" and index > 1 and not doc[index - 2].whitespace_)


def _is_edge(token: Token) -> bool:
    return token.pos_ in _EDGE_POS or (token.is_stop and not token.is_upper)


def _is_phrase(text: str) -> bool:
    if len(text) < 2 or len(text.split()) > _PHRASE_WORDS or _NO_PHRASE.search(text):
        return False
    return any(character.isalpha() for character in text)
