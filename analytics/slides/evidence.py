"""The links to evidence that follow a source: `[1] Ad Ledger · [2] Brand Courier`, each to its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn

from analytics.charts.chart import Chart
from analytics.charts.literal import plain, web_address
from analytics.slides.writing import EVIDENCE, own_words, write_text

MOST_LINKS = 4
_BETWEEN = " · "
_NUMBERED = re.compile(r"\[\d+\] ")

Link = list[str]  # the words and the address, as a memory holds them


def links(chart: Chart) -> list[Link]:
    """The links that a chart's slide carries: its first citations that have a web address."""
    addressed = ((one, web_address(one.url)) for one in chart.context.evidence)
    linked = [(one, address) for one, address in addressed if address][:MOST_LINKS]
    return [[f"[{number}] {plain(one.source, limit=30)}", address] for number, (one, address) in enumerate(linked, 1)]


def write(shape: Any, wanted: list[Link]) -> None:
    """Adds the links after the words of a shape."""
    for link in wanted:
        _append(shape.text_frame.paragraphs[0], link)


def numbered(shape: Any) -> list[Link]:
    """The links of a shape that look like ours: behind a number in brackets."""
    runs = _linked(shape.text_frame.paragraphs[0])
    return [[run.text, run.hyperlink.address] for run in runs if _NUMBERED.match(run.text)]


def renew(shape: Any, remembered: list[Link], wanted: list[Link]) -> bool:
    """Puts the wanted links in the places of the remembered ones; whether any of those still stood, or none ever did.

    A link that a person added, changed or took away is left so.
    """
    paragraph, words = shape.text_frame.paragraphs[0], own_words(shape)
    standing = {(run.text, run.hyperlink.address): run for run in _linked(paragraph)}
    ours = [standing.get((text, address)) for text, address in remembered]
    if remembered and not any(ours):
        return False
    last = next((run for run in reversed(ours) if run is not None), None)
    for number, link in enumerate(wanted):
        if number >= len(ours):
            last = _append(paragraph, link, after=last)
        elif (run := ours[number]) is not None and link != remembered[number]:
            run.text, run.hyperlink.address = link
    for run in filter(None, ours[len(wanted) :]):
        _remove(run)
    if not any(_linked(paragraph)):
        write_text(shape, words)
    return True


def _linked(paragraph: Any) -> Iterator[Any]:
    return (run for run in paragraph.runs if run.hyperlink.address)


def _append(paragraph: Any, link: Link, *, after: Any = None) -> Any:
    """A new link behind another one, or behind everything; what leads to it looks like the first words."""
    first = paragraph.runs[0] if paragraph.runs else None
    lead_text = _BETWEEN if any(_linked(paragraph)) else EVIDENCE
    lead, run = paragraph.add_run(), paragraph.add_run()
    if first is not None:
        run.font.size = first.font.size
        if first._r.rPr is not None and not first.hyperlink.address:
            lead._r.insert(0, deepcopy(first._r.rPr))
    lead.text, (run.text, run.hyperlink.address) = lead_text, link
    if after is not None:
        after._r.addnext(lead._r)
        lead._r.addnext(run._r)
    return run


def _remove(run: Any) -> None:
    """Takes a link away with the point before it."""
    lead = run._r.getprevious()
    if lead is not None and lead.findtext(qn("a:t")) == _BETWEEN:
        lead.getparent().remove(lead)
    run.hyperlink.address = None
    run._r.getparent().remove(run._r)
