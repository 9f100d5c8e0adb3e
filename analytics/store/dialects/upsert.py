"""Inserts that meet a row which is there already: both databases word them alike, SQLAlchemy has them once for each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


class Upserts(ABC):
    """The part of a dialect that inserts, by the `insert` of its own database."""

    @abstractmethod
    def insert(self, target: Table) -> Insert:
        """An insert of the kind that this database understands."""

    def add_up(self, target: Table, columns: Sequence[str], rows: Select[Any]) -> Insert:
        statement = self.insert(target).from_select([each.name for each in target.columns], rows)
        return statement.on_conflict_do_update(
            index_elements=list(target.primary_key.columns),
            set_={name: target.c[name] + statement.excluded[name] for name in columns},
        )

    def replace(self, target: Table) -> Insert:
        statement = self.insert(target)
        keys = set(target.primary_key.columns)
        return statement.on_conflict_do_update(
            index_elements=list(target.primary_key.columns),
            set_={each.name: statement.excluded[each.name] for each in target.columns if each not in keys},
        )

    def skip(self, target: Table) -> Insert:
        return self.insert(target).on_conflict_do_nothing()
