"""Rows as tables of the kind that a user works with; each library is imported when it is asked for."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, overload

from runql.errors import MissingDependencyError, UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "FrameFormat",
    "arrow_union",
    "fitted",
    "pandas_of_arrow",
    "polars_of_arrow",
    "require_arrays",
    "require_format",
    "to_frame",
]

FrameFormat: TypeAlias = Literal["pandas", "polars", "arrow"]
"""A library whose tables can be given."""

_MODULES: Final[Mapping[str, str]] = {"pandas": "pandas", "polars": "polars", "arrow": "pyarrow"}
_INT64: Final = range(-(2**63), 2**63)

Rows: TypeAlias = Sequence[Mapping[str, object]]


def require_format(format: str) -> None:
    """Make sure that a format can be given, before anything is asked for it.

    Raises:
        MissingDependencyError: Its library is not installed.
        UsageError: There is no such format.
    """
    if format == "records":
        return
    module = _MODULES.get(format)
    if module is None:
        known = ", ".join(map(repr, [*_MODULES, "records"]))
        raise UsageError(f"{format!r} is no format.", remedy=f"Known are {known}.")
    if importlib.util.find_spec(module) is None:
        raise MissingDependencyError(
            f"{module} is not installed, and format={format!r} needs it.",
            remedy=f"Install it with: pip install 'runql[{format}]'",
        )


def require_arrays() -> None:
    """Make sure that arrays can be given, which are made of Arrow tables.

    Raises:
        MissingDependencyError: A library is not installed.
    """
    require_format("arrow")
    if importlib.util.find_spec("numpy") is None:
        raise MissingDependencyError(
            "numpy is not installed, and format='numpy' needs it.",
            remedy="Install it with: pip install 'runql[pandas]'",
        )


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

    Absent values are null. In pandas, integers and truth values with gaps have the nullable types
    `Int64` and `boolean`, numbers are `float64` with NaN for absent ones, and times are aware.
    Integers beyond 64 bits become texts, so that no digit is lost; columns of several kinds become
    texts in Arrow and polars, and objects in pandas.

    Args:
        rows: The rows, as mappings.
        columns: Columns of the table, in order.
        format: Whose table.
    """
    values = {name: [row.get(name) for row in rows] for name in columns}
    if format == "pandas":
        return _to_pandas(values)
    if format == "polars":
        return _to_polars(values)
    return _to_arrow(values)


def polars_of_arrow(table: pa.Table) -> pl.DataFrame:
    """Return an Arrow table as a polars frame, by columns."""
    import polars as pl

    return cast("pl.DataFrame", pl.from_arrow(table))


