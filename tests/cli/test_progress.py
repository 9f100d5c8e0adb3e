"""Progress as a person sees it, and as a log does."""

from __future__ import annotations

import io
import re
import time
from contextlib import redirect_stderr

from analytics.cli.progress import Bars


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


def refresh_on(stream: io.StringIO) -> str:
    """What is written of a refresh of two stages, twenty batches of fifty each."""
    with redirect_stderr(stream), Bars() as bars:
        for stage in ("finding copies", "reading names and numbers"):
            for done in range(50, 1050, 50):
                bars(stage, done, 1000)
                time.sleep(0.02)
    return stream.getvalue()


def test_a_terminal_shows_a_bar_with_rate_and_time_left() -> None:
    said = refresh_on(Terminal())
    drawn = re.findall(r"(\w[\w ]+): +(\d+)%.*?(\d+)/1000 \[[\d:]+<([\d:]+), +([\d.]+)/s\]", said)
    assert {stage for stage, *_ in drawn} == {"finding copies", "reading names and numbers"}
    assert [(share, done) for stage, share, done, *_ in drawn if stage == "finding copies"][-1] == ("100", "1000")
    # Fifty in at least 20 ms, those that were done when the bar appeared aside.
    assert all(float(rate) <= 2500 for *_, rate in drawn)


def test_a_log_gets_a_line_a_stage() -> None:
    assert refresh_on(io.StringIO()).splitlines() == ["finding copies (1,000)", "reading names and numbers (1,000)"]
