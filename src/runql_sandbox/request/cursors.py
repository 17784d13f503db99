"""Cursors: opaque strings for the end of a page."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Final, TypeAlias

from runql_sandbox.inputs import LARGEST_INTEGER, InputError, parse_json
from runql_sandbox.request.ids import encode, number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Value", "counting_cursor", "item_cursor", "position", "values_of"]

Value: TypeAlias = str | int | float | None
"""A value by which items are ordered."""

_KIND: Final = "Item:"


def item_cursor(order: int, values: Sequence[Value]) -> str:
    """Return the cursor of an item.

    Args:
        order: Number of the order.
        values: Values by which the item is ordered.
    """
    return base64.b64encode(f"{_KIND}{json.dumps([order, *values])}".encode()).decode()


def values_of(cursor: str, order: int, count: int) -> list[Value]:
    """Return the values in an item's cursor.

    Raises:
        InputError: If the cursor is invalid or belongs to another order.
    """
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise _unknown(cursor) from error
    if not text.startswith(_KIND):
        raise _unknown(cursor)
    found = parse_json(text.removeprefix(_KIND), "the cursor")
    if not isinstance(found, list) or len(found) != count + 1 or found[0] != order:
        raise _unknown(cursor)
    values = found[1:]
    if not all(map(_is_value, values)):
        raise _unknown(cursor)
    return values


def counting_cursor(index: int) -> str:
    """Return the cursor of the item with a number, counted from 1."""
    return encode("Cursor", index)


def position(cursor: str | None) -> int:
    """Return the number of items up to a counting cursor.

    Raises:
        InputError: If the cursor is invalid.
    """
    if not cursor:
        return 0
    found = number(cursor, "Cursor")
    if found is None:
        raise _unknown(cursor)
    return found


def _is_value(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return abs(value) <= LARGEST_INTEGER
    return value is None or isinstance(value, str | float)


def _unknown(cursor: str) -> InputError:
    return InputError(f"{cursor!r} is not a cursor of this list, in this order, of this server")
