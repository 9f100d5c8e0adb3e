"""A number with its unit, or two of them that make a range, a change or a ratio."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from analytics.enrich.statistics.numbers import Number
from analytics.enrich.statistics.units import Unit

Form = Literal["value", "range", "change", "ratio", "fraction", "rank"]

HUNDRED = Decimal(100)
# Two numbers of one quantity stand at most this many characters apart.
APART = 40


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`.

    `value` of a range is its middle and of a change the later value; both have `low` and `high`. `unit` is None
    for a bare number. A ratio has its value in per cent, a fraction ("two-thirds") as written.
    """

    start: int
    end: int
    value: Decimal
    unit: Unit | None
    form: Form = "value"
    low: Decimal | None = None
    high: Decimal | None = None
    number: Number | None = None
