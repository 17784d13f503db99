"""Exports of a history: flat columns, in files of a fixed number of rows."""

from __future__ import annotations

import math
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.store.history.column_types import (
    NoTypeError,
    Shape,
    arrow_type,
    checked_text,
    join_shapes,
    shape_of,
)
from runql_sandbox.store.history.rows import flatten, step_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pyarrow as pa

    from runql_sandbox.store._blobs import Blobs

__all__ = ["ROWS_PER_FILE", "write_parquet"]

ROWS_PER_FILE: Final = 100_000
_FIRST: Final = {"_step": 0, "_timestamp": 1, "_runtime": 2}
_TIMES: Final = ("_timestamp", "_runtime")


def write_parquet(
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    blobs: Blobs,
    name: Callable[[int], str],
    rows_per_file: int = ROWS_PER_FILE,
) -> list[str]:
    """Write rows to files and return their keys.

    No file is written if a column has values without a common Parquet type. Those rows stay live.

    Args:
        rows: Returns the rows in step order; called twice.
        blobs: Storage of the files.
        name: Returns the key of a file by its number.
        rows_per_file: Rows per file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = _schema(flatten(row) for row in rows())
    except NoTypeError:
        return []
    written: list[str] = []
    with ExitStack() as undo:
        for number, batch in enumerate(_batches(rows(), rows_per_file)):
            table = pa.Table.from_pylist(batch, schema=schema)
            key = name(number)
            with blobs.replacing(key) as path:
                pq.write_table(table, path, compression="snappy", use_dictionary=False)
            undo.callback(blobs.delete, key)
            written.append(key)
        undo.pop_all()
    return written


def _batches(rows: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    iterator = iter(rows)
    while batch := [flatten(row) for row in islice(iterator, size)]:
        yield batch


def _schema(rows: Iterable[Mapping[str, Any]]) -> pa.Schema:
    """Return the type of each column. Columns that only contain null are omitted.

    Raises:
        NoTypeError: If a column has no common type, or steps are missing or decrease.
    """
    import pyarrow as pa

    shapes: dict[str, Shape] = {}
    last = -math.inf
    for row in rows:
        step = step_of(row)
        if step is None or step != row["_step"] or step < last:
            raise NoTypeError(f"The step after {last} is {row.get('_step')!r}.")
        shape_of(step)
        last = step
        for key, value in row.items():
            # Most columns contain only floats, and a long history has many values.
            if key != "_step" and not (type(value) is float and shapes.get(key) == "double"):
                shapes[key] = join_shapes(shapes.get(key, "null"), shape_of(value))
    for key in _TIMES:
        if shapes.get(key, "null") != "null":
            shapes[key] = join_shapes(shapes[key], "double")
    shapes["_step"] = "int"
    ordered = sorted(shapes, key=lambda key: (_FIRST.get(key, len(_FIRST)), key))
    kept = [key for key in ordered if shapes[key] != "null"]
    return pa.schema([(checked_text(key), arrow_type(shapes[key])) for key in kept])
