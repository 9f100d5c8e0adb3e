"""The look that config.toml cannot set: the stylesheet, the wordmark, and which chart theme the reader has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from analytics.charts.theme import DARK, LIGHT, Theme

ASSETS = Path(__file__).parent / "assets"
ICON = str(ASSETS / "icon.png")
# Dates in tables, as `formats.day` writes them elsewhere.
DATES = "D MMM YYYY"


def theme() -> Theme:
    """The chart theme that matches what the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def dress() -> None:
    """Draws the wordmark and loads the stylesheet with the theme's colours as variables."""
    current = theme()
    st.logo(wordmark(current.ink), size="large")
    st.html(f"<style>{_stylesheet(current)}</style>")


@cache
def wordmark(ink: str) -> str:
    """The wordmark as SVG, its letters in the colour `ink`."""
    return (ASSETS / "wordmark.svg").read_text("utf-8").replace("INK", ink)


@cache
def _stylesheet(current: Theme) -> str:
    variables = {
        "paper": current.paper,
        "ink": current.ink,
        "muted": current.muted_text,
        "rule": current.grid,
        "rise": current.rise_text,
        "fall": current.fall_text,
        "band": current.band,
        "data": current.data,
    }
    root = "".join(f"--{name}:{colour};" for name, colour in variables.items())
    return f":root{{{root}}}\n{(ASSETS / 'style.css').read_text('utf-8')}"
