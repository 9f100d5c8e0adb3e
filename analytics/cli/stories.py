"""`upswell stories`: articles to copies and stories."""

from __future__ import annotations

import argparse

from analytics import settings
from analytics.cli import articles, jsonl
from analytics.stories import copies, events
from analytics.topics import embed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", help="articles as JSON Lines, or - for standard input")
    parser.add_argument(
        "--cut",
        type=float,
        default=events.CUT,
        help="distance at which two groups are two events, 0 to 1 (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> int:
    documents = articles.documents(jsonl.read(options.input))
    if not documents:
        return 1
    encoder = embed.load_encoder(settings.load())
    vectors = encoder.encode(
        jsonl.progress([embed.passage(each.title, each.text) for each in documents], label="encoding")
    )
    copy_of = {link.article_id: link.copy_of for link in copies.resolve(documents)}
    stories = events.cluster(documents, vectors, copies=copy_of, cut=options.cut)
    story_of = {article: story.id for story in stories for article in story.article_ids}
    jsonl.write({"id": each.id, "copy_of": copy_of.get(each.id), "story": story_of[each.id]} for each in documents)
    return 0
