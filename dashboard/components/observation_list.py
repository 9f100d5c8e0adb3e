"""The sentences behind a series of statistics: value, origin, population, sample, and who repeated it."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats, measured
from analytics.filters import Filters
from analytics.types import Observation, StatisticSeries
from dashboard import address, cached, links
from dashboard.text import anchor, marked, markup

PAGE, RETELLINGS = 3, 12
_BASES = {"stated": "refers to", "published": "published"}


@st.fragment
def show(series: StatisticSeries, filters: Filters) -> None:
    """Observations, the latest first, a few at a time; one that another source contradicts says so."""
    ordered = sorted(enumerate(series.observations), key=lambda pair: (pair[1].reference, pair[0]), reverse=True)
    pages = -(-len(ordered) // PAGE)
    page = address.number("sentences", most=pages)
    for index, _ in ordered[(page - 1) * PAGE : page * PAGE]:
        with st.container(key=f"observation.{index}", gap=None):
            show_one(series, index, filters)
    if pages > 1:
        st.pagination(pages, **address.bound("sentences", "observations.page", page, otherwise=1))


def show_one(series: StatisticSeries, index: int, filters: Filters) -> None:
    """One observation with its sentence."""
    observation = series.observations[index]
    conflict = any(index in pair for pair in series.conflicts)
    said = observation.statistic
    line = cached.find_article(filters, article_id=said.article_id)
    title = anchor(line.title or "Untitled", line.url) if line else "Article no longer stored"
    start = said.start - said.sentence_start
    quote = marked(said.sentence, ((start, start + len(said.raw)),))
    facts = [
        f"measured by {measured.attribution(observation)}",
        f"{_BASES[observation.reference_basis]} {formats.day(observation.reference)}",
        f"on {said.population}" if said.population else "",
        f"sample of {said.sample_size:,}" if said.sample_size else "",
        f"“{said.hedge}”" if said.hedge else "",
        "forecast" if said.modality == "forecast" else "negated" if said.modality == "negated" else "",
        "" if observation.retellings else "not repeated",
        "another source gives a different value for this time" if conflict else "",
    ]
    first = observation.source
    if observation.published and observation.retellings:
        first += f", first seen {formats.day(observation.published.date())}"
    st.html(
        f'<article class="up-quote"><h3>{markup(formats.quantity(said.value, series.unit))}</h3>'
        f'<p class="up-meta">{markup(" · ".join(filter(None, facts)))}</p><blockquote>{quote}</blockquote>'
        f'<p class="up-meta">{title} · {markup(first)}</p>{_retold(observation)}</article>'
    )
    links.to_article(said.article_id, label="Read it here")


def _retold(observation: Observation) -> str:
    """Who repeated the figure and how it changed on the way, folded away under a count."""
    told = observation.retellings
    if not told:
        return ""
    altered = sum(bool(each.alterations) for each in told)
    count = f"Repeated by {formats.counted(len(told), 'article')}" + (f", altered by {altered}" if altered else "")
    shown = "".join(f"<li>{markup(measured.retelling(each))}</li>" for each in told[:RETELLINGS])
    more = f"<li>and {len(told) - RETELLINGS} more</li>" if len(told) > RETELLINGS else ""
    return f'<details class="up-retold"><summary>{count}</summary><ul>{shown}{more}</ul></details>'
