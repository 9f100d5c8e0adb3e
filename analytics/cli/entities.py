"""`upswell entities`: texts to named entities."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping

from analytics import settings
from analytics.cli import jsonl
from analytics.enrich import aliases, entities, language, watchlist
from analytics.types import Mention


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", help="texts {id, text} as JSON Lines, or - for standard input")


def run(options: argparse.Namespace) -> int:
    given = settings.load()
    watched = watchlist.load(given.taxonomy)
    texts = list(_texts(jsonl.read(options.input)))
    if not texts:
        return 1
    docs = language.parse((text for _, text in texts), model=given.spacy_model)
    found: list[tuple[object, Mention]] = []
    for (key, text), doc in zip(texts, jsonl.progress(docs, label="entities", total=len(texts)), strict=True):
        found.extend((key, mention) for mention in entities.mentions(str(key), text, doc, watchlist=watched))
    agreed = aliases.agreed([mention for _, mention in found])
    jsonl.write(_row(key, mention) for (key, _), mention in zip(found, agreed, strict=True))
    return 0


def _texts(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[object, str]]:
    for number, row in enumerate(rows, start=1):
        key, text = row.get("id"), row.get("text")
        if key is None or not isinstance(text, str):
            print(f"object {number}: needs an id and a text; left out", file=sys.stderr)
            continue
        yield key, text


def _row(key: object, mention: Mention) -> dict[str, object]:
    return {
        "id": key,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "canonical": mention.canonical,
    }