def pandas_of_arrow(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a pandas frame, by columns."""
    import pandas as pd

    if not any(map(_needs_nullable, table.columns)):
        return table.to_pandas(use_threads=False, ignore_metadata=True)
    return pd.DataFrame(
        {name: _pandas_of_column(table.column(name)) for name in table.column_names}
    )


def arrow_union(tables: Sequence[pa.Table], columns: Sequence[str]) -> pa.Table:
    """Put Arrow tables below each other that differ in columns and in their types.

    A column that a table lacks is null there. Integers and floats become floats where each integer is
    exact as one; other mixtures become texts.

    Args:
        tables: At least one.
        columns: Columns of the result, in order.
    """
    import pyarrow as pa

    schema = tables[0].schema
    if all(table.schema.equals(schema) for table in tables) and set(columns) <= set(schema.names):
        return pa.concat_tables(tables).select(list(columns))
    united = [_column_union(tables, name) for name in columns]
    return pa.Table.from_arrays(united, names=list(columns))


def fitted(table: pa.Table, schema: pa.Schema, what: str) -> pa.Table:
    """Return a table with exactly the columns of a schema; lacking ones are null.

    Args:
        table: What to fit.
        schema: What it shall look like.
        what: What to call the table in errors.

    Raises:
        UsageError: Values of a column are not of its type.
    """
    import pyarrow as pa

    columns: list[pa.ChunkedArray[Any]] = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.chunked_array([pa.nulls(table.num_rows, field.type)]))
            continue
        column = table.column(field.name)
        try:
            columns.append(column.cast(field.type))
        except pa.ArrowException as error:
            raise UsageError(
                f"{field.name} of {what} is {column.type}, and does not fit {field.type}: "
                f"{str(error).splitlines()[0]}",
                remedy="Give a schema with a wider type, such as pa.string(), or leave it out.",
            ) from error
    return pa.Table.from_arrays(columns, schema=schema)


def _column_union(tables: Sequence[pa.Table], name: str) -> pa.ChunkedArray[Any]:
    import pyarrow as pa

    parts = [table.column(name) if name in table.column_names else None for table in tables]
    kinds = [part.type for part in parts if part is not None]
    fields = [pa.schema([(name, kind)]) for kind in dict.fromkeys(kinds)]
    try:
        kind = (
            pa.unify_schemas(fields, promote_options="permissive").field(name).type
            if fields
            else pa.null()
        )
        cast_parts = [None if part is None else part.cast(kind) for part in parts]
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        kind = pa.string()
        cast_parts = [None if part is None else _arrow_texts(part) for part in parts]
    chunks: list[pa.Array[Any]] = []
    for table, part in zip(tables, cast_parts, strict=True):
        chunks += [pa.nulls(table.num_rows, kind)] if part is None else part.chunks
    return pa.chunked_array(chunks, type=kind)


def _arrow_texts(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    import pyarrow as pa

    texts = [None if value is None else _text(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _needs_nullable(column: pa.ChunkedArray[Any]) -> bool:
    import pyarrow as pa

    kind = column.type
    return column.null_count > 0 and (pa.types.is_boolean(kind) or pa.types.is_integer(kind))


def _pandas_of_column(column: pa.ChunkedArray[Any]) -> pd.Series[Any]:
    """Return a column; the nullable types only where there are gaps to hold."""
    import pandas as pd
    import pyarrow as pa

    nullable: pd.BooleanDtype | pd.Int64Dtype | None = None
    if _needs_nullable(column):
        nullable = pd.BooleanDtype() if pa.types.is_boolean(column.type) else pd.Int64Dtype()
    return column.to_pandas(types_mapper=lambda _kind: nullable, use_threads=False)


def _to_arrow(values: Mapping[str, list[object]]) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: _arrow_column(column) for name, column in values.items()})


def _arrow_column(column: list[object]) -> pa.Array[Any]:
    import pyarrow as pa

    try:
        array: pa.Array[Any] = pa.array(cast("list[Any]", column))
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if value is None else _text(value) for value in column])
    return array


def _to_polars(values: Mapping[str, list[object]]) -> pl.DataFrame:
    import polars as pl

    series = []
    for name, column in values.items():
        try:
            series.append(pl.Series(name, column, strict=True))
        except (TypeError, pl.exceptions.PolarsError, OverflowError):
            if _kinds(column) == {int, float}:
                series.append(pl.Series(name, column, dtype=pl.Float64, strict=False))
            else:
                texts = [None if value is None else _text(value) for value in column]
                series.append(pl.Series(name, texts, dtype=pl.String))
    return pl.DataFrame(series)


def _to_pandas(values: Mapping[str, list[object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: _pandas_column(column) for name, column in values.items()})


def _pandas_column(column: list[object]) -> pd.Series[Any]:
    import pandas as pd

    kinds, gaps = _kinds(column), None in column
    if kinds == {int}:
        if all(value is None or value in _INT64 for value in column):
            return pd.Series(column, dtype="Int64" if gaps else "int64")
        return pd.Series(column, dtype="object")
    if kinds == {bool}:
        return pd.Series(column, dtype="boolean" if gaps else "bool")
    if kinds and kinds <= {int, float}:
        return pd.Series(column, dtype="float64")
    if len(kinds) == 1 and kinds & {str}:
        return pd.Series(column, dtype="str")
    if any(issubclass(kind, list | dict | tuple) for kind in kinds) or len(kinds) > 1:
        return pd.Series(column, dtype="object")
    return pd.Series(column)


def _kinds(column: list[object]) -> set[type]:
    return {type(value) for value in column if value is not None}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False, default=str)
