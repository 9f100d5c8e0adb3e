"""How Python values stand in columns, the same in every dialect, so that a store can be moved and compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = date(1970, 1, 1)
_DAWN = datetime(1970, 1, 1, tzinfo=UTC)
# PostgreSQL holds neither of these in a text; no reader misses them.
_UNSTORABLE = {0: None} | dict.fromkeys(range(55296, 57344), "�")


class Plain(TypeDecorator[str]):
    """Text without NUL characters and lone surrogates."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.translate(_UNSTORABLE)


class Json(TypeDecorator[Any]):
    """A JSON value as text with sorted keys: equal values are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        plain = dict(value) if isinstance(value, Mapping) else value
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).translate(_UNSTORABLE).replace("\\u0000", "")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Instant(TypeDecorator[datetime]):
    """An aware UTC time as whole seconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.timestamp() // 1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_of(value)


class Day(TypeDecorator[date]):
    """A calendar day as whole days since 1970-01-01: small, ordered, and easy to bin."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | int | None, dialect: Dialect) -> int | None:
        return day_number(value) if isinstance(value, date) else value

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        return None if value is None else day_of(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number as it is written, without loss."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def moment_of(seconds: int) -> datetime:
    """The moment so many seconds after the beginning of 1970."""
    return _DAWN + timedelta(seconds=seconds)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day that `day_number` numbered."""
    return _EPOCH + timedelta(days=number)


def monday(number: int) -> int:
    """The day number of the Monday of a day's ISO week (1970-01-01 was a Thursday)."""
    return number - (number + 3) % 7
