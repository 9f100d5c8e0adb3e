"""What differs between databases, one module each: opening, full text, upsert, the refresh lock, words for errors."""

from __future__ import annotations

from analytics.store.dialects.base import Dialect
from analytics.store.dialects.postgresql import PostgreSQL
from analytics.store.dialects.sqlite import SQLite

__all__ = ["Dialect", "PostgreSQL", "SQLite"]
