"""`upswell parse`: files or folders of any supported format to articles."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from analytics.cli import jsonl
from analytics.cli.main import DONE, DONE_WITH_REJECTIONS, NOTHING_USABLE
from analytics.errors import UpswellError
from ingest.article import Article, Rejection
from ingest.collect import FORMATS, collect, parse
from ingest.table import COLUMNS

_KEYS = [
    "id",
    "path",
    "locator",
    "source",
    "source_url",
    "via",
    "url",
    "canonical_url",
    "title",
    "text",
    "summary",
    "authors",
    "published",
    "published_basis",
    "updated",
    "language",
    "tags",
    "extra",
]
_REJECTION_KEYS = ["path", "locator", "reason", "detail"]
_REPORTED = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders; - for standard input")
    parser.add_argument("--format", choices=FORMATS, default="auto", help="how to read them (default: told by content)")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=f"the column of a table that holds a field ({', '.join(COLUMNS)}); may be repeated",
    )
    parser.add_argument("--rejections", type=Path, metavar="FILE", help="write what could not be read to FILE")
    parser.add_argument("--strict", action="store_true", help="exit with 3 when anything was rejected")


def run(options: argparse.Namespace) -> int:
    rejections: list[Rejection] = []
    found = _collected(options)
    written = jsonl.write(_rows(jsonl.progress(found, label="parse"), rejections))
    _report(rejections)
    if options.rejections is not None:
        _write_rejections(rejections, options.rejections)
    if not written:
        return NOTHING_USABLE
    return DONE_WITH_REJECTIONS if options.strict and rejections else DONE


def _collected(options: argparse.Namespace) -> Iterator[Article | Rejection]:
    columns = _columns(options.column)
    for path in options.paths:
        if path == "-":
            yield from parse(sys.stdin.buffer.read(), path="-", format=options.format, columns=columns)
        else:
            yield from collect([Path(path)], format=options.format, columns=columns)


def _columns(pairs: list[str]) -> dict[str, str]:
    chosen = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if field not in COLUMNS or not equals:
            raise UpswellError(f"--column {pair}: write FIELD=COLUMN, where FIELD is one of {', '.join(COLUMNS)}")
        chosen[field] = column
    return chosen


def _rows(found: Iterable[Article | Rejection], rejections: list[Rejection]) -> Iterator[dict[str, object]]:
    for result in found:
        if isinstance(result, Rejection):
            rejections.append(result)
        else:
            yield {key: getattr(result, key) for key in _KEYS}


def _report(rejections: list[Rejection]) -> None:
    """Each rejection on a line while they are few; then how many of each reason."""
    if len(rejections) <= _REPORTED:
        for one in rejections:
            print(f"{one.path}{f' [{one.locator}]' if one.locator else ''}: {one.reason}", file=sys.stderr)
        return
    for reason, count in Counter(one.reason for one in rejections).most_common(_REPORTED):
        print(f"{count} rejected: {reason}", file=sys.stderr)


def _write_rejections(rejections: list[Rejection], file: Path) -> None:
    try:
        with file.open("w", encoding="utf-8", newline="\n") as stream:
            jsonl.write(({key: getattr(one, key) for key in _REJECTION_KEYS} for one in rejections), stream=stream)
    except OSError as error:
        raise UpswellError(f"{file}: {error.strerror or error}; name a file that can be written") from error
