"""Arrow tables: concatenation, and conversion to pandas and polars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from runql._frames.convert import text_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "arrow_union",
    "cast_to_schema",
    "pandas_of_arrow",
    "polars_of_arrow",
    "rounds_nested",
]


def polars_of_arrow(table: pa.Table) -> pl.DataFrame:
    """Return an Arrow table as a polars data frame, column by column."""
    import polars as pl

    return cast("pl.DataFrame", pl.from_arrow(table))


def pandas_of_arrow(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a pandas data frame, column by column."""
    import pandas as pd

    if not any(_needs_nullable(each) or rounds_nested(each) for each in table.columns):
        return table.to_pandas(use_threads=False, ignore_metadata=True)
    return pd.DataFrame(
        {name: _pandas_of_column(table.column(name)) for name in table.column_names}
    )


def arrow_union(tables: Sequence[pa.Table], columns: Sequence[str]) -> pa.Table:
    """Concatenate Arrow tables that differ in columns and types.

    Columns that a table lacks are null. Integers and floats become floats if each integer has an exact
    float. Other mixtures become strings.

    Args:
        tables: At least one table.
        columns: Columns of the result, in order.
    """
    import pyarrow as pa

    schema = tables[0].schema
    if all(table.schema.equals(schema) for table in tables) and set(columns) <= set(schema.names):
        return pa.concat_tables(tables).select(list(columns))
    united = [_column_union(tables, name) for name in columns]
    return pa.Table.from_arrays(united, names=list(columns))


def cast_to_schema(table: pa.Table, schema: pa.Schema, what: str) -> pa.Table:
    """Return a table with exactly the columns of a schema. Missing columns are null.

    Args:
        table: Table to convert.
        schema: Schema of the result.
        what: Name of the table in errors.

    Raises:
        UsageError: If values of a column do not have its type.
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
                f"Column {field.name} of {what} has type {column.type}, which does not fit {field.type}: "
                f"{str(error).splitlines()[0]}",
                hint="Pass a schema with a wider type, such as pa.string(), or omit schema=.",
            ) from error
    return pa.Table.from_arrays(columns, schema=schema)


def rounds_nested(column: pa.ChunkedArray[Any]) -> bool:
    """Return whether pyarrow would convert integers inside of lists or structs to floats, because of nulls next to them."""
    return any(map(_has_gaps, column.chunks))


def _has_gaps(array: pa.Array[Any]) -> bool:
    import pyarrow as pa

    if isinstance(array, pa.StructArray):
        inner = [array.field(index) for index in range(array.type.num_fields)]
    elif isinstance(array, pa.ListArray | pa.LargeListArray):
        inner = [array.flatten()]
    else:
        return False
    return any(
        (each.null_count > 0 and pa.types.is_integer(each.type)) or _has_gaps(each)
        for each in inner
    )


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

    texts = [None if value is None else text_of(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _needs_nullable(column: pa.ChunkedArray[Any]) -> bool:
    import pyarrow as pa

    kind = column.type
    return column.null_count > 0 and (pa.types.is_boolean(kind) or pa.types.is_integer(kind))


def _pandas_of_column(column: pa.ChunkedArray[Any]) -> pd.Series[Any]:
    """Return a column as a pandas series, with a nullable type only if it has nulls."""
    import pandas as pd
    import pyarrow as pa

    if rounds_nested(column):
        return pd.Series(column.to_pylist(), dtype="object")
    nullable: pd.BooleanDtype | pd.Int64Dtype | pd.UInt64Dtype | None = None
    if _needs_nullable(column):
        if pa.types.is_boolean(column.type):
            nullable = pd.BooleanDtype()
        else:
            # Files of users may have unsigned integers that Int64 does not have.
            nullable = pd.UInt64Dtype() if column.type == pa.uint64() else pd.Int64Dtype()
    return column.to_pandas(types_mapper=lambda _kind: nullable, use_threads=False)
