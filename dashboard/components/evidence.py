"""Evidence: the articles behind a point, a bar or a claim, and the sentences that speak of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats
from analytics.filters import Filters
from analytics.questions.answers import ArticleLine, Evidence, Quote
from analytics.types import Subject
from dashboard import address, cached, links
from dashboard.components import frame
from dashboard.text import anchor, marked, markup


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
    """The sentences that say most of a subject, word for word, with their articles."""
    quotes = cached.key_insights(filters, subject=subject)
    if not quotes:
        frame.empty("Nothing to quote", "No whole sentence stands out in the chosen period and sources.")
    for index, quote in enumerate(quotes):
        show_quote(quote, key=f"{key}.insight.{index}")


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


@st.fragment
def paged(filters: Filters, subject: Subject, *, key: str, size: int = 3) -> None:
    """All articles of a subject in the selection, `size` at a time, newest first."""
    page = address.number("page")
    found = cached.find_evidence(filters, subject=subject, limit=size, offset=(page - 1) * size)
    show(found, key=f"{key}.all")
    pages = -(-(found.n_articles + found.n_copies) // size)
    if pages > 1:
        st.pagination(pages, **address.bound("page", f"{key}.page", min(page, pages), otherwise=1))
