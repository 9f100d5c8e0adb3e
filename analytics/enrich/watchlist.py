"""The names that the user watches: `data/taxonomy.toml`, and where they stand in a text.

A watched name is found by its spelling alone, so that it is seen where the language model sees nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.errors import SettingsError

log = logging.getLogger(__name__)

LABELS: Mapping[str, str] = {"brand": "ORG", "product": "PRODUCT", "technology": "PRODUCT", "person": "PERSON"}
"""The tables of the taxonomy and the entity label that their names get."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A name under watch, with every other spelling of it."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Found:
    """A watched name in a text: `text[start:end]` is one of its spellings."""

    start: int
    end: int
    watched: Watched


@dataclass(frozen=True)
class Watchlist:
    """Watched names in the order of their file."""

    entries: tuple[Watched, ...] = ()

    @property
    def version(self) -> str:
        """A short hash that changes when any name, label or alias does."""
        return hashlib.sha256(repr(self.entries).encode()).hexdigest()[:12]

    def to_json(self) -> str:
        """The list as text, from which `from_json` makes it again."""
        return json.dumps([[each.name, each.label, each.aliases] for each in self.entries], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Watchlist:
        """A list from its text."""
        return cls(tuple(Watched(name, label, tuple(aliases)) for name, label, aliases in json.loads(text)))

    def find(self, text: str) -> Iterator[Found]:
        """Every watched name in reading order, the longest spelling first where two begin together.

        A spelling matches as it is written, or all in capitals; "Meta" is not found in "meta" or "Metadata".
        """
        pattern, by_spelling = _pattern(self.entries)
        if pattern is None:
            return
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), by_spelling[_key(match.group())])


def load(path: Path) -> Watchlist:
    """The watch list that `read` gives; what is wrong with single entries is logged."""
    watched, problems = read(path)
    for problem in problems:
        log.warning("%s; the other entries are watched", problem)
    return watched


def read(path: Path) -> tuple[Watchlist, tuple[str, ...]]:
    """The watch list in a TOML file of `[[brand]]`, `[[product]]`, `[[technology]]` and `[[person]]` tables.

    Beside it stands what is wrong with entries that were left out, with their place and the mend. Raises SettingsError
    when the file itself cannot be read. A missing file is an empty list.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Watchlist(), ()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    return _parse(content, str(path))


@lru_cache(maxsize=8)
def _parse(content: bytes, path: str) -> tuple[Watchlist, tuple[str, ...]]:
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no TOML ({error}); see the file that came with Upswell for its form") from error
    entries: list[Watched] = []
    problems: list[str] = []
    for table, rows in tables.items():
        if table not in LABELS:
            problems.append(f"{path}: [[{table}]] is unknown; use {', '.join(f'[[{name}]]' for name in LABELS)}")
            continue
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
            try:
                entries.append(_entry(row, label=LABELS[table], place=f"{path}: [[{table}]] {number}"))
            except SettingsError as error:
                problems.append(str(error))
    return Watchlist(tuple(entries)), tuple(problems)


def changed(before: Watchlist, after: Watchlist) -> Watchlist:
    """The entries that were added, removed or altered: texts in which none of them is found stay as they are."""
    return Watchlist(tuple(sorted(set(before.entries) ^ set(after.entries), key=repr)))


def _entry(row: object, *, label: str, place: str) -> Watched:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        raise SettingsError(f'{place}: needs a name, as in name = "Gartner"')
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise SettingsError(
            f'{place} ({row["name"]}): aliases must be a list of names, as in aliases = ["G2", "G2.com"]'
        )
    return Watched(row["name"].strip(), label, tuple(alias.strip() for alias in aliases))


@lru_cache(maxsize=8)
def _pattern(entries: tuple[Watched, ...]) -> tuple[re.Pattern[str] | None, dict[str, Watched]]:
    by_spelling: dict[str, Watched] = {}
    for entry in entries:
        for spelling in entry.spellings:
            by_spelling.setdefault(_key(spelling), entry)
            by_spelling.setdefault(_key(spelling.upper()), entry)
    if not by_spelling:
        return None, by_spelling
    longest_first = sorted(by_spelling, key=lambda spelling: (-len(spelling), spelling))
    alternatives = "|".join(r"\s+".join(map(re.escape, spelling.split(" "))) for spelling in longest_first)
    return re.compile(rf"(?<![\w@#.-])(?:{alternatives})(?![\w-])"), by_spelling


def _key(spelling: str) -> str:
    return " ".join(spelling.split())
