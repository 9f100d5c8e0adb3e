"""HTML to plain text that reads well: paragraphs and list items on lines of their own, furniture gone."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.normalize.boilerplate import is_furniture, without_boilerplate
from ingest.normalize.tags import CELLS, DROPPED, KNOWN, LINES, PARAGRAPHS, SILENT
from ingest.normalize.text import one_line, paragraphs

# Deeper nesting than this is an attack on the reader, not a page.
_DEEPEST = 500
_MARKUP = re.compile(r"</?[a-zA-Z!?][^<>]*>?|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>?|<!--|<!\[CDATA\[|<\?")
# Tags that nest; the others end by themselves.
_NESTING = re.compile(r"<(/?)(?!(?:br|img|hr|input|meta|link|wbr|p|li|dt|dd|tr|td|th|option|source)\b)[a-zA-Z]")
# A bare name in angle brackets that HTML does not know is something the author wrote: "List<String>".
_UNKNOWN_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)>")
# A line that a program wrapped: it was long, and the next begins within the sentence.
_WRAPPED = re.compile(r"(?<=[^\n]{40}[\w,])\n(?=[a-zß-öø-ÿа-яё])")
_BLANKS = re.compile(r"\s{2,}|[^\S ]")


def clean_html(html: str) -> str:
    """The plain text of a fragment or page of HTML.

    Paragraphs are separated by an empty line, list items and rows stand on lines of their own, cells are separated
    by ` | `; scripts, styles, forms, share bars, sign-up boxes and notes of syndication are left out. Entities are
    decoded once. Text without markup keeps its own line breaks, but for those that wrap a long line.
    """
    if _is_too_deep(html):
        html = _TAG.sub(" ", html)
    if not has_tags(html):
        return without_boilerplate(_WRAPPED.sub(" ", paragraphs(unescape(html))))
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return ""
    for node in tree.css("[class],[id],[role],[hidden],[aria-hidden],[style]"):
        if is_furniture(node.tag or "", node.attributes) and node.parent is not None:
            node.decompose()
    return without_boilerplate(paragraphs(_text(tree.body)))


@lru_cache(maxsize=1024)
def clean_title(markup: str) -> str:
    """One line of plain text from a title, name or label that may hold markup and entities."""
    if not _MARKUP.search(markup):
        return one_line(markup)
    markup = _TAG.sub(" ", markup) if _is_too_deep(markup) else _UNKNOWN_TAG.sub(_kept_tag, markup)
    if not has_tags(markup):
        return one_line(unescape(markup))
    tree = LexborHTMLParser(markup)
    tree.strip_tags(list(SILENT), recursive=True)
    return one_line(tree.root.text() or "") if tree.root else ""


def _kept_tag(match: re.Match[str]) -> str:
    return match[0] if match[1].lstrip("/").lower() in KNOWN else f"&lt;{match[1]}&gt;"


def has_tags(text: str) -> bool:
    """Whether an HTML parser would find a tag in it; `3 < 4`, `<3` and `&amp;` are none."""
    return _TAG.search(text) is not None


def _is_too_deep(html: str) -> bool:
    """Whether elements nest so deeply that building their tree would take minutes: the parser's time is quadratic."""
    if html.count("<") < _DEEPEST:
        return False
    steps = (-1 if match[1] else 1 for match in _NESTING.finditer(html))
    return max(accumulate(steps), default=0) > 4 * _DEEPEST


class _Lines:
    """Gathers text; several breaks in a row count as the widest of them, as margins do on a page."""

    __slots__ = ("_pending", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._pending = 0

    def write(self, text: str) -> None:
        if self._pending and not text.isspace():
            self.pieces.append("\n" * self._pending)
            self._pending = 0
        if not self._pending:
            self.pieces.append(text)

    def enter(self, tag: str | None) -> None:
        if tag == "br":
            self._pending = min(2, self._pending + 1)
        elif tag in CELLS and self.pieces and not self._pending:
            self.pieces.append(" | ")
        else:
            self.leave(tag)

    def leave(self, tag: str | None) -> None:
        if tag in PARAGRAPHS:
            self._pending = 2
        elif tag in LINES:
            self._pending = max(1, self._pending)


def _text(body: LexborNode) -> str:
    """Walks without recursion, since nesting is under the control of whoever wrote the page."""
    lines = _Lines()
    node: LexborNode | None = body
    depth = preformatted = 0
    while node is not None:
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            lines.write(text if preformatted else _BLANKS.sub(" ", text))
        else:
            lines.enter(tag)
            preformatted += tag == "pre"
        if node.child is not None and depth < _DEEPEST and tag not in DROPPED:
            node, depth = node.child, depth + 1
            continue
        while node is not None:
            if node.tag != "-text":
                preformatted -= node.tag == "pre"
                lines.leave(node.tag)
            if depth == 0:
                node = None
            elif node.next is not None:
                node = node.next
                break
            else:
                node, depth = node.parent, depth - 1
    return "".join(lines.pieces)
