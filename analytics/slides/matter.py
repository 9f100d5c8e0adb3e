"""What surrounds the charts of a whole deck: cover and summary before them, sources, coverage and method after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.shapes import PP_PLACEHOLDER as KIND

from analytics.charts import words
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.slides import grid, speech
from analytics.slides.template import Template, area, body_box, empty_placeholders, is_placed
from analytics.slides.writing import text_box, write_paragraphs, write_title

ROWS = 14
POINTS = 9


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How well one publication was collected: numbers of periods by state."""

    name: str
    collected: int
    backfilled: int
    partial: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Matter:
    """The words of the cover, and the coverage of every source for the appendix; `grain` names its periods."""

    title: str
    subtitle: str
    coverage: tuple[SourceCoverage, ...] = ()
    grain: str = "week"


def add_cover(book: Template, matter: Matter) -> None:
    """The first slide."""
    slide = book.deck.slides.add_slide(book.cover)
    write_title(book, slide, matter.title)
    for shape in slide.placeholders:
        if shape.placeholder_format.type in {KIND.SUBTITLE, KIND.BODY}:
            shape.text_frame.text = plain(matter.subtitle)
            break
    empty_placeholders(slide)


def add_summary(book: Template, charts: Sequence[Chart]) -> None:
    """The findings in a list, in the order of the charts; what several of them say is said once, and a chart whose
    title finds nothing is left out unless none finds anything."""
    telling = [chart for chart in charts if _finds(chart)]
    said = list(dict.fromkeys(_finding(chart) for chart in telling or charts))
    for begin in range(0, len(said), POINTS):
        _text_slide(
            book,
            "What the charts say" if begin == 0 else "What the charts say (continued)",
            said[begin : begin + POINTS],
        )


def add_coverage(book: Template, matter: Matter) -> None:
    """A table of the sources and of how many periods each was collected, on as many slides as it needs."""
    lines = matter.coverage
    for begin in range(0, len(lines), ROWS):
        more = " (continued)" if begin else ""
        _table_slide(
            book,
            f"Sources and coverage{more}",
            ("Source", f"{matter.grain}s collected", "from the archive", "partial", "gaps"),
            [
                (plain(line.name, limit=60), *map(str, (line.collected, line.backfilled, line.partial, line.gaps)))
                for line in lines[begin : begin + ROWS]
            ],
        )


def add_method(book: Template, charts: Sequence[Chart]) -> None:
    """How the numbers were made, and where they are from."""
    said = dict.fromkeys(sentence for chart in charts for sentence in speech.method(chart))
    sources = dict.fromkeys(words.source_line(chart.context.provenance, chart.context) for chart in charts[:1])
    fictional = any(chart.context.provenance.fictional for chart in charts)
    _text_slide(book, "Method", [*said, *sources, *(["The data is a fictional sample."] if fictional else [])])


def _finds(chart: Chart) -> bool:
    return bool(chart.statistics) or any(trend.verdict for trend in chart.trends) or speech.own_title(chart)


def _finding(chart: Chart) -> str:
    verdict = chart.trends[0].verdict if len(chart.trends) == 1 else None
    said = words.effect(verdict) if verdict and verdict.enough_data else ""
    return f"{plain(chart.title)}: {said}" if said else plain(chart.title)


def _text_slide(book: Template, title: str, texts: Sequence[str]) -> None:
    slide = book.deck.slides.add_slide(book.text)
    write_title(book, slide, title)
    kinds = {KIND.BODY, KIND.OBJECT}
    bodies = [shape for shape in slide.placeholders if shape.placeholder_format.type in kinds]
    bodies = [shape for shape in bodies if is_placed(shape, book.deck)]
    if bodies:
        place = max(bodies, key=area)
    else:
        place = text_box(slide, body_box(book.text, book.deck), "", size=16 * book.scale, name="Text")
    write_paragraphs(place, texts, size=18 * book.scale)
    empty_placeholders(slide)


def _table_slide(book: Template, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    slide = book.deck.slides.add_slide(book.text)
    write_title(book, slide, title)
    box = body_box(book.text, book.deck)
    empty_placeholders(slide)
    widths = (4, *[6 / (len(heads) - 1)] * (len(heads) - 1))
    grid.add(slide, box, heads, rows, widths=widths, size=13 * book.scale, name="Upswell table", alt=title)
