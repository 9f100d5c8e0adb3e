"""How far a refresh is: a bar with rate and time left on a terminal, a plain line a stage otherwise."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm


class Bars:
    """A `Progress` on standard error; one bar a stage. Use as a context manager."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._close()
            self._stage = stage
            if sys.stderr.isatty():
                # What was done before the bar was there must not count into the rate.
                self._bar = tqdm(desc=stage, initial=done, total=total, file=sys.stderr, unit="", dynamic_ncols=True)
            else:
                print(f"{stage} ({total:,})", file=sys.stderr)
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
