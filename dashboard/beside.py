"""Answers from processes beside the server's: while its one interpreter draws pages, another core computes.

What is sent is a question with its arguments and what comes back is its answer, both as they are. The server answers
itself where there is one processor, where nothing was started, and when a process has died.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from queue import SimpleQueue
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, TypeVar

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

# What a line to a process raises that has died, or that was ended and could not be started anew.
_GONE = (EOFError, OSError, ValueError, pickle.UnpicklingError)

# What the server computes itself is computed one after the other: in the order in which they were asked for each
# answer is there sooner than when all of them advance in slices.
turn = Lock()


class Helper:
    """A process that answers one question after the other."""

    def __init__(self) -> None:
        # A program of its own: `multiprocessing` would run the page once more from which it is started anew.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.beside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(settings.PROJECT), *filter(None, sys.path)])},
        )

    def ask(self, *question: Any) -> tuple[Any, Exception | None]:
        """The answer or what it failed with. Raises one of `_GONE` when the process is gone."""
        to, by = self._process.stdin, self._process.stdout
        if to is None or by is None:
            raise EOFError("the process has no line to it")
        _send(to, question)
        answer: tuple[Any, Exception | None] = pickle.load(by)  # noqa: S301 - from our own process
        return answer

    def end(self) -> None:
        """Ends the process, which answers nothing at the moment and ends when nobody can ask it any more."""
        with suppress(OSError), self._process:
            pass


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
            except _GONE:
                helper.end()
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


def _help(asked: IO[bytes], told: IO[bytes]) -> None:
    """Answers until the server is gone. Ctrl-C is for the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    importlib.import_module("analytics.questions")
    with suppress(EOFError, OSError):
        while True:
            question, given, options = pickle.load(asked)  # noqa: S301 - from our own server
            _send(told, _answered(question, given, options))


def _send(line: IO[bytes], said: object) -> None:
    # Made whole first: what cannot be sent must not leave half of itself on the line.
    line.write(pickle.dumps(said, pickle.HIGHEST_PROTOCOL))
    line.flush()


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


if __name__ == "__main__":
    # What a library prints goes to the log and not among the answers.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as line:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        _help(sys.stdin.buffer, line)
