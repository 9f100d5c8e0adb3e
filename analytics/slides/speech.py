"""What a slide says to its speaker, and what it remembers of its chart."""

from __future__ import annotations

import json

from analytics.charts import formats, measured, words
from analytics.charts.chart import Chart
from analytics.charts.literal import plain, web_address
from analytics.slides.sheets import Sheet

MOST_CITATIONS = 8


def notes(chart: Chart) -> str:
    """Speaker notes: the reading of each verdict with its reasons, sentences to cite, and how it was counted."""
    parts = [plain(chart.title), plain(chart.subtitle), ""]
    for trend in chart.trends[:12]:
        verdict = trend.verdict
        if verdict is None:
            continue
        said = words.effect(verdict) if verdict.enough_data else "not enough data"
        reasons = "; ".join(plain(reason) for reason in verdict.reasons)
        line = ", ".join(part for part in (verdict.stage, said) if part)
        parts.append(f"{plain(trend.subject.label, limit=80)}: {line}. {reasons}".rstrip())
    if chart.context.evidence:
        parts += ["", "Evidence"]
    for number, one in enumerate(chart.context.evidence[:MOST_CITATIONS], start=1):
        dated = formats.day(one.published) if one.published else "undated"
        quoted = f" “{plain(one.sentence, limit=400)}”" if one.sentence else ""
        address = web_address(one.url)
        parts.append(
            f"[{number}] {plain(one.title, limit=160)}. {plain(one.source)}, {dated}.{quoted}"
            + (f" {address}" if address else "")
        )
    for series in chart.statistics:
        parts += ["", "Sentences"]
        parts += [
            f"{formats.quantity(one.statistic.value, series.unit)}, "
            f"{measured.origin(one)}, {formats.day(one.reference)}: "
            f"“{plain(one.statistic.sentence, limit=400)}” ({plain(one.source)})"
            for one in series.observations[:MOST_CITATIONS]
        ]
    parts += ["", "Method", *method(chart), "", plain(chart.footnote)]
    return "\n".join(parts)


def method(chart: Chart) -> list[str]:
    """How the numbers were made, in sentences; the same on every slide and in every file."""
    filters, timezone = chart.filters, chart.context.timezone
    counted = {
        "articles": "Articles are counted without copies: syndicated or repeated text counts once.",
        "stories": "Stories are counted: all articles on one event count once.",
        "items": "Every item is counted, copies included.",
    }[filters.counting]
    sentences = [counted]
    if any(trend.measure == "share" for trend in chart.trends):
        sentences.append("A share is of everything that the selected sources published in the period.")
    if chart.trends:
        sentences.append(
            f"Periods follow the calendar of {timezone}; a period without collection is a gap, never zero."
        )
    if any(trend.verdict for trend in chart.trends):
        sentences.append(
            "Verdicts compare the last 8 whole weeks with the 52 before, allow for serial correlation and "
            "over-dispersion, and hold the false-discovery rate at 5% over the series judged together."
        )
    if chart.forecasts:
        sentences.append(
            "What is expected comes from exponential smoothing with a damped trend: it knows no causes, and is shown "
            "only where it did better on the past than repeating the last value."
        )
    if chart.statistics:
        sentences.append(
            "Each dot is one measurement at the date it refers to; a repeated quotation is not a new measurement, "
            "and only measurements of one origin are joined."
        )
    return sentences


def drawn(chart: Chart, sheet: Sheet, panel: int, *, size: float, ceiling: float) -> dict[str, object]:
    """What a refresh needs to renew one native chart: its panel, its series in order, and what was set on it."""
    return {
        "role": "chart",
        "panel": panel,
        "series": [[series.name, series.subject, series.role] for series in sheet.series],
        "size": size,
        "ceiling": ceiling,
        "alt": plain(chart.alt),
    }


def identity(chart: Chart, *, partial: bool) -> dict[str, object]:
    """What a refresh needs to make this chart again: kind, subjects, statistics and selection."""
    return {
        "kind": chart.kind,
        "filters": chart.filters.to_query(),
        "measure": chart.trends[0].measure if chart.trends else "value",
        "subjects": [[trend.subject.kind, trend.subject.id, trend.subject.label] for trend in chart.trends],
        "statistics": [[series.id, series.name] for series in chart.statistics],
        "highlight": list(chart.highlight),
        "partial": partial,
    }


def key(memory: dict[str, object]) -> str:
    """The part of a memory that tells one chart from another."""
    parts = ("kind", "filters", "measure", "subjects", "statistics", "partial")
    return json.dumps([memory.get(part) for part in parts], sort_keys=True)


def own_title(chart: Chart) -> bool:
    """Whether a person gave the chart another title than the finding."""
    if chart.statistics:
        return chart.title != measured.finding(chart.statistics[0])
    return chart.title != words.finding(chart.trends)
