"""Plain text: whitespace, control characters and mojibake."""

from __future__ import annotations

import re
import unicodedata

import ftfy
from ftfy.badness import is_bad

# Repair what was decoded wrongly and leave what the author typed: curly quotes, ligatures, full-width letters.
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    restore_byte_a0=True,
    normalization="NFC",
    explain=False,
)
_SUSPECT = re.compile("[\x80-\x9f\u00c2-\u00c5\u00ce\u00cf\u00d0-\u00d3\u00d8-\u00db\u00e0-\u00e5\u00e6-\u00ef]")
_CONTROL = re.compile("^\ufeff|[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def repair(text: str) -> str:
    """`text` with mojibake undone, control characters gone and composed to NFC; typography stays as typed."""
    text = _CONTROL.sub("", _NEWLINE.sub("\n", text))
    if text.isascii():
        return text
    if _SUSPECT.search(text):
        text = "\n".join(
            ftfy.fix_text(line, _REPAIR) if _SUSPECT.search(line) and is_bad(line) else line
            for line in text.split("\n")
        )
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`text` repaired, with every run of whitespace as one space."""
    return " ".join(repair(text).split())


def paragraphs(text: str) -> str:
    """`text` repaired; line breaks kept, at most one empty line between paragraphs, no blanks at the edges."""
    text = _BLANKS.sub(" ", repair(text))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", text)).strip()
