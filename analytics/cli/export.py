"""`upswell export`: what the dashboard would export, as a file."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from analytics import exports, settings
from analytics.charts.theme import DARK, LIGHT
from analytics.cli import selection
from analytics.cli.main import DONE, WRONG_USAGE
from analytics.errors import ExportError
from analytics.store import Store, open_store


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument("--out", type=Path, metavar="FILE", help=f"the file to write: .{', .'.join(exports.FORMATS)}")
    parser.add_argument("--statistic", action="append", metavar="WORDS", help="a statistic to chart, by words or id")
    parser.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .potx whose look the deck takes")
    parser.add_argument("--partial", action="store_true", help="draw periods that are not whole, dashed, on slides too")
    parser.add_argument("--dark", action="store_true", help="pictures on a dark ground")
    parser.add_argument("--list", action="store_true", help="print the topics that can be charted")
    selection.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the file; its name goes to standard output."""
    if not options.list and options.out is None:
        print("upswell export: name the file with --out, such as --out trends.pptx", file=sys.stderr)
        return WRONG_USAGE
    store = open_store(settings.load())
    try:
        return _list(store, options) if options.list else _export(store, options)
    finally:
        store.close()


def _list(store: Store, options: argparse.Namespace) -> int:
    studio = exports.Studio(store, selection.filters(options), now=datetime.now(UTC))
    for line in studio.topics():
        print(f"{line.topic.id}\t{line.topic.label}\t{line.n_articles}")
    return DONE


def _export(store: Store, options: argparse.Namespace) -> int:
    form = options.out.suffix.lstrip(".").lower()
    if form not in exports.FORMATS:
        print(f"upswell export: {options.out}: choose an ending among .{', .'.join(exports.FORMATS)}", file=sys.stderr)
        return WRONG_USAGE
    made = exports.charts(
        store,
        selection.filters(options),
        now=datetime.now(UTC),
        statistics=(*selection.statistics(options), *(options.statistic or ())),
        theme=DARK if options.dark else LIGHT,
    )
    template = _read(options.template) if options.template else None
    write(options.out, exports.render(made, form, template=template, partial=options.partial))
    print(options.out)
    return DONE


def write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all. Raises ExportError naming it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}; name a file in a folder that may be written") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}; name a file that can be read") from error
