"""A chart as a picture that stands alone: title, subtitle, labels and source are inside it.

`framed` needs no browser: the dashboard draws it in the reader's own. `png`, `svg` and `pdf` use the Chrome or
Chromium of this machine through kaleido.
"""

from __future__ import annotations

import asyncio
import base64
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import choreographer
import kaleido
import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium

from analytics.charts import axis
from analytics.charts.chart import Chart
from analytics.charts.literal import markup, plain, wrapped
from analytics.charts.theme import SERIF
from analytics.errors import ExportError
from analytics.slides import table

WIDTH = 1000
SCALE = 3.2
PictureFormat = Literal["png", "svg", "pdf"]

_SIDE = 36
_TITLE_LINE, _TEXT_LINE, _NOTE_LINE = 30, 20, 16
_QUOTES = {'"': "&quot;"}
_lock = threading.Lock()


@cache
def available() -> bool:
    """Whether this machine has a Chrome or Chromium that can draw pictures."""
    return Chromium.find_browser(skip_local=False) is not None


def framed(chart: Chart) -> go.Figure:
    """The chart's figure with its words around it, `WIDTH` pixels wide; the chart itself is left as it is."""
    figure = go.Figure(chart.figure)
    theme = chart.context.theme
    title = wrapped(chart.title, width=70, lines=3)
    subtitle = wrapped(chart.subtitle, width=130, lines=2)
    note = wrapped(chart.footnote, width=160, lines=4)
    head = 34 + len(title) * _TITLE_LINE + len(subtitle) * _TEXT_LINE + 14
    foot = 22 + len(note) * _NOTE_LINE
    margin = figure.layout.margin
    bottom = int(margin.b or 44)
    height = int(figure.layout.height or axis.HEIGHT)
    # Every value is a point of the drawing, also where a straighter line would look the same.
    figure.update_traces(line_simplify=False, selector={"type": "scatter"})
    figure.update_layout(
        width=WIDTH,
        height=height + head + foot,
        margin={
            "t": int(margin.t or 16) + head,
            "b": bottom + foot,
            "l": max(_SIDE, int(margin.l or 0) + _SIDE - 12),
            "r": max(_SIDE, int(margin.r or 0) + 12),
        },
    )
    drawn = figure.layout.margin
    left = -(drawn.l - _SIDE) / (WIDTH - drawn.l - drawn.r)
    top_line = drawn.t - 30
    for lines, size, family, colour, step, start in (
        (title, 23, SERIF, theme.ink, _TITLE_LINE, 0),
        (subtitle, 14, None, theme.muted_text, _TEXT_LINE, len(title) * _TITLE_LINE + 4),
    ):
        for row, text in enumerate(lines):
            figure.add_annotation(
                text=f"<b>{markup(text)}</b>" if family else markup(text),
                x=left,
                y=1,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="top",
                align="left",
                yshift=top_line - start - row * step,
                showarrow=False,
                font={"size": size, "color": colour, **({"family": family} if family else {})},
            )
    for row, text in enumerate(note):
        figure.add_annotation(
            text=markup(text),
            x=left,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            align="left",
            yshift=-(bottom + 8 + row * _NOTE_LINE),
            showarrow=False,
            font={"size": 12, "color": theme.muted_text},
        )
    return figure


def render(chart: Chart, *, form: PictureFormat) -> bytes:
    """The framed chart as a file. Raises ExportError when there is no browser on this machine or it fails."""
    if not available():
        raise ExportError("pictures need Chrome or Chromium and this machine has neither; install one, or save as PPTX")
    figure = framed(chart)
    options = {"format": form, "scale": SCALE if form == "png" else 1}
    with _lock:
        _start()
        try:
            drawn = bytes(kaleido.calc_fig_sync(figure, opts=options))
        except Exception as error:
            raise ExportError(
                f"the picture could not be drawn ({error}); save the chart as PPTX or CSV instead"
            ) from error
    return _with_data(drawn, chart) if form == "svg" else drawn


def pages(charts: Sequence[Chart]) -> bytes:
    """A PDF with a page for each framed chart, each page as large as its chart. Raises ExportError as `render`."""
    if len(charts) == 1:
        return render(charts[0], form="pdf")
    sizes, drawings = [], []
    for number, chart in enumerate(charts):
        drawn = base64.b64encode(render(chart, form="svg")).decode()
        layout = framed(chart).layout
        sizes.append(f"@page chart{number}{{size:{layout.width}px {layout.height}px;margin:0}}")
        # A drawing inside a picture can neither run nor fetch anything, and its ids are its own.
        drawings.append(
            f'<img style="page:chart{number}" alt="{escape(plain(chart.alt), _QUOTES)}" '
            f'src="data:image/svg+xml;base64,{drawn}">'
        )
    look = "body{margin:0}img{display:block}"
    html = f'<!doctype html><meta charset="utf-8"><style>{"".join(sizes)}{look}</style>{"".join(drawings)}'
    try:
        # In a thread of its own: the caller's may have an event loop that runs, as a notebook's does.
        with ThreadPoolExecutor(1) as printer:
            return printer.submit(asyncio.run, _printed(html)).result()
    except Exception as error:
        raise ExportError(f"the pages could not be printed ({error}); save the charts as PPTX instead") from error


# The tab's first, empty page tells of having loaded too: so what is asked for is that ours stands, with its drawings.
_DRAWN = """new Promise(done => {
  const look = () => document.readyState === "complete" && document.images.length ? done() : setTimeout(look, 20)
  look()
})"""


async def _printed(html: str) -> bytes:
    """A page of our own as the browser prints it: kaleido prints the first page of a lone figure."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "charts.html"
        page.write_text(html, encoding="utf-8")
        async with choreographer.Browser(headless=True) as browser:
            tab = await browser.create_tab("")
            await tab.send_command("Page.navigate", params={"url": page.as_uri()})
            await tab.send_command("Runtime.evaluate", params={"expression": _DRAWN, "awaitPromise": True})
            options = {"printBackground": True, "preferCSSPageSize": True}
            answer = await tab.send_command("Page.printToPDF", params=options)
    return base64.b64decode(answer["result"]["data"])


def _with_data(svg: bytes, chart: Chart) -> bytes:
    """The drawing with its words for who cannot see it, and its numbers for who wants to read them exactly."""
    said = f"<title>{escape(plain(chart.title))}</title><desc>{escape(plain(chart.alt))}</desc>"
    numbers = escape(table.json([chart]).decode())
    start = svg.index(b">", svg.index(b"<svg")) + 1
    opened = svg[: start - 1] + b' role="img">'
    return opened + f'{said}<metadata id="upswell-data">{numbers}</metadata>'.encode() + svg[start:]


def _start() -> None:
    """Keeps one browser for the life of the process: starting it takes ten times as long as drawing."""
    # MathJax is off: it would be fetched from a network, and a price such as $5 is no formula.
    kaleido.start_sync_server(silence_warnings=True, mathjax=False)
