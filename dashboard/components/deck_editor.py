"""Putting the deck in order and exporting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from analytics.charts.chart import Chart
from analytics.exports import render
from analytics.slides import picture
from dashboard import charted
from dashboard.components import collected
from dashboard.components.collected import Slide
from dashboard.components.export import PPTX, XLSX
from dashboard.text import markup


def export(slides: Sequence[Slide]) -> None:
    """The deck and its workbook; a template of the reader's own may give the deck its look."""
    charts = [_titled(slide) for slide in slides]
    with st.container(horizontal=True):
        with st.popover("Your template", icon=":material/upload_file:"):
            template = st.file_uploader(
                "A .pptx or .potx that gives the look", type=["pptx", "potx"], key="deck.template"
            )
        st.download_button(
            "Deck (PPTX)",
            lambda: render(
                charts, "pptx", template=template.getvalue() if template else None, matter=charted.matter(charts)
            ),
            "upswell-deck.pptx",
            PPTX,
            on_click="ignore",
            type="primary",
            icon=":material/slideshow:",
        )
        st.download_button(
            "Workbook (XLSX)", partial(render, charts, "xlsx"), "upswell-deck.xlsx", XLSX, on_click="ignore"
        )
        if picture.available():
            st.download_button(
                "Pages (PDF)", partial(render, charts, "pdf"), "upswell-deck.pdf", "application/pdf", on_click="ignore"
            )


def show(slide: Slide, *, first: bool, last: bool) -> None:
    """One slide: its picture, its words, its place."""
    with st.container(border=True, key=f"slide.{slide.number}"):
        drawn, words = st.columns([3, 2], gap="medium")
        with drawn:
            st.html(f'<h2 class="up-finding">{markup(slide.title)}</h2>')
            st.plotly_chart(
                slide.chart.figure,
                theme=None,
                key=f"slide.{slide.number}.figure",
                config={"displayModeBar": False},
                alt=slide.chart.alt,
            )
            st.html(f'<p class="up-foot">{markup(slide.chart.footnote)}</p>')
        with words:
            key = f"slide.{slide.number}"
            # A finding takes two lines, and a field of one line would cut it.
            st.text_area(
                "Title",
                slide.title,
                key=f"{key}.title",
                max_chars=200,
                height=88,
                on_change=_keep,
                args=(slide.number,),
            )
            st.text_area(
                "Notes", slide.notes, key=f"{key}.notes", max_chars=4000, on_change=_keep, args=(slide.number,)
            )
            with st.container(horizontal=True):
                st.button("Up", key=f"{key}.up", disabled=first, on_click=collected.move, args=(slide.number, -1))
                st.button("Down", key=f"{key}.down", disabled=last, on_click=collected.move, args=(slide.number, 1))
                st.button("Remove", key=f"{key}.remove", on_click=collected.remove, args=(slide.number,))


def _keep(number: int) -> None:
    state = st.session_state
    collected.change(number, title=state[f"slide.{number}.title"], notes=state[f"slide.{number}.notes"])


def _titled(slide: Slide) -> Chart:
    return replace(slide.chart, title=slide.title, notes=slide.notes)
