"""Articles: found, listed, and read whole (question 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from analytics.enrich.insights import Passage, in_short
from analytics.enrich.naming import name_of
from analytics.filters import Filters
from analytics.questions.answers import ArticleLine, ArticlePage, ArticleView, Choices, Facets
from analytics.store import Store, articles, counts, reading, sources, topics
from analytics.store.reading import Line, Order
from analytics.store.selection import resolve
from analytics.types import Subject

PAGE_SIZE = 25


def search_articles(
    store: Store, filters: Filters, *, now: datetime, page: int = 1, size: int = PAGE_SIZE, order: Order = "best"
) -> ArticlePage:
    """The selected articles, copies and undated ones among them; `filters.query` is searched in full text."""
    with store.read() as connection:
        selection = resolve(connection, filters)
        total = reading.count(connection, store, selection)
        n_pages = max(1, -(-total // size))
        page = min(max(page, 1), n_pages)
        keys = reading.find(connection, store, selection, order=order, limit=size, offset=(page - 1) * size)
        found = reading.lines(connection, keys)
        spread = reading.facets(connection, store, selection)
        labels = {topic.id: topic.label for topic in topics.topics(connection, [id_ for id_, _ in spread["topic"]])}
    facets = Facets(
        sources=tuple(spread["source"]),
        topics=tuple((Subject("topic", id_, labels[id_]), n) for id_, n in spread["topic"]),
        languages=tuple(spread["language"]),
        years=tuple(sorted(spread["year"])),
    )
    return ArticlePage(tuple(article_line(line) for line in found), total, page, n_pages, facets)


def find_article(store: Store, filters: Filters, *, article_id: str, now: datetime) -> ArticleLine | None:
    """One article as lists show it, None when there is none of this id."""
    with store.read() as connection:
        keys = articles.keys_of(connection, [article_id])
        return next((article_line(line) for line in reading.lines(connection, list(keys.values()))), None)


def read_article(store: Store, filters: Filters, *, article_id: str, now: datetime) -> ArticleView | None:
    """One article whole with what was found in it, None when there is none of this id."""
    with store.read() as connection:
        whole = reading.whole(connection, article_id)
        if whole is None:
            return None
        copies = reading.lines(connection, reading.copies_of(connection, whole.line.key))
        story = reading.lines(connection, reading.in_story(connection, whole.line))
        known = {each.id: each for each in topics.topics(connection, [one.topic_id for one in whole.assignments])}
    said = whole.article
    passage = Passage(said.id, said.text, [each.start for each in whole.statistics])
    told = in_short([passage])
    return ArticleView(
        article=said,
        line=article_line(whole.line),
        relevance=whole.relevance,
        mentions=whole.mentions,
        statistics=whole.statistics,
        topics=tuple((known[one.topic_id], one) for one in whole.assignments),
        summary=told.summary,
        insights=told.insights,
        copies=tuple(article_line(line) for line in copies),
        story=tuple(article_line(line) for line in story),
        figures=tuple(name_of(each) if each.subject or each.population else each.raw for each in whole.statistics),
    )


def choices(store: Store, filters: Filters, *, now: datetime) -> Choices:
    """What the filters may offer, whatever is chosen already."""
    with store.read() as connection:
        everything = resolve(connection, Filters())
        span = counts.day_span(connection, store, everything)
        found = reading.facets(connection, store, replace(everything, filters=Filters(counting="items")), limit=1000)
        groups = sorted({each.group for each in sources.registered(store) if each.group})
        shown = topics.shown(connection)
    first, last = span if span is not None else (None, None)
    by_name = tuple(sorted(found["source"], key=lambda pair: pair[0].casefold()))
    size = dict(found["topic"])
    largest = sorted(shown, key=lambda topic: (topic.status != "pinned", -size.get(topic.id, 0), topic.id))
    named = tuple(Subject("topic", topic.id, topic.label) for topic in largest)
    return Choices(by_name, named, tuple(groups), tuple(found["language"]), first, last)


def article_line(line: Line) -> ArticleLine:
    """A line as answers show it."""
    return ArticleLine(
        id=line.id,
        title=line.title,
        source=line.source,
        via=line.via,
        url=line.url,
        published=line.published,
        published_basis=line.published_basis,
        language=line.language,
        relevance=line.relevance,
        copy_of=line.copy_of,
        n_copies=line.n_copies,
        story=line.story,
        topics=line.topics,
        snippet=_cut(line.opening),
    )


def article_lines(lines: Sequence[Line]) -> tuple[ArticleLine, ...]:
    """Lines as answers show them."""
    return tuple(article_line(line) for line in lines)


def _cut(text: str, *, longest: int = 240) -> str:
    """The start of a text as one line, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[:longest].rpartition(" ")[0] + " …"
