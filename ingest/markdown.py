"""Markdown with front matter (YAML, TOML or JSON), and the nested front matter of a knowledge base.

A knowledge base wraps an article that it has read: the outer front matter is about the note, and a second block under
"Full Content" is about the article. Where both speak, the inner one holds the article's facts.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import yaml
from markdown_it import MarkdownIt

from ingest.article import PublishedBasis, Rejection
from ingest.item import Document, Item
from ingest.normalize import clean_title, decode, http_url
from ingest.values import first_text, text, texts

_YAML = re.compile(r"\A-{3,}[ \t]*\n(.*?)^-{3,}[ \t]*$\n?(.*)\Z", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?(.*)\Z", re.DOTALL | re.MULTILINE)
_NESTED = re.compile(
    r"^---[ \t]*\n((?:[A-Za-z_][\w-]*[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*+)++)---[ \t]*$\n?", re.MULTILINE
)
_HEADING = re.compile(r"^#{1,6}[ \t]++([^\n]+)$", re.MULTILINE)
_SETEXT = re.compile(r"\A\s*([^\n]+)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_FACT_LINE = re.compile(
    r"^\*\*(?:Source|URL|Original URL|Published|Relevance Score|Author|Channel|Category|Video ID|Duration)\*\*:.*$\n?",
    re.MULTILINE,
)
_PROCESS_NOTE = re.compile(
    r"^\*(?:Article fetched by|Full content will be|Processed from inbox|Original file:|Transcript processed)"
    r"[^\n]*\*[ \t]*$\n?",
    re.MULTILINE,
)
# Sections that speak about the article instead of being it.
_ABOUT = frozenset(
    ("scoring analysis", "key insights", "relevance to business", "ai relevance assessment", "key takeaways")
)

_TITLE = ("title", "headline", "name")
_URL = ("url", "link", "permalink", "source_url", "canonical_url", "canonical", "original_url")
_SUMMARY = ("description", "summary", "excerpt", "abstract", "subtitle")
_PUBLISHED = (
    "published",
    "published_at",
    "date_published",
    "pubdate",
    "publish_date",
    "publishdate",
    "date",
    "created",
)
_NOTED = ("fetched", "date_added", "added", "clipped")
_UPDATED = ("updated", "modified", "lastmod", "last_modified", "updated_at", "date_modified")
_AUTHORS = ("authors", "author", "byline", "channel")
_TAGS = ("tags", "categories", "category", "keywords")
_SOURCE = ("source", "publication", "publisher", "site", "website")
_IDENTITY = ("id", "guid", "uuid")
_LANGUAGE = ("language", "lang", "locale")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The block before a text: its fields, the text after it, and why the block could not be read, if so."""

    fields: Mapping[str, Any]
    content: str
    error: str | None = None


def split_front_matter(source: str) -> FrontMatter:
    """The front matter of `source` and the text after it.

    `---` opens YAML, `+++` TOML and `{` JSON. Without a block the whole is text. A block that cannot be read
    leaves no fields, and its reason in `error`.
    """
    source = source.replace("\r\n", "\n").lstrip("\ufeff").lstrip("\n")
    for pattern, load in ((_YAML, _yaml), (_TOML, tomllib.loads)):
        match = pattern.match(source)
        if match:
            return _front(load, match[1], match[2])
    if source.startswith("{"):
        try:
            fields, end = json.JSONDecoder().raw_decode(source)
        except (ValueError, RecursionError):
            return FrontMatter({}, source.strip())
        return FrontMatter(fields, source[end:].strip())
    return FrontMatter({}, source.strip())


def read(document: Document) -> Iterator[Item | Rejection]:
    """The one article of a Markdown file."""
    front = split_front_matter(decode(document.data))
    if front.error:
        yield document.rejection("front matter", front.error)
    outer, body = front.fields, front.content
    inner: Mapping[str, Any] = {}
    nested = next(
        (match for match in _NESTED.finditer(body) if _yaml_fields(match[1]).keys() & {*_URL, *_PUBLISHED}), None
    )
    note = ""
    if nested is not None:
        inner, note, body = _yaml_fields(nested[1]), body[: nested.start()], body[nested.end() :]
    if not (outer or inner or body.strip()):
        yield document.rejection("", "nothing in it")
        return
    yield _item(document, outer, inner, note=note, body=body)


def to_html(markdown: str) -> str:
    """CommonMark as HTML."""
    return str(_renderer().render(markdown))


