"""Rank correlation of relevance with the scores in a knowledge base: by the brief, and with half of them as ratings."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from scipy.stats import spearmanr

from analytics import settings
from analytics.enrich import relevance
from analytics.enrich.ratings import Rated, Reader
from ingest.article import Article
from ingest.collect import collect

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "petesbrain-kb"


def main() -> int:
    """Prints Spearman's rho on the half that was not fitted; returns 1 where the corpus is absent."""
    if not CORPUS.is_dir():
        print("the corpora in ../shared are not on this machine", file=sys.stderr)
        return 1
    brief = relevance.load_brief(settings.load().brief)
    halves: tuple[list[Rated], list[Rated]] = ([], [])
    for article in collect([CORPUS]):
        given = article.extra.get("relevance_score") if isinstance(article, Article) else None
        if isinstance(article, Article) and isinstance(given, (int, float, str)):
            half = hashlib.sha256(article.title.encode()).digest()[0] % 2
            halves[half].append(Rated(article.title, article.text, float(given)))
    fitted, held = halves
    truth = [each.score for each in held]
    by_brief = [relevance.score("", each.title, each.text, brief).score for each in held]
    reader = Reader(brief).fit(fitted)
    learnt = [reader.score("", each.title, each.text).score for each in held]
    length = [len(each.text) for each in held]
    print(f"{len(fitted)} articles fitted, {len(held)} measured; Spearman's rank correlation with the files' own score")
    for name, scores in (("length alone", length), ("the brief", by_brief), ("brief and ratings", learnt)):
        print(f"  {name:18} {spearmanr(truth, scores).statistic:6.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
