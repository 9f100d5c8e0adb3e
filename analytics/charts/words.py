"""The words around a chart: a title that says the finding and never more than the verdict holds, the unit and
the selection, the source footnote, and a text for who cannot see the picture.

Returns plain text; drawing and escaping are others' work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from analytics.charts import formats
from analytics.charts.chart import ChartKind, Context, Provenance
from analytics.charts.literal import plain
from analytics.filters import Filters
from analytics.trends.bins import NOUNS
from analytics.types import Measure, Trend, Verdict

TITLE_LIMIT = 140
# Below this ratio a fall is told in counts.
_ALMOST_NOTHING = 0.1

_MEASURES: dict[Measure, str] = {"share": "share of coverage", "count": "coverage", "value": "value"}
COUNTED: dict[str, str] = {"articles": "articles", "stories": "stories", "items": "items, copies included"}
_ONE: dict[str, str] = {"articles": "article", "stories": "story", "items": "item"}
PLURALS: dict[str, str] = {
    "topic": "topics",
    "theme": "themes",
    "entity": "names",
    "source": "sources",
    "statistic": "statistics",
}
_FIGURES: dict[ChartKind, str] = {
    "line": "Line chart",
    "columns": "Column chart",
    "bars": "Bar chart",
    "stacked": "Stacked column chart",
    "area": "Stacked area chart",
    "multiples": "Small line charts on one scale",
    "outlook": "Line chart with an outlook",
    "combo": "Column chart with a running mean and an outlook",
    "statistic": "Dot plot",
    "callout": "Call-out of one figure",
    "table": "Table",
    "map": "Map of themes",
}


@dataclass(frozen=True, slots=True)
class _Size:
    """A ratio between `low` and `high` has a plain word for it."""

    low: float
    high: float
    word: str


_SIZES = (
    _Size(0.29, 0.38, "fell to about a third of"),
    _Size(0.45, 0.55, "about halved"),
    _Size(1.85, 2.2, "about doubled"),
    _Size(2.7, 3.3, "about tripled"),
    _Size(3.7, 4.3, "about quadrupled"),
)


def finding(trends: Sequence[Trend]) -> str:
    """The title: what the verdicts allow to be said, in at most 140 characters."""
    if not trends:
        return "Nothing to show for this selection"
    said = _single(trends[0]) if len(trends) == 1 else _several(trends)
    return plain(formats.opening(said), limit=TITLE_LIMIT)


def subtitle(trends: Sequence[Trend], context: Context, *, unit: str | None = None) -> str:
    """The unit and the selection: `Share of articles by week · 8 sources · 6 Jan 2025 – 28 Jun 2026`."""
    filters, parts = context.filters, []
    if unit:
        parts.append(unit)
    elif trends:
        parts.append(f"{axis_title(trends[0], filters)} by {NOUNS[trends[0].grain][0]}")
    parts.extend(selection(context))
    drawn = [point for trend in trends for point in trend.points]
    if drawn:
        start, end = min(point.start for point in drawn), max(point.end for point in drawn)
        parts.append(formats.span(start, end, context.timezone))
    verdict = trends[0].verdict if len(trends) == 1 else None
    if verdict and verdict.enough_data and verdict.effect is not None:
        parts.append(effect(verdict))
    return " · ".join(parts)


def selection(context: Context) -> list[str]:
    """The filters in words, one entry each; the sources by number, since the footnote names them."""
    filters = context.filters
    parts = [formats.counted(len(context.provenance.sources), "source")] if context.provenance.sources else []
    if filters.groups:
        parts.append(f"groups {formats.names([plain(group, limit=30) for group in filters.groups])}")
    if filters.topics:
        parts.append(f"within {formats.counted(len(filters.topics), 'chosen topic')}")
    if filters.entities:
        parts.append(f"naming {formats.names([plain(name, limit=30) for name in filters.entities])}")
    if filters.query:
        parts.append(f"matching “{plain(filters.query, limit=40)}”")
    if filters.language:
        parts.append(f"language {plain(filters.language, limit=20)}")
    if filters.min_relevance:
        parts.append(f"relevance {filters.min_relevance} or more of 10")
    if filters.panel == "constant":
        parts.append("only sources that cover the whole window")
    return parts


def axis_title(trend: Trend, filters: Filters) -> str:
    """What the value axis shows: `Share of articles`, `Stories`, `Articles`, or the unit of a statistic."""
    if trend.measure == "share":
        return f"Share of {COUNTED[filters.counting]}"
    if trend.measure == "count":
        counted = COUNTED[filters.counting]
        return counted[0].upper() + counted[1:]
    return plain(trend.unit, limit=40) or "Value"


def effect(verdict: Verdict) -> str:
    """`2.1 times its level in the 52 weeks before (95% interval 1.6–2.7)`, or nothing without an honest ratio."""
    if verdict.effect is None:
        return ""
    said = remainder(verdict) or formats.level(verdict.effect, weeks=verdict.baseline_periods)
    if verdict.low is not None and verdict.high is not None and not remainder(verdict):
        said += f" (95% interval {formats.between(verdict.low, verdict.high, ratio=verdict.effect)})"
    return f"{said}, which may be chance" if verdict.direction == "flat" else said


def remainder(verdict: Verdict) -> str:
    """`almost nothing left: 1, where about 41 were expected` after a fall to less than a tenth, of which a ratio says
    little; nothing otherwise."""
    if verdict.effect is None or verdict.effect >= _ALMOST_NOTHING:
        return ""
    # The ratio was made with half a count more, so that nothing left has one.
    expected = round((verdict.n_articles + 0.5) / verdict.effect)
    left = f"almost nothing left: {verdict.n_articles:,}" if verdict.n_articles else "none left"
    return f"{left}, where about {expected:,} were expected"


def times(verdict: Verdict) -> str:
    """The change for a narrow cell, without its sign, in the numbers in which a sentence says it: `2.1x`,
    `23% of before`, `almost none`; nothing without an honest ratio."""
    if verdict.effect is None:
        return ""
    if verdict.effect < _ALMOST_NOTHING:
        return "almost none"
    return f"{formats.percent(verdict.effect)} of before" if verdict.effect < 1 else f"{formats.times(verdict.effect)}x"


def footnote(context: Context, trends: Sequence[Trend] = (), *, marks: bool = True) -> str:
    """Sources, n, copies and as-of date, then what a reader must know: partial periods, gaps, warnings."""
    sentences = [source_line(context.provenance, context)]
    points = [point for trend in trends for point in trend.points]
    if marks and any(not point.complete and point.value is not None for point in points):
        sentences.append("Dashed: period not complete.")
    if any(point.coverage == "gap" for point in points):
        sentences.append("Gaps: nothing was collected.")
    warnings = dict.fromkeys(warning for trend in trends for warning in trend.warnings)
    sentences.extend(_sentence(plain(warning, limit=160)) for warning in warnings)
    if context.provenance.fictional:
        sentences.append("Fictional sample data.")
    return " ".join(sentences)


def source_line(provenance: Provenance, context: Context) -> str:
    """`Source: A, B and 6 more; 1,204 articles, 131 copies left out; collected to 2 Jul 2026.`"""
    named = formats.names([plain(name, limit=40) for name in provenance.sources], most=4) or "no source"
    counted = formats.counted(provenance.articles, _ONE[context.filters.counting])
    parts = [f"Source: {named}", counted]
    if provenance.copies and context.filters.counting != "items":
        parts[-1] += f", {formats.counted(provenance.copies, 'copy')} left out"
    if provenance.as_of is not None:
        parts.append(f"collected to {formats.day(formats.local(provenance.as_of, context.timezone))}")
    return "; ".join(parts) + "."


def describe(kind: ChartKind, title: str, trends: Sequence[Trend], context: Context) -> str:
    """The text for who cannot see the picture: kind, finding, and for each series its first, last and highest."""
    sentences = [introduction(kind, title)]
    for trend in trends[:6]:
        known = [point for point in trend.points if point.value is not None and point.complete]
        name = plain(trend.subject.label, limit=60)
        if not known:
            sentences.append(f"{name}: no whole period with data.")
            continue
        top = max(known, key=lambda point: point.value or 0.0)
        said = [
            f"{formats.value(point.value, trend.measure, trend.unit)} in "
            f"{formats.period(point, trend.grain, context.timezone)}"
            for point in (known[0], known[-1], top)
        ]
        gaps = sum(point.value is None for point in trend.points)
        missing = f"; {formats.counted(gaps, 'period')} without data" if gaps else ""
        sentences.append(f"{name}: from {said[0]} to {said[1]}, highest {said[2]}{missing}.")
    if len(trends) > 6:
        sentences.append(f"And {len(trends) - 6} more series.")
    return " ".join(sentences)


def introduction(kind: ChartKind, title: str) -> str:
    """What kind of picture it is and what it finds, for who cannot see it."""
    return f"{_FIGURES[kind]}. {_sentence(title)}"


def _single(trend: Trend) -> str:
    name, verdict, measure = plain(trend.subject.label, limit=70) or "unnamed", trend.verdict, _MEASURES[trend.measure]
    if verdict is None:
        return f"{name}: {_level(trend) or f'{measure} by {NOUNS[trend.grain][0]}'}"
    if not verdict.enough_data:
        return f"{name}: too few articles to tell"
    if verdict.direction == "flat":
        return f"{name} {_unmoved(verdict)}"
    said = f"{name} {_change(verdict, measure)} {_since(trend, verdict)}"
    # A level that holds reads as past its peak in three cases of ten: nothing is said of a fall.
    return f"{said}, and gains no further" if verdict.stage == "peaking" else said


def _level(trend: Trend) -> str:
    """All that may be said without a verdict: `4.2% of coverage`, `about 96 a week`; nothing without a whole period."""
    overall = formats.overall(trend)
    if overall is None or trend.measure == "value":
        return ""
    if trend.measure == "share":
        return f"{formats.percent(overall)} of coverage"
    mean = overall / len(formats.complete(trend))
    return f"about {formats.value(round(mean, 0 if mean >= 10 else 1), 'count')} a {NOUNS[trend.grain][0]}"


def _unmoved(verdict: Verdict) -> str:
    """Steady is said of a narrow interval alone; of a wide one only that nothing is established."""
    if verdict.stage == "seasonal":
        return "follows its yearly season"
    if verdict.bursts:
        start = max(verdict.bursts, key=lambda burst: (burst.strength, burst.start)).start
        return f"burst in {formats.MONTHS[start.month - 1]} {start.year}; no lasting change is established"
    if verdict.low is not None and verdict.high is not None and verdict.low >= 0.8 and verdict.high <= 1.25:
        return "held steady"
    return "shows no change beyond chance"


def _change(verdict: Verdict, measure: str) -> str:
    ratio = verdict.effect
    if ratio is None:
        return f"{'rose in' if verdict.direction == 'up' else 'fell in'} {measure}"
    if not verdict.n_articles:
        return f"vanished from {measure.removeprefix('share of ')}"
    if ratio < _ALMOST_NOTHING:
        return f"lost almost all of its {measure}"
    for size in _SIZES:
        if size.low <= ratio < size.high:
            return (
                f"{size.word} its {measure}" if not size.word.endswith(" of") else f"{size.word} its earlier {measure}"
            )
    if ratio >= 2:
        return (
            f"multiplied its {measure} by about {ratio:.1f}" if ratio < 10 else f"multiplied its {measure} over tenfold"
        )
    verb = "gained" if ratio > 1 else "lost"
    return f"{verb} about {max(5, round(abs(ratio - 1) * 20) * 5)}% in {measure}"


def _since(trend: Trend, verdict: Verdict) -> str:
    """When: verdicts are made on weeks whatever the chart shows, so only weekly charts can name the last day."""
    whole, weeks = formats.complete(trend), f"{verdict.recent_periods or 8} weeks"
    if trend.grain != "week" or not whole:
        return f"over the last {weeks}"
    return f"in the {weeks} to {formats.day(whole[-1].end - timedelta(seconds=1))}"


def _several(trends: Sequence[Trend]) -> str:
    noun = PLURALS.get(trends[0].subject.kind, "subjects")
    verdicts = [trend.verdict for trend in trends]
    judged = [verdict for verdict in verdicts if verdict is not None]
    if not judged:
        return f"{len(trends)} {noun}: {_MEASURES[trends[0].measure]} by {NOUNS[trends[0].grain][0]}"
    if not any(verdict.enough_data for verdict in judged):
        return f"Too few articles to tell for {'either' if len(trends) == 2 else 'any'} of {len(trends)} {noun}"
    up, down = _moved(trends, "up"), _moved(trends, "down")
    if up and down:
        return f"{formats.names(up, most=2)} rose, {formats.names(down, most=2)} fell"
    if not up and not down:
        return f"{'Neither' if len(trends) == 2 else 'None'} of {len(trends)} {noun} moved beyond chance"
    moved, verb = (up, "rise") if up else (down, "fall")
    if len(moved) == 1:
        return f"{moved[0]} is the only one of {len(trends)} {noun} to {verb} beyond chance"
    among = f" among {len(trends)} {noun}" if len(moved) < len(trends) else ""
    return f"{formats.names(moved)} {'rose' if up else 'fell'}{among}"


def _moved(trends: Sequence[Trend], direction: str) -> list[str]:
    """Labels of the trends that moved, strongest first."""
    found = [
        (trend.verdict.effect or 1.0, trend)
        for trend in trends
        if trend.verdict and trend.verdict.direction == direction
    ]
    found.sort(key=lambda pair: (-pair[0] if direction == "up" else pair[0], pair[1].subject.label))
    return [plain(trend.subject.label, limit=40) or "unnamed" for _, trend in found]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."
