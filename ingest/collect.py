"""Files and folders to articles and rejections: finds the format of each body and hands it to its reader.

Knows no database and fetches nothing. The same input gives the same articles, whatever the order of its files.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from ingest import feed, json_feed, mail, markdown, opml, page, table, wordpress
from ingest.article import Article, Rejection, Source
from ingest.assemble import assemble
from ingest.item import Document, Item
from ingest.normalize import decode, is_binary
from ingest.values import mappings

# Raised whenever the same input may give other articles: rejections are then tried again.
PARSER_VERSION = "2"
LARGEST_FILE = 512 * 2**20

Reader = Callable[[Document], Iterator[Item | Rejection]]
_FEED_ROOT = re.compile(rb"<(?:\?xml|[a-z]*:?rdf\b|rss\b|[a-z]*:?feed\b|channel\b|!DOCTYPE\s+rss)", re.IGNORECASE)
_FEED_ONLY = re.compile(rb"<(?:[a-z]+:)?(?:rdf|rss|feed|channel)\b", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_MARKDOWN = frozenset((".md", ".markdown", ".mdx", ".txt", ".text"))
_FRONT = re.compile(rb"(?:-{3,}|\+\+\+)[ \t]*\r?\n")


def collect(
    paths: Iterable[Path], *, format: str = "auto", columns: Mapping[str, str] | None = None
) -> Iterator[Article | Rejection]:
    """The articles of files and folders, sorted by path within each folder.

    `format` is one of FORMATS; `columns` maps fields to the columns of tables. Hidden files are passed over. What
    cannot be read becomes a rejection that names it, and the rest goes on.
    """
    for path in paths:
        for file in files_of(path):
            shown = file.as_posix()
            try:
                data = read_bytes(file)
            except OSError as error:
                yield Document(b"", shown).rejection("", f"cannot be opened: {error.strerror or error}")
                continue
            yield from parse(data, path=shown, format=format, columns=columns)


def parse(
    data: bytes,
    *,
    path: str,
    source: Source | None = None,
    content_type: str | None = None,
    format: str = "auto",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejection]:
    """The articles of one body that came from `path`, a file's path or an address.

    Never raises for what the body holds: bytes that are no article give a rejection.
    """
    document = Document(data=data, path=path, source=source, content_type=content_type, columns=columns or {})
    now = datetime.now(UTC)
    found = False
    for item in _read(document, format):
        found = True
        yield item if isinstance(item, Rejection) else assemble(item, document, now=now)
    if not found:
        yield document.rejection("", "holds no articles")


def _read(document: Document, format: str) -> Iterator[Item | Rejection]:
    if document.data.startswith(b"\x1f\x8b"):
        try:
            unpacked = _gunzip(document.data)
        except (OSError, EOFError, zlib.error) as error:
            yield document.rejection("", "a gzip file that cannot be unpacked", error)
            return
        path = document.path.removesuffix(".gz")
        document = Document(unpacked, path, document.source, document.content_type, document.columns)
    if not document.data.strip():
        yield document.rejection("", "the file is empty")
    elif len(document.data) > LARGEST_FILE:
        yield document.rejection("", f"larger than {LARGEST_FILE // 2**20} MB; split it")
    else:
        reader = _READERS[format] if format != "auto" else _detect(document)
        yield from reader(document)


def _detect(document: Document) -> Reader:
    """The reader for a body, by what it starts with; its name only decides between texts without marks."""
    data = document.data
    suffix = Path(document.path).suffix.lower()
    if data.startswith(b"PAR1"):
        return table.read_parquet
    if is_binary(data):
        return _reject("a binary file; articles are text")
    head = _head(data)
    if suffix in {".html", ".htm"} and _HTML.search(head):
        return page.read
    if suffix in {".jsonl", ".ndjson"}:
        return table.read_json_lines
    if head.startswith((b"{", b"[")):
        return markdown.read if suffix in _MARKDOWN and head.startswith(b"{") else _read_json
    if head.startswith(b"<") or suffix in {".xml", ".rss", ".atom", ".rdf", ".opml"}:
        return _detect_markup(document, head, suffix)
    if _FRONT.match(head) or suffix in _MARKDOWN:
        return markdown.read
    if suffix in {".csv", ".tsv"}:
        return table.read_csv
    if mail.is_mail(data) or suffix in {".eml", ".mbox"}:
        return mail.read
    if _FEED_ONLY.search(head):
        return feed.read
    return _reject("no format that is known: feeds, WordPress JSON, Markdown, HTML, mail, CSV, JSON Lines or Parquet")


def _detect_markup(document: Document, head: bytes, suffix: str) -> Reader:
    if _OPML.search(head):
        return _reject("a list of subscriptions, not articles; register it with `upswell add`")
    if _HTML.search(head[:2000]) and not _FEED_ONLY.search(head):
        named_feed = suffix in {".xml", ".rss", ".atom", ".rdf"}
        is_feed = document.source is not None and document.source.kind == "feed"
        return feed.read if named_feed or is_feed else page.read
    return feed.read


def _head(data: bytes) -> bytes:
    """The first characters as ASCII-like bytes, whatever the encoding."""
    start = data[:8192]
    if b"\x00" in start:
        start = decode(start).encode("utf-8", "replace").replace(b"\x00", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()


def _read_json(document: Document) -> Iterator[Item | Rejection]:
    """JSON of any shape: a feed, posts, an answer of a news service, rows, or several values after each other."""
    first, _, rest = document.data.strip().partition(b"\n")
    if first.startswith(b"{") and rest and _is_object(first):
        yield from table.read_json_lines(document)
        return
    values, broken = _values(decode(document.data))
    yield from _by_shape(values, document)
    if broken is not None:
        yield document.rejection(f"character {broken}", "JSON that breaks here; what stands before it was read")


def _by_shape(values: list[object], document: Document) -> Iterator[Item | Rejection]:
    if len(values) == 1 and isinstance(values[0], Mapping):
        only = values[0]
        if json_feed.is_json_feed(only):
            yield from json_feed.read(only, document)
            return
        only = response if isinstance(response := only.get("response"), Mapping) else only
        for key in ("articles", "items", "results", "posts", "data", "docs", "value", "hits", "news"):
            if mappings(only.get(key)):
                values = [only[key]]
                break
    rows = [row for value in values for row in (value if isinstance(value, list) else [value])]
    if any(wordpress.is_post(row) for row in rows):
        yield from wordpress.read(rows, document)
    else:
        yield from table.read_rows(((str(index), row) for index, row in enumerate(rows)), document)


def _values(text: str) -> tuple[list[object], int | None]:
    """The JSON values that stand one after another in `text`, and where it breaks, if it does.

    Of a list that breaks off, the values before the break are kept.
    """
    decoder = json.JSONDecoder()
    values: list[object] = []
    position = 0
    while position < len(text):
        if text[position].isspace() or text[position] in ",]":
            position += 1
            continue
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            if text[position] != "[":
                return values, position
            position += 1
        else:
            values.append(value)
    return values, None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _reject(reason: str) -> Reader:
    def read(document: Document) -> Iterator[Item | Rejection]:
        yield document.rejection("", reason, document.data[:80])

    return read


def files_of(path: Path) -> Iterator[Path]:
    """The files that `collect` reads under a path, in its order: hidden ones and linked folders are passed over."""
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.iterdir(), key=lambda child: child.name):
        if not child.name.startswith(".") and not (child.is_dir() and child.is_symlink()):
            yield from files_of(child)


def read_bytes(file: Path) -> bytes:
    """A file's bytes, up to one more than `LARGEST_FILE`. Raises OSError."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)


def _gunzip(data: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return stream.read(LARGEST_FILE + 1)


def _opml(document: Document) -> Iterator[Item | Rejection]:
    yield from opml.read(document.data, path=document.path)[1]


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "feed": feed.read,
        "json": _read_json,
        "jsonl": table.read_json_lines,
        "csv": table.read_csv,
        "parquet": table.read_parquet,
        "markdown": markdown.read,
        "page": page.read,
        "mail": mail.read,
    }
)
FORMATS = ("auto", *_READERS)
