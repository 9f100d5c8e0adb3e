"""The database: schema, transactions, and the queries that other rooms ask for. The only importer of SQLAlchemy."""

from __future__ import annotations

from sqlalchemy import Connection

from analytics.store.database import Store, open_store

__all__ = ["Connection", "Store", "open_store"]
