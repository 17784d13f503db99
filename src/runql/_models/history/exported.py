"""Normalization of columns of exported histories: JSON in bytes, mixed types in structs, row order.

W&B writes nested, media and mixed values as JSON in binary columns, or as a struct with one member
per type. Files and their rows may be in any order, and may overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from runql._frames.convert import to_frame
from runql._frames.flatten import flatten
from runql._models._attributes.json_text import read_json, with_numbers
from runql._models.history.rows import STEP
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pyarrow as pa

    from runql._frames.flatten import Row
    from runql._wire.json_types import JsonValue

    Column = pa.ChunkedArray[Any]

__all__ = [
    "ExactColumns",
    "decoded",
    "exact_columns",
    "gathered",
    "is_json",
    "json_bytes",
    "json_values",
    "normalized",
    "with_steps",
    "without_nulls",
]

_KIND: Final = "_type_"
_BEYOND: Final = 2.0**63
_STRUCTURED: Final = (b"{", b"[", b'"')


def normalized(table: pa.Table) -> pa.Table:
    """Return an exported table with JSON bytes for all values that are not plain.

    Raises:
        ProtocolError: If a value is not JSON.
    """
    import pyarrow as pa

    columns = [_normalized(name, table.column(name)) for name in table.column_names]
    return pa.Table.from_arrays(columns, names=table.column_names)


def with_steps(table: pa.Table) -> tuple[pa.Table, int]:
    """Return the rows with an integer step, and the number of other rows.

    Raises:
        ProtocolError: If the step column is not numeric.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table.column(STEP)
    if pa.types.is_floating(column.type):
        # 0.5, NaN and numbers beyond 64 bits are not steps.
        inside = pc.less(pc.abs(column), pa.scalar(_BEYOND, column.type))
        whole = pc.and_(inside, pc.equal(pc.floor(column), column))
        column = pc.if_else(whole, column, pa.scalar(None, column.type))
    lacking = column.null_count
    table = table.set_column(table.column_names.index(STEP), STEP, _steps(column))
    return (table.filter(pc.is_valid(table.column(STEP))) if lacking else table), lacking


def is_json(column: Column) -> bool:
    """Return whether a normalized column contains JSON."""
    import pyarrow as pa

    return pa.types.is_binary(column.type)


def json_values(column: Column | pa.Array[Any]) -> list[JsonValue]:
    """Return the values of a normalized column that contains JSON."""
    import json

    texts: list[bytes | None] = column.to_pylist()
    return [None if text is None else json.loads(text) for text in texts]


def decoded(table: pa.Table, keys: Collection[str] | None = None) -> pa.Table:
    """Return a normalized table with JSON decoded; nested values get separate columns.

    Args:
        table: The table.
        keys: Requested keys, whose values are not flattened.
    """
    import pyarrow as pa

    if not any(is_json(column) for column in table.columns):
        return table
    names: list[str] = []
    columns: list[Any] = []
    for name in table.column_names:
        column = table.column(name)
        if not is_json(column):
            names.append(name)
            columns.append(column)
            continue
        rows = [flatten({name: value}, whole=keys or ()) for value in json_values(column)]
        keys = list(dict.fromkeys([key for row in rows for key in row])) or [name]
        made = to_frame(rows, keys, "arrow")
        names += keys
        columns += made.columns
    return _each_once(pa.Table.from_arrays(columns, names=names))


class ExactColumns(NamedTuple):
    """Columns of a history that are not plain, as Python values.

    Attributes:
        names: The columns, which are added to a frame value by value.
        sources: The table columns that they come from.
        rows: Their values, for every row of the tables and of the rows after them.
    """

    names: list[str]
    sources: set[str]
    rows: list[dict[str, JsonValue]]


def exact_columns(
    tables: Sequence[pa.Table],
    keys: Collection[str] | None,
    live: Collection[str] = (),
    rows: Callable[[Sequence[str]], Sequence[Row]] = lambda _names: (),
) -> ExactColumns:
    """Return the columns that contain JSON in at least one table.

    Args:
        tables: Normalized tables.
        keys: Requested keys, whose values are not flattened.
        live: Keys of the rows after those of the tables.
        rows: Function that returns these rows, with at least the given columns.
    """
    sources = {name for t in tables for name in t.column_names if is_json(t.column(name))}
    if not sources:
        return ExactColumns([], sources, [])
    found: list[dict[str, JsonValue]] = []
    for table in tables:
        part: list[dict[str, JsonValue]] = [{} for _ in range(table.num_rows)]
        for name in sources.intersection(table.column_names):
            for row, value in zip(part, _python(table.column(name)), strict=True):
                row.update(flatten({name: value}, whole=keys or ()))
        found += part
    names = {name: None for row in found for name in row}
    names.update(dict.fromkeys(sources.intersection(live)))
    start = 0
    for table in tables:
        # Parts of a nested value may be separate columns in another file.
        for name in names.keys() & set(table.column_names) - sources:
            values = _python(table.column(name))
            for row, value in zip(found[start : start + len(values)], values, strict=True):
                if value is not None:
                    row.setdefault(name, value)
        start += table.num_rows
    return ExactColumns(sorted(names), sources, [*found, *rows(sorted(names))])


def _python(column: Column) -> list[JsonValue]:
    if is_json(column):
        return json_values(column)
    values: list[JsonValue] = column.to_pylist()
    return [without_nulls(value) for value in values]


