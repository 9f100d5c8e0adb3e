"""Blanks out markup, so that what stands in tags is not read and every offset stays as it is."""

from __future__ import annotations

import html
import re

from analytics.enrich.statistics.lexicon import words

_TAG = re.compile(r"<(?:!--.*?--|/?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})\b[^<>]{0,4000})>", re.DOTALL)
_INLINE = words("a abbr b cite code em font i img ins mark q s small span strike strong sub sup u var")
_ENTITY = re.compile(
    r"&(?:#\d{1,5}|#[xX][0-9a-fA-F]{1,4}|(?:quot|apos|nbsp|amp|lt|gt|pound|euro|yen|[lr][ds]quo|[mn]dash|hellip));(?P<tail>[a-z]{1,2}\b)?"
)


# Fenced blocks, code between backticks, declarations of style: figures in them are settings.
_CODE = re.compile(
    r"```.*?(?:```|\Z)|`(?P<inline>[^`\n]{0,400})`|\brgba?\([^()\n]{0,60}\)"
    r"|(?<![\w-])(?:[a-z]+-)?(?:width|height|margin|padding|opacity|top|left|right|bottom|border|radius|size|spacing|transform"
    r"|background|color)(?:-[a-z]+)?:\s?[^:;{}\n]{1,60};",
    re.DOTALL,
)


def blanked(text: str) -> str:
    """The text with white space for its tags, a line's end for those of blocks, as long as it was."""
    if "<" in text:
        text = _TAG.sub(_blank, text)
    if "`" in text or ";" in text or "rgb" in text:
        text = _CODE.sub(_spaces, text)
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _decoded(entity: re.Match[str]) -> str:
    """The character that an entity stands for, as long as the entity; an apostrophe keeps its word together."""
    tail = entity["tail"] or ""
    character = html.unescape(entity[0].removesuffix(tail))
    whole = character + tail if character in "'’" else character.ljust(len(entity[0]) - len(tail)) + tail
    return whole.ljust(len(entity[0]))


_SIGNS = re.compile(r"[:=;(){}]")


def _spaces(code: re.Match[str]) -> str:
    """White space for code; what stands between single backticks is code only where it has signs of it."""
    if code["inline"] is not None and not _SIGNS.search(code["inline"]):
        return code[0]
    return re.sub(r"[^\n]", " ", code[0])


def _blank(tag: re.Match[str]) -> str:
    inline = tag["name"] is not None and tag["name"].lower() in _INLINE
    return " " * len(tag[0]) if inline else "\n".rjust(len(tag[0]))
