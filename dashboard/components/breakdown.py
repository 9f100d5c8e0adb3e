"""A subject by source: who moved it, and whether sources wrote more of it or only their mix changed."""

from __future__ import annotations

from analytics.charts import formats
from analytics.filters import Filters
from analytics.trends import mix
from analytics.types import Trend
from dashboard import cached
from dashboard.components import frame

_MOST = 8


def show(filters: Filters, trend: Trend) -> None:
    """The split in one sentence, unless the verdict's reasons hold it, and a row for each source."""
    found = cached.by_source(filters, subject=trend.subject)
    if not found.parts:
        return
    frame.section("By source")
    if not (trend.verdict and found.said in trend.verdict.reasons):
        frame.note(f"{found.said}.")
    frame.table(
        ["Source", "Year before", "Last 8 weeks", "Adds to the change (points)"],
        [
            [
                part.source,
                _share(part.count_before, part.total_before),
                _share(part.count, part.total),
                mix.points(part.part),
            ]
            for part in found.parts[:_MOST]
        ],
    )
    if len(found.parts) > _MOST:
        frame.note(f"and {formats.counted(len(found.parts) - _MOST, 'more source')}, which moved it less")


def _share(count: int, total: int) -> str:
    return f"{formats.percent(count / total)} ({count:,} of {total:,})" if total else "nothing collected"
