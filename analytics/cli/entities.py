"""`upswell entities`: texts to named entities."""

from __future__ import annotations

import argparse

from analytics import settings
from analytics.cli import jsonl
from analytics.enrich import aliases, entities, language, watchlist
from analytics.types import Mention


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="{id, text}")


def run(options: argparse.Namespace) -> int:
    given = settings.load()
    watched = watchlist.load(given.taxonomy)
    lines = jsonl.Input(options.input)
    rows = list(lines.rows(jsonl.text))
    if not rows:
        return lines.status(strict=options.strict)
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
    return lines.status(strict=options.strict)


def _row(key: jsonl.Id, mention: Mention) -> dict[str, object]:
    return {
        "id": key,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "canonical": mention.canonical,
    }