def _item(document: Document, outer: Mapping[str, Any], inner: Mapping[str, Any], *, note: str, body: str) -> Item:
    heading = _HEADING.search(body) or _SETEXT.search(body)
    headline = _words(heading) if heading else ""
    fields = {**outer, **inner}
    if inner:
        # The outer block names the note and the file it came from; the inner title and source are the article's.
        title = first_text(inner, *_TITLE) or headline or first_text(outer, *_TITLE) or ""
        content = _sections(body, headline) or _sections(note, "")
    else:
        title = first_text(outer, *_TITLE) or headline or PurePosixPath(document.path.replace("\\", "/")).stem
        content = body
    facts = inner or outer
    publication = first_text(facts, *_SOURCE)
    published, basis = _date(facts, outer)
    url = first_text(facts, *_URL)
    taken = {
        *_TITLE,
        *_URL,
        *_PUBLISHED,
        *_UPDATED,
        *_AUTHORS,
        *_LANGUAGE,
        *_IDENTITY,
        "tags",
        "source",
        "summary",
        "description",
    }
    extra = {key: value for key, value in fields.items() if key not in taken}
    if inner and (noted := first_text(outer, "title")) and noted != title:
        extra["note_title"] = noted
    summary = first_text(facts, *_SUMMARY) or first_text(outer, *_SUMMARY) or _section(note, "summary")
    return Item(
        locator=first_text(fields, *_IDENTITY) or PurePosixPath(document.path.replace("\\", "/")).name,
        title=title,
        content=to_html(_without_title(content, title)),
        summary=summary and to_html(summary),
        url=url,
        identity=first_text(fields, *_IDENTITY) or (f"{url}\n{title}\n{text(outer.get('title'))}" if url else None),
        publication=None
        if publication is None or http_url(publication) or publication.endswith(".md")
        else publication,
        publication_url=None,
        authors=next((found for key in _AUTHORS if (found := texts(facts.get(key) or outer.get(key)))), ()),
        published=published,
        published_basis=basis,
        updated=first_text(inner or outer, *_UPDATED) or "",
        language=first_text(fields, *_LANGUAGE),
        tags=next((found for key in _TAGS if (found := texts(fields.get(key), split=","))), ()),
        extra=extra,
    )


def _date(facts: Mapping[str, Any], outer: Mapping[str, Any]) -> tuple[str, PublishedBasis]:
    """The publication date, or the day it was noted, which is a guess and marked so."""
    for fields in (facts, outer):
        if said := first_text(fields, *_PUBLISHED):
            return said, "feed"
    for fields in (facts, outer):
        if noted := first_text(fields, *_NOTED):
            return noted, "fetched"
    return "", "unknown"


def _sections(body: str, headline: str) -> str:
    """A knowledge-base article without the lines and sections that are about it."""
    body = _PROCESS_NOTE.sub("", _FACT_LINE.sub("", body))
    kept: list[str] = []
    skipping = False
    position = 0
    for match in _HEADING.finditer(body):
        if not skipping:
            kept.append(body[position : match.start()])
        name = _words(match).casefold()
        skipping = name in _ABOUT
        position = (
            match.end()
            if name in {"summary", "full content", "description", "transcript", headline.casefold()}
            else match.start()
        )
    if not skipping:
        kept.append(body[position:])
    return "\n\n".join(part.strip() for part in kept if part.strip())


def _words(heading: re.Match[str]) -> str:
    return clean_title(heading[1].rstrip("# \t"))


def _section(note: str, name: str) -> str:
    """The text under one heading of the note around an article."""
    for heading in _HEADING.finditer(note):
        if _words(heading).casefold() == name:
            following = _HEADING.search(note, heading.end())
            return note[heading.end() : following.start() if following else None].strip()
    return ""


def _without_title(content: str, title: str) -> str:
    """The text without a first heading that repeats the title."""
    for pattern in (_HEADING, _SETEXT):
        match = pattern.search(content)
        if match and not content[: match.start()].strip() and _words(match).casefold() == title.casefold():
            return content[match.end() :]
    return content


def _front(load: Any, block: str, content: str) -> FrontMatter:
    try:
        fields = load(block)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        fields = _lines(block)
        reason = f"the block between the marks cannot be read: {' '.join(str(error).split())[:160]}"
        return FrontMatter(fields, content.strip(), None if fields else reason)
    return FrontMatter(fields if isinstance(fields, dict) else {}, content.strip())


def _yaml(block: str) -> Any:
    """YAML without aliases: they are no use in front matter, and can grow without bound."""
    if re.search(r"(?:^|[\s\[{,:-])[*&][A-Za-z0-9_]+\s*(?:$|[,\]}])", block, re.MULTILINE):
        return _lines(block)
    return yaml.load(block, Loader=_Loader)  # noqa: S506 - a SafeLoader that keeps dates as written


def _yaml_fields(block: str) -> Mapping[str, Any]:
    return _front(_yaml, block, "").fields


def _lines(block: str) -> dict[str, Any]:
    """`key: value` line by line, for blocks that are almost YAML (a colon in a title)."""
    fields: dict[str, Any] = {}
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[A-Za-z_][\w-]*", key):
            value = value.strip()
            is_list = value.startswith("[") and value.endswith("]")
            fields[key] = [part.strip(" \"'") for part in value[1:-1].split(",")] if is_list else value.strip("\"'")
    return fields


class _Loader(yaml.SafeLoader):
    """YAML whose dates stay text: their reading belongs to `normalize.dates`."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")
