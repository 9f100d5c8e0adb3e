"""Colours, fonts and the base layout that every figure starts from, in light and dark.

Grey carries the data and two accents carry the finding; teal and brick stay apart under deutan and protan
simulation, and no meaning rests on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Quoted, because a name with a part that begins with a digit is no CSS identifier and voids the whole list.
SERIF = '"Source Serif", "Source Serif 4", Georgia, serif'
SANS = '"Source Sans", "Source Sans 3", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Theme:
    """One variant of the look. `*_text` colours hold 4.5:1 on `paper`; `series` are for parts of a whole."""

    name: str
    paper: str
    ink: str
    muted_text: str
    grid: str
    axis: str
    data: str
    band: str
    rise: str
    rise_text: str
    fall: str
    fall_text: str
    series: tuple[str, ...]
    other: str

    def layout(self, **overrides: Any) -> dict[str, Any]:
        """The base layout: no title, no legend, faint horizontal grid, room for labels at the right."""
        return {
            "paper_bgcolor": self.paper,
            "plot_bgcolor": self.paper,
            "font": {"family": SANS, "size": 13, "color": self.ink},
            "margin": {"l": 48, "r": 24, "t": 16, "b": 58},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "bargap": 0.25,
            "xaxis": {
                "showgrid": False,
                "zeroline": False,
                "showline": True,
                "linecolor": self.axis,
                "ticks": "outside",
                "ticklen": 4,
                "tickcolor": self.axis,
                "tickfont": {"color": self.muted_text, "size": 12},
                "fixedrange": True,
            },
            "yaxis": {
                "showgrid": True,
                "gridcolor": self.grid,
                "zeroline": False,
                "showline": False,
                "tickfont": {"color": self.muted_text, "size": 12},
                "rangemode": "tozero",
                "fixedrange": True,
            },
            "hoverlabel": {
                "bgcolor": self.paper,
                "bordercolor": self.axis,
                "font": {"family": SANS, "size": 13, "color": self.ink},
                "align": "left",
            },
            **overrides,
        }

    def colour(self, direction: str) -> str:
        """The accent for a direction: teal for up, brick for down, grey for flat."""
        return {"up": self.rise, "down": self.fall}.get(direction, self.data)

    @property
    def on_accent(self) -> str:
        """Words on an accent: the darker of ink and paper holds 4.5:1 on both."""
        return min(self.ink, self.paper)

    def text_colour(self, direction: str) -> str:
        """The same for words."""
        return {"up": self.rise_text, "down": self.fall_text}.get(direction, self.muted_text)

    def in_words(self, colour: str) -> str:
        """The colour of a line as words beside it have it, dark or light enough to be read."""
        return {self.rise: self.rise_text, self.fall: self.fall_text}.get(colour, self.ink)


LIGHT = Theme(
    name="light",
    paper="#FBF7F1",
    ink="#100D09",
    muted_text="#655E54",
    grid="#E9E3D9",
    axis="#A8A196",
    data="#8E877C",
    band="#E9E4DB",
    rise="#1A8E9B",
    rise_text="#0B6A75",
    fall="#D65A43",
    fall_text="#A93A26",
    series=("#1A8E9B", "#D65A43", "#C4932F", "#4F62A8", "#8A5A83", "#5F7F52"),
    other="#BDB6AB",
)

DARK = Theme(
    name="dark",
    paper="#191714",
    ink="#F4EFE6",
    muted_text="#ADA599",
    grid="#2E2B27",
    axis="#6D665C",
    data="#8E877C",
    band="#2B2824",
    rise="#35A8B5",
    rise_text="#5CC7D3",
    fall="#E06A53",
    fall_text="#F08C78",
    series=("#35A8B5", "#E06A53", "#D9AA4B", "#8595DB", "#B98AB2", "#8FB080"),
    other="#5B554D",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
