"""Dates as feeds, pages and dumps write them, to aware UTC; what cannot be read for certain is None, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ingest.normalize.dates_in_text import date_phrases, spelt_days_as_numbers
from ingest.normalize.months import MONTHS, unaccented

LONGEST_DATE = 120
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Publishers ahead of UTC, and scheduled posts of the same day, are not mistakes.
TOLERATED_FUTURE = timedelta(days=1)

# English zone names are not unique in the world; these are what feeds mean by them (RFC 822, then common use).
_ZONES: Mapping[str, float] = MappingProxyType(
    {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "ist": 5.5, "west": 1, "cet": 1, "met": 1, "mez": 1}
    | {"cest": 2, "mest": 2, "mesz": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "msd": 4, "gst": 4, "pkt": 5}
    | {"sgt": 8, "hkt": 8, "awst": 8, "pht": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11}
    | {"nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "nst": -3.5, "ndt": -2.5, "at": -4, "ast": -4, "adt": -3}
    | {"et": -5, "est": -5, "edt": -4, "ct": -6, "cst": -6, "cdt": -5, "mt": -7, "mst": -7, "mdt": -6}
    | {"pt": -8, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10}
)

# Words that stand between the parts of a date and say nothing.
_FILLERS = frozenset(
    # ruff: noqa: SIM905 - forty quoted words read worse than forty words
    """
    de del di of the on at um uhr à alle ore kl klo den le les der am o h г р года року year st nd rd th er t e os
    年 月 日 년 월 일 ngày tháng năm lúc
    """.split()
)
_MORNING = frozenset(["am", "a.m", "a.m.", "오전", "上午", "午前"])
_AFTERNOON = frozenset(["pm", "p.m", "p.m.", "오후", "下午", "午後"])

_ISO = re.compile(
    r"""(?P<year>\d{4}(?!\d{2}$)|\d{2}(?=-\d{2}-\d{2}|\d{3,4}$)|-(?P<short>\d{2}))
        (?: -?(?P<ordinal>\d{3})(?!-?\d) | -?0?(?P<month>\d{2}) (?: -?(?P<day>\d{2}) )? )?
        (?: (?:T|\s+) (?P<hour>\d{1,2}):?(?P<minute>\d{2}) (?: :?(?P<second>\d{2}) (?:[.,]\d+)? )? )?
        \s* (?P<zone>[A-Za-z/_]+ | [+-]\d{2}(?::?\d{2})?)?""",
    re.VERBOSE,
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10})(?:\d{3}){0,2}(?:\.\d+)?(?:(?:[+-]\d{4})?\)/)?")
_COMPACT = re.compile(r"\d{14}")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])")
_TIME = re.compile(
    r"(?<![\d:])T?(\d{1,2})\s?[:h時时시]\s?(\d{1,2})(?:\s?[:分분]\s?(\d{1,2})(?:[.,]\d+)?)?(?![:\d])[分分秒초]?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:\b(?:gmt|utc|z)\s*)?([+-]\d{1,2}:?\d{2})(?!\d)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[/_][^\W\d_]+)*(?:\.[^\W\d_]\.?)?")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_URL_DAY = re.compile(r"/(19[89]\d|20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|\b)")


def parse_date(raw: str) -> datetime | None:
    """The instant that `raw` names, to the second in UTC, or None when it names none for certain.

    Understands ISO 8601 and its shortenings, RFC 822 with names of zones, asctime, Unix time, Chinese, Japanese and
    Korean dates, month names of some twenty languages, and sentences around one date. A date without a zone is taken
    as UTC (as Korean time when written in Korean); one without a time is its midnight. `3/4/2025` could be March or
    April: None.
    """
    text = " ".join(unicodedata.normalize("NFKC", raw).split()).strip(" ,;")
    if not text or len(text) > LONGEST_DATE:
        return None
    return _whole(text) or _in_text(text)


def plausible(moment: datetime, *, now: datetime) -> bool:
    """Whether an article can have been published then: from 1990 to a day from `now`."""
    return EARLIEST <= moment <= now + TOLERATED_FUTURE


def date_in_url(url: str) -> datetime | None:
    """The day that an address such as `/2025/11/19/title` carries, at midnight UTC."""
    match = _URL_DAY.search(url)
    if match is None:
        return None
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    except ValueError:
        return None


def _whole(text: str) -> datetime | None:
    """The date that the whole text is."""
    for reading in (_epoch, _compact, _week, _iso, _worded):
        try:
            moment = reading(text)
        except (ValueError, OverflowError):
            continue
        if moment is not None:
            return moment
    return None


def _in_text(text: str) -> datetime | None:
    """The date within a sentence that names one and no other."""
    if not any(map(str.isdigit, text)):
        return None
    found = {moment for part in date_phrases(spelt_days_as_numbers(text)) if (moment := _whole(part))}
    return found.pop() if len(found) == 1 else None


def _epoch(text: str) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), tz=UTC) if match else None


def _compact(text: str) -> datetime | None:
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if _COMPACT.fullmatch(text) else None


def _week(text: str) -> datetime | None:
    match = _WEEK.fullmatch(text)
    return datetime.strptime("-".join(match.groups()), "%G-%V-%u").replace(tzinfo=UTC) if match else None


def _iso(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    zone = _zone(match["zone"] or "utc")
    if zone is None or (match["zone"] and match["hour"] is None):
        return None
    year = _full_year(match["short"] or match["year"])
    clock = (int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0))
    if match["ordinal"]:
        # An ordinal without its day within the year's 366 is refused by strptime.
        day = datetime.strptime(f"{year:04d} {match['ordinal']}", "%Y %j").replace(tzinfo=UTC)
        return _instant(day.year, day.month, day.day, clock, zone)
    return _instant(year, int(match["month"] or 1), int(match["day"] or 1), clock, zone)


def _worded(text: str) -> datetime | None:
    text = _COMMENT.sub(" ", text)
    zone: tzinfo | None = timezone(timedelta(hours=9)) if _HANGUL.search(text) else UTC
    clock, before, after = (0, 0, 0), text, ""
    time = _TIME.search(text)
    if time:
        clock = (int(time[1]), int(time[2]), int(time[3] or 0))
        before, after = text[: time.start()], text[time.end() :]
        offset = _OFFSET.search(after)
        if offset:
            zone = _zone(offset[1])
            after = after[: offset.start()] + " " + after[offset.end() :]
    numbers: list[str] = []
    month: int | None = None
    in_words = False
    tokens = [(token, False) for token in _TOKEN.findall(before)] + [(token, True) for token in _TOKEN.findall(after)]
    for token, behind_time in tokens:
        word = token.lower()
        if token.isdigit():
            numbers.append(token)
        elif word in _MORNING or word in _AFTERNOON:
            clock = _twelve_hour(clock, afternoon=word in _AFTERNOON)
        elif unaccented(word) in MONTHS:
            month = MONTHS[unaccented(word)]
        elif behind_time and _zone(token) is not None:
            zone = _zone(token)
        elif word in _FILLERS:
            continue
        elif numbers or month:
            return None
        else:
            in_words = True  # a day of the week, or words around the date
    parts = _with_month(numbers, month) if month else _numeric(numbers, text)
    if parts is None or zone is None or (parts[2] is None and (time or in_words)):
        return None
    return _instant(parts[0], parts[1], parts[2] or 1, clock, zone)


def _with_month(numbers: list[str], month: int) -> tuple[int, int, int | None] | None:
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return int(numbers[0]), month, None
    if len(numbers) != 2:
        return None
    first, second = numbers
    year, day = (first, second) if len(first) == 4 else (second, first)
    return (_full_year(year), month, int(day)) if len(year) in {2, 4} and len(day) <= 2 else None


def _numeric(numbers: list[str], text: str) -> tuple[int, int, int | None] | None:
    if len(numbers) != 3:
        return None
    first, second, third = (int(number) for number in numbers)
    if len(numbers[0]) == 4:
        return first, second, third
    if len(numbers[2]) not in (2, 4) or len(numbers[0]) > 2:
        return None
    year = _full_year(numbers[2])
    day_first = re.search(r"\d\.\s?\d|tháng", text) is not None
    if day_first or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _twelve_hour(clock: tuple[int, int, int], *, afternoon: bool) -> tuple[int, int, int]:
    hour, minute, second = clock
    if hour <= 12:
        hour = hour % 12 + (12 if afternoon else 0)
    return hour, minute, second


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 90 else 2000)


def _zone(name: str) -> tzinfo | None:
    if name[0] in "+-":
        digits = name[1:].replace(":", "").rjust(4, "0") if len(name) > 3 else name[1:] + "00"
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours > 14 or minutes > 59:
            return None
        shift = timedelta(hours=hours, minutes=minutes)
        return timezone(-shift if name[0] == "-" else shift)
    if name.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.lower()]))
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    return None


def _instant(year: int, month: int, day: int, clock: tuple[int, int, int], zone: tzinfo) -> datetime:
    hour, minute, second = clock
    next_day = (hour, minute, second) == (24, 0, 0)
    if second == 60:  # a leap second, which datetime cannot hold
        second = 59
    local = datetime(year, month, day, 0 if next_day else hour, minute, second, tzinfo=zone)
    return (local + timedelta(days=next_day)).astimezone(UTC)
