"""Numbers, dates and periods as a reader sees them, the same on screen, slide and sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from analytics.charts.literal import plain
from analytics.types import Grain, Measure, Trend, TrendPoint

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GAP = "no data"

# Ratios below are as good as nothing; from here on they are whole.
_LEAST, _WHOLE = 0.01, 99.5


def day(moment: date) -> str:
    """`1 Jun 2026`, in English whatever the machine's locale."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def local(moment: datetime, timezone: str) -> datetime:
    """The wall-clock time in `timezone`, naive: what a calendar axis needs."""
    return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def period(point: TrendPoint, grain: Grain, timezone: str = "UTC") -> str:
    """A period by its calendar name: `2 Jun 2026 14:00`, `2 Jun 2026`, `week of 1 Jun 2026`, `Jun 2026`, `Q2 2026`."""
    start = local(point.start, timezone)
    if grain == "hour":
        return f"{day(start)} {start:%H:%M}"
    if grain == "day":
        return day(start)
    if grain == "week":
        # A week cut by the filter starts later than its Monday: the week keeps its name.
        return f"week of {day(start - timedelta(days=start.weekday()))}"
    if grain == "month":
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"Q{(start.month + 2) // 3} {start.year}"


def short_period(point: TrendPoint, grain: Grain, timezone: str = "UTC") -> str:
    """The same where room is scarce: `2 Jun 14:00`, `1 Jun 26` for a day or a week, `Jun 26`, `Q2 26`."""
    named = period(point, grain, timezone).removeprefix("week of ")
    return (
        named.replace(f" {local(point.start, timezone).year}", "") if grain == "hour" else f"{named[:-4]}{named[-2:]}"
    )


def span(start: datetime, end: datetime, timezone: str = "UTC") -> str:
    """`6 Jan 2025 – 28 Jun 2026` for a half-open interval: the last day is the last one inside."""
    first, last = local(start, timezone).date(), (local(end, timezone) - timedelta(microseconds=1)).date()
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def value(number: float | None, measure: Measure, unit: str = "") -> str:
    """`4.2%` for a share, `1,234` for a count, `3.2 multiple` for a measured value; `no data` for None."""
    if number is None:
        return GAP
    if measure == "share":
        return percent(number)
    if measure == "count":
        return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"
    return quantity(number, unit)


def percent(share: float) -> str:
    """A fraction as per cent with as many digits as it deserves: `41%`, `4.2%`, `0.31%`."""
    scaled = share * 100
    digits = 0 if abs(scaled) >= 10 or scaled == 0 else 1 if abs(scaled) >= 1 else 2
    return f"{scaled:.{digits}f}%"


_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))


def quantity(number: float | Decimal, unit: str) -> str:
    """A statistic's value with its unit: `48%`, `3.2x`, `$1.2bn`, `7 percentage points`, `1,200 people`."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    if unit in _SYMBOLS:
        return f"{_SYMBOLS[unit]}{_scaled(exact)}"
    if unit in {"percent", "%", "per cent"}:
        return f"{_digits(exact)}%"
    if unit in {"multiple", "x", "times"}:
        return f"{_digits(exact)}x"
    words = {"points": "percentage points", "percentage_points": "percentage points", "basis_points": "basis points"}
    return f"{_scaled(exact)} {words.get(unit, plain(unit.replace('_', ' '), limit=30))}".strip()


def _scaled(exact: Decimal) -> str:
    for size, name in _SCALES:
        if abs(exact) >= size:
            return f"{_digits(exact / size)}{name}"
    return _digits(exact)


def _digits(exact: Decimal) -> str:
    rounded = round(exact, 2)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def times(ratio: float) -> str:
    """`1.4`, `0.083`, `170`: two figures, and none of them a power of ten."""
    if ratio < _LEAST:
        return f"<{_LEAST:g}"
    return f"{ratio:.2g}" if ratio < _WHOLE else f"{float(f'{ratio:.2g}'):,.0f}"


def level(ratio: float, *, weeks: int = 0) -> str:
    """`2.1 times its level in the 52 weeks before`, and `23% of …` where it is less than it was; `its earlier level`
    where it is not known how many weeks that is."""
    earlier = f"its level in the {counted(weeks, 'week')} before" if weeks else "its earlier level"
    return f"{percent(ratio)} of {earlier}" if ratio < 1 else f"{times(ratio)} times {earlier}"


def between(low: float, high: float, *, ratio: float) -> str:
    """The interval of a ratio in the numbers in which `level` says it: `1.6–2.7`, `6.0%–91%`."""
    return f"{percent(low)}–{percent(high)}" if ratio < 1 else f"{times(low)}–{times(high)}"


def names(items: Sequence[str], *, most: int = 3) -> str:
    """`A`, `A and B`, `A, B and C`, or `A, B and 5 more`."""
    if len(items) <= most:
        return items[0] if len(items) == 1 else " and ".join([", ".join(items[:-1]), items[-1]]) if items else ""
    return f"{', '.join(items[: most - 1])} and {len(items) - most + 1} more"


def opening(text: str) -> str:
    """With a capital first, whatever follows as it is: "agentic search at eBay" → "Agentic search at eBay"."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """`1 article`, `1,204 articles`, `2 stories`."""
    if number == 1:
        return f"1 {noun}"
    ends_in_ies = noun.endswith("y") and noun[-2] not in "aeou"
    return f"{number:,} {noun[:-1] + 'ies' if ends_in_ies else noun + 's'}"


def complete(trend: Trend) -> tuple[TrendPoint, ...]:
    """The periods that may be compared: whole ones in which something was collected."""
    return tuple(point for point in trend.points if point.complete and point.value is not None)


def counted_in(point: TrendPoint) -> tuple[int | None, int | None, int | None]:
    """Numerator, denominator and number of sources of a period: nothing, and not zero, where nothing was collected."""
    if point.coverage == "gap":
        return None, None, None
    return point.numerator, point.denominator, point.n_sources


def overall(trend: Trend) -> float | None:
    """One number for the whole periods together: pooled share, sum of counts, or mean of values; None without data."""
    points = complete(trend)
    if not points:
        return None
    if trend.measure == "share":
        total = sum(point.denominator for point in points)
        return sum(point.numerator for point in points) / total if total else None
    values = [point.value for point in points if point.value is not None]
    return sum(values) if trend.measure == "count" else sum(values) / len(values)
