"""A subject by source: who moved it, and whether sources wrote more of it or only their mix changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.trends import mix
from analytics.types import Subject
from dashboard import cached
from dashboard.components import frame


def show(filters: Filters, subject: Subject) -> None:
    """The split in one sentence, and a row for each source."""
    found = cached.by_source(filters, subject=subject)
    if not found.parts:
        return
    frame.section("By source")
    frame.note(f"{found.said}.")
    rows = [
        {
            "Source": part.source,
            "Year before": _share(part.count_before, part.total_before),
            "Last 8 weeks": _share(part.count, part.total),
            "Adds to the change (points)": mix.points(part.part),
        }
        for part in found.parts
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=f"What each source has of the change of {subject.label}")


def _share(count: int, total: int) -> str:
    return f"{formats.percent(count / total)} ({count:,} of {total:,})" if total else "nothing collected"
