"""`upswell stories`: articles to copies and stories."""

from __future__ import annotations

import argparse

from analytics import settings
from analytics.cli import articles, jsonl
from analytics.stories import copies, events
from analytics.topics import embed


def arguments(parser: argparse.ArgumentParser) -> None:
    jsonl.arguments(parser, holds="articles")
    parser.add_argument(
        "--cut",
        type=float,
        default=events.CUT,
        help="distance at which two groups are two events, 0 to 1 (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    lines = jsonl.Input(options.input)
    given = articles.documents(lines)
    if not given:
        return lines.status(strict=options.strict)
    documents = list(given.values())
    encoder = embed.load_encoder(settings.load())
    vectors = encoder.encode(
        jsonl.progress([embed.passage(each.title, each.text) for each in documents], label="encoding")
    )
    copy_of = {link.article_id: link.copy_of for link in copies.resolve(documents)}
    stories = events.cluster(documents, vectors, copies=copy_of, cut=options.cut)
    story_of = {article: story.id for story in stories for article in story.article_ids}
    ids = {document.id: key for key, document in given.items()}
    jsonl.write(
        {"id": key, "copy_of": ids.get(copy_of.get(each.id, "")), "story": story_of[each.id]}
        for key, each in given.items()
    )
    return lines.status(strict=options.strict)
