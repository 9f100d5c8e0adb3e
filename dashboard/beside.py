"""Answers from processes beside the server's: while its one interpreter draws pages, another core computes.

What is sent is a question with its arguments and what comes back is its answer, both as they are. The server answers
itself where there is one processor, where nothing was started, and when a process has died.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import multiprocessing
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from analytics import settings

if TYPE_CHECKING:
    from analytics.store import Store

T = TypeVar("T")

# More of them would wait for the one interpreter that draws what they answer.
MOST = 3
# New objects after which memory is searched for circles: one answer is made of many thousands, and none is a circle.
_CALM = (50_000, 20, 50)
# Seconds after which a thread that draws lets others have the interpreter, such as one whose answer is there.
_SLICE = 0.001

# What the server computes itself is computed one after the other: in the order in which they were asked for each
# answer is there sooner than when all of them advance in slices.
turn = Lock()


class Helper:
    """A process that answers one question after the other."""

    def __init__(self) -> None:
        # Spawned, so that it inherits neither threads nor database connections.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_help, args=(theirs,), daemon=True)
        self._process.start()
        # Held by its process alone, each end hears when the other is gone.
        theirs.close()

    def ask(self, *question: Any) -> tuple[Any, Exception | None]:
        """The answer or what it failed with. Raises EOFError or OSError when the process is gone."""
        self._line.send(question)
        answer: tuple[Any, Exception | None] = self._line.recv()
        return answer

    def end(self) -> None:
        """Ends the process, which answers nothing at the moment."""
        self._line.close()
        self._process.join()


class Pool:
    """Helpers, of which each question takes one that has nothing to do."""

    def __init__(self) -> None:
        self._size = 0
        self._idle: SimpleQueue[Helper | None] = SimpleQueue()

    def start(self, size: int) -> None:
        """Starts so many, for them to be ready when the first reader comes; 0 are none."""
        self._idle = SimpleQueue()
        for _ in range(size):
            self._idle.put(Helper())
        self._size = size

    def stop(self) -> None:
        """Ends them when they have answered what was asked; from now on questions are answered here."""
        size, self._size = self._size, 0
        for _ in range(size):
            if (helper := self._idle.get()) is not None:
                helper.end()
        self._idle.put(None)

    def ask(self, store: Callable[[], Store], question: Callable[..., T], *given: Any, **options: Any) -> T:
        """The answer to `question(store, *given, **options)`; `store` opens the one of this process."""
        helper = self._taken()
        if helper is not None:
            try:
                answer, error = helper.ask(question, given, options)
            except (EOFError, OSError):
                helper = Helper()
            else:
                if error is not None:
                    raise error
                told: T = answer
                return told
            finally:
                self._idle.put(helper)
        with turn:
            return question(store(), *given, **options)

    def _taken(self) -> Helper | None:
        """The next one that has nothing to do, None where there are none."""
        if not self._size:
            return None
        helper = self._idle.get()
        if helper is None:
            # They were stopped, which others who wait must hear as well.
            self._idle.put(None)
        return helper


pool = Pool()


@asynccontextmanager
async def running(_app: object) -> AsyncIterator[None]:
    """The life of the server, whose helpers live as long: as many as the settings allow beside it."""
    pool.start(min(settings.load().workers - 1, MOST))
    try:
        yield
    finally:
        pool.stop()


def settle() -> None:
    """Makes this process one that answers: it searches memory for circles seldom from now on, and never among what
    was loaded until now and stays for good, which costs answers a tenth of a second again and again."""
    gc.freeze()
    gc.set_threshold(*_CALM)
    sys.setswitchinterval(_SLICE)
    # What is frozen is never taken down, of which native libraries complain when the process ends.
    atexit.register(gc.unfreeze)


def _help(line: Connection) -> None:
    """Answers until the server is gone. Ctrl-C is for the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    importlib.import_module("analytics.questions")
    with suppress(EOFError, OSError):
        while True:
            line.send(_answered(*line.recv()))


def _answered(
    question: Callable[..., T], given: tuple[Any, ...], options: dict[str, Any]
) -> tuple[T | None, Exception | None]:
    try:
        return question(_store(), *given, **options), None
    except Exception as error:
        error.add_note(traceback.format_exc())
        return None, error


@cache
def _store() -> Store:
    from analytics.store import open_store

    settle()
    return open_store(settings.load())
