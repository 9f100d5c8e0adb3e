"""Brings an edited deck up to date: what Upswell made is found again by its memory and renewed, the rest is left alone.

Values, partial marks, labels, axes, footnotes, links to evidence and the words nobody touched are renewed. A person's
own words, links, order, sizes, slides, colours, fonts and axes stay. Knows nothing of the store: `remake` draws what a
memory asks for.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from analytics.charts.callout import sayings
from analytics.charts.chart import Chart
from analytics.charts.literal import plain
from analytics.errors import ExportError
from analytics.slides import callout, deck, drawing, evidence, keepsake, listing, native, speech, tags, tiles
from analytics.slides.package import checked
from analytics.slides.sheets import Sheet, sheets
from analytics.slides.writing import own_words, write_own_words

Memory = dict[str, Any]
Outcome = Literal["renewed", "unchanged", "left", "gone"]


class GoneError(ExportError):
    """What a chart shows is no longer there: its text says what became of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a refresh did with one thing: the slide's number from 1, what it is, and what happened in words."""

    slide: int
    what: str
    outcome: Outcome
    detail: str = ""


def refresh(
    data: bytes, remake: Callable[[Memory], Chart], *, name: str = "the deck"
) -> tuple[bytes, tuple[Change, ...]]:
    """The deck with every chart of ours renewed, and what was done, in the order of the slides.

    `remake` returns the chart for a memory, or raises GoneError: then the chart is left and its source says why.
    Raises ExportError when the file is no presentation or holds nothing that Upswell made.
    """
    try:
        book = Presentation(io.BytesIO(checked(data, name=name)))
    except ExportError:
        raise
    except Exception as error:
        raise ExportError(
            f"{name}: cannot be read as a presentation ({error}); open and save it in PowerPoint"
        ) from error
    keepsake.recall(book)
    changes: list[Change] = []
    made: dict[str, Chart | GoneError] = {}
    as_of: datetime | None = None
    for number, slide in enumerate(book.slides, start=1):
        for identity, shapes in _remembered(slide).items():
            if identity not in made:
                made[identity] = _remade(remake, shapes[0][1])
            chart = made[identity]
            if isinstance(chart, GoneError):
                changes.append(_mark_gone(number, shapes, chart))
                continue
            as_of = chart.context.provenance.as_of or as_of
            changes.extend(_renew(number, slide, shapes, chart))
    if not made:
        raise ExportError(f"{name}: holds no chart that Upswell made; export one first, then refresh it")
    return deck.saved(book, as_of=as_of), tuple(changes)


def _remembered(slide: Any) -> dict[str, list[tuple[Any, Memory]]]:
    """The shapes of ours on a slide with their memories, by the chart that they belong to."""
    found: dict[str, list[tuple[Any, Memory]]] = {}
    for shape in tags.every(slide.shapes):
        memory = tags.read(shape)
        if memory is not None and isinstance(memory.get("kind"), str):
            found.setdefault(speech.key(memory), []).append((shape, memory))
    return found


def _remade(remake: Callable[[Memory], Chart], memory: Memory) -> Chart | GoneError:
    try:
        return remake(memory)
    except GoneError as error:
        return error


def _mark_gone(number: int, shapes: list[tuple[Any, Memory]], reason: GoneError) -> Change:
    said = f"Not refreshed: {reason}."
    for shape, memory in shapes:
        if memory.get("role") == "source" and said not in shape.text_frame.text:
            written = str(memory.get("text", ""))
            if own_words(shape) == written:
                write_own_words(shape, f"{said} {written}")
                tags.write(shape, {**memory, "text": f"{said} {written}"})
    return Change(number, str(shapes[0][1].get("kind")), "gone", str(reason))


def _renew(number: int, slide: Any, shapes: list[tuple[Any, Memory]], chart: Chart) -> Iterator[Change]:
    partial = bool(shapes[0][1].get("partial"))
    made = sheets(chart, partial=partial)
    words = {"title": chart.title, "subtitle": chart.subtitle, "source": chart.footnote}
    if chart.kind == "callout":
        words.update(callout.words(sayings(chart.statistics[0])))
    for shape, memory in shapes:
        role = str(memory.get("role"))
        if role == "chart" and shape.has_chart:
            yield _renew_chart(number, shape, memory, chart, made)
        elif role == "table" and shape.has_table:
            yield _renewed(number, "table", chart, listing.renew(shape, chart, memory))
        elif role == "map" and shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield _renewed(number, "map", chart, tiles.renew(shape, chart, memory))
        elif role == "empty" and made:
            yield Change(
                number, "empty chart", "left", "there was no data when it was made, now there is: export it anew"
            )
        elif role in words and shape.has_text_frame:
            yield _renew_text(number, shape, memory, plain(words[role]))
        if role == "source" and shape.has_text_frame:
            yield _renew_links(number, shape, chart)
    yield from _renew_notes(number, slide, shapes, chart)


def _renewed(number: int, noun: str, chart: Chart, changed: bool) -> Change:
    return Change(number, f"{noun} “{plain(chart.title, limit=60)}”", "renewed" if changed else "unchanged")


