"""Blanks out markup, so that what stands in tags is not read and every offset stays as it is."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import words

_TAG = re.compile(r"<(?:!--.*?--|/?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,4000})>", re.DOTALL)
_INLINE = words("a abbr b cite code em font i img ins mark q s small span strike strong sub sup u var")
_ENTITIES = {"&quot;": '"', "&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&ldquo;": "“", "&rdquo;": "”"}
_ENTITY = re.compile("|".join(_ENTITIES))


def blanked(text: str) -> str:
    """The text with white space for its tags, a line's end for those of blocks, as long as it was."""
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]].ljust(len(match[0])), text) if "&" in text else text


def _blank(tag: re.Match[str]) -> str:
    inline = tag["name"] is not None and tag["name"].lower() in _INLINE
    return " " * len(tag[0]) if inline else "\n".rjust(len(tag[0]))
