"""Rows in blocks of columns: Arrow arrays if one type represents every value exactly, else Python values.

A block takes a fraction of the memory of rows as dicts. Creating a data frame from blocks does not inspect every value.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, cast, overload

from runql._frames.arrow import pandas_of_arrow, polars_of_arrow
from runql._frames.convert import frame_of_columns
from runql._frames.integers import EXACT, are_exact
from runql._frames.rows import ColumnRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._frames.convert import FrameFormat
    from runql._frames.flatten import Row
    from runql._wire.json_types import JsonValue

    Column: TypeAlias = pa.ChunkedArray[Any]
    Frame: TypeAlias = pd.DataFrame | pl.DataFrame | pa.Table

__all__ = ["Block", "Blocks", "Chunk"]

_NUMBERS: Final = frozenset((int, float))


class Chunk(NamedTuple):
    """Values of one column of a block.

    Attributes:
        kinds: Types of the values that are not null.
        values: An Arrow array if one type represents all values exactly, else a list.
        ints: Which values of a float array are integers; None if there are no integers.
    """

    kinds: frozenset[type]
    values: pa.Array[Any] | list[JsonValue]
    ints: pa.Array[Any] | None = None

    @classmethod
    def of(cls, values: Sequence[JsonValue]) -> Chunk:
        """Return a chunk of Python values."""
        kinds = frozenset(map(type, values)) - {type(None)}
        if kinds == _NUMBERS and not are_exact(values):
            return cls(kinds, list(values))
        array = _array(kinds, values)
        if array is None:
            return cls(kinds, list(values))
        return cls(kinds, array, _ints(values) if kinds == _NUMBERS else None)

    def to_list(self) -> list[JsonValue]:
        """Return the original Python values."""
        if isinstance(self.values, list):
            return self.values
        found: list[JsonValue] = self.values.to_pylist()
        if self.ints is None:
            return found
        return [
            int(cast("float", value)) if is_int else value
            for value, is_int in zip(found, self.ints.to_pylist(), strict=True)
        ]


class Block(NamedTuple):
    """A block of rows.

    Attributes:
        length: Number of rows.
        columns: Values by column.
    """

    length: int
    columns: Mapping[str, Chunk]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Block:
        """Return a block of rows. Absent values are null."""
        names: Sequence[str]
        columns: Sequence[Sequence[JsonValue]]
        if isinstance(rows, ColumnRows):
            names, columns = list(rows.columns), list(rows.columns.values())
        elif len(set(map(tuple, rows))) == 1:
            names = list(rows[0])
            columns = list(zip(*map(dict.values, rows), strict=True))
        else:
            names = list(dict.fromkeys(chain.from_iterable(rows)))
            columns = [[row.get(name) for row in rows] for name in names]
        return cls(
            len(rows),
            {name: Chunk.of(values) for name, values in zip(names, columns, strict=True)},
        )


class Blocks:
    """Rows in blocks, in order.

    Attributes:
        blocks: The blocks.
    """

    __slots__ = ("blocks",)

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.blocks: list[Block] = list(blocks)

    def append(self, block: Block) -> None:
        """Add rows to the end."""
        self.blocks.append(block)

    def __len__(self) -> int:
        return sum(block.length for block in self.blocks)

    @property
    def names(self) -> list[str]:
        """Names of all columns, in order of appearance."""
        return list(dict.fromkeys(name for block in self.blocks for name in block.columns))

    def values(self, name: str) -> list[JsonValue]:
        """Return the original Python values of a column, with None for rows without a value."""
        found: list[JsonValue] = []
        for block in self.blocks:
            chunk = block.columns.get(name)
            found += [None] * block.length if chunk is None else chunk.to_list()
        return found

    def rows(self, names: Sequence[str]) -> list[Row]:
        """Return the rows as dicts of the given columns, without nulls."""
        columns = [self.values(name) for name in names]
        if not columns:
            return [{} for _ in range(len(self))]
        return [
            {name: value for name, value in zip(names, cells, strict=True) if value is not None}
            for cells in zip(*columns, strict=True)
        ]

    def numbers(self, name: str) -> Column:
        """Return the numbers of a column as floats, without rows that have no number."""
        import pyarrow as pa

        chunks: list[pa.Array[Any]] = []
        for block in self.blocks:
            chunk = block.columns.get(name)
            if chunk is None:
                continue
            if isinstance(chunk.values, list):
                found = [
                    float(value)
                    for value in chunk.values
                    if isinstance(value, int | float) and not isinstance(value, bool)
                ]
                chunks.append(pa.array(found, pa.float64()))
            elif chunk.kinds and chunk.kinds <= _NUMBERS:
                chunks.append(chunk.values.drop_null().cast(pa.float64(), safe=False))
        return pa.chunked_array(chunks, pa.float64())

    @overload
    def frame(self, columns: Sequence[str], format: Literal["pandas"]) -> pd.DataFrame: ...
    @overload
    def frame(self, columns: Sequence[str], format: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def frame(self, columns: Sequence[str], format: Literal["arrow"]) -> pa.Table: ...
    @overload
    def frame(self, columns: Sequence[str], format: FrameFormat) -> Frame: ...
    def frame(self, columns: Sequence[str], format: FrameFormat) -> Frame:
        """Return the rows in the same form as `to_frame`.

        Args:
            columns: Columns of the result, in order; a name that is given twice is one column.
            format: Library of the result.
        """
        import pyarrow as pa

        columns = list(dict.fromkeys(columns))
        arrays: dict[str, Column] = {}
        if all(map(_is_writable, columns)):
            found = {name: self._column(name) for name in columns}
            arrays = {name: column for name, column in found.items() if column is not None}
        others = {name: self.values(name) for name in columns if name not in arrays}
        if not arrays:
            return frame_of_columns(others, format)
        table = pa.Table.from_arrays(list(arrays.values()), names=list(arrays))
        if format == "pandas":
            return _pandas(table, others, columns)
        return (
            _polars(table, others, columns)
            if format == "polars"
            else _arrow(table, others, columns)
        )

    def _column(self, name: str) -> Column | None:
        """Return a column as an Arrow array if its type is certain; None if the values must be inspected."""
        import pyarrow as pa

        chunks = [block.columns.get(name) for block in self.blocks]
        kinds = frozenset[type]().union(*(chunk.kinds for chunk in chunks if chunk is not None))
        kind = _type(kinds)
        if kind is None:
            return None
        parts: list[pa.Array[Any]] = []
        for block, chunk in zip(self.blocks, chunks, strict=True):
            if chunk is None or not chunk.kinds:
                parts.append(pa.nulls(block.length, kind))
            elif isinstance(chunk.values, list):
                return None
            elif chunk.values.type == kind:
                parts.append(chunk.values)
            elif _holds_exactly(chunk.values):
                parts.append(chunk.values.cast(kind))
            else:
                return None
        return pa.chunked_array(parts, type=kind)


def _type(kinds: frozenset[type]) -> Any | None:  # noqa: ANN401 - the stubs have no union of types
    """Return the Arrow type for values of some kinds; None if no type represents them exactly."""
    import pyarrow as pa

    if not kinds:
        return pa.null()
    if len(kinds) == 1:
        (only,) = kinds
        types: dict[type, pa.DataType] = {
            int: pa.int64(),
            float: pa.float64(),
            bool: pa.bool_(),
            str: pa.string(),
        }
        return types.get(only)
    return pa.float64() if kinds == _NUMBERS else None


def _array(kinds: frozenset[type], values: Sequence[JsonValue]) -> pa.Array[Any] | None:
    import pyarrow as pa

    kind = _type(kinds)
    if kind is None:
        return None
    try:
        array: pa.Array[Any] = pa.array(cast("Any", values), kind)
    except (pa.ArrowInvalid, OverflowError, UnicodeEncodeError):
        return None  # integers beyond 64 bits, and lone surrogates
    return array


def _ints(values: Sequence[JsonValue]) -> pa.Array[Any]:
    import pyarrow as pa

    return pa.array([type(value) is int for value in values], pa.bool_())


def _holds_exactly(integers: pa.Array[Any]) -> bool:
    """Return whether floats represent all integers of an array exactly."""
    import pyarrow.compute as pc

    least: int
    most: int
    least, most = pc.min(integers).as_py(), pc.max(integers).as_py()
    return least >= -EXACT and most <= EXACT


def _is_writable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _arrow(
    table: pa.Table, others: Mapping[str, list[JsonValue]], order: Sequence[str]
) -> pa.Table:
    made = frame_of_columns(others, "arrow")
    for name in made.column_names:
        table = table.append_column(name, made.column(name))
    return table.select(list(order))


def _pandas(
    table: pa.Table, others: Mapping[str, list[JsonValue]], order: Sequence[str]
) -> pd.DataFrame:
    import pandas as pd

    frame = pandas_of_arrow(table)
    if not others:
        return frame
    return pd.concat([frame, frame_of_columns(others, "pandas")], axis=1)[list(order)]


def _polars(
    table: pa.Table, others: Mapping[str, list[JsonValue]], order: Sequence[str]
) -> pl.DataFrame:
    import polars as pl

    frame = polars_of_arrow(table)
    if not others:
        return frame
    return pl.concat([frame, frame_of_columns(others, "polars")], how="horizontal").select(order)
