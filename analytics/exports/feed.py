"""The articles of a topic as RSS 2.0, so that a topic can be followed in any reader."""

from __future__ import annotations

from email.utils import format_datetime
from xml.sax.saxutils import escape

from analytics.charts.literal import plain, web_address
from analytics.questions.answers import Evidence


def rss(evidence: Evidence, *, title: str) -> str:
    """A feed of the evidence's articles, newest first; items without a web address carry their id as a guid alone."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0"><channel>',
        f"<title>{_text(title)}</title>",
        "<link>https://localhost/</link>",
        f"<description>{_text(f'Articles on {evidence.subject.label}')}</description>",
    ]
    for quote in evidence.quotes:
        article = quote.article
        lines.append("<item>")
        lines.append(f"<title>{_text(article.title)}</title>")
        if address := web_address(article.url):
            lines.append(f"<link>{escape(address)}</link>")
        lines.append(f'<guid isPermaLink="false">{_text(article.id)}</guid>')
        if article.published is not None:
            lines.append(f"<pubDate>{format_datetime(article.published)}</pubDate>")
        # A description is HTML inside XML: its text is escaped for the one and then for the other.
        said = " … ".join(highlight.sentence.text for highlight in quote.highlights) or article.snippet
        lines.append(f"<description>{escape(_text(said))}</description>")
        lines.append(f"<category>{_text(article.source)}</category>")
        lines.append("</item>")
    return "\n".join([*lines, "</channel></rss>", ""])


def _text(text: str) -> str:
    return escape(plain(text))
