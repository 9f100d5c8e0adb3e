"""`upswell export`: what the dashboard would export, as a file."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from analytics import exports, questions, settings
from analytics.charts.theme import DARK, LIGHT
from analytics.cli import selection
from analytics.cli.main import DONE, WRONG_USAGE
from analytics.errors import ExportError
from analytics.exports.kinds import OF_TRENDS
from analytics.exports.note import article_note
from analytics.filters import Filters
from analytics.store import Store, lake, open_store

# A chart's forms, a note in Markdown, and a feed.
ENDINGS = (*exports.FORMATS, "md", "rss")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the verb."""
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=f"the file to write: .{', .'.join(ENDINGS)}; further pictures get a number",
    )
    parser.add_argument("--statistic", action="append", metavar="WORDS", help="a statistic to chart, by words or id")
    parser.add_argument("--kind", choices=OF_TRENDS, help="draw this kind of chart instead of the fitting one")
    parser.add_argument("--article", metavar="ID", help="an article to write as a note (.md)")
    parser.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .potx whose look the deck takes")
    parser.add_argument("--partial", action="store_true", help="draw periods that are not whole, dashed, on slides too")
    parser.add_argument("--outlook", action="store_true", help="carry each subject on for four periods, with interval")
    parser.add_argument("--dark", action="store_true", help="pictures on a dark ground")
    parser.add_argument("--refresh", type=Path, metavar="DECK", help="bring the charts of an edited deck up to date")
    parser.add_argument("--parquet", type=Path, metavar="DIR", help="write every table of the store as Parquet")
    parser.add_argument("--list", action="store_true", help="print the topics that can be charted")
    selection.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the file; its name goes to standard output."""
    if options.out is None and not (options.list or options.refresh or options.parquet):
        print("upswell export: name the file with --out, such as --out trends.pptx", file=sys.stderr)
        return WRONG_USAGE
    store = open_store(settings.load())
    try:
        if options.list:
            return _list(store, options)
        if options.parquet:
            return _lake(store, options.parquet)
        return _refresh(store, options) if options.refresh else _export(store, options)
    finally:
        store.close()


def _list(store: Store, options: argparse.Namespace) -> int:
    studio = exports.Studio(store, selection.filters(options), now=datetime.now(UTC))
    for line in studio.topics():
        print(f"{line.topic.id}\t{line.topic.label}\t{line.n_articles}")
    return DONE


def _lake(store: Store, folder: Path) -> int:
    written = lake.export_parquet(store, folder)
    print(f"{folder}: {len(written)} tables, {sum(written.values()):,} rows", file=sys.stderr)
    print(folder)
    return DONE


def _export(store: Store, options: argparse.Namespace) -> int:
    out: Path = options.out
    form = out.suffix.lstrip(".").lower()
    if form not in ENDINGS:
        print(f"upswell export: {out}: choose an ending among .{', .'.join(ENDINGS)}", file=sys.stderr)
        return WRONG_USAGE
    made = [_text(store, options).encode()] if form in {"md", "rss"} else _files(store, options, form)
    for number, data in enumerate(made, start=1):
        path = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
        write(path, data)
        print(path)
    return DONE


def _text(store: Store, options: argparse.Namespace) -> str:
    now = datetime.now(UTC)
    if options.article:
        view = questions.read_article(store, Filters(), article_id=options.article, now=now)
        if view is None:
            raise ExportError(f"--article: there is no article {options.article!r}")
        return article_note(view, added=store.as_of() or now)
    studio = exports.Studio(store, selection.filters(options), now=now)
    return studio.feed() if options.out.suffix.lower() == ".rss" else studio.note()


def _files(store: Store, options: argparse.Namespace, form: str) -> Iterator[bytes]:
    """The file of that form, or the files: a picture shows one chart."""
    filters, now = selection.filters(options), datetime.now(UTC)
    made = exports.charts(
        store,
        filters,
        now=now,
        statistics=(*selection.statistics(options), *(options.statistic or ())),
        kind=options.kind,
        theme=DARK if options.dark else LIGHT,
        ahead=options.outlook,
    )
    if form in exports.OF_ONE_CHART and made:
        yield from (exports.render([chart], form) for chart in made)
        return
    template = _read(options.template) if options.template else None
    matter = exports.Studio(store, filters, now=now).matter() if form == "pptx" and len(made) > 1 else None
    yield exports.render(made, form, template=template, partial=options.partial, matter=matter)


def _refresh(store: Store, options: argparse.Namespace) -> int:
    """Renews a deck in place, with its former state beside it, or writes the new one to `--out`."""
    deck: Path = options.refresh
    before = _read(deck)
    chosen = selection.filters(options)
    after, changes = exports.refresh_deck(
        store, before, now=datetime.now(UTC), name=str(deck), start=chosen.start, end=chosen.end
    )
    if options.out is None:
        write(deck.with_name(f"{deck.stem}.before-refresh{deck.suffix}"), before)
    write(options.out or deck, after)
    for change in changes:
        print(
            f"slide {change.slide}: {change.what}: {change.outcome}" + (f" ({change.detail})" if change.detail else "")
        )
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
