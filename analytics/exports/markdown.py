"""Text as Markdown that means the text itself: nothing in it can become a heading, a link, a list or markup."""

from __future__ import annotations

import re

from analytics.charts.literal import plain, web_address

_ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|$])")
_LINE_START = re.compile(r"^([ \t]*)([#+\-=!])", re.MULTILINE)
_LIST_START = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)


def literal(text: str) -> str:
    """`text` with every character that CommonMark would read as markup escaped; line breaks are kept."""
    escaped = _LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", text))
    return _LIST_START.sub(r"\1\\\2", escaped)


def inline(text: str, *, limit: int | None = None) -> str:
    """The same on one line."""
    return literal(plain(text, limit=limit))


def link(text: str, url: str | None, *, limit: int | None = None) -> str:
    """A link when `url` is a web address, else the text alone."""
    address = web_address(url)
    return inline(text, limit=limit) if address is None else f"[{inline(text, limit=limit)}](<{address}>)"
