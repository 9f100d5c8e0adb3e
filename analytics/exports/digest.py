"""What rose, fell and appeared since a moment, as Markdown and as an HTML mail."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime

from analytics import questions
from analytics.charts import formats, lineage, measured, words
from analytics.charts.literal import plain, web_address
from analytics.charts.theme import LIGHT
from analytics.exports.markdown import inline, link
from analytics.filters import Filters
from analytics.questions.answers import Changes, Overview, TopicLine
from analytics.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the digest: what it says, in smaller letters why, and the article to open."""

    text: str
    detail: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its entries; `empty` is said when there are none."""

    heading: str
    entries: tuple[Entry, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest, ready to be written."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    footnote: str


def compose(store: Store, filters: Filters, *, since: datetime, now: datetime) -> Digest:
    """Asks what moved and what is new since `since`."""
    seen = questions.overview(store, filters, now=now)
    changes = questions.changes_since(store, filters, since=since, now=now)
    until = seen.as_of or now
    return Digest(
        title=f"Digest, {formats.day(since)} to {formats.day(until)}",
        lead=f"{formats.counted(changes.n_articles, 'new article')}; {formats.counted(seen.n_articles, 'article')} "
        f"without copies from {formats.counted(seen.n_sources, 'source')} in the selection.",
        sections=tuple(_sections(store, filters, seen, changes, now=now)),
        footnote=f"Collected to {formats.day(until)}. Verdicts compare the last 8 whole weeks with the 52 before, at a "
        "false-discovery rate of 5%. Copies count once.",
    )


def markdown(digest: Digest) -> str:
    """CommonMark; texts of strangers are escaped and only web addresses become links."""
    lines = [f"# {inline(digest.title)}", "", inline(digest.lead), ""]
    for section in digest.sections:
        if not section.entries and not section.empty:
            continue
        lines += [f"## {section.heading}", ""]
        for entry in section.entries:
            lines.append(f"- {link(entry.text, entry.url)}{inline(f': {entry.detail}') if entry.detail else ''}")
        if not section.entries:
            lines.append(section.empty)
        lines.append("")
    return "\n".join([*lines, f"*{inline(digest.footnote)}*", ""])


def mail(digest: Digest) -> str:
    """An HTML document for mail programs: inline styles, no picture, no script, nothing fetched."""
    ink, muted, paper = LIGHT.ink, LIGHT.muted_text, LIGHT.paper
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{_text(digest.title)}</title></head>',
        f'<body style="margin:0;background:{paper};color:{ink};font:16px/1.5 Arial,sans-serif">',
        '<div style="max-width:640px;margin:0 auto;padding:24px">',
        f'<h1 style="font:bold 26px/1.2 Georgia,serif">{_text(digest.title)}</h1><p>{_text(digest.lead)}</p>',
    ]
    for section in digest.sections:
        if not section.entries and not section.empty:
            continue
        parts.append(f'<h2 style="font:bold 19px/1.3 Georgia,serif;margin-top:28px">{_text(section.heading)}</h2>')
        if section.entries:
            parts.append('<ul style="padding-left:20px">' + "".join(map(_item, section.entries)) + "</ul>")
        else:
            parts.append(f"<p>{_text(section.empty)}</p>")
    parts.append(f'<p style="color:{muted};font-size:13px;margin-top:32px">{_text(digest.footnote)}</p>')
    return "\n".join([*parts, "</div></body></html>", ""])


def _item(entry: Entry) -> str:
    address = web_address(entry.url)
    said = _text(entry.text)
    if address is not None:
        said = f'<a href="{html.escape(address)}" style="color:{LIGHT.rise_text}">{said}</a>'
    detail = f'<br><span style="color:{LIGHT.muted_text};font-size:14px">{_text(entry.detail)}</span>'
    return f'<li style="margin-bottom:8px">{said}{detail if entry.detail else ""}</li>'


def _text(text: str) -> str:
    return html.escape(plain(text))


def _sections(store: Store, filters: Filters, seen: Overview, changes: Changes, *, now: datetime) -> list[Section]:
    def entry(line: TopicLine) -> Entry:
        quotes = questions.find_evidence(store, filters, subject=line.trend.subject, now=now, limit=1).quotes
        verdict = line.trend.verdict
        detail = "; ".join(verdict.reasons[:2]) if verdict else ""
        return Entry(words.finding([line.trend]), detail, quotes[0].article.url if quotes else None)

    def insight(line: TopicLine) -> list[Entry]:
        quotes = questions.key_insights(store, filters, subject=line.trend.subject, now=now, limit=1)
        return [
            Entry(quote.highlights[0].sentence.text, f"{line.topic.label}, {quote.article.source}", quote.article.url)
            for quote in quotes
        ]

    names = questions.topic_names(store, filters, now=now)
    return [
        Section("Rising", tuple(map(entry, seen.rising)), "Nothing rose beyond chance."),
        Section("Key insights on what rises", tuple(each for line in seen.rising for each in insight(line))),
        Section("Fading", tuple(map(entry, seen.fading)), "Nothing fell beyond chance."),
        Section("New topics", tuple(_size(line) for line in seen.appeared)),
        Section("Too early to tell", tuple(_size(line) for line in seen.undecided[:5])),
        Section(
            "Verdicts that changed",
            tuple(Entry(change.topic.label, f"from {change.before} to {change.now}") for change in changes.verdicts),
        ),
        Section(
            "Statistics with a newer figure",
            tuple(Entry(measured.finding(series)) for series in changes.statistics[:8]),
        ),
        Section(
            "Topics joined, split or retired",
            tuple(
                Entry(lineage.told(event, names), f"{event.reason}, {formats.day(event.when)}")
                for event in changes.lineage
                if event.kind in {"merged", "split", "retired"}
            ),
        ),
        Section("Sources that need a look", tuple(Entry(line.source.name, line.message) for line in changes.sources)),
    ]


def _size(line: TopicLine) -> Entry:
    counted = f"{formats.counted(line.n_articles, 'article')} in {formats.counted(line.n_sources, 'source')}"
    verdict = line.trend.verdict
    said = f". {verdict.reasons[0]}" if verdict and verdict.reasons else ""
    return Entry(line.topic.label, f"{counted}{said}")
