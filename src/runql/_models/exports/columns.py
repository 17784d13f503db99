"""Common column types of an export, for values of any type that the runs logged."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from runql._models.history.exported import without_nulls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyarrow as pa

    from runql._wire.json_types import JsonValue

__all__ = ["Columns", "Kind", "cast_table", "join_columns", "json_text", "normal", "schema_of"]

Kind: TypeAlias = Literal["null", "bool", "int", "long", "float", "time", "text", "json"]
"""Type of a column: a float represents every `int` exactly, `long` needs 64 bits, `json` is a nested value."""

Columns: TypeAlias = "dict[str, Kind]"

_EXACT: Final = 2**53
_LONGEST: Final = 2**63 - 1


def join_columns(left: Mapping[str, Kind], right: Mapping[str, Kind]) -> Columns:
    """Return columns for the values of both arguments, columns of the left first."""
    joined: Columns = dict(left)
    for name, kind in right.items():
        joined[name] = _join(joined[name], kind) if name in joined else kind
    return joined


def json_text(value: JsonValue) -> str:
    """Return a value as strict JSON, with NaN and infinities quoted, as in W&B."""
    return json.dumps(_quoted(value), ensure_ascii=False, default=str)


def normal(table: pa.Table) -> tuple[pa.Table, Columns]:
    """Return a table converted to the column types of exports, and its columns."""
    import pyarrow as pa

    columns: Columns = {}
    arrays: list[pa.ChunkedArray[Any]] = []
    for name in table.column_names:
        array, kind = _normal(table.column(name))
        arrays.append(array)
        columns[name] = kind
    return pa.Table.from_arrays(arrays, names=table.column_names), columns


def cast_table(table: pa.Table, before: Mapping[str, Kind], after: Mapping[str, Kind]) -> pa.Table:
    """Return a table cast to wider columns; missing columns are null."""
    import pyarrow as pa

    schema, arrays = schema_of(after), list[Any]()
    for name, kind in after.items():
        field = schema.field(name)
        if name not in before or before[name] == "null":
            arrays.append(pa.nulls(table.num_rows, field.type))
        elif before[name] == kind or (before[name], kind) == ("int", "long"):
            arrays.append(table.column(name))
        elif (before[name], kind) == ("int", "float"):
            arrays.append(table.column(name).cast(pa.float64()))
        else:
            arrays.append(_texts(table.column(name)))
    return pa.Table.from_arrays(arrays, schema=schema)


def schema_of(columns: Mapping[str, Kind]) -> pa.Schema:
    """Return the Arrow schema of columns; columns without values are strings."""
    import pyarrow as pa

    makers: dict[Kind, Callable[[], pa.DataType]] = {
        "null": pa.string,
        "bool": pa.bool_,
        "int": pa.int64,
        "long": pa.int64,
        "float": pa.float64,
        "time": lambda: pa.timestamp("us", tz="UTC"),
        "text": pa.string,
        "json": pa.string,
    }
    return pa.schema([pa.field(name, makers[kind]()) for name, kind in columns.items()])


def _join(left: Kind, right: Kind) -> Kind:
    if left == right or right == "null":
        return left
    if left == "null":
        return right
    kinds = {left, right}
    if kinds == {"int", "long"}:
        return "long"
    # A long integer may lose digits as a float, so mixed columns of both become strings.
    return "float" if kinds == {"int", "float"} else "text"


def _normal(column: pa.ChunkedArray[Any]) -> tuple[pa.ChunkedArray[Any], Kind]:
    import pyarrow as pa

    types, kind = pa.types, column.type
    if types.is_dictionary(kind):
        return _normal(column.cast(kind.value_type))
    if types.is_null(kind) or column.null_count == len(column):
        return pa.chunked_array([pa.nulls(len(column), pa.string())]), "null"
    if types.is_boolean(kind):
        return column, "bool"
    if types.is_integer(kind):
        return _integers(column)
    if types.is_floating(kind):
        return column.cast(pa.float64()), "float"
    if types.is_timestamp(kind):
        zoned = column if kind.tz else column.cast(pa.timestamp(kind.unit, tz="UTC"))
        return zoned.cast(pa.timestamp("us", tz="UTC"), safe=False), "time"
    if types.is_string(kind) or types.is_large_string(kind):
        return column.cast(pa.string()), "text"
    if types.is_nested(kind):
        return _texts(column), "json"
    return column.cast(pa.string()), "text"


def _integers(column: pa.ChunkedArray[Any]) -> tuple[pa.ChunkedArray[Any], Kind]:
    import pyarrow as pa
    import pyarrow.compute as pc

    limits = cast("dict[str, int]", pc.min_max(column).as_py())
    if limits["max"] > _LONGEST:
        return column.cast(pa.string()), "text"
    exact = limits["min"] >= -_EXACT and limits["max"] <= _EXACT
    return column.cast(pa.int64()), "int" if exact else "long"


def _texts(column: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    import pyarrow as pa

    if pa.types.is_string(column.type):
        return column
    texts = [None if value is None else _text(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])


def _text(value: Any) -> str:  # noqa: ANN401 - any value of a column
    plain = _quoted(without_nulls(value))
    return plain if isinstance(plain, str) else json_text(plain)


def _quoted(value: JsonValue) -> JsonValue:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: _quoted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_quoted(each) for each in value]
    return value
