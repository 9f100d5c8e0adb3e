"""Outside text made harmless before it is drawn: Plotly and XML both give some characters a meaning."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

# What XML 1.0 cannot hold, lone surrogates, and the marks that turn the direction of the text around them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_SPACES = re.compile(r"\s+")


def plain(text: str, *, limit: int | None = None) -> str:
    """`text` on one line, without characters that no file format holds; at most `limit` characters, cut at a word."""
    line = _SPACES.sub(" ", _UNPRINTABLE.sub("", text)).strip()
    if limit is None or len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:") + "…"


def plain_lines(text: str) -> str:
    """`plain` line by line: for notes of several paragraphs."""
    return "\n".join(plain(line) for line in text.splitlines())


def markup(text: str, *, limit: int | None = None) -> str:
    """`plain` text with `&`, `<` and `>` escaped: Plotly would read tags in titles, ticks, labels and hover texts."""
    return plain(text, limit=limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, *, width: int, lines: int = 2) -> list[str]:
    """`plain` text folded into at most `lines` lines of about `width` columns, of which characters of Chinese, Japanese
    and Korean take two and may be parted anywhere; the last line ends in … when cut."""
    words = [part for word in plain(text).split(" ") for part in _parted(word, width=width)]
    folded: list[str] = []
    current = ""
    for word in words:
        candidate = f"{current} {word}".strip()
        if current and _columns(candidate) > width:
            folded.append(current)
            current = word
        else:
            current = candidate
    folded.append(current)
    if len(folded) > lines:
        folded = [*folded[: lines - 1], " ".join(folded[lines - 1 :])]
    return [plain(line, limit=max(_fitting(line, width=width), 2)) for line in folded]


def _fitting(line: str, *, width: int) -> int:
    """How many of its characters stand in `width` columns."""
    return sum(columns <= width for columns in accumulate(map(_columns, line)))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _parted(word: str, *, width: int) -> list[str]:
    """A word in stretches of at most `width` columns, if its script may be parted anywhere; else whole."""
    if _columns(word) == len(word):
        return [word]
    parts = [""]
    for character in word:
        if parts[-1] and _columns(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


def web_address(url: str | None) -> str | None:
    """`url` when it is an http(s) address that may be made clickable, else None."""
    if url is None:
        return None
    clean = _UNPRINTABLE.sub("", url).strip()
    return clean if re.match(r"https?://[^\s/]+", clean, re.IGNORECASE) and not re.search(r"[\s<>\"]", clean) else None
