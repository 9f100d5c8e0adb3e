"""Articles a second of the whole enrichment, beside bare `nlp.pipe` plus the bare encoder on the same texts."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice

import spacy

from analytics import settings
from analytics.enrich import relevance, watchlist
from analytics.enrich.process import Item, enrich, recipe
from analytics.pipeline.workers import in_order
from analytics.topics import embed
from ingest.article import Article
from ingest.collect import collect

WORDS = 350
BATCH = 32


def main() -> int:
    """Prints seconds and ratios; every reading is warm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=384, help=f"articles of {WORDS} words (default: %(default)s)")
    wanted = parser.parse_args().articles
    chosen = settings.load()
    items = list(islice(_items(), wanted))
    watched = watchlist.load(chosen.taxonomy)
    work = partial(enrich, recipe=recipe(chosen.spacy_model, watched), watched=watched)
    encoder = embed.load_encoder(chosen)
    brief = relevance.load_brief(chosen.brief)
    stock = spacy.load(chosen.spacy_model)

    def bare() -> None:
        for _ in stock.pipe((item.text for item in items), batch_size=BATCH):
            pass
        encoder.encode(embed.passage(item.title, item.text) for item in items)

    def whole() -> None:
        work(items)
        encoder.encode(embed.passage(item.title, item.text) for item in items)
        for item in items:
            relevance.score(item.article_id, item.title, item.text, brief)

    def spread(workers: int) -> tuple[float, float]:
        """Seconds by the clock and by the processors of reading and placing, start of the workers included."""
        batches = [items[begin : begin + BATCH] for begin in range(0, len(items), BATCH)]
        place = partial(embed.encode, encoder=chosen.encoder, expected=embed.name_of(chosen.encoder))
        stages: list[tuple[Callable[..., object], Callable[[list[Item]], object]]] = [
            (work, list),
            (place, lambda batch: [embed.passage(item.title, item.text) for item in batch]),
        ]
        begin, busy = time.perf_counter(), _busy()
        for stage, load in stages:
            for _ in in_order(stage, batches, load, settings=replace(chosen, workers=workers)):
                pass
        return time.perf_counter() - begin, _busy() - busy

    work(items[:BATCH])
    seconds = {"bare pipe and encoder": _cpu(bare), "whole enrichment": _cpu(whole)}
    for name, spent in seconds.items():
        print(f"{name:24} {len(items) / spent:6.1f} articles a CPU second", flush=True)
    print(f"whole over bare          {seconds['bare pipe and encoder'] / seconds['whole enrichment']:6.2f}")
    (one, busy_one), (two, busy_two) = spread(1), spread(2)
    print(f"one process              {len(items) / one:6.1f} articles a second")
    print(f"two processes            {len(items) / two:6.1f} articles a second, {one / two:.2f} times one")
    # Holds also where the processors are shared with other work.
    more = busy_two / busy_one
    print(f"  at {more:.2f} times the processor time: {2 / more:.2f} times one on two free cores")
    return 0


def _busy() -> float:
    """Processor seconds of this process and of all its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _cpu(run: Callable[[], None]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def _items() -> Iterator[Item]:
    """The sample's articles, joined to the length of a news article, over and over."""
    sample = settings.DATA / "sample"
    articles = [each for each in collect([sample]) if isinstance(each, Article)]
    number, words, title = 0, list[str](), ""
    for article in cycle(articles):
        title = title or article.title
        words.extend(article.text.split(" "))
        if len(words) >= WORDS:
            yield Item(str(number), title, " ".join(words[:WORDS]))
            number, words, title = number + 1, [], ""


if __name__ == "__main__":
    sys.exit(main())
