"""A figure while it is drawn: plain dictionaries in Plotly's own words, made into a figure at the end.

A graph object checks each value as it is set, and a page spends more on that than on everything else about its chart.
The tests check instead: they build each kind of chart once more with Plotly's checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go


class Drawing:
    """Traces and a layout. What is added or set stays as it is given; dictionaries in the layout are merged."""

    def __init__(self, layout: Mapping[str, Any], *, traces: Sequence[dict[str, Any]] = ()) -> None:
        self._traces = list(traces)
        self._layout = dict(layout)

    @property
    def height(self) -> float | None:
        """The height of the figure in pixels, where one is set."""
        return self._layout.get("height")

    def add(self, kind: str, **trace: Any) -> None:
        """Adds a trace of a kind: bar, scatter, table."""
        self._traces.append({"type": kind, **trace})

    def annotate(self, **annotation: Any) -> None:
        """Adds words to the plot."""
        self._layout["annotations"] = [*self._layout.get("annotations", ()), annotation]

    def mark(self, **shape: Any) -> None:
        """Adds a line or a box to the plot."""
        self._layout["shapes"] = [*self._layout.get("shapes", ()), shape]

    def arrange(self, **layout: Any) -> None:
        """Sets properties of the layout, and inside dictionaries only those that are named."""
        self._layout = _merged(self._layout, layout)

    def figure(self) -> go.Figure:
        """The figure as it stands."""
        return go.Figure({"data": self._traces, "layout": self._layout}, _validate=False)


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for name, value in other.items():
        known = merged.get(name)
        merged[name] = _merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged
