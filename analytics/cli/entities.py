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
    rows = list(_texts(jsonl.read(options.input)))
    if not rows:
        return 1
    # Articles are told apart by their line: an id that comes twice is two texts.
    texts = {str(line): text for line, (_, text) in enumerate(rows)}
    nlp = language.load(given.spacy_model)
    docs = jsonl.progress(language.parse(texts.values(), model=given.spacy_model), label="entities", total=len(texts))
    found = [
        mention
        for (line, text), doc in zip(texts.items(), docs, strict=True)
        for mention in entities.mentions(line, text, doc, nlp=nlp, watchlist=watched)
    ]
    mentions = aliases.agreed(entities.agreed(found, texts))
    jsonl.write(_row(rows[int(mention.article_id)][0], mention) for mention in mentions)
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
