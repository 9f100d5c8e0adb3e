"""A quantity with the words around it, which decide whether it is a claim, and what it then is."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.enrich.statistics.quantity import Quantity

# Patterns that look back see this many characters.
NEAR = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity in its sentence: `raw` as it is written, `before` and `after` the sentence's text on either side."""

    quantity: Quantity
    raw: str
    before: str
    after: str

    @property
    def near(self) -> str:
        """The last words before the quantity."""
        return self.before[-NEAR:]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of a statistic and the name of its unit."""

    kind: str
    unit: str
