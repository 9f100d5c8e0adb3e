from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalize.dates import date_in_url, parse_date, plausible


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Wed, 19 Nov 2025 13:52:00 +0000", "2025-11-19T13:52:00"),
        ("Wed, 19 Nov 2025 13:52:00 GMT", "2025-11-19T13:52:00"),
        ("Wed, 19 Nov 2025 13:52 EST", "2025-11-19T18:52:00"),
        ("Wed, 19 Nov 2025 13:52:00 America/New_York", "2025-11-19T18:52:00"),
        ("Wed, 19 Nov 2025 13:52:00 GMT+0530", "2025-11-19T08:22:00"),
        ("19 Nov 25 13:52 MEST", "2025-11-19T11:52:00"),
        ("Wed Nov 19 13:52:00 2025", "2025-11-19T13:52:00"),
        ("Wed Nov 19 13:52:00 CET 2025", "2025-11-19T12:52:00"),
        ("2025-11-19T13:52:00.123456Z", "2025-11-19T13:52:00"),
        ("2025-11-19 13:52:00+01:00", "2025-11-19T12:52:00"),
        ("20251119T135200Z", "2025-11-19T13:52:00"),
        ("2025-323", "2025-11-19T00:00:00"),
        ("2025-11", "2025-11-01T00:00:00"),
        ("2024-02-29T24:00:00Z", "2024-03-01T00:00:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59"),
        ("1763560320", "2025-11-19T13:52:00"),
        ("1763560320000", "2025-11-19T13:52:00"),
        ("19. November 2025, 13:52 Uhr", "2025-11-19T13:52:00"),
        ("mercredi 19 novembre 2025 à 13h52", "2025-11-19T13:52:00"),
        ("mar, 4 nov 2025 10:00", "2025-11-04T10:00:00"),
        ("19 ноября 2025 г.", "2025-11-19T00:00:00"),
        ("Τετ, 19 Νοέ 2025 13:52:00 EET", "2025-11-19T11:52:00"),
        ("2025年11月19日 13時52分", "2025-11-19T13:52:00"),
        ("2025년 11월 19일 오후 1:52:00", "2025-11-19T04:52:00"),
        ("November 19th, 2025 at 1:52 PM", "2025-11-19T13:52:00"),
        ("19.11.2025", "2025-11-19T00:00:00"),
        ("11/19/2025", "2025-11-19T00:00:00"),
        ("19/11/2025", "2025-11-19T00:00:00"),
        ("11/19/25", "2025-11-19T00:00:00"),
        ("2025-W47-3", "2025-11-19T00:00:00"),
        ("2025-11-19 9:5:0", "2025-11-19T09:05:00"),
        ("20251119135200", "2025-11-19T13:52:00"),
        ("/Date(1763560320000+0100)/", "2025-11-19T13:52:00"),
        ("1763560320000000", "2025-11-19T13:52:00"),
        ("19 Nov 2025 13:52:00 A", "2025-11-19T13:52:00"),
        ("الأربعاء، ١٩ نوفمبر ٢٠٢٥", "2025-11-19T00:00:00"),
        ("יום רביעי, 19 בנובמבר 2025", "2025-11-19T00:00:00"),
        ("19 tháng 11 năm 2025", "2025-11-19T00:00:00"),
        ("19 Kasım 2025 Çarşamba", "2025-11-19T00:00:00"),
    ],
)
def test_dates_as_feeds_write_them(raw: str, expected: str) -> None:
    moment = parse_date(raw)
    assert moment is not None
    assert moment.tzinfo is UTC
    assert moment.replace(tzinfo=None).isoformat() == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "3/4/2025",
        "Sun, 99 Jun 2009 12:00:00 GMT",
        "2025-02-30",
        "2025-11-19T25:00:00Z",
        "2025-11-19T13:52:00Z or 2025-11-20T13:52:00Z",
        "January twenty-second, 2025-26",
        "in fiscal 2025, 19 shops of 2024",
        "9999-12-31T23:59:59-12:00",
        "Wed, 19 Nov 2025 13:52:00 +zz:00",
        "version 2.10.2025 of 3.1",
        "x" * 10_000,
    ],
)
def test_what_names_no_instant_is_none(raw: str) -> None:
    assert parse_date(raw) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Posted on November 19, 2025 by Ann in News", "2025-11-19T00:00:00"),
        ("By Ann Lee | Nov 19, 2025 | Marketing", "2025-11-19T00:00:00"),
        ("Updated 1:52 PM ET, Wed November 19, 2025", "2025-11-19T18:52:00"),
        ("Published 2025-11-19 13:52:00 +0100 (three comments)", "2025-11-19T12:52:00"),
        ("Erschienen am 19. November 2025 in Heft 4", "2025-11-19T00:00:00"),
        ("Let us meet on the twenty-second of June 2025.", "2025-06-22T00:00:00"),
        ("Wednesday, Jan twenty two, 2025", "2025-01-22T00:00:00"),
        ("Are you free on 19.11.2025?", "2025-11-19T00:00:00"),
        ("19 Nov 2025, that is 2025-11-19", "2025-11-19T00:00:00"),
    ],
)
def test_a_sentence_that_names_one_date(sentence: str, expected: str) -> None:
    moment = parse_date(sentence)
    assert moment is not None
    assert moment.replace(tzinfo=None).isoformat() == expected


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - UTC by format
def test_iso_and_rfc_822_agree(moment: datetime) -> None:
    expected = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(moment.isoformat() + "Z") == expected
    assert parse_date(moment.strftime("%d %b %Y %H:%M:%S +0000")) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(raw: str) -> None:
    moment = parse_date(raw)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("year", "expected"), [(1246, False), (1970, False), (1990, True), (2025, True), (2026, False)]
)
def test_impossible_years(year: int, expected: bool) -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    assert plausible(datetime(year, 5, 1, tzinfo=UTC), now=now) is expected


def test_day_in_an_address() -> None:
    assert date_in_url("https://news.example/2025/11/19/title") == datetime(2025, 11, 19, tzinfo=UTC)
    assert date_in_url("https://news.example/2025/13/19/title") is None
    assert date_in_url("https://news.example/2025/02/31/title") is None
