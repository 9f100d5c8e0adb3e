"""What a builder is given and what it returns: a figure with its words, its data and where they came from.

The slide, the picture and the table are made from the same `Chart` as the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import plotly.graph_objects as go

from analytics.charts.theme import LIGHT, Theme
from analytics.filters import Filters
from analytics.trends.outlook import Forecast
from analytics.types import Event, StatisticSeries, Trend

ChartKind = Literal[
    "line",
    "columns",
    "bars",
    "stacked",
    "area",
    "multiples",
    "outlook",
    "combo",
    "statistic",
    "callout",
    "table",
    "map",
]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the numbers of a chart come from.

    `sources` are publications, `articles` the number behind the chart in its counting unit, `copies` those that
    were folded away, `as_of` the last instant at which anything was collected. `fictional` marks the sample.
    """

    sources: tuple[str, ...]
    articles: int
    as_of: datetime | None
    copies: int = 0
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An article that a chart rests on and the sentence to cite from it (empty when none was chosen)."""

    title: str
    source: str
    published: datetime | None
    url: str | None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What every builder needs beside its data.

    `timezone` names the calendar that the periods follow. `title` replaces the finding that `words` would write.
    """

    filters: Filters
    provenance: Provenance
    theme: Theme = LIGHT
    timezone: str = "UTC"
    title: str | None = None
    events: tuple[Event, ...] = ()
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure and all that must travel with it.

    `title` is the finding, `subtitle` the unit and the filters, `footnote` the sources, the as-of date and n,
    `alt` the text for who cannot see the picture. `figure` holds the drawing alone: the page or the picture sets
    the words around it. Texts are plain; whoever draws them escapes them. `highlight` holds
    the ids of the subjects in colour; `notes` are a person's own, for the speaker. `themes` names the theme of each
    trend of a map; `forecasts` are the periods after the last whole one of the only trend of an outlook.
    """

    kind: ChartKind
    title: str
    subtitle: str
    figure: go.Figure
    trends: tuple[Trend, ...]
    context: Context
    footnote: str
    alt: str
    statistics: tuple[StatisticSeries, ...] = ()
    highlight: tuple[str, ...] = ()
    notes: str = ""
    themes: tuple[str, ...] = ()
    forecasts: tuple[Forecast, ...] = ()

    @property
    def filters(self) -> Filters:
        """The selection that the chart shows."""
        return self.context.filters
