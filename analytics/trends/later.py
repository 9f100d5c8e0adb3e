"""Tuples that are made when they are looked at: a page judges hundreds of series and draws few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)


class Later(Sequence[T_co]):
    """The tuple of what `make` gives for `given`, which costs nothing until one is asked for, and equals that tuple."""

    __slots__ = ("_given", "_made", "_make")

    def __init__(self, make: Callable[..., Iterable[T_co]], *given: Any) -> None:
        self._make, self._given = make, given
        self._made: tuple[T_co, ...] | None = None

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Later):
            return self._all() == other._all()
        return self._all() == other

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[T_co, ...]:
        if self._made is None:
            self._made = tuple(self._make(*self._given))
        return self._made
