"""What the questions return: frozen, ordered, and ready to be drawn, exported or read aloud.

Counts are in the counting unit of the filters unless a name says otherwise. Times are aware UTC, days are
calendar days of the store's time zone, intervals are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from analytics.trends.compare import Difference
from analytics.trends.mix import MixChange, SourcePart
from analytics.types import (
    Assignment,
    CoverageState,
    LineageEvent,
    Mention,
    Relevance,
    Sentence,
    Statistic,
    StatisticSeries,
    Subject,
    Topic,
    Trend,
)
from ingest.article import Article, FetchState, PublishedBasis, Source

SourceCondition = Literal["ok", "quiet", "failing", "parked", "never fetched"]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article as a list shows it. `copy_of` is the id of the article that it repeats; `n_copies` counts
    the items that repeat this one; `topics` are topic ids, strongest first; `snippet` is plain text."""

    id: str
    title: str
    source: str
    via: str | None
    url: str | None
    published: datetime | None
    published_basis: PublishedBasis
    language: str | None
    relevance: int | None
    copy_of: str | None
    n_copies: int
    story: str | None
    topics: tuple[str, ...]
    snippet: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A sentence and the parts of it that speak of the subject; `marks` index `sentence.text`."""

    sentence: Sentence
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """An article and its sentences on the subject, the telling ones first."""

    article: ArticleLine
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class InShort:
    """What the articles on a subject are about, and the findings in them: whole sentences, none of them in both."""

    summary: tuple[Quote, ...]
    insights: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a point, a bar or a claim. `n_articles` is without copies; `quotes` is one page of it.
    `terms` are the words and phrases that set these articles apart, telling ones first."""

    subject: Subject
    start: datetime | None
    end: datetime | None
    n_articles: int
    n_copies: int
    n_sources: int
    terms: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in the selection: its counts there and its trend with the verdict judged among all topics."""

    topic: Topic
    theme: str | None
    n_articles: int
    n_sources: int
    share: float | None
    first_seen: date | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class Emergence:
    """A young topic that grows: its `age` in weeks, its articles in the `earlier` and the `later` half of them, and
    the `first` ones."""

    line: TopicLine
    age: int
    earlier: int
    later: int
    first: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Themes and topics of the selection, largest first. `unassigned` counts articles in no topic."""

    themes: tuple[Topic, ...]
    lines: tuple[TopicLine, ...]
    n_articles: int
    unassigned: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first look. `rising`, `fading` and `appeared` hold what the verdicts allow to be said; `undecided`
    moved but with too little data. `total` is the count of everything selected."""

    rising: tuple[TopicLine, ...]
    fading: tuple[TopicLine, ...]
    appeared: tuple[TopicLine, ...]
    undecided: tuple[TopicLine, ...]
    total: Trend
    n_articles: int
    n_copies: int
    n_stories: int
    n_sources: int
    n_statistics: int
    as_of: datetime | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something over-represented in a period: seen `n` times where `expected` were expected from before."""

    label: str
    n: int
    expected: float


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story by its first article, with how many articles and sources told it."""

    id: str
    origin: ArticleLine
    n_articles: int
    n_sources: int


@dataclass(frozen=True, slots=True)
class Why:
    """What is unusual in a period of a subject against the periods before it, copies removed."""

    subject: Subject
    start: datetime
    end: datetime
    n_articles: int
    n_copies: int
    expected: float
    terms: tuple[Unusual, ...]
    entities: tuple[Unusual, ...]
    sources: tuple[Unusual, ...]
    stories: tuple[StoryLine, ...]
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True)
class StatisticTable:
    """One page of statistic series, those with most observations and citations first; `total` counts all.
    `units` and `sources` are what may be chosen, with how many series each would leave. `joined` of the `claims` that
    are selected went into the series: the latest, where there were too many to join them all."""

    series: tuple[StatisticSeries, ...]
    total: int
    units: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    joined: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class EntityLine:
    """A named entity in the selection, its label (PERSON, ORG, ...) and its trend judged among those listed."""

    name: str
    label: str
    n_articles: int
    n_mentions: int
    n_sources: int
    trend: Trend


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity named together with another: `n` articles name both, `lift` times what chance would give."""

    name: str
    label: str
    n: int
    lift: float


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the found articles each choice would leave, most first."""

    sources: tuple[tuple[str, int], ...]
    topics: tuple[tuple[Subject, int], ...]
    languages: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of found articles; `total` counts all of them and `page` starts at 1."""

    articles: tuple[ArticleLine, ...]
    total: int
    page: int
    n_pages: int
    facets: Facets


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article whole. Offsets of mentions, statistics and insights are into `article.text`.
    `copies` repeat it; `story` holds the other articles on the same event; `figures` name what each of the statistics
    measures, of whom or what."""

    article: Article
    line: ArticleLine
    relevance: Relevance | None
    mentions: tuple[Mention, ...]
    statistics: tuple[Statistic, ...]
    topics: tuple[tuple[Topic, Assignment], ...]
    summary: tuple[Sentence, ...]
    insights: tuple[Sentence, ...]
    copies: tuple[ArticleLine, ...]
    story: tuple[ArticleLine, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A registered source: how it does, what it gave and, in `message`, what is wrong and how to mend it."""

    source: Source
    fetch: FetchState | None
    condition: SourceCondition
    message: str
    publications: tuple[str, ...]
    n_articles: int
    n_copies: int
    n_guessed_dates: int
    n_rejections: int
    first_published: datetime | None
    last_published: datetime | None


@dataclass(frozen=True, slots=True)
class CoverageGrid:
    """State of each publication and period: `states[i][j]` is publication `i` in the period from `starts[j]`."""

    publications: tuple[str, ...]
    starts: tuple[date, ...]
    states: tuple[tuple[CoverageState, ...], ...]


@dataclass(frozen=True, slots=True)
class RejectionLine:
    """An item that could not be read, and when that was noticed."""

    source: str
    path: str
    locator: str
    reason: str
    detail: str
    seen: datetime


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its count, its denominator and its share over `start`..`end`."""

    subject: Subject
    start: date
    end: date
    n: int
    total: int
    share: float | None
    n_sources: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A subject by source: its share of all articles in the 8 weeks that are judged against the year before, split
    into what sources wrote more or less of it and what their mix did. `parts` are the sources, those that moved it
    most first; `said` is the split in one sentence."""

    subject: Subject
    change: MixChange
    parts: tuple[SourcePart, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Subjects side by side on one axis, and each against the comparison period when one is chosen.
    `now` and `before` run parallel to `trends`; `before` is empty without a comparison period. The later
    period is cut to what has been collected and the earlier one to the same length. `differences` hold each side of
    `now` against its own `before`, or without one against the first subject."""

    trends: tuple[Trend, ...]
    now: tuple[Side, ...]
    before: tuple[Side, ...]
    warnings: tuple[str, ...]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A topic whose verdict is not what it was: stage and direction before and now."""

    topic: Topic
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since a moment."""

    since: datetime
    n_articles: int
    topics: tuple[TopicLine, ...]
    verdicts: tuple[VerdictChange, ...]
    statistics: tuple[StatisticSeries, ...]
    sources: tuple[SourceLine, ...]
    lineage: tuple[LineageEvent, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters may offer: publications with their articles, topics from the largest, groups, languages, and
    the span of days that holds dated articles."""

    sources: tuple[tuple[str, int], ...]
    topics: tuple[Subject, ...]
    groups: tuple[str, ...]
    languages: tuple[tuple[str, int], ...]
    first_day: date | None
    last_day: date | None
