"""Nested values under dotted names."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["Row", "flatten"]

Row: TypeAlias = "dict[str, JsonValue]"


def flatten(row: Mapping[str, JsonValue], prefix: str = "", *, whole: Collection[str] = ()) -> Row:
    """Give nested values dotted names, as parquet exports have them, and leave nulls out.

    Media values (with `_type`), lists and empty dicts stay whole.

    Args:
        row: The values.
        prefix: What names begin with.
        whole: Names whose values stay whole, too.
    """
    flat: Row = {}
    for key, value in row.items():
        if (
            isinstance(value, dict)
            and value
            and "_type" not in value
            and not (whole and f"{prefix}{key}" in whole)
        ):
            flat.update(flatten(value, f"{prefix}{key}.", whole=whole))
        elif value is not None:
            flat[f"{prefix}{key}"] = value
    return flat
