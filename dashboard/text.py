"""Outside text made harmless for the two surfaces that give characters a meaning: Markdown and HTML.

Everything that people outside wrote (titles, sources, authors, topic names, addresses) goes through here before it
reaches a label or `st.html`; `st.text`, data frames and select options are literal and need nothing.
"""

from __future__ import annotations

import html
import re

from analytics.charts.literal import plain, web_address

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit replaces arrows, `:icon:` names and bare addresses after Markdown was read, where a backslash no longer
# helps; a word joiner inside them does, and is not drawn.
_BREAKS = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<=~])(?=[-<>=~])", re.IGNORECASE)
_JOINER = "\u2060"


def markdown(text: str, *, limit: int | None = None) -> str:
    """`text` on one line for a label, title or caption: shown as it is, whatever Markdown, LaTeX, colour
    directive, icon name or address it holds."""
    return _PUNCTUATION.sub(r"\\\1", _BREAKS.sub(_JOINER, plain(text, limit=limit)))


def markup(text: str, *, limit: int | None = None) -> str:
    """`text` on one line for the inside of an element or of a quoted attribute."""
    return html.escape(plain(text, limit=limit), quote=True)


def anchor(label: str, url: str | None, *, limit: int | None = None) -> str:
    """A link that opens in a new tab, or the bare label when `url` is no http(s) address."""
    address = web_address(url)
    if address is None:
        return markup(label, limit=limit)
    return (
        f'<a href="{html.escape(address, quote=True)}" target="_blank" rel="noopener noreferrer">'
        f"{markup(label, limit=limit)}</a>"
    )


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """`text` with the stretches `marks` (start and end in code points, in any order) inside `<mark>`."""
    pieces, position = [], 0
    for start, end in sorted(marks):
        start, end = max(start, position), min(end, len(text))
        if start >= end:
            continue
        pieces.append(f"{html.escape(text[position:start])}<mark>{html.escape(text[start:end])}</mark>")
        position = end
    return "".join(pieces) + html.escape(text[position:])
