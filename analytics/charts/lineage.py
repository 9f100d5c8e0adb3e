"""What became of a topic, in words."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.charts import formats
from analytics.types import LineageEvent

_TO_OTHERS = {"merged": "merged into", "split": "split off", "born": "born of articles of"}


def told(event: LineageEvent, names: Mapping[str, str], *, about: str | None = None) -> str:
    """An event without its reason, as it stands on the page of the topic `about` or, without one, anywhere.

    >>> from datetime import UTC, datetime
    >>> event = LineageEvent("t1", "merged", datetime(2026, 3, 2, tzinfo=UTC), ("t2",), "decided by a person")
    >>> told(event, {"t1": "Tides", "t2": "Harbours"})
    '“Tides” was merged into “Harbours”'
    >>> told(event, {"t1": "Tides"}, about="t1"), told(event, {"t1": "Tides"}, about="t2")
    ('merged into “t2”', '“Tides” was merged into this topic')
    """

    def name(topic_id: str) -> str:
        return "this topic" if topic_id == about else f"“{names.get(topic_id, topic_id)}”"

    others = sorted((each for each in event.related if each != event.topic_id), key=lambda each: each != about)
    what: str = event.kind
    if others and event.kind in _TO_OTHERS:
        what = f"{_TO_OTHERS[event.kind]} {formats.names([name(each) for each in others])}"
    return what if event.topic_id == about else f"{name(event.topic_id)} was {what}"
