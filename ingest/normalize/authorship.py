"""Who wrote an article and who published it, from bylines and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.normalize.html import clean_title
from ingest.normalize.urls import host_of

_BY = re.compile(
    r"^(?:(?:written|posted|reported|authored|guest post|words)\s+)?(?:by|von|par|por|door|di)\b[:\s]+", re.IGNORECASE
)
_MAIL = re.compile(r"<?(?:mailto:)?\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+\b>?", re.IGNORECASE)
_EMPTY = re.compile(r"\(\s*(?:mailto:)?\s*\)?\s*$")
_ADDRESS = re.compile(r"\(?\bhttps?://\S+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[;|\n•·]|\s(?:and|und|et|y|&|with)\s|,\s*(?:and\s+)?)\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq|cfa|dr|inc|llc|ltd|gmbh)\.?$", re.IGNORECASE)
# "Lee, A." is one name in the order of libraries.
_INITIALS = re.compile(r"^(?:[A-Z]\.?[ -]?){1,3}$")
_WORD = r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z](?:[-'’][^\W\d_]+)*"
# "Delterme, Jean" is one name too; a name before a firm's or a desk's is not.
_LIBRARY_ORDER = re.compile(
    rf"(?P<surname>(?:(?:van|von|der|den|de|da|di|la|le|el|al|ten|ter)\s+)*{_WORD}),\s*"
    rf"(?P<given>{_WORD}(?:\s(?:[A-Z]\.?\s?){{1,3}})?)"
)
_DESKS = frozenset(
    ("reuters", "bloomberg", "staff", "team", "editors", "editorial", "newsroom", "desk", "guest", "contributor")
)
_STRONG_SPLIT = re.compile(r"\s*(?:[;|\n•·]|\s(?:and|und|et|y|&|with)\s)\s*", re.IGNORECASE)
_NOBODY = frozenset(
    ("admin", "administrator", "editor", "webmaster", "unknown", "none", "null", "anonymous", "noreply")
)
_LABEL_PARTS = re.compile(r"\s+[-–—|»:·]\s+|\s*[|»]\s*|:\s+")
_SQUASH = re.compile(r"[\W_]+")
LONGEST_NAME = 120


def split_authors(bylines: Iterable[str]) -> tuple[str, ...]:
    """Single names, in order and once each, from bylines such as "By Ann Lee, Bo Ek and C. Dietz (ann@example.com)".

    Mail addresses, links and log-in names that stand for nobody are dropped; when an address is all there is, the part
    before its @ is kept.
    """
    names: dict[str, str] = {}
    for byline in bylines:
        line = clean_title(byline)
        named = _parenthesised(line) or line
        bare = _EMPTY.sub("", _ADDRESS.sub("", _MAIL.sub("", named))).strip(" <>,;|")
        if not bare and (mail := _MAIL.search(line)):
            bare = mail[0].strip("<>").partition("@")[0]
        for name in _joined(_SPLIT.split(_in_reading_order(_BY.sub("", bare)))):
            if name.lower() not in _NOBODY and len(name) <= LONGEST_NAME:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _in_reading_order(byline: str) -> str:
    """The byline with "Delterme, Jean; Ek, Bo" as "Jean Delterme;Bo Ek"."""
    return ";".join(map(_turned, _STRONG_SPLIT.split(byline)))


def _turned(name: str) -> str:
    found = _LIBRARY_ORDER.fullmatch(name)
    is_desk = found and not _DESKS.isdisjoint({found["surname"].lower(), found["given"].lower()})
    return f"{found['given']} {found['surname']}" if found and not is_desk else name


@lru_cache(maxsize=1024)
def publication_name(label: str, url: str | None) -> str:
    """The publication in a feed's label: "MarTech - AI" read from martech.org is MarTech.

    A part of the label is taken when it is the name of the host; otherwise the whole label stays.
    """
    name = clean_title(label)
    host = _SQUASH.sub("", host_of(url).rpartition(".")[0]).lower()
    parts = _LABEL_PARTS.split(name)
    if len(parts) > 1 and host:
        for part in parts:
            squashed = _SQUASH.sub("", part).lower()
            if len(squashed) > 2 and (_begins_or_ends(host, squashed) or _begins_or_ends(squashed, host)):
                return part.strip()
    return name


def _begins_or_ends(whole: str, part: str) -> bool:
    return whole.startswith(part) or whole.endswith(part)


def _parenthesised(line: str) -> str | None:
    """RSS's own form: `ann@example.com (Ann Lee)`."""
    match = re.fullmatch(r"\S+@\S+\s+\(([^()]+)\)", line)
    return match[1] if match else None


def _joined(parts: list[str]) -> list[str]:
    """Suffixes such as Jr. go back to the name before them."""
    names: list[str] = []
    for part in (part.strip(" .,;") if not _SUFFIX.match(part.strip()) else part.strip() for part in parts):
        if names and (_SUFFIX.match(part) or (_INITIALS.match(part) and " " not in names[-1])):
            names[-1] = f"{names[-1]}, {part}"
        elif part:
            names.append(part)
    return names
