"""JSON Lines in and out, the same for every filter."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO, TypeVar

from tqdm import tqdm

from analytics.errors import UpswellError

T = TypeVar("T")


def read(operand: str) -> Iterator[dict[str, object]]:
    """The objects of a JSON Lines file, or of standard input for `-`. Blank lines are skipped.

    A line that is no JSON object is named on standard error and left out; the others are read. Raises
    UpswellError when the file cannot be opened.
    """
    with ExitStack() as stack:
        stream: TextIO
        if operand == "-":
            stream = sys.stdin
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            try:
                stream = stack.enter_context(Path(operand).open(encoding="utf-8-sig", errors="replace"))
            except OSError as error:
                raise UpswellError(
                    f"{operand}: {error.strerror or error}; name a file, or - for standard input"
                ) from error
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                print(f"{operand} line {number}: no JSON ({error}); line left out", file=sys.stderr)
                continue
            if not isinstance(row, dict):
                print(f"{operand} line {number}: no JSON object; line left out", file=sys.stderr)
                continue
            yield row


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


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
