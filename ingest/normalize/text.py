"""Plain text: whitespace, control characters and mojibake."""

from __future__ import annotations

import re
import unicodedata

import ftfy
from ftfy.badness import is_bad

# Repair what was decoded wrongly and leave what the author typed: curly quotes, ligatures, full-width letters.
_REPAIR = ftfy.TextFixerConfig(
    restore_byte_a0=True,
    explain=False,
)
# Mojibake shows as a control character, or as the first of two or more characters where the author typed one.
_SUSPECT = re.compile(
    "[\x80-\x9f]|[\u00c2\u00c3] |[\u00c2-\u00c5\u00ce\u00cf\u00d0-\u00d3\u00d8-\u00db\u00e0-\u00ef][^\x00-\x7f]"
)
_CONTROL = re.compile("^\ufeff|[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A tag that would run, load or submit something where a page forgets to escape it. As text it stays readable.
_ACTIVE = re.compile(
    r"""<(?=/?\s*(?:script|iframe|object|embed|applet|frame|frameset|form|base|meta|link|style|svg|math)\b
        |[a-z][^<>]{0,1000}?(?:[\s/"']on[a-z]{3,30}\s*=|(?:javascript|vbscript|data):))""",
    re.IGNORECASE | re.VERBOSE,
)
_NEWLINE = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")
# Single spaces, by far the most, are not matched: replacing each by itself takes most of the time.
_BLANKS = re.compile(r"[^\S\n ][^\S\n]*|  [^\S\n]*")
_EDGES = re.compile(r" \n ?|\n ")
_GAPS = re.compile(r"\n{3,}")


def repair(text: str) -> str:
    """`text` with mojibake undone, control characters gone and composed to NFC; typography stays as typed.

    The `<` of literal text that is active HTML (a quoted `<script>`) becomes `‹`, so that no field holds any.
    """
    text = _CONTROL.sub("", _NEWLINE.sub("\n", text))
    if "<" in text:
        text = _ACTIVE.sub("‹", text)
    if text.isascii():
        return text
    if _SUSPECT.search(text):
        text = "\n".join(
            _decoded_again(line) if _SUSPECT.search(line) and is_bad(line) else line for line in text.split("\n")
        )
    return unicodedata.normalize("NFC", text)


def _decoded_again(line: str) -> str:
    """A line without its mojibake. One place alone that would become a letter of another alphabet is chance."""
    fixed = ftfy.fix_encoding(line, _REPAIR)
    new = [character for character in fixed if not character.isascii() and character not in line]
    return line if len(new) == 1 and 0x250 <= ord(new[0]) < 0x2000 else fixed


def one_line(text: str) -> str:
    """`text` repaired, with every run of whitespace as one space."""
    return " ".join(repair(text).split())


def paragraphs(text: str) -> str:
    """`text` repaired; line breaks kept, at most one empty line between paragraphs, no blanks at the edges."""
    text = _BLANKS.sub(" ", repair(text))
    return _GAPS.sub("\n\n", _EDGES.sub("\n", text)).strip()