def _renew_chart(number: int, frame: Any, memory: Memory, chart: Chart, made: tuple[Sheet, ...]) -> Change:
    sheet = _panel(memory, made)
    what = f"chart “{plain(chart.title, limit=60)}”"
    if sheet is None:
        return Change(number, what, "left", "there is no data for it in this selection")
    before = _values(frame.chart)
    kept = _arrange(frame.chart, sheet, memory)
    try:
        frame.chart.replace_data(sheet.chart_data())
    except (KeyError, NotImplementedError):
        return Change(number, what, "left", "it is of a kind whose data cannot be renewed")
    if native.is_drawn_as(frame.chart, sheet.plot):
        for index in range(len(sheet.series)):
            if index not in kept:
                native.dress(frame.chart, sheet, index)
        size, was = float(memory.get("size", 11.0)), memory.get("ceiling")
        ceiling = native.fit(frame, sheet, size=size, was=float(was) if was is not None else None)
    else:  # a person made another kind of chart of it: its values are renewed and its look is theirs
        size, ceiling = float(memory.get("size", 11.0)), float(memory.get("ceiling") or 0.0)
    properties = frame._element.xpath(".//p:cNvPr")[0]
    if properties.get("descr") == memory.get("alt"):
        properties.set("descr", plain(chart.alt))
    drawn = speech.drawn(chart, sheet, int(memory.get("panel", 0)), size=size, ceiling=ceiling)
    tags.write(frame, {**memory, **drawn})
    same = before == _values(frame.chart)
    return Change(
        number, what, "unchanged" if same else "renewed", "" if same else _moved(before, _values(frame.chart))
    )


def _panel(memory: Memory, made: tuple[Sheet, ...]) -> Sheet | None:
    """The sheet that belongs into a frame: by its first subject for small multiples, else the only one."""
    remembered = memory.get("series") or [["", "", ""]]
    subject = remembered[0][1]
    for sheet in made:
        if sheet.title and sheet.series[0].subject == subject:
            return sheet
    plain_sheets = [sheet for sheet in made if not sheet.title]
    panel = int(memory.get("panel", 0))
    return plain_sheets[panel] if panel < len(plain_sheets) else None


def _arrange(chart: Any, sheet: Sheet, memory: Memory) -> set[int]:
    """Puts the drawn series into the order of the sheet; returns the indexes whose look was found and is kept.

    A series is found by the name that it was given, else by its place, so that a person may rename or reorder them.
    """
    drawn = drawing.series_of(chart)
    if not native.stands_as_made(chart, sheet.plot, [role for _, _, role in memory.get("series", ())]):
        return set(range(len(sheet.series)))  # a person combined kinds of charts: each series stays where it was put
    by_name = {_series_name(series): series for series in drawn}
    held: dict[tuple[str, str], Any] = {}
    for place, (name, subject, role) in enumerate(memory.get("series", ())):
        series = by_name.get(name) if name in by_name else drawn[place] if place < len(drawn) else None
        if series is not None:
            held[subject, role] = series
    parent = drawn[0].getparent()
    place = min(parent.index(series) for series in drawn if series.getparent() is parent)
    for series in drawn:
        series.getparent().remove(series)
    kept: set[int] = set()
    for index, wanted in enumerate(sheet.series):
        found = held.get((wanted.subject, wanted.role))
        if found is not None:
            kept.add(index)
        series = deepcopy(found) if found is not None else native.blank(drawn[0])
        series.find(qn("c:idx")).set("val", str(index))
        series.find(qn("c:order")).set("val", str(index))
        parent.insert(place + index, series)
    if native.is_drawn_as(chart, sheet.plot):
        native.overlay(chart, sheet)
    return kept


def _series_name(series: Any) -> str:
    found = series.find(f"{qn('c:tx')}//{qn('c:v')}")
    return "" if found is None or found.text is None else str(found.text)


def _values(chart: Any) -> list[tuple[str, tuple[float | None, ...]]]:
    return [(series.name, tuple(series.values)) for plot in chart.plots for series in plot.series]


def _moved(before: list[tuple[str, tuple[float | None, ...]]], now: list[tuple[str, tuple[float | None, ...]]]) -> str:
    periods = max((len(values) for _, values in now), default=0) - max((len(values) for _, values in before), default=0)
    if periods > 0:
        return f"{periods} more rows"
    changed = sum(one != other for one, other in zip(before, now, strict=False)) + abs(len(before) - len(now))
    return f"{changed} series changed"


def _renew_text(number: int, shape: Any, memory: Memory, text: str) -> Change:
    role, written = str(memory["role"]), memory.get("text")
    if written is None or own_words(shape) != written:
        return Change(number, role, "left", "the words are your own")
    if text == written:
        return Change(number, role, "unchanged")
    write_own_words(shape, text)
    tags.write(shape, {**memory, "text": text})
    return Change(number, role, "renewed", text)


def _renew_links(number: int, shape: Any, chart: Chart) -> Change:
    memory = tags.read(shape) or {}
    links, remembered = evidence.links(chart), memory.get("links")
    if remembered is None:  # of a release that did not remember them
        remembered = evidence.numbered(shape)
    if not evidence.renew(shape, remembered, links):
        return Change(number, "links", "left", "the links are your own")
    if links == remembered:
        return Change(number, "links", "unchanged")
    tags.write(shape, {**memory, "links": links})
    return Change(number, "links", "renewed", ", ".join(words for words, _ in links))


def _renew_notes(number: int, slide: Any, shapes: list[tuple[Any, Memory]], chart: Chart) -> Iterator[Change]:
    """Our part of the speaker notes is replaced where it still stands; what a person added around it stays."""
    holder = next(((shape, memory) for shape, memory in shapes if "notes" in memory), None)
    if holder is None or not slide.has_notes_slide:
        return
    shape, memory = holder
    frame = slide.notes_slide.notes_text_frame
    written, text = str(memory["notes"]), speech.notes(chart)
    if frame is None or written not in frame.text:
        yield Change(number, "notes", "left", "the notes are your own")
    elif written != text:
        frame.text = frame.text.replace(written, text)
        tags.write(shape, {**(tags.read(shape) or memory), "notes": text})
        yield Change(number, "notes", "renewed")
