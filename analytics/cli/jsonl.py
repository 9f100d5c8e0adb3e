"""JSON Lines in and out, the same for every filter."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO, TypeVar

from tqdm import tqdm

from analytics.cli.main import DONE, DONE_WITH_REJECTIONS, NOTHING_USABLE
from analytics.errors import UpswellError

T = TypeVar("T")
# An id goes out as it came in, so that a caller can join the two.
Id = str | int | float


class Input:
    """The objects of a JSON Lines file, or of standard input for `-`.

    A line that can't be used is named on standard error by file and line, and left out; the others are read.
    Raises UpswellError when the file cannot be opened.
    """

    def __init__(self, operand: str) -> None:
        self._operand = operand
        self._used = self._left_out = 0

    def rows(self, convert: Callable[[dict[str, object]], T]) -> Iterator[T]:
        """What `convert` makes of each object; it raises ValueError to say what is wrong with one."""
        for number, line in enumerate(self._lines(), start=1):
            if not line.strip():
                continue
            try:
                row = convert(_object(line))
            except ValueError as error:
                self._left_out += 1
                print(f"{self._operand} line {number}: {error}; left out", file=sys.stderr)
            else:
                self._used += 1
                yield row

    def status(self, *, strict: bool) -> int:
        """The exit status of a filter that has read everything."""
        if not self._used:
            return NOTHING_USABLE
        return DONE_WITH_REJECTIONS if strict and self._left_out else DONE

    def _lines(self) -> Iterator[str]:
        with ExitStack() as stack:
            stream: TextIO
            if self._operand == "-":
                stream = sys.stdin
                if hasattr(stream, "reconfigure"):
                    stream.reconfigure(encoding="utf-8", errors="replace")
            else:
                try:
                    stream = stack.enter_context(Path(self._operand).open(encoding="utf-8-sig", errors="replace"))
                except OSError as error:
                    raise UpswellError(
                        f"{self._operand}: {error.strerror or error}; name a file, or - for standard input"
                    ) from error
            yield from stream


def arguments(parser: argparse.ArgumentParser, *, holds: str) -> None:
    """What every filter takes: its input and `--strict`."""
    parser.add_argument("input", metavar="FILE", help=f"JSON Lines of {holds}; - for standard input")
    parser.add_argument("--strict", action="store_true", help="exit with 3 when a line could not be used")


def identity(row: Mapping[str, object]) -> Id:
    """The id of a row, as it was given. Raises ValueError when there is none."""
    key = row.get("id")
    if isinstance(key, bool) or not isinstance(key, str | int | float):
        raise ValueError("it needs an id, a string or a number")
    return key


def text(row: Mapping[str, object]) -> tuple[Id, str]:
    """The id and the text of a row. Raises ValueError when one is missing."""
    found = row.get("text")
    if not isinstance(found, str):
        raise ValueError("it needs a text, a string")
    return identity(row), found


def write(rows: Iterable[Mapping[str, object]], *, stream: TextIO | None = None) -> int:
    """Writes one object a line, UTF-8, keys in the order given. Returns how many were written."""
    out = sys.stdout if stream is None else stream
    if hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    written = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False, default=_plain, allow_nan=False) + "\n")
        written += 1
    out.flush()
    return written


def progress(items: Iterable[T], *, label: str, total: int | None = None) -> Iterable[T]:
    """The same items, with a bar on standard error when that is a terminal and nothing otherwise."""
    return tqdm(items, desc=label, total=total, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC ending in Z, to the second."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _object(line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON ({error})") from error
    if not isinstance(row, dict):
        raise ValueError("no JSON object")
    return row


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
