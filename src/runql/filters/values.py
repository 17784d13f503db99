"""Values that a filter may compare with, as the wire has them."""

from __future__ import annotations

import datetime as dt
import math
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._json import JsonValue

__all__ = ["FilterValue", "wire_list", "wire_value"]

FilterValue: TypeAlias = (
    None | bool | int | float | str | Enum | dt.datetime | dt.date | dt.timedelta
)
"""What a field may be compared with."""


def wire_value(value: object) -> JsonValue:
    """Return a value as the wire has it.

    Moments become ISO 8601 texts in UTC, lengths of time seconds.

    Raises:
        FilterError: The value is of a kind that no field has.
    """
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise FilterError(
                f"{value} cannot be compared with.",
                remedy="JSON has no such number; use exists() and bounds instead.",
            )
        return value
    if isinstance(value, dt.datetime):
        return _wire_moment(value)
    if isinstance(value, dt.date):
        return f"{value.isoformat()}T00:00:00"
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {str(key): wire_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [wire_value(each) for each in value]
    raise FilterError(
        f"A {type(value).__name__} cannot be compared with.",
        remedy="Use a text, a number, a truth value, None, a datetime or a timedelta.",
    )


def wire_list(values: Iterable[object]) -> list[JsonValue]:
    """Return the values of `$in` and its kind.

    Raises:
        FilterError: There is a text where a list of texts was meant.
    """
    if isinstance(values, str | bytes):
        raise FilterError(
            f"{values!r} is one text, but a list of values is needed.",
            remedy=f"Write [{values!r}].",
        )
    return [wire_value(value) for value in values]


def _wire_moment(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise FilterError(
            f"{value!r} has no time zone.",
            remedy="Use datetime.now(timezone.utc), or .replace(tzinfo=...).",
        )
    # The wire has no zone and means UTC.
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat()
