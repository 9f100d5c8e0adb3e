"""The database: schema, transactions, and the queries that other rooms ask for. The only importer of SQLAlchemy."""

from __future__ import annotations

from analytics.store.database import Store, open_store

__all__ = ["Store", "open_store"]
