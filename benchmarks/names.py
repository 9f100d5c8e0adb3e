"""The names of the largest topics of real corpora, to be read by a person: `python run.py bench names`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np

from analytics import settings
from analytics.cli.topics import phraser
from analytics.topics import cluster, features, keyness, model
from analytics.topics.corpus import Corpus
from analytics.types import Document
from benchmarks import material
from ingest.article import Article
from ingest.collect import collect

LINKS = {
    "ainews-recaps": "ainews-recaps/ainews-items.jsonl.gz",
    "ridehome-links": "ridehome-links/ridehome.jsonl.gz",
}
ARTICLES = {
    "petesbrain-kb": material.SHARED / "corpora" / "petesbrain-kb" / "articles",
    "sample": settings.DATA / "sample",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", nargs="+", choices=[*ARTICLES, *LINKS], default=["petesbrain-kb", *LINKS])
    parser.add_argument("--topics", type=int, default=30, help="so many of the largest (default: %(default)s)")
    options = parser.parse_args()
    if not material.SHARED.exists():
        return material.missing()
    for corpus in options.corpora:
        documents = list(_documents(corpus))
        _print(corpus, Corpus.of(documents, material.vectors(documents)), most=options.topics)
    return 0


def _documents(corpus: str) -> Iterator[Document]:
    if corpus in LINKS:
        yield from material.documents(material.rows(LINKS[corpus], folder="corpora") or [])
        return
    for each in collect([ARTICLES[corpus]]):
        if isinstance(each, Article):
            yield Document(each.id, each.title, each.text or each.summary)


def _print(name: str, corpus: Corpus, *, most: int) -> None:
    fitted = model.fit(corpus, encoder="bench", when=datetime(2026, 1, 1, tzinfo=UTC), phrases=phraser(settings.load()))
    sizes = np.bincount(fitted.members[fitted.members[:, 0] >= 0, 0], minlength=len(fitted.topics))
    themes = {theme.id: theme.label for theme in fitted.themes}
    print(f"\n{name}: {len(corpus.ids)} articles, {len(fitted.topics)} topics, {fitted.unassigned} unassigned")
    print(f"  told by the groups that tell least, 1 is the median: {_least_told(corpus)}")
    for row in np.argsort(-sizes, kind="stable")[:most]:
        topic = fitted.topics[row]
        print(f"  {sizes[row]:>5}  {topic.label:<36} [{themes[topic.parent or '']}]  {', '.join(topic.terms[:4])}")


def _least_told(corpus: Corpus, *, groups: int = 6) -> str:
    """How much these groups tell before those that tell too little are dissolved."""
    _, points, words = features.fit(*corpus.read(np.arange(len(corpus.ids))), encoder="bench")
    told = np.sort(keyness.told(words, cluster.discover(model.rounded(points))))
    return ", ".join(f"{each:.2f}" for each in told[:groups])


if __name__ == "__main__":
    raise SystemExit(main())
