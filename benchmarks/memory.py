"""What a refresh holds in memory while a store grows: all of its processes, looked at from another one.

Reading by the models takes an hour for every thirty thousand articles, so most results are invented; the last few are
read for real by two workers, whose memory does not depend on how many there are.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

from analytics import settings
from analytics.pipeline import refresh
from analytics.pipeline.collecting import collect
from analytics.pipeline.folding import fold
from analytics.store import open_store, sources
from benchmarks.notes import write_notes
from benchmarks.refreshed import read_by_models
from benchmarks.stock import Stock
from ingest.article import Source

WORKERS, READ_FOR_REAL = 2, 512
EVERY = 0.02


@dataclass(slots=True)
class Peak:
    """The most that all processes held at one moment, in MB; `own` without mapped files, `first` of the first alone."""

    stage: str
    all: float = 0
    own: float = 0
    first: float = 0
    processes: int = 1
    begin: float = field(default_factory=time.perf_counter)

    def see(self, held: list[Counter[str]]) -> None:
        """Takes one look into account."""
        everything = sum(each["VmRSS"] for each in held)
        if everything > self.all:
            self.all, self.processes = everything, len(held)
        self.own = max(self.own, sum(each["RssAnon"] for each in held))
        self.first = max(self.first, held[0]["VmRSS"])

    def line(self) -> str:
        """One line of the table."""
        seconds = time.perf_counter() - self.begin
        return (
            f"  {self.stage:<30}{seconds:>8.0f}{self.all:>11,.0f}{self.own:>8,.0f}{self.first:>8,.0f}"
            f"{self.processes:>7}"
        )


def measure(home: Path, stock: Stock) -> None:
    """Takes invented articles through a refresh and prints the peak of each of its stages."""
    context = get_context("spawn")
    stages: Queue[str] = context.Queue()
    process = context.Process(target=_grow, args=(home, stock, stages))
    process.start()
    print(f"  {'':<30}{'seconds':>8}{'MB in all':>11}{'own':>8}{'parent':>8}  processes")
    peak, most = Peak("starting"), 0.0
    while process.is_alive():
        if not stages.empty() and (stage := stages.get()) != peak.stage:
            print(peak.line(), flush=True)
            peak = Peak(stage)
        if held := _held(process.pid or 0):
            peak.see(held)
            most = max(most, peak.all)
        time.sleep(EVERY)
    print(f"{peak.line()}\n  the most at any moment: {most:,.0f} MB")


def _grow(home: Path, stock: Stock, stages: Queue[str]) -> None:
    chosen = settings.load({"UPSWELL_HOME": str(home), "UPSWELL_WORKERS": str(WORKERS)})
    store = open_store(chosen, in_passing=True)

    def told(stage: str, done: int, total: int) -> None:
        if done < total:
            stages.put(stage)

    stages.put("writing the articles")
    write_notes(home / "notes", stock, stock.articles, days=365 * stock.years)
    sources.add(store, [Source("notes", "Notes", (home / "notes").as_posix(), "folder")], now=stock.now)
    stages.put("reading Notes")
    collect(store, chosen, now=stock.now, progress=told)
    stages.put("finding copies")
    fold(store, progress=told)
    stages.put("inventing what models find")
    read_by_models(store, chosen, but_for=READ_FOR_REAL)
    stages.put("reading names and numbers")
    refresh(store, chosen, now=stock.now, progress=told)
    store.close()


def _held(process: int) -> list[Counter[str]]:
    """What a process and all that it started hold, in MB: VmRSS, and its part RssAnon that maps no file."""
    found = []
    waiting = [process]
    while waiting:
        at = Path(f"/proc/{waiting.pop(0)}")
        try:
            lines = (at / "status").read_text().splitlines()
            for task in (at / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
        named = (line.split() for line in lines if line.startswith(("VmRSS", "RssAnon")))
        found.append(Counter({name[:-1]: int(kilobytes) / 1024 for name, kilobytes, _ in named}))
    return found
