"""`bench trend_events`: do the bursts of real term counts fall on the events that the corpora are known to show?

The events, with their dates and regular expressions, are read from EVENTS.md beside each corpus.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analytics.trends import bins
from analytics.trends.stack import Floats
from analytics.trends.verdict import SeriesCounts, judge
from analytics.types import Verdict

SHARED = Path(__file__).resolve().parents[2] / "shared"
NEUTRAL_WORDS = 50
_NEAR = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where a corpus is, which fields are searched, and the day from which its style makes words incomparable."""

    folder: str
    file: str
    fields: tuple[str, ...]
    comparable_until: date | None


CORPORA = (
    Corpus("ridehome-links", "ridehome.jsonl.gz", ("title",), date(2026, 4, 1)),
    Corpus("ainews-recaps", "ainews-items.jsonl.gz", ("title", "summary"), None),
)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event, the expression that finds its articles and the days on which it happened (none: gradual)."""

    name: str
    pattern: re.Pattern[str]
    days: tuple[date, ...]


Texts = list[tuple[date, str]]


def main() -> int:
    """Prints hits and the bursts of neutral words, for each corpus that is there."""
    report(SHARED / "corpora")
    return 0


def report(folder: Path) -> None:
    """Prints, for each corpus, the events met by a burst within a week, beside the plain rule of three deviations."""
    print("\nReal events: a burst or an upward change of level within a week of each dated event")
    for corpus in CORPORA:
        source = folder / corpus.folder
        if not source.is_dir():
            print(f"  {corpus.folder}: not on this machine")
            continue
        print(f"  {corpus.folder}")
        texts = _texts(source / corpus.file, corpus.fields)
        events = known_events((source / "EVENTS.md").read_text(encoding="utf-8"))
        _dated(texts, [event for event in events if event.days])
        _gradual(texts, [event for event in events if not event.days])
        _neutral(texts, until=corpus.comparable_until)


def known_events(markdown: str) -> list[KnownEvent]:
    """The rows of the first table of an EVENTS.md."""
    events: list[KnownEvent] = []
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) < 3 or not (found := re.search(r"`(.+?)`", cells[1])):
            continue
        flags = 0 if "case-sensitive" in cells[1] else re.IGNORECASE
        pattern = re.compile(found.group(1).replace("\\|", "|"), flags)
        days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", cells[0])]
        if not days and (month := re.match(r"(\d{4})-(\d\d)\b", cells[2])):
            # Only the month is known: its middle stands for it.
            days = [date(int(month.group(1)), int(month.group(2)), 15)]
        events.append(KnownEvent(cells[0], pattern, tuple(days)))
    return events


def _texts(path: Path, fields: Sequence[str]) -> Texts:
    texts: Texts = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("published"):
                texts.append(
                    (date.fromisoformat(row["published"][:10]), " ".join(row.get(name) or "" for name in fields))
                )
    return texts


def _searcher(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


def _weekly(texts: Texts, chosen: Sequence[Callable[[str], bool]], *, until: date | None = None) -> list[SeriesCounts]:
    """Counts of the texts that each predicate accepts, beside all texts, in whole weeks."""
    days = [day for day, _ in texts]
    spans = bins.periods(min(days), min(until or max(days), max(days)), "week")[:-1]
    first = spans[0].start.date()
    counts, totals = np.zeros((len(chosen), len(spans))), np.zeros(len(spans))
    for day, text in texts:
        week = (day - first).days // 7
        if 0 <= week < len(spans):
            totals[week] += 1
            counts[:, week] += [accepts(text) for accepts in chosen]
    whole = tuple(bins.Period(span.start, span.end) for span in spans)
    return [
        SeriesCounts(str(row), "week", whole, tuple(values), tuple(totals.tolist()))
        for row, values in enumerate(counts.tolist())
    ]


def _dated(texts: Texts, events: Sequence[KnownEvent]) -> None:
    series = _weekly(texts, [_searcher(event.pattern) for event in events])
    missed: list[str] = []
    n_days = n_plain = 0
    for event, one, verdict in zip(events, series, judge(series), strict=True):
        for day in event.days:
            n_days += 1
            n_plain += _near(_three_deviations(one), day)
            if not _met(one, verdict, day):
                missed.append(f"{event.name[:40]} {day}")
    print(f"    {n_days - len(missed)} of {n_days} events; missed: {'; '.join(missed) or 'none'}")
    print(f"    mean + 3 deviations of the 26 weeks before: {n_plain} of {n_days}")


def _neutral(texts: Texts, *, until: date | None) -> None:
    """The most frequent stop words of three letters or more: words that no event should move."""
    words = [(day, set(re.findall(r"[a-z']+", text.lower()))) for day, text in texts]
    frequent = Counter(word for _, found in words for word in found if word in ENGLISH_STOP_WORDS and len(word) > 2)
    chosen = [word for word, _ in sorted(frequent.items(), key=lambda pair: (-pair[1], pair[0]))[:NEUTRAL_WORDS]]
    joined = [(day, " ".join(sorted(found))) for day, found in words]
    patterns = [re.compile(rf"(?<!\S){re.escape(word)}(?!\S)") for word in chosen]
    series = _weekly(joined, [_searcher(pattern) for pattern in patterns], until=until)
    years = len(series[0].periods) / 52.18
    ours = sum(len(verdict.bursts) for verdict in judge(series)) / years
    plain = sum(len(_three_deviations(one)) for one in series) / years
    print(f"    {len(series)} neutral words: {ours:.1f} bursts a year (mean + 3 deviations: {plain:.1f})")


Spans = list[tuple[datetime, datetime]]


def _met(series: SeriesCounts, verdict: Verdict, day: date) -> bool:
    spans = [(burst.start, burst.end) for burst in verdict.bursts]
    rises = [(change, change + _NEAR) for change in verdict.changes if _rises(series, change)]
    return _near([*spans, *rises], day)


def _near(spans: Spans, day: date) -> bool:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return any(start <= at + _NEAR and end > at - _NEAR for start, end in spans)


def _rises(series: SeriesCounts, change: datetime) -> bool:
    at = [span.start for span in series.periods].index(change)
    y, n = _arrays(series)
    before, after = slice(max(at - 8, 0), at), slice(at, at + 8)
    return bool(y[after].sum() / max(n[after].sum(), 1) > y[before].sum() / max(n[before].sum(), 1))


def _three_deviations(series: SeriesCounts) -> Spans:
    """The plain rule: weeks whose share is above mean + 3 deviations of the 26 before, with 3 articles or more."""
    y, n = _arrays(series)
    share = y / np.maximum(n, 1)
    found: Spans = []
    for t in range(4, len(y)):
        before = share[max(t - 26, 0) : t]
        if y[t] >= 3 and share[t] > before.mean() + 3 * before.std(ddof=1):
            found.append((series.periods[t].start, series.periods[t].end))
    return found


def _gradual(texts: Texts, events: Sequence[KnownEvent]) -> None:
    for event, verdict in zip(
        events, judge(_weekly(texts, [_searcher(event.pattern) for event in events])), strict=True
    ):
        ratio = "" if verdict.effect is None else f", {verdict.effect:.2f} times the year before"
        changes = ", ".join(change.date().isoformat() for change in verdict.changes) or "none"
        print(f"    gradual, {event.name[:40]}: {verdict.direction}{ratio}; changes of level: {changes}")


def _arrays(series: SeriesCounts) -> tuple[Floats, Floats]:
    return np.array(series.counts, dtype=np.float64), np.array(series.totals, dtype=np.float64)


if __name__ == "__main__":
    raise SystemExit(main())
