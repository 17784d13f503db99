"""Conversion of rows to pandas, polars and Arrow tables. Each library is imported on demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, overload

from runql._frames.integers import INT64, are_exact
from runql._frames.rows import ColumnRows

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "FrameFormat",
    "arrow_column",
    "column_of",
    "frame_of_columns",
    "full_columns",
    "text_of",
    "to_frame",
]

FrameFormat: TypeAlias = Literal["pandas", "polars", "arrow"]
"""A library for the resulting table."""

Rows: TypeAlias = Sequence[Mapping[str, object]]
Columns: TypeAlias = Mapping[str, list[Any]]


@overload
def to_frame(rows: Rows, columns: Sequence[str], format: Literal["pandas"]) -> pd.DataFrame: ...
@overload
def to_frame(rows: Rows, columns: Sequence[str], format: Literal["polars"]) -> pl.DataFrame: ...
@overload
def to_frame(rows: Rows, columns: Sequence[str], format: Literal["arrow"]) -> pa.Table: ...
def to_frame(
    rows: Rows, columns: Sequence[str], format: FrameFormat
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """Return rows as a table.

    Absent values are null. In pandas, integers and booleans with gaps have the nullable types
    `Int64` and `boolean`, numbers are `float64` with NaN for absent values, and times are timezone-aware.
    Integers beyond 64 bits become strings, so that no digit is lost. Integers and floats become floats if
    each integer has an exact float. Other columns of several kinds become strings in Arrow and polars, and
    objects in pandas.

    Args:
        rows: Rows as mappings.
        columns: Columns of the table, in order.
        format: Library of the table.
    """
    found = full_columns(rows, columns)
    if found is None:
        found = {name: column_of(rows, name) for name in columns}
    return frame_of_columns(found, format)


def full_columns(rows: Rows, names: Iterable[str]) -> dict[str, list[Any]] | None:
    """Return the values of columns, if every row has all of them; else None.

    Column by column takes half as long again.
    """
    names = list(names)
    if isinstance(rows, ColumnRows):
        return {name: column_of(rows, name) for name in names}
    if len(names) < 2 or not rows:
        return None
    try:
        cells = map(list, zip(*map(itemgetter(*names), rows), strict=True))
    except KeyError:
        return None
    return dict(zip(names, cells, strict=True))


def column_of(rows: Rows, name: str) -> list[Any]:
    """Return the values of a column, with None for rows without a value."""
    if isinstance(rows, ColumnRows):
        return rows.columns[name] if name in rows.columns else [None] * len(rows)
    try:
        # Twice as fast as the fallback, for columns that every row has.
        return list(map(itemgetter(name), rows))
    except KeyError:
        return [row.get(name) for row in rows]


@overload
def frame_of_columns(values: Columns, format: Literal["pandas"]) -> pd.DataFrame: ...
@overload
def frame_of_columns(values: Columns, format: Literal["polars"]) -> pl.DataFrame: ...
@overload
def frame_of_columns(values: Columns, format: Literal["arrow"]) -> pa.Table: ...
@overload
def frame_of_columns(
    values: Columns, format: FrameFormat
) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
def frame_of_columns(
    values: Columns, format: FrameFormat
) -> pd.DataFrame | pl.DataFrame | pa.Table:
    """Return columns as a table, in the same form as `to_frame`.

    Args:
        values: Values of each column, with None for rows without a value.
        format: Library of the table.
    """
    try:
        return _made(values, format)
    except UnicodeEncodeError:
        # JSON may contain lone surrogates, which UTF-8 cannot encode. They are shown as JSON
        # escapes.
        names = _writable_names(values)
        writable = {names[name]: _writable(column) for name, column in values.items()}
        return _made(writable, format)


def _made(values: Columns, format: FrameFormat) -> pd.DataFrame | pl.DataFrame | pa.Table:
    if format == "pandas":
        return _to_pandas(values)
    return _to_polars(values) if format == "polars" else _to_arrow(values)


def _writable_names(names: Iterable[str]) -> dict[str, str]:
    """Return a name that UTF-8 can encode for each name, none twice. Names that it can encode stay."""
    found = {name: str(_writable(name)) for name in names}
    taken = {name for name, other in found.items() if name == other}
    for name, other in found.items():
        if name != other:
            free, number = other, 2
            while free in taken:
                free, number = f"{other}_{number}", number + 1
            found[name] = free
            taken.add(free)
    return found


def _writable(value: Any) -> Any:  # noqa: ANN401 - any cell value
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_writable(each) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        items = cast("dict[object, object]", value).items()
        return {_writable(key): _writable(each) for key, each in items}
    return value


def _to_arrow(values: Columns) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: arrow_column(column) for name, column in values.items()})


def arrow_column(column: list[Any]) -> pa.Array[Any]:
    """Return a column as an Arrow array, with strings for values of several types."""
    import pyarrow as pa

    try:
        array: pa.Array[Any] = pa.array(column)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return _arrow_texts(column)
    return _arrow_texts(column) if _counts_booleans(array.type, column) else array


def _arrow_texts(column: list[Any]) -> pa.Array[Any]:
    import pyarrow as pa

    return pa.array([None if value is None else text_of(value) for value in column], pa.string())


def _counts_booleans(kind: pa.DataType, values: Iterable[Any]) -> bool:
    """Return whether Arrow has converted booleans next to floats to 1.0 and 0.0."""
    import pyarrow as pa

    if pa.types.is_floating(kind):
        return bool in {*map(type, values)}
    if isinstance(kind, pa.ListType):
        present = (each for each in values if each is not None)
        return _counts_booleans(kind.value_type, chain.from_iterable(present))
    if isinstance(kind, pa.StructType):
        dicts = [each for each in values if each is not None]
        return any(
            _counts_booleans(field.type, (each.get(field.name) for each in dicts)) for field in kind
        )
    return False


def _to_polars(values: Columns) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame([_polars_column(name, column) for name, column in values.items()])


def _polars_column(name: str, column: list[Any]) -> pl.Series:
    import polars as pl

    kinds = _kinds(column)
    found: pl.Series | None = None
    if kinds & {list, dict, tuple}:
        from runql._frames.nested import nested_series

        found = nested_series(name, column)
    elif kinds == {int, float} and are_exact(column):
        found = pl.Series(name, column, dtype=pl.Float64, strict=False)
    elif len(kinds) < 2:
        with suppress(TypeError, OverflowError, pl.exceptions.PolarsError):
            found = pl.Series(name, column, strict=True)
    if kinds == {int} and found is not None and found.dtype != pl.Int64:
        # Some versions of polars have types for longer integers, others and Arrow do not.
        found = None
    if found is not None:
        return found
    texts = [None if value is None else text_of(value) for value in column]
    return pl.Series(name, texts, dtype=pl.String)


def _to_pandas(values: Columns) -> pd.DataFrame:
    import pandas as pd

    if not values:
        return pd.DataFrame()
    # pandas creates an index of integers faster than one of strings.
    frame = pd.DataFrame(dict(enumerate(map(_pandas_column, values.values()))))
    # A copy, because users can change the index of a frame.
    frame.columns = _index(tuple(values)).copy(deep=True)
    return frame


@lru_cache(maxsize=8)
def _index(names: tuple[str, ...]) -> pd.Index[str]:
    """Return the column labels of a frame. Frames of similar rows have the same labels."""
    import pandas as pd

    return pd.Index(names)


def _pandas_column(column: list[Any]) -> pd.Series[Any] | np.ndarray[Any, Any]:
    import numpy as np
    import pandas as pd

    every = {*map(type, column)}
    kinds, gaps = every - {NoneType}, NoneType in every
    if kinds == {int}:
        if all(value is None or value in INT64 for value in column):
            # Creating an array is many times as fast as creating a series.
            return pd.Series(column, dtype="Int64") if gaps else np.array(column, np.int64)
        return pd.Series(column, dtype="object")
    if kinds == {bool}:
        return pd.Series(column, dtype="boolean" if gaps else "bool")
    if kinds == {float} or (kinds == {int, float} and are_exact(column)):
        return np.array(column, np.float64)
    if len(kinds) == 1 and kinds & {str}:
        return pd.Series(column, dtype="str")
    if any(issubclass(kind, list | dict | tuple) for kind in kinds) or len(kinds) > 1:
        return pd.Series(column, dtype="object")
    return pd.Series(column)


def _kinds(column: list[Any]) -> set[type]:
    return {*map(type, column)} - {NoneType}


def text_of(value: object) -> str:
    """Return a value of a column of mixed types as a string."""
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False, default=str)
