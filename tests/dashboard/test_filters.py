"""The filter bar: every widget writes its filter into the address, and the page shows what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.press import PRESS

Open = Callable[..., AppTest]


def widget(app: AppTest, key: str) -> Any:
    """The widget with that key, of whatever kind."""
    kinds = (app.multiselect, app.date_input, app.button_group, app.selectbox, app.slider)
    return next(each for kind in kinds for each in kind if each.key == key)


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("f.sources", list(PRESS[:2]), {"sources": list(PRESS[:2])}),
        ("f.groups", ["Press"], {"groups": ["Press"]}),
        ("f.dates", (date(2025, 3, 3), date(2025, 6, 1)), {"start": ["2025-03-03"], "end": ["2025-06-02"]}),
        ("f.grain", "month", {"grain": ["month"]}),
        ("f.measure", "count", {"measure": ["count"]}),
        ("f.counting", "stories", {"counting": ["stories"]}),
        ("f.panel", "constant", {"panel": ["constant"]}),
        ("f.language", "en", {"language": ["en"]}),
        ("f.min_relevance", 4, {"min_relevance": ["4"]}),
        (
            "f.comparison",
            "The same period a year earlier",
            {"compare_start": ["2024-01-06"], "compare_end": ["2025-03-02"]},
        ),
    ],
)
def test_a_filter_is_in_the_address(
    open_page: Open, press_home: Path, key: str, value: object, written: dict[str, list[str]]
) -> None:
    app = open_page(press_home, "topics")
    app.session_state["f.more"] = True
    widget(app.run(), key).set_value(value).run()
    assert not app.exception
    assert {name: app.query_params[name] for name in written} == {
        name: values[0] if len(values) == 1 else values for name, values in written.items()
    }


@pytest.mark.parametrize(("preset", "start"), [("3 months", "2025-12-02"), ("12 months", "2025-03-02")])
def test_a_preset_counts_back_from_the_last_day(open_page: Open, press_home: Path, preset: str, start: str) -> None:
    app = open_page(press_home, "topics")
    widget(app, "f.preset").set_value(preset).run()
    assert app.query_params["start"] == start


def test_reset_takes_all_filters_away(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topics", sources=PRESS[0], grain="month", order="Name")
    next(button for button in app.button if button.label == "Reset").click().run()
    assert set(app.query_params) == {"order"}
