"""Topics as a map: a field for each theme, a tile for each topic, as large as its coverage, coloured by direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from analytics.charts import formats, words
from analytics.charts.bar import change, rank, summary
from analytics.charts.chart import Chart, Context
from analytics.charts.drawing import Drawing
from analytics.charts.literal import markup, plain, wrapped
from analytics.charts.theme import Theme
from analytics.types import Trend

MOST_TILES = 40
HEIGHT = 460
WIDTH = 1000
_HEADER = 22  # pixels of a theme's name in one line
_LINE, _CHARACTER = 16, 7.2  # pixels of a line, and of a character on average


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; the units are those of the map that it is part of, `top` counted downwards."""

    left: float
    top: float
    width: float
    height: float

    def without_top(self, height: float) -> Area:
        """What remains below a strip."""
        cut = min(height, self.height / 2)
        return Area(self.left, self.top + cut, self.width, self.height - cut)


@dataclass(frozen=True, slots=True)
class Field:
    """A theme's part of the map: its name (empty: no theme), its area, and its topics with theirs."""

    theme: str
    area: Area
    tiles: tuple[tuple[Trend, Area], ...]

    @property
    def name(self) -> str:
        """What stands above the tiles."""
        return self.theme or "Other topics"

    @property
    def header(self) -> float:
        """The height of the strip that the name has."""
        return min(area.top for _, area in self.tiles) - self.area.top


def theme_map(
    trends: Sequence[Trend], context: Context, *, themes: Sequence[str | None], width: int = WIDTH, height: int = HEIGHT
) -> Chart:
    """The 40 largest topics by theme; `themes` holds the name of each trend's theme, or None.

    `width` and `height` are the proportions of the drawing in pixels: upright ones suit a phone. A tile that is too
    small for its topic's name has a number, which is explained below the map. Clicking a tile gives its
    `customdata`: the subject's id.
    """
    theme = context.theme
    of = {id(trend): plain(name or "", limit=60) for trend, name in zip(trends, themes, strict=True)}
    shown = [trend for trend in rank(trends) if formats.overall(trend)][:MOST_TILES]
    groups = tuple(of[id(trend)] for trend in shown)
    frame = Area(0, 0, width, height)
    drawn = fields(shown, groups, frame, header=_HEADER)
    if any(len(field.name) * _CHARACTER > field.area.width for field in drawn):
        drawn = fields(shown, groups, frame, header=_HEADER + _LINE)
    drawing = Drawing(theme.layout(barmode="overlay", bargap=0))
    key = wrapped(" · ".join(_draw(drawing, drawn, theme)), width=int(width / _CHARACTER * 1.1), lines=MOST_TILES)
    below = _LINE * len(key) + 8 if key[0] else 4
    if key[0]:
        drawing.annotate(
            text="<br>".join(map(markup, key)),
            x=0,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            align="left",
            showarrow=False,
            font={"size": 12, "color": theme.muted_text},
        )
    hidden = {"visible": False, "fixedrange": True}
    drawing.arrange(
        xaxis={"range": [0, width], **hidden},
        yaxis={"range": [height, 0], **hidden},
        height=height + below,
        margin={"l": 0, "r": 0, "t": 4, "b": below},
        uniformtext={"mode": "hide", "minsize": 11},
    )
    title = context.title or words.finding(shown)
    unit = f"Area: {words.axis_title(shown[0], context.filters).lower()}, whole window" if shown else None
    return Chart(
        kind="map",
        title=title,
        subtitle=words.subtitle(shown, context, unit=unit),
        figure=drawing.figure(),
        trends=tuple(shown),
        context=context,
        footnote=words.footnote(context, shown, marks=False),
        alt=words.describe("map", title, shown, context),
        themes=groups,
    )


def fields(trends: Sequence[Trend], themes: Sequence[str], frame: Area, *, header: float) -> list[Field]:
    """The map of `trends` in `frame`: largest theme and topic first, topics without a theme last.

    `header` is the height kept for a theme's name; without any theme there are no names.
    """
    held: dict[str, list[Trend]] = {}
    for trend, theme in zip(trends, themes, strict=True):
        held.setdefault(theme, []).append(trend)
    order = sorted(held, key=lambda theme: (not theme, -sum(map(_size, held[theme])), theme))
    areas = squarified([sum(map(_size, held[theme])) for theme in order], frame)
    made: list[Field] = []
    for theme, area in zip(order, areas, strict=True):
        inside = area.without_top(header) if any(order) else area
        ranked = sorted(held[theme], key=lambda trend: (-_size(trend), trend.subject.label))
        tiles = zip(ranked, squarified([_size(trend) for trend in ranked], inside), strict=True)
        made.append(Field(theme, area, tuple(tiles)))
    return made


