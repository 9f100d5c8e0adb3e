"""What a refresh costs in a store that is large already: `python run.py bench refresh --articles 10000 1000000`.

For each size it builds a store of invented articles (or takes the one in `--home`/SIZE), then times `upswell refresh`
with nothing new, as a command, and every stage of adding 100 articles twice over: first as a new process pays it,
then with all modules loaded. `--memory N` takes N new articles through a refresh with two workers and prints the
peak of the memory that all of its processes hold (see `memory`).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from analytics import settings
from analytics.pipeline import collecting, embedding, enriching, folding, joining, scoring, silent, topics
from analytics.settings import Settings
from analytics.store import open_store, sources
from analytics.topics.embed import load_encoder
from benchmarks import memory
from benchmarks.notes import write_notes
from benchmarks.refreshed import has_been_refreshed
from benchmarks.stock import Stock, fill
from ingest.article import Source

NEW = 100
# Read by models, whose time does not depend on the store.
BY_MODELS = ("enrich", "embed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds, refreshes and prints."""
    parser = argparse.ArgumentParser(prog="bench refresh")
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000])
    parser.add_argument("--home", type=Path, help="keep the stores here, or use those that are here")
    parser.add_argument("--memory", type=int, metavar="N", help="only the memory of a refresh with N new articles")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        home = options.home or Path(temporary)
        if options.memory:
            memory.measure(home / "memory", Stock(options.memory))
            return 0
        for size in options.articles:
            _measure(home / str(size), Stock(size))
    return 0


def _measure(home: Path, stock: Stock) -> None:
    chosen = settings.load({"UPSWELL_HOME": str(home), "UPSWELL_WORKERS": "1"})
    store = open_store(chosen)
    if store.is_empty():
        for _ in fill(store, stock):
            pass
    has_been_refreshed(store, chosen, stock)
    store.close()
    print(f"{stock.articles:,} articles")
    command = [sys.executable, "-m", "analytics.cli.main", "refresh"]
    environ = os.environ | {"UPSWELL_HOME": str(home), "UPSWELL_WORKERS": "1"}
    for name in ("nothing new", "nothing new, again"):
        begin, busy = time.perf_counter(), _busy()
        subprocess.run(command, env=environ, check=True, capture_output=True)  # noqa: S603 - our own words only
        clock, processor = time.perf_counter() - begin, _busy() - busy
        print(f"  {name:<24}{clock:6.2f} s, {processor:.2f} of the processor, the whole command", flush=True)
    # A new process each: what is loaded by one size would be free for the next.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        for name in ("100 more, new process", "100 more, all loaded"):
            spent = alone.submit(_add, chosen, stock).result()
            clock, processor = (
                sum(taken[by] for stage, taken in spent.items() if stage not in BY_MODELS) for by in (0, 1)
            )
            print(f"  {name:<24}{clock:6.2f} s, {processor:.2f} of the processor, reading by models aside")
            print("    " + ", ".join(f"{stage} {taken[1]:.2f}" for stage, taken in spent.items()), flush=True)


def _busy() -> float:
    """Processor seconds of all children that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _add(chosen: Settings, stock: Stock) -> dict[str, tuple[float, float]]:
    """Seconds, of the clock and the processor, of each stage for NEW articles more, of the last two weeks."""
    store = open_store(chosen, in_passing=True)
    folder = chosen.home / "more" / str(time.time_ns())
    write_notes(folder, stock, NEW)
    sources.add(store, [Source(folder.name, "More", folder.as_posix(), "folder")], now=stock.now)
    steps: dict[str, Callable[[], object]] = {
        "collect": lambda: collecting.collect(store, chosen, now=stock.now, progress=silent),
        "fold": lambda: folding.fold(store, progress=silent),
        "enrich": lambda: enriching.enrich(store, chosen, progress=silent),
        "score": lambda: scoring.score(store, chosen, progress=silent),
        "embed": lambda: embedding.embed(store, chosen, progress=silent),
        "join stories": lambda: joining.join_stories(store, progress=silent),
        "assign topics": lambda: topics.assign_topics(store, chosen, now=stock.now, progress=silent),
    }
    load_encoder(chosen)
    spent = {}
    for name, step in steps.items():
        begin, busy = time.perf_counter(), time.process_time()
        step()
        spent[name] = time.perf_counter() - begin, time.process_time() - busy
    store.close()
    return spent


if __name__ == "__main__":
    raise SystemExit(main())
