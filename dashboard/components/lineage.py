"""What became of a topic: born, renamed, merged, split, retired; its first articles and its most typical ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from analytics.charts import formats
from analytics.charts.lineage import told
from analytics.filters import Filters
from analytics.questions.answers import TopicLine
from analytics.types import LineageEvent, Subject, Topic
from dashboard import cached, links
from dashboard.components import evidence, frame


def show(line: TopicLine, filters: Filters) -> None:
    """The life of a topic that is still one, and where it began."""
    events = cached.lineage_of(filters, topic_id=line.topic.id)
    frame.tally(
        "What happened",
        [(_told(event, line.topic.id), formats.day(event.when)) for event in events],
        none="Nothing has happened to this topic since it was found.",
    )
    if line.first_seen:
        frame.note(f"First article in the week of {formats.day(line.first_seen)}:")
        first_articles(line, filters)
    _typical(line.topic, filters)


def _typical(topic: Topic, filters: Filters, *, most: int = 3) -> None:
    """The phrases that set a topic apart, and the articles at its centre."""
    if topic.terms:
        frame.note(f"Terms: {', '.join(topic.terms)}.")
    found = [cached.find_article(filters, article_id=id_) for id_ in topic.representatives[:most]]
    if any(found):
        frame.note("Most typical articles:")
    for article in found:
        if article:
            links.to_article(article.id, label=evidence.in_a_line(article))


def first_articles(line: TopicLine, filters: Filters, *, most: int = 2) -> None:
    """Links to articles of the topic's first week."""
    if line.first_seen is None:
        return
    subject = Subject("topic", line.topic.id, line.topic.label)
    week = replace(filters, start=line.first_seen, end=line.first_seen + timedelta(days=7))
    found = cached.find_evidence(week, subject=subject, limit=most, terms=False)
    for quote in found.quotes:
        links.to_article(quote.article.id, label=evidence.in_a_line(quote.article))


def gone(filters: Filters, topic_id: str | None) -> None:
    """What stands where a topic was: what became of it, and the way to what it became."""
    events = cached.lineage_of(filters, topic_id=topic_id) if topic_id else ()
    name = cached.topic_names().get(topic_id or "")
    frame.title(name or "No such topic")
    last = next((event for event in reversed(events) if event.topic_id == topic_id), None)
    if name and last:
        frame.empty("This topic is no longer shown", f"{_told(last, last.topic_id)}, on {formats.day(last.when)}.")
        for other in last.related:
            if other != topic_id:
                links.to_topic(other, label=cached.topic_names().get(other, other))
    else:
        frame.empty("There is no topic at this address", "It may have been merged, hidden or retired.")
    links.to_page(links.TOPICS, label="All topics")


def _told(event: LineageEvent, topic_id: str) -> str:
    return f"{told(event, cached.topic_names(), about=topic_id)} ({event.reason})"
