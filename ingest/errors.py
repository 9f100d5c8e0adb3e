"""Errors of reading and fetching; each names where it happened and what caused it."""

from __future__ import annotations


class IngestError(Exception):
    """A source could not be read. `place` is a path, an address or both; the text says how to mend it."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason
