"""Columns of a history with values of several kinds, which are stored as strings, and the original values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from runql._frames.convert import to_frame
from runql._models.history.exported import decoded, exact_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from runql._frames.flatten import Row
    from runql._wire.json_types import JsonValue

__all__ = ["Mixed", "decoded_table", "table_of"]

Mixed: TypeAlias = "dict[str, dict[int, JsonValue]]"
"""Values that are strings in a table but were logged with another type, by column and row."""


def table_of(rows: Sequence[Row]) -> tuple[pa.Table, Mixed]:
    """Return rows as an Arrow table, and values that only the table has as strings."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = to_frame(rows, columns, "arrow")
    return table, _mixed(table, rows)


def decoded_table(table: pa.Table, keys: tuple[str, ...] | None) -> tuple[pa.Table, Mixed]:
    """Return a decoded table, and values that only the table has as strings.

    Args:
        table: A normalized table.
        keys: Requested keys, whose values are not flattened.
    """
    plain = decoded(table, keys)
    exact = exact_columns([table], keys)
    return plain, _mixed(plain.select([*exact.names]), exact.rows) if exact.names else {}


def _mixed(table: pa.Table, rows: Sequence[Mapping[str, Any]]) -> Mixed:
    import pyarrow as pa

    found: Mixed = {}
    for name in table.column_names:
        column = table.column(name)
        if not pa.types.is_string(column.type):
            continue
        texts = column.to_pylist()
        cells = {
            at: row[name]
            for at, (row, text) in enumerate(zip(rows, texts, strict=True))
            if row.get(name) is not None and row[name] != text
        }
        if cells:
            found[name] = cells
    return found
