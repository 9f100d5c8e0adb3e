"""What a phone shows instead of a wide table: rows that fold, a few at a time, so that nothing scrolls inside itself.

Both forms are drawn, as the server does not know how wide the reader's screen is; the stylesheet shows either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

import streamlit as st

from dashboard import address
from dashboard.text import markdown, markup

T = TypeVar("T")


def wide(key: str) -> AbstractContextManager[object]:
    """A container that phones leave out."""
    return st.container(key=f"up-wide.{key}")


def narrow(key: str) -> AbstractContextManager[object]:
    """A container that phones alone show."""
    return st.container(key=f"up-narrow.{key}")


def leaf(lines: Sequence[T], draw: Callable[[T], None], *, key: str, size: int, name: str = "leaf") -> None:
    """Draws `size` of the lines; the address holds which under `name`."""
    pages = -(-len(lines) // size)
    page = address.number(name, most=pages)
    with narrow(key):
        for line in lines[(page - 1) * size : page * size]:
            draw(line)
        if pages > 1:
            st.pagination(pages, max_visible_pages=5, **address.bound(name, f"{key}.{name}", page, otherwise=1))


def choice(label: str, said: str, *, chosen: bool, key: str, take: Callable[[], None]) -> None:
    """A row to choose: its name as a button, and a line below it, which says so when it is the chosen one."""
    with st.container(key=f"choice.{key}", gap=None):
        st.button(markdown(label, limit=120), key=f"{key}.take", type="tertiary", on_click=take)
        st.html(f'<p class="up-meta">{"<strong>shown below</strong> · " if chosen else ""}{markup(said)}</p>')


def row(heading: str, said: Sequence[str]) -> None:
    """A row to read: a heading and what is said of it, parts that are empty left out."""
    st.html(
        f'<div class="up-quote"><h3>{markup(heading)}</h3>'
        f'<p class="up-meta">{markup(" · ".join(filter(None, said)))}</p></div>'
    )
