"""How long the dashboard's server takes for a rerun after a filter change, with many readers at once.

    python run.py bench dashboard [--articles 100000] [--readers 20] [--changes 6] [--pause 7] [--pages topics]

Each reader is a websocket client that speaks Streamlit's own protocol, reads a while, then changes a filter to a
selection that nobody has asked for before. The time runs from sending the change to the script's end, as the reader
would see it. The floor beside it is a page of the same server that asks nothing. Readers think as those of TPC-W do
(clause 5.3.2.1): exponentially distributed, 7 seconds on average, ten times that at most.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from tqdm import tqdm
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from analytics import settings
from analytics.store import open_store
from benchmarks import stock
from benchmarks.serving import serving

TARGET = 0.3
PAGES = ("", "topics", "topic?topic=t3", "statistics", "entities", "compare", "articles", "sources")
FLOOR = "deck"


def main(argv: Sequence[str] | None = None) -> int:
    """Prints median, p95 and worst of each page; returns 1 when the pages' p95 is above the target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--changes", type=int, default=6, help="filter changes of each reader and page")
    parser.add_argument("--pause", type=float, default=7.0, help="mean seconds that a reader looks before a change")
    parser.add_argument("--pages", nargs="*", default=PAGES, help="paths; the overview's is empty")
    parser.add_argument("--home", type=Path, help="a folder that keeps the store for the next run")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        made = stock.Stock(articles=options.articles)
        _fill(home, made)
        with serving(home) as address:
            print(
                f"{options.articles:,} articles, {options.readers} readers, each thinks {options.pause:g} s on average"
            )
            print(f"{'page':<16}{'median':>8}{'p95':>10}{'worst':>10}{'changes':>10}")
            slowest = 0.0
            for page in (FLOOR, *options.pages):
                taken = asyncio.run(_read(address, page, made, options))
                p95 = float(np.quantile(taken, 0.95))
                name = f"{page.partition('?')[0] or 'overview'}{' (floor)' if page == FLOOR else ''}"
                print(f"{name:<14}{np.median(taken):>9.3f}s{p95:>9.3f}s{max(taken):>9.3f}s{len(taken):>10}", flush=True)
                if page != FLOOR:
                    slowest = max(slowest, p95)
    print(f"slowest p95 {slowest:.3f} s; at most {TARGET} s is wanted")
    return 0 if slowest <= TARGET else 1


def _fill(home: Path, made: stock.Stock) -> None:
    home.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.load({"UPSWELL_HOME": str(home)}))
    if store.is_empty():
        done = 0
        with tqdm(total=made.articles, desc="writing the store", file=sys.stderr) as bar:
            for done_now in stock.fill(store, made):
                bar.update(done_now - done)
                done = done_now
    store.close()


async def _read(address: str, page: str, made: stock.Stock, options: argparse.Namespace) -> list[float]:
    readers = (_reader(address, page, made, options, number) for number in range(options.readers))
    return [taken for reader in await asyncio.gather(*readers) for taken in reader]


async def _reader(address: str, page: str, made: stock.Stock, options: argparse.Namespace, number: int) -> list[float]:
    """One session: opens the page, then changes its filters again and again. Returns the seconds of each change."""
    chance = random.Random(f"{page} {number}")  # noqa: S311 - no secret
    page, _, own = page.partition("?")
    taken = []
    async with connect(
        f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as socket:
        state = ClientState(page_name=page, query_string=own)
        await asyncio.sleep(chance.random() * options.pause)
        await _rerun(socket, state)
        for _ in range(options.changes):
            await asyncio.sleep(min(chance.expovariate(1 / options.pause), 10 * options.pause))
            state = ClientState(page_name=page, query_string="&".join(filter(None, (own, _selection(chance, made)))))
            begin = time.perf_counter()
            await _rerun(socket, state)
            taken.append(time.perf_counter() - begin)
    return taken


def _selection(chance: random.Random, made: stock.Stock) -> str:
    start = made.first + timedelta(days=chance.randrange(365 * (made.years - 1)))
    end = start + timedelta(days=chance.randrange(120, 400))
    names = sorted(f"Publication {index:03}" for index in chance.sample(range(made.sources), chance.choice((0, 5, 40))))
    return urlencode({"sources": names, "start": start.isoformat(), "end": end.isoformat()}, doseq=True)


async def _rerun(socket: ClientConnection, state: ClientState) -> None:
    await socket.send(BackMsg(rerun_script=state).SerializeToString())
    while True:
        message = ForwardMsg.FromString(await socket.recv(decode=False))
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"the page ended with status {message.script_finished}")
            return


if __name__ == "__main__":
    sys.exit(main())
