"""The nouns of the product: small, frozen, and the same in every room.

Times are aware UTC. Intervals are half-open: `start` belongs to them and `end` does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Grain = Literal["hour", "day", "week", "month", "quarter"]
Counting = Literal["articles", "stories", "items"]
Panel = Literal["all", "constant"]
Measure = Literal["share", "count", "value"]
CoverageState = Literal["collected", "partial", "gap", "backfilled"]
SubjectKind = Literal["topic", "theme", "entity", "statistic", "source", "query", "all"]
Direction = Literal["up", "down", "flat"]
Stage = Literal["emerging", "accelerating", "peaking", "declining", "steady", "seasonal", "not enough data"]
Modality = Literal["observed", "forecast", "negated"]
TopicStatus = Literal["active", "pinned", "hidden", "merged", "retired", "pooled"]
DecisionKind = Literal["rename", "merge", "split", "pin", "hide", "track"]
LineageKind = Literal["born", "continued", "split", "merged", "retired", "renamed", "restored"]

# So many topics that were found an article may belong to.
MEMBERSHIPS = 3


def title_start(title: str) -> int:
    """Where a title begins when it stands before its text, on a line of its own, and the text begins at 0."""
    return -len(title) - 1


def written_at(title: str, text: str, start: int, end: int) -> str:
    """What stands between two offsets of an article; negative ones lie in its title.

    >>> written_at("Acme grows", "It did.", -11, -7), written_at("Acme grows", "It did.", 0, 2)
    ('Acme', 'It')
    """
    if start >= 0:
        return text[start:end]
    begin = title_start(title)
    return title[start - begin : end - begin]


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity in an article: `text[start:end]` (code points) and the canonical name it stands for.

    A name that stands in the title alone has negative offsets (see `written_at`).
    """

    article_id: str
    start: int
    end: int
    text: str
    label: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """One quantitative claim. `raw` is `text[start:end]`; `low`/`high` are set for ranges and changes.

    `kind` names the pattern (percent, points, basis points, multiple, ratio, range, change, money, count,
    average, sample size, rank); `period` is what the figure refers to, as written.
    """

    article_id: str
    start: int
    end: int
    raw: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: str
    comparator: str | None
    subject: str | None
    population: str | None
    period: str | None
    attribution: str | None
    modality: Modality
    hedge: str | None
    sentence: str
    sentence_start: int
    sample_size: int | None = None


@dataclass(frozen=True, slots=True)
class Relevance:
    """How well an article fits the brief, 0 to 10, its main interest and the reason in words."""

    article_id: str
    score: int
    topic: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence quoted verbatim: `text` is the article's from `start` to `end`, its title where they are negative."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What stories and topics need of an article. `source` is the publication; `published` None when unknown."""

    id: str
    title: str
    text: str
    published: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class CopyLink:
    """`article_id` repeats the text of `copy_of`; `share` is the part of the longer text that both share."""

    article_id: str
    copy_of: str
    share: float


@dataclass(frozen=True, slots=True)
class Story:
    """All articles on one event; `origin` is the earliest of them."""

    id: str
    article_ids: tuple[str, ...]
    first_seen: datetime | None
    origin: str


@dataclass(frozen=True, slots=True)
class LineageEvent:
    """Something that happened to a topic: when, to which others, and why."""

    topic_id: str
    kind: LineageKind
    when: datetime
    related: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that articles share. `parent` is its theme; `tracked` ones are defined by a person."""

    id: str
    label: str
    terms: tuple[str, ...]
    parent: str | None
    status: TopicStatus
    tracked: bool = False
    description: Sentence | None = None
    representatives: tuple[str, ...] = ()
    born: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """An article belongs to a topic with `weight` in 0..1, as decided in `run_id`."""

    article_id: str
    topic_id: str
    weight: float
    run_id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a topic.

    `details` are by kind: `label` for rename; `into` (a topic id) for merge; `label`, `articles` (ids) and `phrases` of
    the new topic for split; `on` for pin and hide; `label`, `phrases`, `examples` (article ids) and `sentences` for
    track. A key of `details` that is a list may be absent.
    """

    key: int
    at: datetime
    kind: DecisionKind
    topic_id: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a series is about: a topic, an entity, a source, a free query, or everything."""

    kind: SubjectKind
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of a series.

    `value` is None where nothing was collected, never 0. `numerator` and `denominator` are counts of the
    counting unit; `complete` is False for a period cut by the filter or by the clock.
    """

    start: datetime
    end: datetime
    value: float | None
    numerator: int
    denominator: int
    n_sources: int
    coverage: CoverageState
    complete: bool


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch well above its baseline; `strength` is observed over expected."""

    start: datetime
    end: datetime
    strength: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of a series, and why.

    `effect` is the ratio of the recent window to the baseline with interval `low`..`high` (None when there is
    no honest ratio); `p` is raw and `q` is after Benjamini-Hochberg over the series judged together. `recent_periods`
    is the length of that window, `baseline_periods` that of what it is compared with (0: not known).
    """

    enough_data: bool
    direction: Direction
    stage: Stage
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    reasons: Sequence[str]
    bursts: Sequence[Burst] = ()
    changes: Sequence[datetime] = ()
    n_sources: int = 0
    n_articles: int = 0
    recent_periods: int = 0
    baseline_periods: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """A series that is ready to be drawn, exported or judged: the same object behind screen and slide."""

    subject: Subject
    measure: Measure
    unit: str
    grain: Grain
    points: Sequence[TrendPoint]
    verdict: Verdict | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An annotation on the time axis, made by a person or imported."""

    id: str
    when: date
    label: str
    url: str | None = None


Alteration = Literal[
    "rounded",
    "hedge added",
    "hedge dropped",
    "population dropped",
    "source dropped",
    "period dropped",
    "sample dropped",
]


@dataclass(frozen=True, slots=True)
class Retelling:
    """A figure as a later article repeats it, with what that article altered of it; `is_copy` of a copied text."""

    statistic: Statistic
    source: str
    published: datetime | None
    is_copy: bool = False
    alterations: tuple[Alteration, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a measured quantity, at the date that it refers to, as it was first published.

    `reference` is where it stands on the time axis, `reference_basis` how that date was found ("stated" in the
    text, or "published" when the text names none). `retellings` repeat the figure, the earliest first.
    """

    statistic: Statistic
    reference: date
    reference_basis: Literal["stated", "published"]
    source: str
    published: datetime | None
    retellings: tuple[Retelling, ...] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """The articles that repeat the figure."""
        return tuple(dict.fromkeys(each.statistic.article_id for each in self.retellings))


@dataclass(frozen=True, slots=True)
class StatisticSeries:
    """Claims on the same measure, subject, population and unit. `conflicts` are pairs of observation indexes
    that give different values for one reference period."""

    id: str
    name: str
    unit: str
    kind: str
    subject: str | None
    population: str | None
    observations: tuple[Observation, ...]
    conflicts: tuple[tuple[int, int], ...] = ()
