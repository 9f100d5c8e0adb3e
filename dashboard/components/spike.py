"""Why a period stands out: the terms, names, sources and stories that are unusual in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import Unusual, Why
from analytics.types import Trend, TrendPoint
from dashboard import address, cached
from dashboard.components import evidence, frame

# Terms, names and sources that are shown, the most unusual first.
_MOST = 6


@st.fragment
def show(filters: Filters, trend: Trend, *, key: str) -> None:
    """The explanation of a period; the strongest burst, else the point with most articles, is explained first."""
    points = [point for point in trend.points if point.numerator]
    if not points:
        frame.empty("No period to explain", "This subject has no article in the selection.")
        return
    zone = cached.configuration().timezone
    by_start = {point.start.isoformat(): point for point in points}
    first = _first(trend, points).start.isoformat()
    named = address.one_of("explain", by_start, otherwise=first)
    st.selectbox(
        "Explain",
        list(by_start),
        format_func=lambda start: (
            f"{formats.period(by_start[start], trend.grain, zone)}: "
            f"{formats.counted(by_start[start].numerator, 'article')}"
        ),
        width=330,
        **address.bound("explain", f"{key}.period", named, otherwise=first),
    )
    chosen = by_start[named]
    found = cached.explain_spike(filters, subject=trend.subject, start=chosen.start, end=chosen.end)
    st.html(f'<p class="up-unit">{_counts(found)}</p>')
    with st.grid(columns=3, min_column_width=230, gap="medium"):
        frame.tally("Terms", _rows(found.terms), none="No term stands out.")
        frame.tally("Names", _rows(found.entities), none="No name stands out.")
        frame.tally("Sources", _rows(found.sources), none="No source stands out.")
    if found.stories:
        frame.section("Stories of this period")
        for story in found.stories[:3]:
            evidence.show_lines([story.origin], key=f"{key}.stories")
            frame.note(
                f"Told by {formats.counted(story.n_articles, 'article')} of "
                f"{formats.counted(story.n_sources, 'source')}."
            )


def _first(trend: Trend, points: Sequence[TrendPoint]) -> TrendPoint:
    bursts = trend.verdict.bursts if trend.verdict else ()
    if bursts:
        strongest = max(bursts, key=lambda burst: burst.strength)
        inside = [point for point in points if strongest.start <= point.start < strongest.end]
        points = inside or points
    return max(points, key=lambda point: (point.complete, point.numerator, point.start))


def _counts(found: Why) -> str:
    copies = f", {formats.counted(found.n_copies, 'copy')} left out" if found.n_copies else ""
    counted = formats.counted(found.n_articles, "article")
    return f"{counted}{copies}; {found.expected:.1f} were expected from the time before."


def _rows(unusual: Sequence[Unusual]) -> list[tuple[str, str]]:
    return [(each.label, f"{each.n} (expected {each.expected:.1f})") for each in unusual[:_MOST]]
