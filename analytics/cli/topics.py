"""`upswell topics`: articles to topics."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics import settings
from analytics.charts import formats, lineage
from analytics.cli import articles, jsonl
from analytics.enrich import subjects, watchlist
from analytics.errors import UpswellError
from analytics.settings import Settings
from analytics.topics import embed, growth, labels, model, refit, state
from analytics.topics.corpus import Corpus
from analytics.topics.model import TopicModel
from analytics.types import Assignment, Document

LEAD_CHARACTERS = 600


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="articles")
    parser.add_argument("--k", type=int, metavar="N", help="exactly N topics instead of a number that is found")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="for --k (default: %(default)s)")
    parser.add_argument("--state", type=Path, metavar="DIR", help="folder that keeps the topics from run to run")
    parser.add_argument("--refit", action="store_true", help="find topics anew and match them to those of --state")
    parser.add_argument("--all", action="store_true", help="a line for every membership, not for the strongest alone")


def run(options: argparse.Namespace) -> int:
    if options.k is not None and options.k < 1:
        raise UpswellError("--k: a whole number above 0 is needed")
    if options.refit and (options.k is not None or not options.state):
        raise UpswellError("--refit: goes with --state, and not with --k")
    lines = jsonl.Input(options.input)
    given = articles.documents(lines)
    if not given:
        return lines.status(strict=options.strict)
    known = state.load(options.state) if options.state else None
    if options.refit and known:
        topics = _refitted(known, list(given.values()))
    else:
        topics = _model(known, list(given.values()), k=options.k, seed=options.seed)
    if options.state:
        state.save(topics, options.state)
        _tell(known, topics)
    jsonl.write(_rows(topics, given, every=options.all))
    return lines.status(strict=options.strict)


def _model(known: TopicModel | None, documents: Sequence[Document], *, k: int | None, seed: int) -> TopicModel:
    chosen = settings.load()
    encoder = embed.load_encoder(chosen)
    if known and known.space.encoder != encoder.version:
        raise UpswellError(f"--state: made with the encoder {known.space.encoder}, not {encoder.version}; name another")
    seen = set(known.article_ids) if known else set()
    fresh = [document for document in documents if document.id not in seen]
    vectors = _vectors(fresh, encoder)
    phrases = phraser(chosen)
    now = datetime.now(UTC)
    if known:
        return growth.update(known, fresh, vectors, when=now, phrases=phrases)
    return model.fit(Corpus.of(fresh, vectors), encoder=encoder.version, when=now, k=k, seed=seed, phrases=phrases)


def _refitted(known: TopicModel, documents: Sequence[Document]) -> TopicModel:
    missing = set(known.article_ids) - {document.id for document in documents}
    if missing:
        raise UpswellError(f"--refit: {len(missing)} articles of the state are not in the input; give all articles")
    chosen = settings.load()
    encoder = embed.load_encoder(chosen)
    return refit.refit(
        known,
        Corpus.of(documents, _vectors(documents, encoder)),
        encoder=encoder.version,
        when=datetime.now(UTC),
        phrases=phraser(chosen),
    )


def _tell(before: TopicModel | None, topics: TopicModel) -> None:
    """Says on standard error what became of the topics in this run; the state keeps all of it."""
    known, events = (before.topics, before.events) if before else ((), ())
    names = {each.id: each.label for each in (*known, *topics.topics)}
    for event in topics.events[len(events) :]:
        if event.kind != "continued":
            print(f"{formats.day(event.when)}: {lineage.told(event, names)} ({event.reason})", file=sys.stderr)


def _vectors(documents: Sequence[Document], encoder: embed.Encoder) -> NDArray[np.float32]:
    passages = [embed.passage(document.title, document.text) for document in documents]
    return encoder.encode(jsonl.progress(passages, label="encoding"))


def phraser(chosen: Settings) -> labels.Phraser:
    """Noun phrases of titles and of the first words of texts, by the language model."""

    def noun_phrases(documents: Sequence[Document]) -> list[tuple[str, ...]]:
        leads = [f"{each.title}.\n{each.text[:LEAD_CHARACTERS]}" for each in documents]
        return subjects.phrases(leads, model=chosen.spacy_model, watched=watchlist.load(chosen.taxonomy))

    return noun_phrases


def _rows(topics: TopicModel, given: Mapping[jsonl.Id, Document], *, every: bool) -> Iterator[dict[str, object]]:
    named = {topic.id: topic for topic in topics.topics}
    themes = {theme.id: theme.label for theme in topics.themes}
    memberships: dict[str, list[Assignment]] = {}
    for assignment in topics.assignments({document.id for document in given.values()}):
        memberships.setdefault(assignment.article_id, []).append(assignment)
    for key, document in given.items():
        found = memberships.get(document.id, [])
        if not found:
            yield {"id": key, "topic": None, "label": None, "theme": None, "weight": 0}
        for assignment in found if every else found[:1]:
            topic = named[assignment.topic_id]
            yield {
                "id": key,
                "topic": topic.id,
                "label": topic.label,
                "theme": themes.get(topic.parent or ""),
                "weight": assignment.weight,
            }
