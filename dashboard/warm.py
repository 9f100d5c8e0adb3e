"""Loads what every page needs while the first reader's browser is still loading the frame."""

from __future__ import annotations

import importlib
from functools import cache
from threading import Thread


@cache
def up() -> None:
    """Starts loading the questions and charts in the background, once a process."""
    Thread(target=importlib.import_module, args=("dashboard.charted",), daemon=True).start()
