"""Outside text made harmless before it is drawn: Plotly and XML both give some characters a meaning."""

from __future__ import annotations

import re

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
    """`plain` text folded into at most `lines` lines of about `width` characters; the last one ends in … when cut."""
    words = plain(text).split(" ")
    folded: list[str] = []
    current = ""
    for word in words:
        candidate = f"{current} {word}".strip()
        if current and len(candidate) > width:
            folded.append(current)
            current = word
        else:
            current = candidate
    folded.append(current)
    if len(folded) > lines:
        folded = [*folded[: lines - 1], " ".join(folded[lines - 1 :])]
    return [plain(line, limit=max(width, 2)) for line in folded]


def web_address(url: str | None) -> str | None:
    """`url` when it is an http(s) address that may be made clickable, else None."""
    if url is None:
        return None
    clean = _UNPRINTABLE.sub("", url).strip()
    return clean if re.match(r"https?://[^\s/]+", clean, re.IGNORECASE) and not re.search(r"[\s<>\"]", clean) else None
