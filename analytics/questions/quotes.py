"""Show me the evidence: what stands behind a point, a bar or a claim, and why a spike is one (questions 4 and 9)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from analytics.enrich import insights as telling
from analytics.enrich.insights import Passage
from analytics.filters import Filters
from analytics.questions.answers import Evidence, Highlight, InShort, Quote, StoryLine, Unusual, Why
from analytics.questions.library import article_line, article_lines
from analytics.questions.scene import counted
from analytics.store import Connection, Store, counts, reading, topics
from analytics.store.reading import Body, Line
from analytics.store.selection import Selection, resolve
from analytics.trends import why
from analytics.types import Sentence, Subject, title_start, written_at

QUOTES, SENTENCES = 20, 3
# A topic's insights are chosen among its articles that fit the brief best.
READ, INSIGHTS = 40, 5
# Terms are compared on at most this many articles a side, taken evenly over time.
SAMPLED = 400
# A spike is held against this many times its own length before it.
BASELINE = 8
# As many entities are held against before.
COMPARED = 500


def find_evidence(
    store: Store,
    filters: Filters,
    *,
    subject: Subject,
    now: datetime,
    start: datetime | None = None,
    end: datetime | None = None,
    limit: int = QUOTES,
    offset: int = 0,
    terms: bool = True,
) -> Evidence:
    """The articles behind a subject in a period (of a chart; None: of the filters) with their telling sentences.

    Telling `terms` take longest: who only cites does without them.
    """
    with store.read() as connection:
        selection = _within(counted(connection, store, filters, now=now), store, start, end)
        sizes = counts.sizes(connection, store, selection, subject=subject)
        keys = reading.find(connection, store, selection, order="newest", limit=limit, offset=offset, about=subject)
        needles = _needles(connection, subject, filters)
        bodies = reading.bodies(connection, keys)
        quotes = tuple(
            Quote(article_line(line), _highlights(bodies[line.key], needles, limit=SENTENCES))
            for line in reading.lines(connection, keys)
        )
        telling = _telling(connection, store, selection, subject) if terms else ()
    return Evidence(
        subject=subject,
        start=start,
        end=end,
        n_articles=sizes["articles"],
        n_copies=sizes["items"] - sizes["articles"],
        n_sources=sizes["sources"],
        terms=tuple(each.label for each in telling),
        quotes=quotes,
    )


def key_insights(
    store: Store, filters: Filters, *, subject: Subject, now: datetime, limit: int = INSIGHTS
) -> tuple[Quote, ...]:
    """The sentences that say most of a subject, those with figures preferred, each with its article."""
    passages, lines = _passages(store, filters, subject)
    return _quotes(telling.insights(passages, limit=limit), lines)


def in_short(store: Store, filters: Filters, *, subject: Subject, now: datetime) -> InShort:
    """The sentences that say what a subject's articles are about, and beside them the findings in these articles."""
    passages, lines = _passages(store, filters, subject)
    told = telling.in_short(passages)
    return InShort(_quotes(told.summary, lines), _quotes(told.insights, lines))


def _passages(store: Store, filters: Filters, subject: Subject) -> tuple[list[Passage], dict[str, Line]]:
    with store.read() as connection:
        selection = resolve(connection, filters)
        keys = reading.find(connection, store, selection, order="relevance", limit=READ, about=subject)
        bodies = reading.bodies(connection, keys)
        by_id = {line.id: line for line in reading.lines(connection, keys)}
    return [Passage(each.id, each.text, each.figures) for each in bodies.values()], by_id


def _quotes(said: Sequence[Sentence], lines: Mapping[str, Line]) -> tuple[Quote, ...]:
    return tuple(Quote(article_line(lines[each.article_id]), (Highlight(each, ()),)) for each in said)


def explain_spike(
    store: Store, filters: Filters, *, subject: Subject, start: datetime, end: datetime, now: datetime, limit: int = 8
) -> Why:
    """What is unusual in a period of a subject, held against the time before it, copies removed."""
    with store.read() as connection:
        chosen = counted(connection, store, filters, now=now)
        inside = _within(chosen, store, start, end)
        begin = start.astimezone(ZoneInfo(store.timezone)).date()
        before = chosen.between(begin - timedelta(days=BASELINE * _days(start, end, store)), begin)
        sizes = counts.sizes(connection, store, inside, subject=subject)
        earlier = counts.sizes(connection, store, before, subject=subject)
        n_inside, n_before = sizes["articles"], earlier["articles"]
        published = counts.sizes(connection, store, inside)["articles"]
        published_before = counts.sizes(connection, store, before)["articles"]
        sources = _unusual(
            counts.by_source(connection, store, inside, subject),
            counts.by_source(connection, store, before, subject),
            n_inside=n_inside,
            n_before=n_before,
        )
        entities = _unusual(
            _named(connection, store, inside, subject),
            _named(connection, store, before, subject),
            n_inside=n_inside,
            n_before=n_before,
        )
        keys = reading.find(connection, store, inside, order="relevance", limit=limit, about=subject)
        stories = reading.stories(connection, store, inside, subject, limit=limit)
        origins = {line.key: line for line in reading.lines(connection, [story.origin for story in stories])}
        return Why(
            subject=subject,
            start=start,
            end=end,
            n_articles=n_inside,
            n_copies=sizes["items"] - sizes["articles"],
            expected=n_before / published_before * published if published_before else 0.0,
            terms=_telling(connection, store, inside, subject, before=before)[:limit],
            entities=tuple(each for each in entities if each.label != subject.label)[:limit],
            sources=sources[:limit],
            stories=tuple(
                StoryLine(story.id, article_line(origins[story.origin]), story.n_articles, story.n_sources)
                for story in stories
            ),
            articles=article_lines(reading.lines(connection, keys)),
        )


