"""All quantities of a text, whether they are claims or not: numbers with their units, and what two of them form.

Everything that is written as a quantity is read here, also what is no statistic (years, prices, bare numbers):
`patterns` decides that.
"""

from __future__ import annotations

import re

from analytics.enrich.statistics import pairs, singles, worded
from analytics.enrich.statistics.quantity import Quantity


def read(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order, none overlapping."""
    found: list[Quantity] = []
    addresses = [match.span() for match in _ADDRESS.finditer(text)][::-1]
    for quantity in sorted([*worded.read(text), *singles.read(text)], key=lambda one: (one.start, -one.end)):
        while addresses and addresses[-1][1] <= quantity.start:
            addresses.pop()
        inside_address = addresses and addresses[-1][0] < quantity.end
        overlaps = found and quantity.start < found[-1].end
        if not inside_address and not overlaps and not (found and _is_echo(text, found[-1], quantity)):
            found.append(quantity)
    return tuple(pairs.joined(text, found))


_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S{1,2000}|(?<!\S)[\w.+-]{1,64}@[\w-]{1,64}\.\w+|\b[\w-]{1,64}\.(?:com|org|net|io|co\.uk|ai)/\S*"
)


_ECHOES = re.compile(r"[.,]?[ ]")
_DECIMALS = re.compile(r"\.(\d+)\D*$")


def _is_echo(text: str, earlier: Quantity, quantity: Quantity) -> bool:
    """Whether speech was taken down twice: "7.68x. 68x", "0.04% 04%"."""
    decimals = _DECIMALS.search(text, earlier.start, earlier.end)
    near = _ECHOES.fullmatch(text, earlier.end, quantity.start)
    return bool(near and decimals and text.startswith(decimals[1], quantity.start))
