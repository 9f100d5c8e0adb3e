"""Numbers and dates as a reader sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from analytics.charts import formats
from analytics.charts.literal import markup, plain, wrapped
from analytics.types import Grain


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (0.0, "<0.01"),
        (0.0831, "0.083"),
        (1.0, "1"),
        (1.449, "1.4"),
        (99.4, "99"),
        (99.6, "100"),
        (168.2, "170"),
        (17_340.0, "17,000"),
    ],
)
def test_ratios_have_two_figures_and_no_power_of_ten(ratio: float, said: str) -> None:
    assert formats.times(ratio) == said


@pytest.mark.parametrize(
    ("low", "ratio", "high", "said"),
    [
        (0.056, 0.23, 0.91, "23% of its earlier level (5.6%–91%)"),
        (0.71, 0.98, 1.3, "98% of its earlier level (71%–130%)"),
        (0.8, 1.0, 1.2, "1 times its earlier level (0.8–1.2)"),
        (2.3, 3.9, 6.8, "3.9 times its earlier level (2.3–6.8)"),
    ],
)
def test_less_than_before_is_said_in_per_cent(low: float, ratio: float, high: float, said: str) -> None:
    assert f"{formats.level(ratio)} ({formats.between(low, high, ratio=ratio)})" == said


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("48", "percent", "48%"),
        ("3.2", "multiple", "3.2x"),
        ("1.7", "multiple", "1.7x"),
        ("1200000000", "USD", "$1.2bn"),
        ("2500000", "EUR", "€2.5m"),
        ("7", "points", "7 percentage points"),
        ("1204", "people", "1,204 people"),
        ("-0.5", "percent", "-0.5%"),
        ("0", "percent", "0%"),
    ],
)
def test_quantities_carry_their_unit(number: str, unit: str, said: str) -> None:
    assert formats.quantity(Decimal(number), unit) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.41, "41%"), (0.042, "4.2%"), (0.0031, "0.31%"), (0.0, "0%"), (1.0, "100%")]
)
def test_shares_have_the_digits_they_deserve(share: float, said: str) -> None:
    assert formats.percent(share) == said


@pytest.mark.parametrize(
    ("grain", "said", "short"),
    [
        ("hour", "5 Jan 2026 00:00", "5 Jan 00:00"),
        ("day", "5 Jan 2026", "5 Jan 26"),
        ("week", "week of 5 Jan 2026", "5 Jan 26"),
        ("month", "Jan 2026", "Jan 26"),
        ("quarter", "Q1 2026", "Q1 26"),
    ],
)
def test_periods_have_calendar_names(invented: Any, grain: Grain, said: str, short: str) -> None:
    point = invented.trend([1], grain=grain).points[0]
    assert formats.period(point, grain) == said
    assert formats.short_period(point, grain) == short


def test_a_span_ends_on_its_last_day() -> None:
    start, end = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC)
    assert formats.span(start, end) == "5 Jan 2026 – 1 Feb 2026"
    assert formats.span(start, datetime(2026, 1, 6, tzinfo=UTC)) == "5 Jan 2026"
    assert formats.span(datetime(2026, 1, 4, 23, tzinfo=UTC), end, "Europe/Paris") == "5 Jan 2026 – 2 Feb 2026"


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "story", "1 story"),
        (2, "story", "2 stories"),
        (0, "article", "0 articles"),
        (2, "copy", "2 copies"),
        (3, "survey", "3 surveys"),
    ],
)
def test_nouns_have_plurals(number: int, noun: str, said: str) -> None:
    assert formats.counted(number, noun) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (list("ABCDE"), "A, B and 3 more"),
    ],
)
def test_lists_are_read_aloud(items: list[str], said: str) -> None:
    assert formats.names(items) == said


def test_the_whole_is_pooled_over_whole_periods(invented: Any) -> None:
    assert formats.overall(invented.trend([10, None, 30, 200], partial=[-1])) == 0.1
    assert formats.overall(invented.trend([10, 30], measure="count")) == 40
    assert formats.overall(invented.trend([None])) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x00b\x1b[1m", "ab[1m"),
        ("two\nlines\tand  spaces ", "two lines and spaces"),
        ("\u202eturned", "turned"),
        ("\ud800", ""),
    ],
)
def test_unprintable_characters_are_dropped(text: str, said: str) -> None:
    assert plain(text) == said


def test_long_texts_are_cut_at_a_word() -> None:
    assert plain("one two three four", limit=12) == "one two…"
    assert len(plain("a" * 50, limit=10)) == 10
    assert markup("<b>&", limit=9) == "&lt;b&gt;&amp;"


def test_texts_are_folded_into_lines() -> None:
    assert wrapped("personalization backlash", width=16) == ["personalization", "backlash"]
    assert wrapped("one two three four five six", width=9) == ["one two", "three…"]
    assert wrapped("个性化推荐的强烈反弹", width=10) == ["个性化推荐", "的强烈反弹"]
    assert wrapped("个性化推荐的强烈反弹与零售媒体", width=10) == ["个性化推荐", "的强烈反…"]
