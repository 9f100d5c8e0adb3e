"""Rows to items: CSV, JSON Lines, JSON arrays (NewsAPI-like ones too) and Parquet, by the names of their columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pyarrow
from pyarrow import parquet

from ingest.article import PublishedBasis, Rejection
from ingest.item import Document, Item
from ingest.markdown import to_html
from ingest.normalize import decode
from ingest.values import text, texts

LONGEST_LINE = 10 * 2**20

# Field of an item: the columns that may hold it, best first, compared without case, blanks and underscores.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "guid", "uuid", "articleid", "docid", "docno"),
        "title": ("title", "headline", "webtitle", "head", "heading", "name", "subject"),
        "text": (
            "text",
            "fulltext",
            "content",
            "body",
            "articlebody",
            "contenthtml",
            "contenttext",
            "maintext",
            "article",
        ),
        "summary": ("summary", "description", "shortdescription", "excerpt", "abstract", "snippet", "teaser", "lead"),
        "url": ("url", "link", "href", "permalink", "weburl", "articleurl", "address"),
        "published": (
            *(
                "published",
                "publishedat",
                "publicationdate",
                "publisheddate",
                "pubdate",
                "datepublished",
                "publishdate",
            ),
            *("publishtime", "publishedon", "date", "datetime", "time", "timestamp", "day", "created", "createdat"),
            *("createdutc", "webpublicationdate"),
        ),
        "updated": ("updated", "updatedat", "modified", "modifiedat", "datemodified", "lastmodified"),
        "source": (
            "source",
            "publication",
            "publisher",
            "outlet",
            "sourcename",
            "sourceid",
            "provider",
            "site",
            "sitename",
            "media",
            "newspaper",
            "feed",
            "domain",
        ),
        "source_url": ("sourceurl", "siteurl", "homepage"),
        "via": ("via",),
        "authors": ("authors", "author", "byline", "creator", "writer"),
        "tags": ("tags", "tag", "keywords", "categories", "category", "section", "topics", "labels"),
        "language": ("language", "lang"),
    }
)
_OWN_KEYS = frozenset(("canonical_url", "published_basis", "locator", "source_url", "via"))
_BASES: frozenset[PublishedBasis] = frozenset(("feed", "page", "url", "fetched", "unknown"))
_MARKDOWN = re.compile(r"(?<![\w/*])\*\*[^\s*/][^*\n]{0,200}(?<![\s/])\*\*(?![\w/*])|\[[^\]\n]{1,200}\]\(https?://")
_SQUASH = re.compile(r"[\W_]+")
_TAG_SEPARATOR = re.compile(r"[;|]|,\s*")


def read_csv(document: Document) -> Iterator[Item | Rejection]:
    """The rows of a CSV or TSV file whose first line names its columns."""
    content = decode(document.data)
    lines = _short_lines(content, document)
    accepted: list[str] = []
    for line in lines:
        if isinstance(line, Rejection):
            yield line
        else:
            accepted.append(line)
    sample = "".join(accepted[:20])[:20_000]
    try:
        # Of its guesses the delimiter is right, and the one on doubled quotes often wrong.
        delimiter = csv.Sniffer().sniff(sample, delimiters=",;\t|").delimiter
    except csv.Error:
        delimiter = "\t" if document.path.endswith(".tsv") else ","
    rows = csv.DictReader(accepted, delimiter=delimiter, skipinitialspace=True, restkey="", restval="")
    try:
        yield from read_rows(((f"row {rows.line_num}", row) for row in rows), document)
    except csv.Error as error:
        yield document.rejection(f"row {rows.line_num}", "the quoting of this file breaks here", error)


def read_json_lines(document: Document) -> Iterator[Item | Rejection]:
    """One object a line; a line that is none is rejected by its number."""
    yield from read_rows(_json_lines(document), document)


def read_parquet(document: Document) -> Iterator[Item | Rejection]:
    """The rows of a Parquet file."""
    try:
        table = parquet.ParquetFile(pyarrow.BufferReader(document.data))
        batches = (batch.to_pylist() for batch in table.iter_batches(batch_size=2000))
        rows = (row for batch in batches for row in batch)
        yield from read_rows(((f"row {number}", row) for number, row in enumerate(rows, start=1)), document)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield document.rejection("", "a Parquet file that cannot be read", error)


def read_rows(rows: Iterable[tuple[str, object]], document: Document) -> Iterator[Item | Rejection]:
    """Items from rows and their places. Columns are told by name, or by `document.columns` (field to column)."""
    missing_told = False
    for place, row in rows:
        if isinstance(row, Rejection):
            yield row
        elif not isinstance(row, Mapping):
            yield document.rejection(place, "no object with named fields", row)
        elif not ({"title", "text", "summary", "url"} & (taken := _columns(row, document.columns)).keys()):
            if not missing_told:
                names = ", ".join(map(str, row))
                yield document.rejection(place, f"no column for a title, text or link among: {names}"[:300], row)
            missing_told = True
        else:
            yield _item(row, taken, place)


def _item(row: Mapping[str, Any], taken: Mapping[str, str], place: str) -> Item:
    def said(field: str) -> str:
        return _text(row.get(taken[field])) if field in taken else ""

    own = row.keys() >= _OWN_KEYS
    basis: PublishedBasis = row["published_basis"] if own and row["published_basis"] in _BASES else "feed"
    extra = {
        str(key): value
        for key, value in row.items()
        if key and key not in taken.values() and value not in (None, "", [])
    }
    if own:
        for key in (*_OWN_KEYS, "path"):
            extra.pop(key, None)
    inner = extra.pop("extra", None)
    source_cell = row.get(taken["source"]) if "source" in taken else None
    return Item(
        locator=said("id") or place,
        title=said("title"),
        content=said("text") if own else _markup(said("text")),
        summary=said("summary") if own else _markup(said("summary")),
        plain=own,
        url=said("url") or None,
        canonical=_text(row.get("canonical_url")) or None,
        identity=said("id") or None,
        publication=said("source") or None,
        publication_url=said("source_url")
        or (_text(source_cell.get("url")) if isinstance(source_cell, Mapping) else None),
        carrier=said("via") or None,
        authors=tuple(_list(row, taken, "authors")),
        published=said("published"),
        published_basis=basis,
        updated=said("updated"),
        language=said("language") or None,
        tags=tuple(
            tag
            for cell in _list(row, taken, "tags")
            for tag in _tags(cell, single="tags" not in taken or not isinstance(row.get(taken["tags"]), list))
        ),
        extra=extra | (dict(inner) if isinstance(inner, Mapping) else {}),
    )


def _markup(cell: str) -> str:
    """Cells hold HTML, plain text or Markdown; only the last, told by its bold type and links, needs rendering."""
    return to_html(cell) if _MARKDOWN.search(cell) else cell


def _columns(row: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, str]:
    """Which column of this row holds which field; a chosen one wins, an empty one gives way to the next."""
    present = {_SQUASH.sub("", str(key)).lower(): key for key in row}
    taken = {field: column for field, column in chosen.items() if column in row}
    for field, names in COLUMNS.items():
        if field in taken:
            continue
        held = [present[name] for name in names if name in present and present[name] not in taken.values()]
        filled = [column for column in held if row[column] not in (None, "", [])]
        if held:
            taken[field] = (filled or held)[0]
    return taken


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return next((found for key in ("name", "title", "rendered", "id") if (found := text(value.get(key)))), "")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    return text(value)


def _list(row: Mapping[str, Any], taken: Mapping[str, str], field: str) -> tuple[str, ...]:
    value = row.get(taken[field]) if field in taken else None
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        value = [part.strip(" '\"") for part in value[1:-1].split(",")]
    return texts(value)


def _tags(cell: str, *, single: bool) -> list[str]:
    return [tag for tag in _TAG_SEPARATOR.split(cell) if tag] if single else [cell]


def _short_lines(content: str, document: Document) -> Iterator[str | Rejection]:
    for number, line in enumerate(io.StringIO(content, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            yield document.rejection(
                f"line {number}", f"a line of more than {LONGEST_LINE // 2**20} MB; left out", line[:200]
            )
        else:
            yield line


def _json_lines(document: Document) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(document.data.split(b"\n"), start=1):
        place = f"line {number}"
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            yield (
                place,
                document.rejection(
                    place,
                    f"a line of more than {LONGEST_LINE // 2**20} MB; left out",
                    line[:200].decode("utf-8", "replace"),
                ),
            )
            continue
        try:
            yield place, json.loads(decode(line))
        except (ValueError, RecursionError) as error:
            yield place, document.rejection(place, f"no JSON: {error}"[:200], line[:200].decode("utf-8", "replace"))
