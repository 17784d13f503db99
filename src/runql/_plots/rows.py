"""Data that charts take: rows of plain values, whatever table they came in."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeGuard, cast, runtime_checkable

from runql._choices import near_names
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Data", "Row", "Table", "check_columns", "in_order", "is_number", "label_of", "labels_of", "plain", "rows_of"]  # fmt: skip

Row: TypeAlias = dict[str, object]


@runtime_checkable
class Table(Protocol):
    """A result of runql that has rows."""

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the rows as dicts."""
        ...


Data: TypeAlias = "Table | Sequence[Mapping[str, object]] | pd.DataFrame | pl.DataFrame | pa.Table"
"""Rows as dicts, a frame of pandas or polars, an Arrow table, or a result of runql that has `records()`."""

NONE = "(none)"


def rows_of(data: Data) -> list[Row]:
    """Return data as rows of plain values: numbers, strings, truth values, None.

    Raises:
        UsageError: If it is not a table.
    """
    return [{str(key): plain(value) for key, value in row.items()} for row in _records(data)]


def _records(data: Data) -> Sequence[Mapping[str, object]]:
    # By the library and not by its methods: a column of a frame can have any of their names.
    library = type(data).__module__.partition(".")[0]
    if library == "pandas":
        return cast("list[Row]", cast("pd.DataFrame", data).to_dict("records"))
    if library == "polars":
        return cast("pl.DataFrame", data).to_dicts()
    if library == "pyarrow":
        return cast("pa.Table", data).to_pylist()
    if isinstance(data, Table):
        return data.records()
    if not isinstance(data, list | tuple) or not all(isinstance(row, Mapping) for row in data):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"A chart needs a table, got {type(data).__name__}.",
            hint="Pass runs.to_pandas(), a frame of polars, an Arrow table, or a list of dicts.",
        )
    return data


def plain(value: object) -> object:
    """Return a value as JSON can hold it; NaN, infinities and absent values are None."""
    item: Callable[[], object] | None = getattr(value, "item", None)
    if item is not None and getattr(value, "ndim", None) == 0:
        value = item()
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime | date):
        # pandas has a value of this type for "no time", which is not equal to itself.
        return value.isoformat() if value == value else None
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return None if str(value) in ("<NA>", "NaT") else str(value)


def in_order(keys: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return the keys of groups, each once, in order: numbers, then strings, then None."""
    return sorted(dict.fromkeys(keys), key=lambda key: tuple(map(_rank, key)))


def _rank(value: object) -> tuple[int, float, str]:
    if value is None:
        return (2, 0.0, "")
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, str(value))


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a value has a place on an axis of numbers."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_columns(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Make sure that the data has the columns that are to be drawn.

    Raises:
        UsageError: If a column is missing; names the near ones.
    """
    known = list(dict.fromkeys(name for row in rows for name in row))
    for name in names:
        if name not in known:
            near = near_names(name, known, 3) or known[:6]
            raise UsageError(
                f"The data has no column {name!r}.",
                hint=f"It has {', '.join(map(repr, near))}."
                if near
                else "It has no rows, so there is nothing to draw.",
            )


def label_of(value: object, digits: int = 4) -> str:
    """Return a value as it is written in a chart."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def labels_of(keys: Sequence[tuple[object, ...]]) -> list[str]:
    """Return a label for each group, by the values of its keys; no two groups have one label."""
    labels = [", ".join(map(label_of, key)) or "all runs" for key in keys]
    if len(set(labels)) == len(set(keys)):
        return labels
    labels = [", ".join(label_of(each, 17) for each in key) for key in keys]
    if len(set(labels)) == len(set(keys)):
        return labels
    return [", ".join(json.dumps(each, default=str) for each in key) for key in keys]
