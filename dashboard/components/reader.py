"""One article whole: its text with figures marked, what was found in it, and where else it ran."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from analytics.charts import formats
from analytics.questions.answers import ArticleLine, ArticleView
from dashboard import cached, links
from dashboard.components import evidence, follow, frame, rating
from dashboard.components.entity_table import kind_of
from dashboard.text import anchor, marked, markup

LONGEST = 40_000
# Copies and articles on the same event that are shown at once; the rest unfolds.
_FIRST = 6


def show(view: ArticleView | None) -> None:
    """The reading view; says so when there is no such article."""
    if view is None:
        frame.title("No such article")
        frame.empty("There is no article at this address", "It may have been removed with its source.")
        links.to_page(links.ARTICLES, label="All articles")
        return
    links.to_page(links.ARTICLES, label="All articles")
    article = view.article
    byline = f"by {formats.names(article.authors)} · " if article.authors else ""
    st.html(
        f'<h1 class="up-title">{anchor(article.title or "Untitled", article.url)}</h1>'
        f'<p class="up-lede">{markup(byline + evidence.about(view.line))}</p>'
    )
    text, found = st.columns([5, 3], gap="large")
    with text:
        st.html(f'<div class="up-text">{_paragraphs(view)}</div>')
    with found:
        _found(view)


def _paragraphs(view: ArticleView) -> str:
    """The text by paragraphs, with the statistics marked."""
    text, pieces = view.article.text[:LONGEST], []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        marks = tuple((each.start - start, each.end - start) for each in view.statistics if start <= each.start < end)
        pieces.append(f"<p>{marked(paragraph.group(), marks)}</p>")
    return "".join(pieces) or "<p>This item has no text of its own.</p>"


def _found(view: ArticleView) -> None:
    st.html('<h2 class="up-sub">Found in this article</h2>')
    if view.relevance is not None:
        frame.note(f"Relevance {view.relevance.score} of 10: {view.relevance.reason}")
    rating.show(view.article.id)
    for heading, sentences in (("In short", view.summary), ("Key insights", view.insights)):
        if sentences:
            quotes = "".join(f"<blockquote>{markup(each.text)}</blockquote>" for each in sentences)
            st.html(f'<h3 class="up-sub">{heading}</h3><div class="up-quote">{quotes}</div>')
    values = [formats.quantity(each.value, each.unit) for each in view.statistics]
    figures = list(zip(view.figures, values, strict=True))
    frame.tally("Figures", figures, none="No figure.")
    names = dict.fromkeys((mention.canonical, mention.label) for mention in view.mentions)
    frame.tally("Names", [(name, kind_of(label).lower()) for name, label in names][:12], none="No name.")
    if view.topics:
        st.html('<h3 class="up-sub">Topics</h3>')
        for topic, belongs in view.topics:
            part = "" if belongs.weight == 1 else f", {formats.percent(belongs.weight)}"
            links.to_topic(topic.id, label=topic.label + part)
    if not cached.configuration().read_only:
        with st.popover("Follow what this is about", icon=":material/add:"):
            follow.form(key="article.follow", examples=(view.article.id,))
    for heading, others in (("Copies", view.copies), ("On the same event", view.story)):
        if others:
            st.html(f'<h3 class="up-sub">{heading}</h3>')
            _others(others[:_FIRST])
            if len(others) > _FIRST:
                with st.expander(f"{len(others) - _FIRST} more"):
                    _others(others[_FIRST:])


def _others(articles: Sequence[ArticleLine]) -> None:
    for other in articles:
        links.to_article(other.id, label=f"{other.source}: {other.title}")
