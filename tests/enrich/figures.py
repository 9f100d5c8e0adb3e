"""What tests of figures ask of a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.enrich.statistics import extract
from analytics.types import Statistic


def only(text: str) -> Statistic:
    """The one statistic of a text."""
    found = extract(text)
    assert len(found) == 1, [statistic.raw for statistic in found]
    return found[0]


def close(value: Decimal | None, expected: float) -> bool:
    """Whether a value is the expected one, to a thousandth of it."""
    return value is not None and float(value) == pytest.approx(expected, rel=1e-3)