def _named(connection: Connection, store: Store, selection: Selection, subject: Subject) -> dict[str, int]:
    found = counts.largest_entities(connection, store, selection, about=subject, limit=COMPARED)
    return {name: n for name, _, n in found}


@dataclass(frozen=True, slots=True)
class _Needles:
    """What marks a sentence as one on the subject: whole words or phrases, and spans known beforehand."""

    words: tuple[str, ...]
    entity: str | None = None


def _needles(connection: Connection, subject: Subject, filters: Filters) -> _Needles:
    if subject.kind == "entity":
        return _Needles((subject.label,), subject.id)
    if subject.kind in ("topic", "theme"):
        found = topics.topics(connection, [subject.id])
        return _Needles((subject.label, *(found[0].terms if found else ())))
    if subject.kind == "query":
        return _Needles(_words(subject.id))
    return _Needles(_words(filters.query))


def _words(query: str) -> tuple[str, ...]:
    """The phrases and words of a query."""
    return tuple(phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', query))


def _highlights(body: Body, needles: _Needles, *, limit: int) -> tuple[Highlight, ...]:
    """The sentences with most marks, in the order of the text; the first sentence where none has any."""
    pattern = _pattern(needles.words)
    known = body.spans.get(needles.entity, ()) if needles.entity is not None else ()
    spans = sentences(body.text)
    if any(begin < 0 for begin, _ in known):
        spans.insert(0, (title_start(body.title), -1))
    scored = []
    for start, end in spans:
        marks = {(begin - start, stop - start) for begin, stop in known if start <= begin and stop <= end}
        if pattern is not None:
            marks |= {match.span() for match in pattern.finditer(_quoted(body, start, end))}
        has_figure = any(start <= figure < end for figure in body.figures)
        scored.append((len(marks), has_figure, start, end, _apart(marks)))
    best = sorted((each for each in scored if each[0]), key=lambda each: (-each[0], -each[1], each[2]))[:limit]
    chosen = sorted(best or scored[:1], key=lambda each: each[2])
    return tuple(
        Highlight(Sentence(body.id, start, end, _quoted(body, start, end)), marks) for _, _, start, end, marks in chosen
    )


def _quoted(body: Body, start: int, end: int) -> str:
    return written_at(body.title, body.text, start, end)


_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of sentences: quick and rough, for quoting and not for counting."""
    spans = []
    begin = 0
    for gap in [*_END.finditer(text), None]:
        end = len(text) if gap is None else gap.start() + len(gap.group().rstrip())
        left = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
        if text[left:end].strip():
            spans.append((left, left + len(text[left:end].rstrip())))
        begin = end if gap is None else gap.end()
    return spans


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    useful = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not useful:
        return None
    # A plural or a possessive of the word is the word.
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in useful) + r")(?:'s|’s|s)?\b", re.IGNORECASE)


def _apart(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks in order, overlapping ones joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _telling(
    connection: Connection, store: Store, selection: Selection, subject: Subject, *, before: Selection | None = None
) -> tuple[Unusual, ...]:
    """Words of the titles and openings that are over-represented: against before, or against all that is selected."""
    mine = reading.opening_words(connection, store, selection, about=subject, limit=SAMPLED)
    other, about = (selection, None) if before is None else (before, subject)
    against = reading.opening_words(connection, store, other, about=about, limit=SAMPLED)
    if not mine or not against:
        return ()
    inside, outside = Counter(chain.from_iterable(mine)), Counter(chain.from_iterable(against))
    least = max(2, len(mine) // 50)
    return _unusual(inside, outside, n_inside=len(mine), n_before=len(against), least=least)[:12]


def _unusual(
    inside: Mapping[str, int], before: Mapping[str, int], *, n_inside: int, n_before: int, least: int = 2
) -> tuple[Unusual, ...]:
    found = why.unusual(inside, before, n_inside=n_inside, n_before=n_before, least=least)
    return tuple(Unusual(each.label, each.n, each.expected) for each in found)


def _within(selection: Selection, store: Store, start: datetime | None, end: datetime | None) -> Selection:
    zone = ZoneInfo(store.timezone)
    first, last = selection.filters.start, selection.filters.end
    if start is not None:
        first = _latest(first, start.astimezone(zone).date())
    if end is not None:
        final = (end.astimezone(zone) - timedelta(microseconds=1)).date() + timedelta(days=1)
        last = final if last is None else min(last, final)
    return selection.between(first, last)


def _latest(one: date | None, other: date) -> date:
    return other if one is None else max(one, other)


def _days(start: datetime, end: datetime, store: Store) -> int:
    zone = ZoneInfo(store.timezone)
    return max(1, (end.astimezone(zone).date() - start.astimezone(zone).date()).days)
