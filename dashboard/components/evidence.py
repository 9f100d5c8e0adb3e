"""Evidence: the articles behind a point, a bar or a claim, and the sentences that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.charts import formats
from analytics.exports.studio import MOST_CITATIONS
from analytics.filters import Filters
from analytics.questions.answers import ArticleLine, Evidence, Quote
from analytics.types import Subject
from dashboard import address, cached, links
from dashboard.components import frame
from dashboard.text import anchor, marked, markup

# Articles on a page of the list, and as many pages of it are read at once as a chart cites.
_SHOWN = 3
_READ = MOST_CITATIONS // _SHOWN * _SHOWN


def show(evidence: Evidence, *, key: str) -> None:
    """Counts, telling terms and the quotes of one evidence answer. `key` sets it apart on its page."""
    if not evidence.quotes:
        frame.empty("No articles here", "Nothing was published on this in the chosen period and sources.")
        return
    counts = [
        formats.counted(evidence.n_articles, "article"),
        f"{formats.counted(evidence.n_copies, 'copy')} left out" if evidence.n_copies else "",
        formats.counted(evidence.n_sources, "source"),
    ]
    terms = f" · telling terms: {', '.join(evidence.terms[:6])}" if evidence.terms else ""
    frame.note(" · ".join(filter(None, counts)) + terms)
    for index, quote in enumerate(evidence.quotes):
        show_quote(quote, key=f"{key}.{index}")


def show_quote(quote: Quote, *, key: str) -> None:
    """One article with its sentences, linked to the original and to the reading view."""
    passages = "".join(
        f"<blockquote>{marked(highlight.sentence.text, highlight.marks)}</blockquote>" for highlight in quote.highlights
    )
    with st.container(key=f"quote.{key}", gap=None):
        st.html(
            f'<article class="up-quote"><h3>{anchor(quote.article.title or "Untitled", quote.article.url)}</h3>'
            f'<p class="up-meta">{markup(about(quote.article))}</p>{passages}</article>'
        )
        links.to_article(quote.article.id, label="Read it here")


def insights(filters: Filters, subject: Subject, *, key: str) -> None:
    """What a subject's articles are about and the findings in them, word for word, with their articles."""
    told = cached.in_short(filters, subject=subject)
    if not told.insights:
        frame.empty("Nothing to quote", "No whole sentence stands out in the chosen period and sources.")
        return
    for heading, quotes, part in (("In short", told.summary, "summary"), ("Key insights", told.insights, "insight")):
        if quotes:
            st.html(f'<h3 class="up-sub">{heading}</h3>')
        for index, quote in enumerate(quotes):
            show_quote(quote, key=f"{key}.{part}.{index}")


def show_lines(articles: Sequence[ArticleLine], *, key: str, snippets: bool = True) -> None:
    """Articles as a list of titles, each linked to the reading view."""
    for article in articles:
        with st.container(key=f"line.{key}.{article.id}", gap=None):
            snippet = (
                f'<p class="up-unit">{markup(article.snippet, limit=240)}</p>' if snippets and article.snippet else ""
            )
            st.html(
                f'<article class="up-quote"><h3>{anchor(article.title or "Untitled", article.url)}</h3>'
                f'<p class="up-meta">{markup(about(article))}</p>{snippet}</article>'
            )
            links.to_article(article.id, label="Read it here")


def in_a_line(article: ArticleLine) -> str:
    """Title, source and day."""
    return f"{article.title or 'Untitled'}, {article.source}, {dated(article)}"


def about(article: ArticleLine) -> str:
    """Who published it, when and how that is known, and what became of it."""
    parts = [article.source, f"via {article.via}" if article.via else "", dated(article)]
    if article.copy_of:
        parts.append("a copy")
    if article.n_copies:
        parts.append(f"repeated {formats.counted(article.n_copies, 'time')}")
    if article.relevance is not None:
        parts.append(f"relevance {article.relevance} of 10")
    return " · ".join(filter(None, parts))


def dated(article: ArticleLine) -> str:
    """The day of publication; a guessed one says so."""
    if article.published is None:
        return "no date"
    day = formats.day(article.published.date())
    return f"{day} (date of collection)" if article.published_basis == "fetched" else day


def read(filters: Filters, subject: Subject, *, page: int = 1) -> Evidence:
    """The newest articles of a subject that are read at once: what its chart cites and the first pages show."""
    offset = (page - 1) * _SHOWN // _READ * _READ
    return cached.find_evidence(filters, subject=subject, limit=_READ, offset=offset)


@st.fragment
def paged(filters: Filters, subject: Subject, *, key: str) -> None:
    """All articles of a subject in the selection, a few at a time, newest first."""
    page = address.number("page")
    found = read(filters, subject, page=page)
    first = (page - 1) * _SHOWN % _READ
    show(replace(found, quotes=found.quotes[first : first + _SHOWN]), key=f"{key}.all")
    pages = -(-(found.n_articles + found.n_copies) // _SHOWN)
    if pages > 1:
        st.pagination(pages, **address.bound("page", f"{key}.page", min(page, pages), otherwise=1))
