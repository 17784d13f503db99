"""Flattening of nested values to dotted names."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["Row", "flatten"]

Row: TypeAlias = "dict[str, JsonValue]"


def flatten(row: Mapping[str, JsonValue], prefix: str = "", *, whole: Collection[str] = ()) -> Row:
    """Return nested values under dotted names, as in parquet exports, without nulls.

    Media values (with `_type`), lists and empty dicts stay whole. If `a.b` and `b` in `a` have the same name,
    the nested value gets another name, with a warning.

    Args:
        row: The values.
        prefix: Prefix of all names.
        whole: Names whose values stay whole too.
    """
    flat: Row = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if (
            isinstance(value, dict)
            and value
            and "_type" not in value
            and not (whole and name in whole)
        ):
            for nested, below in flatten(value, f"{name}.", whole=whole).items():
                flat[_free(nested, flat) if nested in flat else nested] = below
        elif value is not None:
            if name in flat:
                # The key with dots keeps its name, regardless of the order.
                flat[_free(name, flat)] = flat[name]
            flat[name] = value
    return flat


def _free(name: str, flat: Row) -> str:
    number = 2
    while f"{name}_{number}" in flat:
        number += 1
    free = f"{name}_{number}"
    warnings.warn(
        f"Two keys have the same column name {name!r}. The value of the nested key is in column {free!r}.",
        stacklevel=3,
    )
    return free
