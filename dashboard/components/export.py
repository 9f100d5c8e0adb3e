"""What leaves the desk: a chart as table, slide, picture or data, and the deck that charts are collected in."""

from __future__ import annotations

import re
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts import formats
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.exports import render
from analytics.slides import picture
from analytics.trends import bins
from dashboard.components import collected, frame, parts

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS = {
    "pptx": ("Slide (PPTX)", PPTX),
    "png": ("Picture (PNG)", "image/png"),
    "svg": ("Picture (SVG)", "image/svg+xml"),
    "pdf": ("Picture (PDF)", "application/pdf"),
    "csv": ("Data (CSV)", "text/csv"),
    "xlsx": ("Workbook (XLSX)", XLSX),
}

_COUNTS = ["Counted", "Of", "Sources"]


def popover(chart: Chart, *, key: str) -> None:
    """The files of one chart, made when they are asked for, and a place in the deck."""
    parts.popover("Export", partial(_files, chart, key=key), icon=":material/download:", key=f"{key}.export")
    if st.session_state.pop(f"{key}.drawing", False):
        draw(chart, key=f"{key}.drawn")
    if st.button("Add to deck", icon=":material/add:", key=f"{key}.collect"):
        frame.status(f"In the deck as slide {collected.add(chart)}.")


def _files(chart: Chart, *, key: str) -> None:
    for form, (label, mime) in _FORMS.items():
        lacks_browser = form in ("png", "svg", "pdf") and not picture.available()
        st.download_button(
            label,
            partial(render, [chart], form, partial=True),
            f"{file_name(chart.title)}.{form}",
            mime,
            key=f"{key}.{form}",
            on_click="ignore",
            help="The server has neither Chrome nor Chromium: let your browser draw it." if lacks_browser else None,
            disabled=lacks_browser,
            width="stretch",
        )
    st.button("Picture by this browser", key=f"{key}.draw", width="stretch", on_click=_open, args=(key,))


def _open(key: str) -> None:
    """Shuts the box, so that Escape ends the dialog that opens instead of it."""
    st.session_state[f"{key}.export"] = False
    st.session_state[f"{key}.drawing"] = True


@st.dialog("Save the picture", width="large")
def draw(chart: Chart, *, key: str) -> None:
    """The whole picture, which the reader's own browser saves: nothing on the server draws it."""
    form = st.segmented_control("Format", ["PNG", "SVG"], default="PNG", required=True, key=f"{key}.form")
    figure = picture.framed(chart)
    with st.container(key=f"picture.{key}"):
        st.plotly_chart(
            figure,
            theme=None,
            width="content",
            key=f"{key}.figure",
            alt=chart.alt,
            config={
                "displayModeBar": True,
                "displaylogo": False,
                "modeBarButtons": [["toImage"]],
                "toImageButtonOptions": {
                    "format": str(form).lower(),
                    "filename": file_name(chart.title),
                    "width": figure.layout.width,
                    "height": figure.layout.height,
                    "scale": picture.SCALE if form == "PNG" else 1,
                },
            },
        )
    st.caption("The camera above the picture saves it whole, however narrow the window.")


def table_popover(chart: Chart, *, key: str) -> None:
    """The numbers behind the figure, for who reads tables or cannot see the figure."""
    parts.popover("Table", partial(_table, chart, key=key), icon=":material/table_rows:", key=f"{key}.table")


def _table(chart: Chart, *, key: str) -> None:
    st.dataframe(numbers(chart), hide_index=True, key=f"{key}.numbers", alt=f"The numbers behind: {plain(chart.title)}")


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
    zone = chart.context.timezone
    rows = [
        {
            "Subject": trend.subject.label,
            "Period": formats.period(point, trend.grain, zone),
            "Value": formats.value(point.value, trend.measure, trend.unit),
            **dict(zip(_COUNTS, formats.counted_in(point), strict=True)),
            "Coverage": point.coverage,
            "Whole period": "yes" if point.complete else "no",
        }
        for trend in chart.trends
        for point in trend.points
    ]
    frame = pd.DataFrame([*rows, *_expected(chart)])
    # Whole numbers with empty cells: those of a gap and of an outlook.
    return frame.astype(dict.fromkeys(frame.columns.intersection(_COUNTS), "Int64"))


def _expected(chart: Chart) -> list[dict[str, str]]:
    """The periods of an outlook, with their interval in a column that no other chart has."""
    found = []
    for each in chart.forecasts:
        (trend,) = chart.trends
        value, low, high = (
            formats.value(number, trend.measure, trend.unit) for number in (each.value, each.low, each.high)
        )
        found.append(
            {
                "Subject": trend.subject.label,
                "Period": bins.label(each.start, trend.grain, timezone=chart.context.timezone),
                "Value": value,
                "Coverage": "outlook",
                "95% interval": f"{low} to {high}",
            }
        )
    return found


def file_name(title: str) -> str:
    """A file name that every system takes, from a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60].rstrip("-") or "chart"
