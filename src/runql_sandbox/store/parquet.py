"""Exports of a history: flat columns, one file per so many rows."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from runql_sandbox.store.history import flatten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from runql_sandbox.store.blobs import Blobs

__all__ = ["ROWS_PER_FILE", "write_parquet"]

ROWS_PER_FILE: Final = 100_000
_FIXED: Final[dict[str, pa.DataType]] = {
    "_step": pa.int64(),
    "_timestamp": pa.float64(),
    "_runtime": pa.float64(),
}
_EXACT: Final = 2**53


def write_parquet(
    rows: Callable[[], Iterable[Mapping[str, Any]]],
    blobs: Blobs,
    name: Callable[[int], str],
    rows_per_file: int = ROWS_PER_FILE,
) -> list[str]:
    """Write rows to files, and return their keys.

    No file is written when a column holds values that no one parquet type can: such rows stay live.

    Args:
        rows: Gives the rows, in step order; called twice.
        blobs: Where to write.
        name: Key of the file of a number.
        rows_per_file: Rows in one file.
    """
    schema = _schema(rows())
    if schema is None:
        return []
    written = []
    for number, batch in enumerate(_batches(rows(), rows_per_file)):
        table = pa.Table.from_pylist([_fit(row, schema) for row in batch], schema=schema)
        key = name(number)
        with blobs.replacing(key) as path:
            pq.write_table(table, path, compression="snappy", use_dictionary=False)
        written.append(key)
    return written


def _batches(rows: Iterable[Mapping[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    iterator = iter(rows)
    while batch := [flatten(row) for row in islice(iterator, size)]:
        yield batch


def _schema(rows: Iterable[Mapping[str, Any]]) -> pa.Schema | None:
    """Find one type a column, or None when some column has none."""
    types: dict[str, pa.DataType] = dict(_FIXED)
    seen: set[str] = set()
    inexact: set[str] = set()
    for row in rows:
        for key, value in flatten(row).items():
            seen.add(key)
            if value is None or key in _FIXED:
                continue
            if isinstance(value, int) and abs(value) > _EXACT:
                inexact.add(key)
            joined = _join(types.get(key), value)
            if joined is None:
                return None
            types[key] = joined
    if any(types[key] == pa.float64() for key in inexact if key in types):
        return None
    ordered = [key for key in _FIXED if key in seen] + sorted(seen - set(_FIXED))
    return pa.schema([(key, types[key]) for key in ordered if key in types])


def _join(known: pa.DataType | None, value: Any) -> pa.DataType | None:  # noqa: ANN401
    found: pa.DataType
    try:
        found = pa.scalar(value).type
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return None
    if known is None or known == found:
        return found
    if {known, found} == {pa.int64(), pa.float64()}:
        return pa.float64()
    try:
        fields = [pa.schema([("x", each)]) for each in (known, found)]
        found = pa.unify_schemas(fields, promote_options="permissive").field("x").type
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None
    return found


def _fit(row: Mapping[str, Any], schema: pa.Schema) -> dict[str, Any]:
    return {key: row[key] for key in schema.names if key in row}
