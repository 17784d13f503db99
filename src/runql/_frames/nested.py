"""Lists and dicts of a column in one polars type."""

from __future__ import annotations

from itertools import chain, islice
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeAlias

from runql._frames.integers import INT64, are_exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from polars._typing import PolarsDataType

    Typed: TypeAlias = tuple[PolarsDataType, list[Any]]

__all__ = ["nested_series"]


def nested_series(name: str, column: Sequence[object]) -> pl.Series | None:
    """Return lists or dicts as a polars series; None if no type represents all of them exactly.

    polars itself takes the type from the first values. It then truncates floats of later lists to integers, and drops
    keys that only later dicts have.
    """
    import polars as pl

    found = _typed(column)
    return None if found is None else pl.Series(name, found[1], dtype=found[0], strict=True)


def _typed(values: Sequence[Any]) -> Typed | None:
    import polars as pl

    kinds = {*map(type, values)} - {NoneType}
    if not kinds:
        return pl.Null(), list(values)
    if kinds <= {list, tuple}:
        return _lists(values)
    if kinds == {dict}:
        return _structs(values)
    if kinds == {int, float}:
        if not are_exact(values):
            return None
        return pl.Float64(), [None if each is None else float(each) for each in values]
    if len(kinds) > 1 or (kinds == {int} and not all(_fits(each) for each in values)):
        return None
    try:
        return pl.Series(values, strict=True).dtype, list(values)
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        return None


def _lists(values: Sequence[list[Any] | tuple[Any, ...] | None]) -> Typed | None:
    import polars as pl

    found = _typed([*chain.from_iterable(each for each in values if each is not None)])
    if found is None:
        return None
    items = iter(found[1])
    lists = [None if each is None else [*islice(items, len(each))] for each in values]
    return pl.List(found[0]), lists


def _structs(values: Sequence[Mapping[str, Any] | None]) -> Typed | None:
    import polars as pl

    names = dict.fromkeys(chain.from_iterable(each for each in values if each is not None))
    fields: dict[str, PolarsDataType] = {}
    columns: list[list[Any]] = []
    for name in names:
        found = _typed([None if each is None else each.get(name) for each in values])
        if found is None:
            return None
        fields[name] = found[0]
        columns.append(found[1])
    rows = zip(*columns, strict=True) if columns else ((),) * len(values)
    structs = [
        None if each is None else dict(zip(names, row, strict=True))
        for each, row in zip(values, rows, strict=True)
    ]
    return pl.Struct(fields), structs


def _fits(value: int | None) -> bool:
    return value is None or value in INT64