def squarified(sizes: Sequence[float], frame: Area) -> list[Area]:
    """`frame` cut into areas in proportion to `sizes`, near to squares when they come largest first.

    Method: Bruls, Huizing and van Wijk, Squarified Treemaps, 2000.
    """
    left, cut = list(sizes), []
    while left:
        short = min(frame.width, frame.height)
        scale = frame.width * frame.height / sum(left)
        count = 1
        while count < len(left) and _worst(left[: count + 1], short, scale) <= _worst(left[:count], short, scale):
            count += 1
        row, left = left[:count], left[count:]
        deep = sum(row) * scale / short if short else 0.0
        along = 0.0
        for size in row:
            length = size * scale / deep if deep else 0.0
            if frame.width >= frame.height:
                cut.append(Area(frame.left, frame.top + along, deep, length))
            else:
                cut.append(Area(frame.left + along, frame.top, length, deep))
            along += length
        if frame.width >= frame.height:
            frame = Area(frame.left + deep, frame.top, max(frame.width - deep, 0.0), frame.height)
        else:
            frame = Area(frame.left, frame.top + deep, frame.width, max(frame.height - deep, 0.0))
    return cut


def _worst(row: Sequence[float], short: float, scale: float) -> float:
    """The worst ratio of sides in a row that fills the short side (equation in section 3.2 of the paper)."""
    total = sum(row) * scale
    return max(short**2 * max(row) * scale / total**2, total**2 / (short**2 * min(row) * scale))


def _draw(drawing: Drawing, drawn: Sequence[Field], theme: Theme) -> list[str]:
    """Draws fields and tiles. Returns the words of those tiles that have a number instead."""
    tiles = [tile for field in drawn for tile in field.tiles]
    texts, key = _labels(tiles)
    directions = [_direction(trend) for trend, _ in tiles]
    _rectangles(
        drawing,
        [area for _, area in tiles],
        colours=[theme.band if direction == "flat" else theme.colour(direction) for direction in directions],
        edge=theme.paper,
        texts=texts,
        inks=[theme.ink if direction == "flat" else theme.on_accent for direction in directions],
        customdata=[[trend.subject.id] for trend, _ in tiles],
        hovertext=[summary(trend) for trend, _ in tiles],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    headed = [field for field in drawn if field.header]
    _rectangles(
        drawing,
        [Area(field.area.left, field.area.top, field.area.width, field.header) for field in headed],
        colours=[theme.paper] * len(headed),
        edge=theme.paper,
        texts=[
            "<br>".join(
                f"<b>{markup(line)}</b>"
                for line in wrapped(field.name, width=max(4, int(field.area.width / _CHARACTER)))
            )
            for field in headed
        ],
        inks=[theme.ink] * len(headed),
        hoverinfo="skip",
    )
    return key


def _labels(tiles: Sequence[tuple[Trend, Area]]) -> tuple[list[str], list[str]]:
    """The text of each tile: name, size and change, or the name alone, or a number; and what the numbers mean."""
    texts: list[str] = []
    key: list[str] = []
    for trend, area in tiles:
        name, said = tile_words(trend, partial(wrapped, width=max(4, int(area.width / _CHARACTER) - 1), lines=3))
        lines = next((lines for lines in ([*name, *said], name) if _fits(lines, area)), None)
        if lines is None:
            key.append(f"{len(key) + 1}\u00a0{plain(trend.subject.label, limit=60)} {_said(trend)}")
            lines = [str(len(key))]
        texts.append("<br>".join(map(markup, lines)))
    return texts, key


def _fits(lines: Sequence[str], area: Area) -> bool:
    widest = max(map(len, lines)) * _CHARACTER
    return len(lines) * _LINE <= area.height - 2 and widest <= area.width and not any("…" in line for line in lines)


def _rectangles(
    drawing: Drawing,
    areas: Sequence[Area],
    *,
    colours: list[str],
    edge: str,
    texts: list[str],
    inks: list[str],
    **look: object,
) -> None:
    """Bars that begin and end where the areas do: they take clicks, and hide a text that does not fit."""
    drawing.add(
        "bar",
        x=[area.left + area.width / 2 for area in areas],
        width=[area.width for area in areas],
        base=[area.top for area in areas],
        y=[area.height for area in areas],
        marker={"color": colours, "line": {"color": edge, "width": 2}},
        text=texts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": inks, "size": 12},
        name="",
        **look,
    )


def tile_words(trend: Trend, fold: Callable[[str], list[str]]) -> tuple[list[str], list[str]]:
    """The lines in a tile as `fold` folds them: those of the name, then those of its size and change."""
    said = fold(_said(trend))
    if len(said) > 1:  # no line holds the size and the beginning of the change
        said = [line for text in (_total(trend), change(trend)) if text for line in fold(text)]
    return fold(trend.subject.label), said


def _said(trend: Trend) -> str:
    return _total(trend) + change(trend)


def _total(trend: Trend) -> str:
    return formats.value(formats.overall(trend), trend.measure, trend.unit)


def _size(trend: Trend) -> float:
    return formats.overall(trend) or 0.0


def _direction(trend: Trend) -> str:
    return trend.verdict.direction if trend.verdict else "flat"
