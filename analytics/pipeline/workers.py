"""Work spread over processes or a Dask cluster, handed back in order; a worker that dies costs nothing but time."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from analytics.errors import SettingsError
from analytics.settings import Settings

Key = TypeVar("Key")
Given = TypeVar("Given")
Result = TypeVar("Result")

# Below this many batches, starting processes costs more than they save.
WORTH_A_POOL = 4
# Batches in flight for each worker: enough that none waits, few enough that little is held in memory.
AHEAD = 3
ATTEMPTS = 5


def in_order(
    work: Callable[[Given], Result],
    batches: Sequence[Key],
    load: Callable[[Key], Given],
    *,
    settings: Settings,
) -> Iterator[tuple[Key, Result]]:
    """(batch, work(load(batch))) for each batch, in their order; `load` runs here and `work` wherever it is best.

    `work` must be importable and pure: a batch whose worker died is done again, at most ATTEMPTS times.
    """
    if settings.cluster is not None:
        with _cluster(settings.cluster) as (executor, width):
            yield from _windowed(executor, work, batches, load, ahead=AHEAD * width)
    elif settings.workers == 1 or len(batches) < WORTH_A_POOL:
        for batch in batches:
            yield batch, work(load(batch))
    else:
        yield from _pooled(work, batches, load, workers=settings.workers)


def _pooled(
    work: Callable[[Given], Result], batches: Sequence[Key], load: Callable[[Key], Given], *, workers: int
) -> Iterator[tuple[Key, Result]]:
    done = failures = 0
    while done < len(batches):
        with _pool(workers) as executor:
            try:
                for pair in _windowed(executor, work, batches[done:], load, ahead=AHEAD * workers):
                    failures = 0
                    done += 1
                    yield pair
            except BrokenProcessPool:
                failures += 1
                if failures == ATTEMPTS:
                    raise


def _windowed(
    executor: Executor,
    work: Callable[[Given], Result],
    batches: Sequence[Key],
    load: Callable[[Key], Given],
    *,
    ahead: int,
) -> Iterator[tuple[Key, Result]]:
    waiting: deque[tuple[Key, Future[Result]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, executor.submit(work, load(batch))))
            if len(waiting) >= ahead:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        for _, future in waiting:
            future.cancel()


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    # Spawned, so that a worker inherits neither threads nor database connections.
    context = multiprocessing.get_context("spawn")
    # Ctrl-C is for the parent: it ends the workers in good order.
    deaf = (signal.SIGINT, signal.SIG_IGN)
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=signal.signal, initargs=deaf)
    try:
        with _deaf_to_interrupts():
            executor.submit(int)
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started here never hear Ctrl-C, not even before they can ignore it; this one does later."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError as error:
        raise SettingsError("a cluster needs Dask: install upswell[cluster]") from error
    try:
        client: Any = Client(address, timeout="20s", set_as_default=False)  # type: ignore[no-untyped-call] # Dask has no types
    except OSError as error:
        raise SettingsError(f"no Dask scheduler answers at {address}: start `dask scheduler` there") from error
    with client:
        width = max(1, sum(client.nthreads().values()))
        executor: AbstractContextManager[Executor] = client.get_executor(pure=False, retries=ATTEMPTS)
        with executor as running:
            yield running, width
