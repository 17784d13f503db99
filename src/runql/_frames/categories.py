"""Values of a column as keys of groups, and as names of categories."""

from __future__ import annotations

import json
import math
from types import NoneType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["category_names", "column_keys", "key_column"]


def category_names(values: Sequence[object]) -> list[str]:
    """Return the name of each value as a category: its JSON string, and strings unquoted.

    A string is quoted if it equals the name of another value, such as `"1"` next to `1`.
    """
    names = [value if isinstance(value, str) else _json(value) for value in values]
    return list(map(str, _with_quotes(values, names)))


def column_keys(values: Sequence[object]) -> list[object]:
    """Return a hashable key for each value: the same for equal values, different for others.

    Python has one key for True and 1. If the column also has numbers, booleans are therefore the strings `true`
    and `false`. Lists and dicts are JSON strings. A string that equals such a string is quoted.
    """
    has_numbers = any(isinstance(each, int | float) and type(each) is not bool for each in values)
    return _with_quotes(values, [_plain(each, has_numbers=has_numbers) for each in values])


def key_column(keys: Sequence[object]) -> list[object]:
    """Return keys of groups as a column of one type: as names of categories if they have several types."""
    kinds = {*map(type, keys)} - {NoneType}
    if len(kinds) < 2 or kinds == {int, float}:
        return list(keys)
    return [
        None if key is None else name for key, name in zip(keys, category_names(keys), strict=True)
    ]


def _with_quotes(values: Sequence[object], keys: Sequence[object]) -> list[object]:
    taken = {
        key
        for value, key in zip(values, keys, strict=True)
        # Servers store NaN as this string.
        if isinstance(key, str) and not isinstance(value, str | None) and key != "NaN"
    }
    return [
        _json(value) if isinstance(value, str) and value in taken else key
        for value, key in zip(values, keys, strict=True)
    ]


def _plain(value: object, *, has_numbers: bool) -> object:
    if isinstance(value, list | dict | tuple) or (isinstance(value, bool) and has_numbers):
        return _json(value)
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return value


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)
