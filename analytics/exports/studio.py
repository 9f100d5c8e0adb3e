"""The charts of a selection, and the files made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from analytics import questions
from analytics.charts import formats
from analytics.charts.bar import bar
from analytics.charts.callout import callout
from analytics.charts.chart import Chart, ChartKind, Citation, Context, Provenance
from analytics.charts.columns import columns
from analytics.charts.line import line
from analytics.charts.multiples import multiples
from analytics.charts.observations import observations
from analytics.charts.outlook import outlook
from analytics.charts.theme import LIGHT, Theme
from analytics.errors import ExportError
from analytics.exports import kinds
from analytics.exports.feed import rss
from analytics.exports.note import topic_note
from analytics.filters import Filters, from_query
from analytics.questions.answers import Evidence, TopicLine
from analytics.slides import deck, picture, table
from analytics.slides.matter import Matter, SourceCoverage
from analytics.slides.refresh import Change, GoneError, Memory, refresh
from analytics.store import Store, people
from analytics.types import StatisticSeries, Subject, Trend

MOST_LINES, MOST_TOPICS, MOST_MOVERS, MOST_STATISTICS = 4, 12, 3, 2
MOST_CITATIONS, MOST_LISTED = 6, 50

FORMATS = ("pptx", "xlsx", "csv", "json", "png", "svg", "pdf")
OF_ONE_CHART = ("png", "svg")


def charts(
    store: Store,
    filters: Filters,
    *,
    now: datetime,
    statistics: Sequence[str] = (),
    kind: ChartKind | None = None,
    theme: Theme = LIGHT,
    ahead: bool = False,
) -> tuple[Chart, ...]:
    """The charts of a selection.

    `statistics` (ids, or words to search for) gives a chart for each; topics, entities or a query in the filters
    are what the charts are about, on the whole of what the other filters leave; otherwise the overview. With `ahead`
    each subject has a chart of its own with an outlook; `kind` asks for that kind of chart, of the largest topics when
    the filters name none. Raises ExportError when a named topic or statistic is not there.
    """
    studio = Studio(store, filters, now=now, theme=theme)
    if statistics:
        return tuple(studio.statistic(wanted) for wanted in statistics)
    subjects = studio.subjects()
    if ahead and not subjects:
        raise ExportError("an outlook is of one subject: name it with --topics, --entities or --query")
    if ahead:
        return tuple(studio.outlook(subject) for subject in subjects)
    if kind is not None:
        return studio.drawn(kind, subjects or [line.trend.subject for line in studio.topics()[:MOST_TOPICS]])
    return studio.about(subjects) if subjects else studio.overview()


def render(
    made: Sequence[Chart],
    form: str,
    *,
    template: bytes | None = None,
    partial: bool = False,
    matter: Matter | None = None,
) -> bytes:
    """The charts as one file of a form in `FORMATS`; a form in `OF_ONE_CHART` holds one chart, PDF has a page for each;
    `matter` makes a whole deck of slides.

    Raises ExportError for another form, without charts, or when the file cannot be made.
    """
    if not made:
        raise ExportError("there is nothing to export: the selection holds no articles; widen it")
    makers: Mapping[str, Callable[[], bytes]] = {
        "pptx": lambda: deck.build(made, template=template, partial=partial, matter=matter),
        "xlsx": lambda: table.xlsx(made),
        "csv": lambda: table.csv(made),
        "json": lambda: table.json(made),
        "png": lambda: picture.render(made[0], form="png"),
        "svg": lambda: picture.render(made[0], form="svg"),
        "pdf": lambda: picture.pages(made),
    }
    if form not in makers:
        raise ExportError(f"{form}: unknown form; choose one of {', '.join(FORMATS)}")
    if form in OF_ONE_CHART and len(made) > 1:
        raise ExportError(f"{form}: a picture shows one chart and here are {len(made)}; make one of each")
    return makers[form]()


def refresh_deck(
    store: Store, data: bytes, *, now: datetime, name: str, start: date | None = None, end: date | None = None
) -> tuple[bytes, tuple[Change, ...]]:
    """An edited deck with every chart of ours on the store's present data, and what was changed.

    Each chart keeps its own filters; `start` and `end` replace the window of all of them.
    """

    def remake(memory: Memory) -> Chart:
        filters = from_query(str(memory.get("filters", "")))
        filters = replace(filters, start=start or filters.start, end=end or filters.end)
        return Studio(store, filters, now=now).again(memory)

    return refresh(data, remake, name=name)


class Studio:
    """Draws charts of one selection; what they share is read once."""

    def __init__(self, store: Store, filters: Filters, *, now: datetime, theme: Theme = LIGHT) -> None:
        self.store = store
        self.chosen = filters
        # Topics, names and a query say what a chart is about: its denominator is everything else that is selected.
        self.filters = replace(filters, topics=(), entities=(), query="")
        self.now = now
        self._theme = theme
        self._sources = questions.publications(store, self.filters, now=now)
        self._events = tuple(people.events(store))
        self._fictional = questions.is_sample(store, self.filters, now=now)

    def subjects(self) -> tuple[Subject, ...]:
        """What the filters name: topics by id or label, entities, the query. Raises ExportError for unknown topics."""
        labels = {line.topic.label.casefold(): line.topic.id for line in self.topics()} if self.chosen.topics else {}
        found: list[Subject] = []
        for wanted in self.chosen.topics:
            identity = labels.get(wanted.casefold(), wanted)
            subject = questions.subject_of(self.store, "topic", identity)
            if subject is None:
                raise ExportError(f"topics: there is no topic {wanted!r}; `upswell export --list` names them")
            found.append(subject)
        found.extend(Subject("entity", name, name) for name in self.chosen.entities)
        if self.chosen.query:
            found.append(Subject("query", self.chosen.query, self.chosen.query))
        return tuple(found)

    def about(self, subjects: Sequence[Subject]) -> tuple[Chart, ...]:
        """One subject: its line. A few: their lines on one scale. Many: small multiples and a ranking."""
        if len(subjects) == 1:
            return (self.trend(subjects[0]),)
        trends = [questions.trend(self.store, self.filters, subject=subject, now=self.now) for subject in subjects]
        context = self.context(articles=_counted(trends))
        if len(subjects) <= MOST_LINES:
            return (line(trends, context, highlight=[trend.subject.id for trend in trends[:2]]),)
        return multiples(trends, context), bar(trends, context)

    def trend(self, subject: Subject, trend: Trend | None = None, evidence: Evidence | None = None) -> Chart:
        """The line of one subject with the articles that it rests on; what is known of them need not be read again."""
        drawn = trend or questions.trend(self.store, self.filters, subject=subject, now=self.now)
        evidence = evidence or self._evidence(subject, limit=MOST_CITATIONS)
        citations = tuple(
            Citation(
                quote.article.title,
                quote.article.source,
                quote.article.published,
                quote.article.url,
                quote.highlights[0].sentence.text if quote.highlights else "",
            )
            for quote in evidence.quotes[:MOST_CITATIONS]
        )
        context = self.context(articles=evidence.n_articles, copies=evidence.n_copies, evidence=citations)
        return line([drawn], context)

    def outlook(self, subject: Subject, trend: Trend | None = None) -> Chart:
        """The line of one subject carried on for four periods, or the line with the reason why not."""
        made = self.trend(subject, trend)
        ahead = questions.look_ahead(self.store, self.filters, subject=subject, now=self.now)
        return outlook(made.trends[0], ahead, made.context)

    def statistic(self, wanted: str) -> Chart:
        """The observations of a series, by its id or by words. Raises ExportError when there is none."""
        series = questions.statistic_series(self.store, self.filters, series_id=wanted, now=self.now)
        if series is None:
            found = questions.find_statistics(self.store, self.filters, now=self.now, words=wanted, size=1).series
            if not found:
                raise ExportError(f"statistic: no figure in the selection speaks of {wanted!r}; try fewer words")
            series = found[0]
        return self._observations(series)

    def note(self) -> str:
        """The one topic that the filters name as a knowledge-base entry. Raises ExportError for none or several."""
        subject = self._one_topic()
        line = next(line for line in self.topics() if line.topic.id == subject.id)
        told = questions.in_short(self.store, self.filters, subject=subject, now=self.now)
        evidence = self._evidence(subject, limit=MOST_LISTED)
        return topic_note(
            line, evidence, about=told.summary, insights=told.insights, added=self.store.as_of() or self.now
        )

    def feed(self) -> str:
        """The articles of the one subject that the filters name as RSS."""
        subjects = self.subjects()
        if len(subjects) != 1:
            raise ExportError("a feed is of one topic, name or query: give one with --topics, --entities or --query")
        return rss(self._evidence(subjects[0], limit=MOST_LISTED), title=f"Upswell: {subjects[0].label}")

    def again(self, memory: Memory) -> Chart:
        """The chart that a slide remembers. Raises GoneError when nothing that it showed is left."""
        if memory["kind"] in {"statistic", "callout"}:
            identity, label = memory["statistics"][0]
            series = questions.statistic_series(self.store, self.filters, series_id=identity, now=self.now)
            if series is None:
                raise GoneError(f"no article of the selection holds the statistic “{label}” any more")
            return (callout if memory["kind"] == "callout" else observations)(series, self._figures(series))
        subjects = [Subject(kind, identity, label) for kind, identity, label in memory["subjects"]]
        fates = {subject: self._fate(subject) for subject in subjects}
        left = [subject for subject in subjects if fates[subject] is None]
        said = "; ".join(fate for fate in fates.values() if fate is not None)
        if not left:
            raise GoneError(said)
        # A memory holds the measure that was drawn, which a page may have chosen for one chart alone.
        measured = replace(self.chosen, measure="count" if memory["measure"] == "count" else "share")
        studio = self if measured == self.chosen else Studio(self.store, measured, now=self.now, theme=self._theme)
        (chart,) = studio.drawn(memory["kind"], left, highlight=[str(each) for each in memory.get("highlight", ())])
        return replace(chart, footnote=f"{chart.footnote} Left out: {said}.") if said else chart

    def drawn(
        self, kind: ChartKind, subjects: Sequence[Subject], *, highlight: Sequence[str] = ()
    ) -> tuple[Chart, ...]:
        """A chart of that kind for these subjects, or one for each where the kind shows a single one."""
        if not subjects:
            return ()
        if kind == "outlook":
            return tuple(self.outlook(subject) for subject in subjects)
        if kind == "line" and len(subjects) == 1:
            return (self.trend(subjects[0]),)
        known = {line.topic.id: line for line in self.topics()}
        trends = [
            known[subject.id].trend
            if subject.kind == "topic" and subject.id in known
            else questions.trend(self.store, self.filters, subject=subject, now=self.now)
            for subject in subjects
        ]
        themes = [known[subject.id].theme if subject.id in known else None for subject in subjects]
        groups = [[trend] for trend in trends] if kind in kinds.OF_ONE else [trends]
        return tuple(
            kinds.drawn(kind, group, self.context(articles=_counted(group)), themes=themes, highlight=highlight or None)
            for group in groups
        )

    def _fate(self, subject: Subject) -> str | None:
        """What became of a topic that is no longer one, None for everything that still is."""
        if subject.kind != "topic":
            return None
        events = questions.lineage_of(self.store, self.filters, topic_id=subject.id, now=self.now)
        last = next((event for event in reversed(events) if event.topic_id == subject.id), None)
        if last is not None and last.kind in {"merged", "retired"}:
            into = [questions.subject_of(self.store, "topic", other) for other in last.related if other != subject.id]
            named = formats.names([f"“{other.label}”" for other in into if other is not None])
            what = f"merged into {named}" if last.kind == "merged" and named else last.kind
            return f"the topic “{subject.label}” was {what} on {formats.day(last.when)}"
        if questions.subject_of(self.store, "topic", subject.id) is None:
            return f"the topic “{subject.label}” is no longer known"
        return None

    def overview(self) -> tuple[Chart, ...]:
        """What moved, everything in numbers, the topics side by side, and the figures that most speak of."""
        found = questions.overview(self.store, self.filters, now=self.now, limit=MOST_MOVERS)
        if not found.n_articles:
            return ()
        whole = self.context(articles=found.n_articles, copies=found.n_copies)
        topics = self.topics()[:MOST_TOPICS]
        trends = [line.trend for line in topics]
        made: list[Chart] = []
        if trends:
            made += [multiples(trends, whole), bar(trends, whole)]
        made += [self.trend(one.trend.subject, one.trend) for one in (*found.rising, *found.fading)]
        made.append(columns(found.total, whole))
        if trends:
            made += [
                kinds.drawn("map", trends, whole, themes=[line.theme for line in topics]),
                kinds.drawn("table", trends, whole),
            ]
        figures = questions.find_statistics(self.store, self.filters, now=self.now, size=MOST_STATISTICS).series
        made += [self._observations(series) for series in figures]
        return tuple(made)

    def matter(self, *, title: str = "Trends in coverage") -> Matter:
        """The words and the appendix of a whole deck of this selection."""
        grid = questions.coverage_grid(self.store, self.filters, now=self.now)
        as_of = self.store.as_of()
        parts = [formats.counted(len(grid.publications), "source")]
        if grid.starts:
            first, last = formats.day(grid.starts[0]), formats.day(grid.starts[-1])
            whole = "" if self.filters.grain in {"hour", "day"} else f"the {self.filters.grain} of "
            parts.append(f"{first} to {whole}{last}")
        if as_of is not None:
            parts.append(f"collected to {formats.day(formats.local(as_of, self.store.timezone))}")
        if self._fictional:
            parts.append("fictional sample data")
        coverage = tuple(
            SourceCoverage(
                name,
                states.count("collected"),
                states.count("backfilled"),
                states.count("partial"),
                states.count("gap"),
            )
            for name, states in zip(grid.publications, grid.states, strict=True)
        )
        return Matter(title, " · ".join(parts), coverage, self.filters.grain)

    def context(self, *, articles: int, copies: int = 0, evidence: tuple[Citation, ...] = ()) -> Context:
        """What travels with every chart of this selection."""
        provenance = Provenance(self._sources, articles, self.store.as_of(), copies, self._fictional)
        return Context(
            self.filters,
            provenance,
            theme=self._theme,
            timezone=self.store.timezone,
            events=self._events,
            evidence=evidence,
        )

    def _one_topic(self) -> Subject:
        subjects = [subject for subject in self.subjects() if subject.kind == "topic"]
        if len(subjects) != 1:
            raise ExportError("a note is of one topic: name it with --topics, or an article with --article")
        return subjects[0]

    def _evidence(self, subject: Subject, *, limit: int) -> Evidence:
        return questions.find_evidence(
            self.store, self.filters, subject=subject, now=self.now, limit=limit, terms=False
        )

    def _observations(self, series: StatisticSeries) -> Chart:
        """Dots over time, or a call-out of a figure that was measured once."""
        return (observations if len(series.observations) > 1 else callout)(series, self._figures(series))

    def _figures(self, series: StatisticSeries) -> Context:
        return self.context(articles=len(series.observations))

    def topics(self) -> list[TopicLine]:
        """The topics of the selection, pinned ones first, then the largest."""
        return list(questions.list_topics(self.store, self.filters, now=self.now).lines)


def _counted(trends: Sequence[Trend]) -> int:
    return sum(point.numerator for trend in trends for point in trend.points)
