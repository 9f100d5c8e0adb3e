"""Bytes to text, whatever the sender claimed."""

from __future__ import annotations

import codecs
import re
from email.message import Message

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A statistical guess needs no more than this, and takes seconds on megabytes.
_SAMPLE = 20_000
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Text of `data`: by its byte-order mark, else as UTF-8, else as `declared`, else by the look of it.

    UTF-8 is tried before what was declared, because text that decodes as UTF-8 is UTF-8 and declarations are often
    wrong. Never raises: bytes that fit nothing become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guess = from_bytes(data[:_SAMPLE]).best() if declared is None else None
    for candidate in (declared, guess.encoding if guess else None, "windows-1252"):
        try:
            if candidate:
                return data.decode(candidate)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", errors="replace")


def is_binary(data: bytes) -> bool:
    """Whether `data` is no text at all: NUL bytes that no Unicode encoding explains."""
    head = data[:4096]
    if b"\x00" not in head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    # UTF-16 and UTF-32 without a mark: `<`, `{` or `[` beside NULs.
    return re.match(rb"\x00{0,3}[<{\[]\x00{0,3}|[<{\[]\x00", head) is None


def charset_of(content_type: str | None) -> str | None:
    """The charset of a Content-Type header that Python knows."""
    if not content_type:
        return None
    message = Message()
    message["Content-Type"] = content_type
    return _known(str(message.get_param("charset") or ""))


def charset_in_html(data: bytes) -> str | None:
    """The charset that an HTML page declares in its head."""
    match = _META.search(data[:4096])
    return _known(match[1].decode("ascii", errors="ignore")) if match else None


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name.strip("\"' ")).name if name else None
    except (LookupError, ValueError):
        return None
