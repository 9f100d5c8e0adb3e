"""The one interface behind which the databases differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Engine, Select, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Insert


class Dialect(Protocol):
    """What a database must do that standard SQL does not say."""

    name: str

    def engine(self, url: str, *, read_only: bool, in_passing: bool) -> Engine:
        """An engine whose `begin` gives a consistent snapshot, or the write lock with option `write=True`.

        `in_passing` is for who reads much, but each row once: what was read is soon let go of.
        """

    def queue(self, connection: Connection) -> None:
        """Waits until no other transaction writes: changes are numbered in the order in which they are committed."""

    def create_search(self, connection: Connection) -> None:
        """Makes the full-text index over titles and texts, kept up to date by the database itself."""

    def create_statistic_search(self, connection: Connection) -> None:
        """Makes the one over what statistics say, of those that are there too."""

    def search(self, query: str) -> Select[tuple[int, float]]:
        """(article_key, rank) of the documents that hold all words of `query`; the best rank is the lowest.

        Words in double quotes are a phrase; nothing in `query` is an operator.
        """

    def search_statistics(self, query: str) -> Select[tuple[int]]:
        """`key` of the statistics whose sentence, subject, population and attribution hold all words of `query`."""

    def any_of(self, column: ColumnElement[int], keys: Sequence[int]) -> ColumnElement[bool]:
        """Whether a column holds one of many keys: all of them are one parameter, and any number will do."""

    def rows(self, connection: Connection, query: Select[Any]) -> Sequence[Sequence[Any]]:
        """All rows of a query whose values are texts and integers as they are stored, thousands for one answer."""

    def integers(self, connection: Connection, query: Select[Any]) -> NDArray[np.int64]:
        """The rows, millions perhaps, of a query whose columns are all integers, (rows, columns), in its order."""

    def add_up(self, target: Table, columns: Sequence[str], rows: Select[Any]) -> Insert:
        """Inserts the selected rows; where the key is there already, adds their `columns` to what stands."""

    def replace(self, target: Table) -> Insert:
        """An insert that takes the place of a row with the same primary key."""

    def skip(self, target: Table) -> Insert:
        """An insert that leaves a row that is there already as it is."""

    def in_bulk(self, connection: Connection) -> AbstractContextManager[None]:
        """While the block pours rows in, in any order, what can be checked and indexed at its end waits until then."""

    def pour(self, connection: Connection, target: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts many rows that are known to be new, with all columns as they are stored."""

    def exclusive(self, engine: Engine) -> AbstractContextManager[bool]:
        """Holds the one refresh lock of this store; False when another process has it. Freed when a process dies."""

    def explain(self, error: DBAPIError) -> str:
        """What went wrong, in words that a person can act on."""

    def check(self, connection: Connection) -> Iterator[str]:
        """Problems of server, version, rights, encoding and integrity, each with its mend."""

    def year(self, day: ColumnElement[Any]) -> ColumnElement[str]:
        """The year of a day number, as text."""
