"""Exported histories: Parquet files to Arrow tables, and Arrow tables to rows."""

from __future__ import annotations

import importlib.util
from functools import reduce
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from runql._frames.flatten import flatten
from runql._frames.rows import picked, rows_of
from runql._models.history.byte_ranges import wanted_columns
from runql._models.history.exported import (
    gathered,
    is_json,
    json_values,
    normalized,
    with_steps,
    without_nulls,
)
from runql._models.history.rows import STEP, shown_keys, telling_keys
from runql._models.history.step_order import in_order
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from runql._frames.flatten import Row
    from runql._models.history.byte_ranges import SparseFile
    from runql._models.history.plan import HistoryExtent, HistoryQuery
    from runql._wire.json_types import JsonValue

__all__ = ["FileRows", "can_read_parquet", "read_parquet", "row_blocks", "step_range", "table_rows"]

_WORTH_THREADS: Final = 4 * 2**20

_CELLS: Final = 10_000
"""Values of a batch, which fit into the processor's cache as Python objects."""

_FEW_NULLS: Final = 0.25
"""Fraction of the cells of a batch."""

_LEAST_ROWS: Final = 100
_MOST_ROWS: Final = 2_000


class FileRows(NamedTuple):
    """The requested rows of an exported file.

    Attributes:
        table: The rows, in order of steps, each step once.
        lacking: Number of rows that were omitted because they have no step.
        merged: Number of rows that were merged into others of the same step.
    """

    table: pa.Table
    lacking: int = 0
    merged: int = 0


def can_read_parquet() -> bool:
    """Return whether pyarrow is installed, which is required to read exports."""
    return importlib.util.find_spec("pyarrow") is not None


