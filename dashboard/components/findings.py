"""Topics in short rows: a link, what the verdict allows to be said, and a line that does not smooth."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats, words
from analytics.charts.sparkline import sparkline
from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from analytics.types import Trend
from dashboard import links, look
from dashboard.components import frame, lineage
from dashboard.text import markup


def column(
    heading: str,
    lines: Sequence[TopicLine],
    *,
    key: str,
    none: str,
    most: int = 4,
    abreast: int = 1,
    new_in: Filters | None = None,
) -> None:
    """A heading and up to `most` rows, `abreast` side by side; `none` is what stands there when there are no rows.
    With `new_in`, the selection in which they appeared, the first three name a first article."""
    frame.section(heading)
    if not lines:
        frame.note(none)
    with st.grid(columns=abreast, min_column_width=280):
        for place, line in enumerate(lines[:most]):
            with st.container(key=f"finding.{key}.{line.topic.id}", gap=None):
                links.to_topic(line.topic.id, label=line.topic.label)
                counted = formats.counted(line.n_articles, "article")
                row(line.trend, counts=f"{counted}, {formats.counted(line.n_sources, 'source')}")
                if new_in is not None and place < 3:
                    lineage.first_articles(line, new_in, most=1)
    if len(lines) > most:
        frame.note(f"and {len(lines) - most} more under Topics")


def ended(fading: Sequence[TopicLine]) -> tuple[list[TopicLine], list[TopicLine]]:
    """Those that fade and still have articles in the weeks that are judged, and those that have none."""
    stopped = [line for line in fading if line.trend.verdict and not line.trend.verdict.n_articles]
    return [line for line in fading if line not in stopped], stopped


def row(trend: Trend, *, counts: str) -> None:
    """Change, counts and sparkline of one trend."""
    st.html(
        f'<div class="up-row"><p>{change(trend)}<br>{markup(counts)}</p>'
        f'<img src="{sparkline(trend, theme=look.theme(), width=152, height=38)}" alt=""></div>'
    )


def change(trend: Trend) -> str:
    """The verdict in a few words, as HTML; a sign says the direction beside the colour."""
    verdict = trend.verdict
    if verdict is None or not verdict.enough_data:
        return "too few articles to tell"
    if verdict.direction == "flat":
        return "steady"
    style, sign = ("up-rise", "▲") if verdict.direction == "up" else ("up-fall", "▼")
    said, interval = words.remainder(verdict) or str(verdict.stage), ""
    if verdict.effect is not None and not words.remainder(verdict):
        said = formats.level(verdict.effect)
        if verdict.low is not None and verdict.high is not None:
            interval = f" ({formats.between(verdict.low, verdict.high, ratio=verdict.effect)})"
    return f'<span class="{style}">{markup(f"{sign} {said}")}</span>{interval}'


def change_plain(trend: Trend) -> str:
    """The same for a cell of a table."""
    verdict = trend.verdict
    if verdict is None or not verdict.enough_data:
        return "too few to tell"
    if verdict.direction == "flat":
        return verdict.stage
    sign = "▲" if verdict.direction == "up" else "▼"
    return f"{sign} {words.times(verdict) or verdict.stage}"
