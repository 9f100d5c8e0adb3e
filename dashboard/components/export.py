"""What leaves the desk: a chart as table, slide, picture or data, and the deck that charts are collected in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import deck, picture, spreadsheet, table
from dashboard.components import collected

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_PICTURES: dict[picture.PictureFormat, str] = {"png": "image/png", "svg": "image/svg+xml"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def popover(chart: Chart, *, key: str) -> None:
    """The files of one chart, made when they are asked for, and a place in the deck."""
    with st.popover("Export", icon=":material/download:", key=f"{key}.export"):
        name = file_name(chart.title)
        _file("Slide (PPTX)", lambda: deck.build([chart]), f"{name}.pptx", PPTX, key=f"{key}.pptx")
        can_draw = picture.available()
        hint = None if can_draw else "Pictures need Chrome or Chromium on the server; it has neither."
        for form, mime in _PICTURES.items():
            _file(
                f"Picture ({form.upper()})",
                partial(picture.render, chart, form=form),
                f"{name}.{form}",
                mime,
                key=f"{key}.{form}",
                hint=hint,
            )
        _file("Data (CSV)", lambda: table.csv([chart]), f"{name}.csv", "text/csv", key=f"{key}.csv")
        _file("Workbook (XLSX)", lambda: spreadsheet.xlsx([chart]), f"{name}.xlsx", XLSX, key=f"{key}.xlsx")
    st.button("Add to deck", icon=":material/add:", key=f"{key}.collect", on_click=collected.add, args=(chart,))


def table_popover(chart: Chart, *, key: str) -> None:
    """The numbers behind the figure, for who reads tables or cannot see the figure."""
    with st.popover("Table", icon=":material/table_rows:", key=f"{key}.table"):
        st.dataframe(
            numbers(chart), hide_index=True, key=f"{key}.numbers", alt=f"The numbers behind: {plain(chart.title)}"
        )


def numbers(chart: Chart) -> pd.DataFrame:
    """One row a point or observation, with counts and marks, as the reader sees them."""
    if chart.statistics:
        return pd.DataFrame(
            {
                "Date": [one.reference for series in chart.statistics for one in series.observations],
                "Value": [
                    formats.quantity(one.statistic.value, series.unit)
                    for series in chart.statistics
                    for one in series.observations
                ],
                "By": [
                    one.statistic.attribution or one.source
                    for series in chart.statistics
                    for one in series.observations
                ],
                "Citations": [len(one.citations) for series in chart.statistics for one in series.observations],
            }
        )
    points = [(trend, point) for trend in chart.trends for point in trend.points]
    return pd.DataFrame(
        {
            "Subject": [trend.subject.label for trend, _ in points],
            "Period": [formats.period(point, trend.grain, chart.context.timezone) for trend, point in points],
            "Value": [formats.value(point.value, trend.measure, trend.unit) for trend, point in points],
            "Counted": [point.numerator for _, point in points],
            "Of": [point.denominator for _, point in points],
            "Sources": [point.n_sources for _, point in points],
            "Coverage": [point.coverage for _, point in points],
            "Whole period": ["yes" if point.complete else "no" for _, point in points],
        }
    )


def file_name(title: str) -> str:
    """A file name that every system takes, from a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60].rstrip("-") or "chart"


def _file(label: str, make: Callable[[], bytes], name: str, mime: str, *, key: str, hint: str | None = None) -> None:
    st.download_button(
        label, make, name, mime, key=key, on_click="ignore", help=hint, disabled=hint is not None, width="stretch"
    )
