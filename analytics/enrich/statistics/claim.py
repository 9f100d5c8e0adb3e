"""A quantity that is a claim, with its sentence's text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.enrich.statistics.place import Recognised
from analytics.enrich.statistics.quantity import Quantity

# "a £1.3bn ($2.5bn) offer"
_CONVERTED = re.compile(r"\s?\([^()]{2,40}\)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A recognised quantity with its sentence's text around it; `own_…` is the part that holds no other claim."""

    quantity: Quantity
    raw: str
    recognised: Recognised
    before: str
    after: str
    own_before: str
    own_after: str

    @property
    def rest(self) -> str:
        """The part after it that holds no other claim but the same amount in another currency."""
        converted = _CONVERTED.match(self.after) if self.own_after.strip() == "(" else None
        return self.after[converted.end() :] if converted else self.own_after
