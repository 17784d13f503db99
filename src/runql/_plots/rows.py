"""Conversion of tables to rows of plain values for charts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeGuard, cast, runtime_checkable

from runql._choices import near_names
from runql._frames.categories import category_names
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
    """A result of runql with rows."""

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return the rows as dicts."""
        ...


Data: TypeAlias = "Table | Sequence[Mapping[str, object]] | pd.DataFrame | pl.DataFrame | pa.Table"
"""Rows as dicts, a pandas or polars data frame, an Arrow table, or a result of runql with `records()`."""

NONE = "(none)"


def rows_of(data: Data) -> list[Row]:
    """Return data as rows of plain values: numbers, strings, booleans, None.

    Raises:
        UsageError: If the data is not a table.
    """
    return [{str(key): plain(value) for key, value in row.items()} for row in _records(data)]


def _records(data: Data) -> Sequence[Mapping[str, object]]:
    # The library decides, not the methods, because columns of a data frame may have the names of methods.
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
            f"Chart data must be a table, got {type(data).__name__}.",
            hint="Pass runs.to_pandas(), a polars data frame, an Arrow table, or a list of dicts.",
        )
    return data


def plain(value: object) -> object:
    """Return a value that JSON supports. NaN, infinities and absent values become None."""
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
        # pandas has a missing-time value of this type, which is not equal to itself.
        return value.isoformat() if value == value else None
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return None if str(value) in ("<NA>", "NaT") else str(value)


def in_order(keys: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return the keys of groups without duplicates, in order: numbers, then strings, then None."""
    return sorted(dict.fromkeys(keys), key=lambda key: tuple(map(_rank, key)))


def _rank(value: object) -> tuple[int, float, str]:
    if value is None:
        return (2, 0.0, "")
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, str(value))


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a value is a number for a numeric axis."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_columns(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Check that the data has the columns to draw.

    Raises:
        UsageError: If a column is missing. The hint has similar names.
    """
    known = list(dict.fromkeys(name for row in rows for name in row))
    for name in names:
        if name not in known:
            near = near_names(name, known, 3) or known[:6]
            raise UsageError(
                f"Column not found: {name!r}.",
                hint=f"Use one of {', '.join(map(repr, near))}."
                if near
                else "Pass data with at least one row.",
            )


def label_of(value: object, digits: int = 4) -> str:
    """Return a value as a label in a chart."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)


def labels_of(keys: Sequence[tuple[object, ...]]) -> list[str]:
    """Return a distinct label for each group, from the values of its keys."""
    labels = [", ".join(map(label_of, key)) or "all runs" for key in keys]
    if len(set(labels)) == len(set(keys)):
        return labels
    labels = [", ".join(label_of(each, 17) for each in key) for key in keys]
    if len(set(labels)) == len(set(keys)):
        return labels
    columns = [category_names(column) for column in zip(*keys, strict=True)]
    return list(map(", ".join, zip(*columns, strict=True)))