def read_parquet(
    content: bytes | bytearray | memoryview | SparseFile,
    query: HistoryQuery,
    extent: HistoryExtent,
    groups: Sequence[int] | None = None,
) -> FileRows:
    """Return the requested rows of an exported file.

    Rows from the first live step on are omitted, because the server's live store has them. Rows
    whose step is not an integer are omitted, too.

    Args:
        content: The file, or at least the requested columns.
        query: The history query.
        extent: Extent of the history.
        groups: Indexes of the row groups to read; None for all.

    Raises:
        ProtocolError: If it is not a Parquet file, or corrupted.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        table = _read(content, query, groups)
    except (pa.ArrowException, OSError) as error:
        raise ProtocolError(
            f"Cannot read a history export as Parquet: {str(error).splitlines()[0]}",
            hint="Retry the call. If it fails again, the file is corrupted on the server.",
            operation="history export",
        ) from error
    if STEP not in table.column_names:
        raise ProtocolError(f"A history export has no column {STEP}.", operation="history export")
    table, lacking = with_steps(table)
    low, high = step_range(query, extent)
    if low is not None:
        table = table.filter(pc.greater_equal(table.column(STEP), pa.scalar(low)))
    if high is not None:
        table = table.filter(pc.less(table.column(STEP), pa.scalar(high)))
    wanted = _with_keys(normalized(table), query)
    found = in_order([wanted])[0]
    return FileRows(found, lacking, wanted.num_rows - found.num_rows)


def step_range(query: HistoryQuery, extent: HistoryExtent) -> tuple[int | None, int | None]:
    """Return the first step to read from exported files, and the end of the range, exclusive."""
    stops = [stop for stop in (query.max_step, extent.live_from) if stop is not None]
    return query.min_step, min(stops, default=None)


def _read(
    content: bytes | bytearray | memoryview | SparseFile,
    query: HistoryQuery,
    groups: Sequence[int] | None,
) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if isinstance(content, bytes | bytearray | memoryview):
        file, size = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False), len(content)
    else:
        source = pa.PythonFile(content, mode="r")
        file, size = pq.ParquetFile(source, metadata=content.metadata(), pre_buffer=False), 0
    columns = wanted_columns(file.schema_arrow.names, query)
    # Arrow threads that still run when a short script ends abort the process. Small files are not
    # read faster with threads.
    if groups is not None:
        return file.read_row_groups(list(groups), columns=columns, use_threads=False)
    return file.read(columns=columns, use_threads=size > _WORTH_THREADS)


def _with_keys(table: pa.Table, query: HistoryQuery) -> pa.Table:
    """Return the rows that have any or all of the keys, as the query requires."""
    import pyarrow.compute as pc

    if query.keys is None:
        return table
    table = reduce(gathered, query.keys, table)
    wanted = telling_keys(query.keys)
    present = [key for key in wanted if key in table.column_names]
    if query.how == "all" and len(present) < len(wanted):
        return table.slice(0, 0)
    if not present:
        return table.slice(0, 0)
    counted = [table.column(key).null_count for key in present]
    # A filter copies the table.
    if (min if query.how == "any" else max)(counted) == 0:
        return table
    join = pc.and_ if query.how == "all" else pc.or_
    masks = [pc.is_valid(table.column(key)) for key in present]
    return table.filter(reduce(join, masks))


def table_rows(table: pa.Table, keys: Sequence[str] | None = None) -> Iterator[Row]:
    """Yield the rows of a table in the common form, with one batch in memory."""
    for rows, _ in row_blocks(table, keys):
        yield from rows


def row_blocks(
    table: pa.Table, keys: Sequence[str] | None = None
) -> Iterator[tuple[Iterable[Row], int]]:
    """Yield the rows of a table in the common form, one batch at a time, and the last step of each batch.

    The rows of a batch can be iterated once.

    Args:
        table: The table.
        keys: Keys of every row, with None for missing values; None for the keys that each row has.
    """
    shown = shown_keys(keys or ())
    nested = [at for at, each in enumerate(table.columns) if is_json(each) or _is_nested(each.type)]
    for batch in table.to_batches(max_chunksize=_batch_size(table.num_columns)):
        if not batch.num_rows:
            continue
        last = batch.column(STEP)[-1].as_py()
        if keys is not None and not nested:
            yield rows_of(shown, [_column(batch, name) for name in shown]), last
            continue
        columns = [_values(column) for column in batch.columns]
        rows: Iterable[Row]
        if any(column.null_count for column in batch.columns):
            rows = _rows_without_nulls(batch, columns)
        else:
            rows = rows_of(batch.schema.names, columns)
        if nested:
            rows = list(rows)
            for place in _places_of_values(batch, nested):
                rows[place] = flatten(_without(rows[place]), whole=keys or ())
        if keys is not None:
            rows = [{key: row.get(key) for key in shown} for row in rows]
        yield rows, last


def _places_of_values(batch: pa.RecordBatch, columns: Iterable[int]) -> set[int]:
    """Return the places of the rows that have a value in one of some columns."""
    places = range(batch.num_rows)
    known = (batch.column(at).is_valid().to_pylist() for at in columns)
    return {place for mask in known for place in compress(places, mask)}


def _batch_size(columns: int) -> int:
    return min(_MOST_ROWS, max(_LEAST_ROWS, _CELLS // columns))


def _rows_without_nulls(batch: pa.RecordBatch, columns: Sequence[Sequence[JsonValue]]) -> list[Row]:
    """Return the rows of a batch without nulls.

    If there are few, they are deleted from complete rows. Otherwise, rows that lack the same keys are built together.
    """
    names = batch.schema.names
    gaps = [at for at, column in enumerate(batch.columns) if column.null_count]
    nulls = sum(batch.column(at).null_count for at in gaps)
    if nulls <= _FEW_NULLS * batch.num_rows * len(names):
        complete = list(rows_of(names, columns))
        for at in gaps:
            for row in compress(complete, batch.column(at).is_null().to_pylist()):
                del row[names[at]]
        return complete
    known = zip(*(batch.column(at).is_valid().to_pylist() for at in gaps), strict=True)
    alike: dict[tuple[bool, ...], list[int]] = {}
    for place, which in enumerate(known):
        alike.setdefault(which, []).append(place)
    rows: list[Row] = [{}] * batch.num_rows
    for which, places in alike.items():
        absent = {at for at, is_known in zip(gaps, which, strict=True) if not is_known}
        kept = [at for at in range(len(names)) if at not in absent]
        cells = picked([columns[at] for at in kept], places)
        for place, row in zip(places, rows_of([names[at] for at in kept], cells), strict=True):
            rows[place] = row
    return rows


def _column(batch: pa.RecordBatch, name: str) -> list[JsonValue]:
    index = batch.schema.get_field_index(name)
    return _values(batch.column(index)) if index >= 0 else [None] * batch.num_rows


def _values(column: pa.Array[Any]) -> list[JsonValue]:
    import pyarrow as pa

    if pa.types.is_binary(column.type):
        return json_values(column)
    values: list[JsonValue] = column.to_pylist()
    return values


def _without(row: Row) -> Row:
    return {key: without_nulls(value) for key, value in row.items()}


def _is_nested(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return pa.types.is_nested(kind)
