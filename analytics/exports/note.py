"""An article or a topic as a knowledge-base entry in Markdown, which `upswell parse` reads back unchanged.

The entry has an outer block about the note and an inner one about the article, as knowledge bases that file
articles write them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import yaml

from analytics.charts import formats, words
from analytics.exports.markdown import inline, link, literal
from analytics.questions.answers import ArticleView, Evidence, Quote, TopicLine
from analytics.types import Sentence

_ACTIVE = re.compile(r"[<\[\]`]|&(?=#?\w+;)")


def article_note(view: ArticleView, *, added: datetime) -> str:
    """One article with its summary, key insights, tags, source, dates and relevance."""
    article = view.article
    topic = view.topics[0][0].label if view.topics else None
    outer = {
        "title": article.title,
        "source": f"{article.id}.md",
        # A reader takes the day of adding for a guess at the date of publication: none is made where none was.
        "date_added": added.date().isoformat() if article.published else None,
        "last_updated": added.date().isoformat(),
        "tags": list(article.tags) or None,
        "source_type": "article",
    }
    inner = {
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": _instant(article.published) or "",
        "updated": _instant(article.updated),
        "author": list(article.authors) or None,
        "language": article.language,
        "relevance_score": view.relevance.score if view.relevance else None,
        "primary_topic": topic or (view.relevance.topic if view.relevance else None),
    }
    parts = [
        _block(outer),
        "## Summary\n\n" + _summary(article.summary) if article.summary else "",
        "## Key Insights\n\n" + _bullets(view.insights) if view.insights else "",
        "## Full Content",
        _block(inner) + f"\n# {inline(article.title)}\n\n" + _paragraphs(article.text),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def topic_note(
    line: TopicLine, evidence: Evidence, *, about: Sequence[Quote], insights: Sequence[Quote], added: datetime
) -> str:
    """One topic: its finding and what its articles are `about` as summary, its key insights with who said them, its
    articles as content."""
    verdict = line.trend.verdict
    finding = words.finding([line.trend])
    reasons = list(verdict.reasons) if verdict else []
    block = {
        "title": line.topic.label,
        "source": "Upswell",
        "date_added": added.date().isoformat(),
        "last_updated": added.date().isoformat(),
        "tags": list(line.topic.terms) or None,
        "source_type": "topic",
    }
    articles = [
        f"- {link(quote.article.title, quote.article.url)} {inline(quote.article.source)}, "
        + (formats.day(quote.article.published) if quote.article.published else "undated")
        for quote in evidence.quotes
    ]
    size = f"{formats.counted(evidence.n_articles, 'article')}, {formats.counted(evidence.n_sources, 'source')}"
    parts = [
        _block(block),
        "## Summary\n\n"
        + "\n".join([*(f"- {inline(text)}" for text in (finding, *reasons, size)), *map(_attributed, about)]),
        "## Key Insights\n\n" + "\n".join(map(_attributed, insights)) if insights else "",
        "## Full Content\n\n" + "\n".join(articles) if articles else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(fields: Mapping[str, object]) -> str:
    """Front matter, a line for each field, with the empty ones left out."""
    lines = [f"{key}: {_value(value)}\n" for key, value in fields.items() if value is not None]
    return f"---\n{''.join(lines)}---"


def _value(value: object) -> str:
    """A scalar or a list as YAML on one line."""
    held = [_inert(each) for each in value] if isinstance(value, list) else _inert(value)
    said = str(yaml.safe_dump(held, allow_unicode=True, width=math.inf, default_flow_style=True))
    return said.removesuffix("...\n").rstrip("\n")


def _inert(value: object) -> object:
    """Text with character references for what is markup where the inner block is shown as Markdown.

    Titles, names and tags are read as HTML, which gives the text itself again.
    """
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", value) if isinstance(value, str) else value


def _bullets(sentences: Sequence[Sentence]) -> str:
    return "\n".join(f"- {inline(sentence.text)}" for sentence in sentences)


def _attributed(quote: Quote) -> str:
    said = inline(quote.highlights[0].sentence.text)
    return f"- {said} ({link(quote.article.title, quote.article.url)}, {inline(quote.article.source)})"


def _summary(text: str) -> str:
    """A list where the summary is one: lines without paragraphs."""
    lines = text.splitlines()
    return _paragraphs(text) if len(lines) == 1 or "" in lines else "\n".join(f"- {inline(line)}" for line in lines)


def _paragraphs(text: str) -> str:
    """Paragraphs as they are, with a hard break where a line ends inside one."""
    return "\n\n".join(
        "\\\n".join(literal(line) for line in paragraph.splitlines() if line.strip())
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    )


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