def gathered(table: pa.Table, key: str) -> pa.Table:
    """Return a normalized table with the parts of a key (`key.part`) as one column."""
    import pyarrow as pa

    names = [name for name in table.column_names if name.startswith(f"{key}.")]
    if key in table.column_names or not names:
        return table
    columns = [
        json_values(table.column(name))
        if is_json(table.column(name))
        else table.column(name).to_pylist()
        for name in names
    ]
    values: list[bytes | None] = []
    for cells in zip(*columns, strict=True):
        whole: dict[str, JsonValue] = {}
        for name, cell in zip(names, cells, strict=True):
            if cell is not None:
                *folders, last = name.removeprefix(f"{key}.").split(".")
                inner = whole
                for folder in folders:
                    inner = _inside(inner, folder)
                inner[last] = without_nulls(cell)
        values.append(json_bytes(whole) if whole else None)
    return table.append_column(key, pa.chunked_array([pa.array(values, pa.binary())]))


def _inside(container: dict[str, JsonValue], name: str) -> dict[str, JsonValue]:
    inner = container.setdefault(name, {})
    if not isinstance(inner, dict):
        inner = container[name] = {}
    return inner


def json_bytes(value: object) -> bytes:
    """Return a value as the JSON bytes of an exported column."""
    import json

    return json.dumps(value, default=str).encode()


def without_nulls(value: JsonValue) -> JsonValue:
    """Return a value without the nulls that a struct column adds for missing fields."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value


def _normalized(name: str, column: Column) -> Column:
    import pyarrow as pa

    types, kind = pa.types, column.type
    if name == STEP:
        return _steps(column)
    if types.is_dictionary(kind):
        return _normalized(name, column.cast(kind.value_type))
    if not (types.is_nested(kind) or _is_bytes(kind)):
        return column
    plain = _one_kind(column)
    if plain is not None:
        return _normalized(name, plain)
    if types.is_nested(kind) and not _needs_decoding(kind):
        return column
    values: list[Any] = column.to_pylist()
    texts = [
        None if found is None else json_bytes(found)
        for found in (_value(name, value) for value in values)
    ]
    return pa.chunked_array([pa.array(texts, pa.binary())])


def _steps(column: Column) -> Column:
    import pyarrow as pa

    try:
        steps = column.cast(pa.int64())
    except pa.ArrowException as error:
        raise ProtocolError(
            f"{STEP} of a history export is not a column of integers: {str(error).splitlines()[0]}",
            operation="history export",
        ) from error
    return steps


def _one_kind(column: Column) -> Column | None:
    """Return the only used member of a struct of types; None if several are used."""
    import pyarrow as pa

    kind = column.type
    if not _is_kinds(kind) or column.null_count == len(column):
        return None
    flat = pa.Table.from_arrays([column], names=["x"]).flatten()
    used = [part for part in flat.columns if part.null_count < len(part)]
    return used[0] if len(used) == 1 else None


def _is_kinds(kind: pa.DataType) -> bool:
    """Return whether a struct has one member per value type, one of which is set."""
    import pyarrow as pa

    return (
        pa.types.is_struct(kind)
        and kind.num_fields > 0
        and all(kind.field(place).name.startswith(_KIND) for place in range(kind.num_fields))
    )


def _is_bytes(kind: pa.DataType) -> bool:
    import pyarrow as pa

    types = pa.types
    return types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind)


def _needs_decoding(kind: pa.DataType) -> bool:
    """Return whether a nested type contains JSON or a struct of types at any level."""
    import pyarrow as pa

    if _is_bytes(kind) or _is_kinds(kind) or pa.types.is_map(kind):
        return True
    return any(_needs_decoding(kind.field(place).type) for place in range(kind.num_fields))


def _value(name: str, value: Any) -> JsonValue:  # noqa: ANN401 - any value of a column
    """Return the logged value of a cell of an export."""
    if isinstance(value, bytes):
        return _of_bytes(name, value)
    if isinstance(value, dict):
        if value and all(key.startswith(_KIND) for key in value):
            found = [each for each in value.values() if each is not None]
            return _value(name, found[0]) if found else None
        return {key: _value(name, each) for key, each in value.items() if each is not None}
    if isinstance(value, tuple):  # an entry of a map
        return [_value(name, each) for each in value]
    if isinstance(value, list):
        if value and all(isinstance(each, tuple) and len(each) == 2 for each in value):
            return {str(key): _value(name, each) for key, each in value}
        return [_value(name, each) for each in value]
    plain: JsonValue = value
    return plain


def _of_bytes(name: str, value: bytes) -> JsonValue:
    what = f"A value of {name!r} in a history export"
    try:
        return with_numbers(read_json(value, what))
    except ProtocolError:
        # A plain string may be unquoted. Truncated JSON is an error.
        if value.lstrip().startswith(_STRUCTURED):
            raise
        try:
            return value.decode()
        except UnicodeDecodeError:
            raise ProtocolError(
                f"{what} is neither JSON nor UTF-8 text.", operation="history export"
            ) from None


def _each_once(table: pa.Table) -> pa.Table:
    """Return a table with unique column names.

    For duplicates, each row has the first value that is not null.
    """
    import pyarrow as pa

    names = list(dict.fromkeys(table.column_names))
    if len(names) == table.num_columns:
        return table
    columns: list[Any] = []
    for name in names:
        places = [i for i, each in enumerate(table.column_names) if each == name]
        if len(places) == 1:
            columns.append(table.column(places[0]))
            continue
        lists = [table.column(place).to_pylist() for place in places]
        rows = [
            {name: next((each for each in values if each is not None), None)}
            for values in zip(*lists, strict=True)
        ]
        columns.append(to_frame(rows, [name], "arrow").column(0))
    return pa.Table.from_arrays(columns, names=names)
