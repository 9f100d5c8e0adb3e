"""A deck as LibreOffice prints it: the words of each page with their places, and its picture."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed: run `python run.py test`")

_SHARED = 0.2  # words cover each other when they share more than this part of the smaller one
_SCALE = 0.6  # pixels a point


@dataclass(frozen=True)
class Page:
    """A page in points, from its top left: its words, their boxes (left, top, right, bottom) and its grey picture."""

    width: float
    height: float
    words: tuple[str, ...]
    boxes: np.ndarray[Any, Any]
    shades: np.ndarray[Any, Any]

    def outside(self) -> list[str]:
        """The words that are not wholly on the page."""
        left, top, right, bottom = self.boxes.T
        beyond = (left < -1) | (top < -1) | (right > self.width + 1) | (bottom > self.height + 1)
        return [self.words[index] for index in np.flatnonzero(beyond)]

    def covered(self) -> list[tuple[str, str]]:
        """The pairs of words of which one stands on the other."""
        left, top, right, bottom = self.boxes.T
        width = np.minimum.outer(right, right) - np.maximum.outer(left, left)
        height = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
        area = (right - left) * (bottom - top)
        shared = np.where((width > 0) & (height > 0), width * height, 0.0)
        pairs = np.argwhere(np.triu(shared > _SHARED * np.minimum.outer(area, area), 1))
        return [(self.words[one], self.words[other]) for one, other in pairs]

    def margin(self) -> int:
        """How much the shades within the outermost hundredth of the page differ: 0 where nothing is drawn there."""
        # The page ends within the last pixel of a line, which is therefore part paper and part nothing.
        inner = self.shades[1:-1, 1:-1].astype(int)
        edge = max(round(min(inner.shape) / 100), 2)
        return max(int(np.ptp(part)) for part in (inner[:edge], inner[-edge:], inner[:, :edge], inner[:, -edge:]))


def printed(data: bytes, folder: Path) -> list[Page]:
    """The pages of a deck."""
    path = folder / "deck.pptx"
    path.write_bytes(data)
    soffice, profile = str(shutil.which("soffice")), f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603 - the command is ours
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=800,
    )
    with pdfium.PdfDocument(folder / "deck.pdf") as book:
        return [_page(page) for page in book]


def _page(page: Any) -> Page:
    width, height = page.get_size()
    texts, boxes = [], []
    for text, (left, bottom, right, top) in _words(page.get_textpage()):
        texts.append(text)
        boxes.append((left, height - top, right, height - bottom))
    shades = page.render(scale=_SCALE, grayscale=True).to_numpy()
    return Page(width, height, tuple(texts), np.array(boxes).reshape(-1, 4), shades.reshape(shades.shape[:2]))


def _words(page: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The words in the order of drawing; where the next letter stands elsewhere another word begins."""
    found: list[tuple[str, tuple[float, float, float, float]]] = []
    letters, box = "", (0.0, 0.0, 0.0, 0.0)
    last = box
    for index, letter in enumerate([*page.get_text_range(), " "]):
        place = box if letter.isspace() else page.get_charbox(index, loose=True)
        left, bottom, right, top = place
        # The letters of a ligature share one place.
        far = place != last and (abs(left - box[2]) > (top - bottom) / 2 or abs(bottom - box[1]) > (top - bottom) / 2)
        last = place
        if letters and (letter.isspace() or far):
            found.append((letters, box))
            letters = ""
        if letter.isspace():
            continue
        box = (min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)) if letters else place
        letters += letter
    return found
