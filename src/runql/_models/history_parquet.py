"""Exported histories: Arrow tables out of parquet files, and rows out of Arrow tables."""

from __future__ import annotations

import importlib.util
from functools import reduce
from typing import TYPE_CHECKING

from runql._models.history import STEP, flatten, telling_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from runql._json import JsonValue
    from runql._models.history import Row
    from runql._models.history_plan import HistoryQuestion, HistoryReach
    from runql._models.parquet_ranges import SparseFile

__all__ = ["can_read_parquet", "read_parquet", "table_rows", "wanted_columns"]

_BATCH = 10_000
_WORTH_THREADS = 4 * 2**20


def can_read_parquet() -> bool:
    """Tell whether pyarrow is there to read exports with."""
    return importlib.util.find_spec("pyarrow") is not None


def read_parquet(
    content: bytes | SparseFile, question: HistoryQuestion, reach: HistoryReach
) -> pa.Table:
    """Return the rows of an exported file that are asked for.

    Rows from the first live step on are left out: they come from the server itself.

    Args:
        content: The file, or at least the columns asked for.
        question: What is asked of the history.
        reach: How far it goes.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    source: pa.NativeFile
    if isinstance(content, bytes):
        source = pa.BufferReader(content)
    else:
        source = pa.PythonFile(content, mode="r")
    file = pq.ParquetFile(source, pre_buffer=False)
    columns = wanted_columns(file.schema_arrow.names, question)
    # Threads of Arrow's own that still run when a short script ends abort the process; small files
    # gain nothing by them.
    threads = isinstance(content, bytes) and len(content) > _WORTH_THREADS
    table = file.read(columns=columns, use_threads=threads)
    index = table.schema.get_field_index(STEP)
    steps = table.column(STEP).cast(pa.int64())
    table = table.set_column(index, STEP, steps)
    stops = [stop for stop in (question.max_step, reach.live_from) if stop is not None]
    if question.min_step is not None:
        table = table.filter(pc.greater_equal(table.column(STEP), pa.scalar(question.min_step)))
    if stops:
        table = table.filter(pc.less(table.column(STEP), pa.scalar(min(stops))))
    return _with_keys(table, question)


def wanted_columns(present: Sequence[str], question: HistoryQuestion) -> list[str] | None:
    """Return the columns of a file that a question needs; None for all."""
    if question.keys is None:
        return None
    known = set(present)
    return [key for key in dict.fromkeys((STEP, *question.keys)) if key in known]


def _with_keys(table: pa.Table, question: HistoryQuestion) -> pa.Table:
    """Keep the rows that have one of the keys, or all of them."""
    import pyarrow.compute as pc

    if question.keys is None:
        return table
    wanted = telling_keys(question.keys)
    present = [key for key in wanted if key in table.column_names]
    if question.how == "all" and len(present) < len(wanted):
        return table.slice(0, 0)
    if not present:
        return table.slice(0, 0)
    join = pc.and_ if question.how == "all" else pc.or_
    masks = [pc.is_valid(table.column(key)) for key in present]
    return table.filter(reduce(join, masks))


def table_rows(table: pa.Table) -> Iterator[Row]:
    """Give the rows of a table in the form of every history, a batch in memory at a time."""
    names = table.column_names
    nested = any(_is_nested(field.type) for field in table.schema)
    for batch in table.to_batches(max_chunksize=_BATCH):
        columns: list[list[JsonValue]] = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            row = {k: v for k, v in zip(names, values, strict=True) if v is not None}
            yield flatten(_without_nulls(row)) if nested else row


def _is_nested(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return pa.types.is_nested(kind)


def _without_nulls(row: Row) -> Row:
    """Drop what a struct column adds to values that lack a field."""
    return {key: _strip(value) for key, value in row.items()}


def _strip(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _strip(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_strip(each) for each in value]
    return value
