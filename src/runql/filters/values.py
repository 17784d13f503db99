"""Values that a filter may compare with, as the wire has them."""

from __future__ import annotations

import datetime as dt
import math
import numbers
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql.filters.catalogue import Kind

__all__ = ["FilterValue", "Scalar", "checked_text", "wire_list", "wire_value"]

FilterValue: TypeAlias = (
    None | bool | int | float | str | Enum | dt.datetime | dt.date | dt.timedelta
)
"""What a field may be compared with."""

Scalar: TypeAlias = None | bool | int | float | str
"""A value as the wire has it."""

# Python refuses to print integers much longer than this, and no server reads them.
_LONGEST_INTEGER = 1024

_NO_ZONE = "Give it one: datetime.now(timezone.utc), or .replace(tzinfo=...)."


def wire_value(value: object, kind: Kind = "value") -> Scalar:
    """Return a value as the wire has it.

    Moments become ISO 8601 texts in UTC, a date its midnight in UTC, a length of time its seconds.

    Args:
        value: The value.
        kind: What the field holds that it is compared with.

    Raises:
        FilterError: The field cannot hold such a value, or JSON cannot.
    """
    plain = _plain(value)
    if plain is None or kind == "value":
        return plain
    if kind == "number":
        if isinstance(plain, bool | str):
            raise FilterError(
                f"{value!r} is no number of seconds.", hint="Use a number or a timedelta."
            )
        return plain
    if not isinstance(plain, str):
        raise _no_text(value, plain, kind)
    if kind == "time":
        _check_moment(plain)
    return plain


def wire_list(values: Iterable[object], kind: Kind = "value") -> tuple[Scalar, ...]:
    """Return the values of `$in` and its kind.

    Raises:
        FilterError: One text stands where a list was meant, or a value is refused.
    """
    if isinstance(values, str | bytes):
        raise FilterError(
            f"{values!r} is one text, but a list of values is needed.",
            hint=f"Write [{values!r}].",
        )
    return tuple(wire_value(value, kind) for value in values)


def _plain(value: object) -> Scalar:
    """Return a value without what Python adds to it."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return checked_text(value)
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, dt.date):
        return f"{value.isoformat()}T00:00:00Z"
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    # NumPy's scalars are registered with these.
    if isinstance(value, numbers.Integral):
        return _checked_integer(int(value))
    if isinstance(value, numbers.Real):
        return _checked_float(float(value))
    raise FilterError(
        f"A value of type {type(value).__name__} cannot be compared with.",
        hint="Use a text, a number, a truth value, None, a datetime or a timedelta.",
    )


def checked_text(value: str) -> str:
    """Return a plain text.

    Raises:
        FilterError: It cannot be encoded.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise FilterError(f"{value!r} holds half a character: {error.reason}.") from error
    return str.__str__(value)


def _checked_integer(value: int) -> int:
    if value.bit_length() > _LONGEST_INTEGER:
        raise FilterError("The integer is too large for any field.")
    return value


def _checked_float(value: float) -> float:
    if not math.isfinite(value):
        raise FilterError(
            f"{value} cannot be compared with: JSON has no such number.",
            hint="Use exists() and bounds instead.",
        )
    return value


def _moment(value: dt.datetime) -> str:
    if value.utcoffset() is None:
        raise FilterError(f"{value!r} has no time zone.", hint=_NO_ZONE)
    return f"{value.astimezone(dt.UTC).replace(tzinfo=None).isoformat()}Z"


def _check_moment(text: str) -> None:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise FilterError(
            f"{text!r} is no moment: {error}.",
            hint="Use a datetime, a date, or a text such as 2026-01-31T12:00:00Z.",
        ) from error


def _no_text(value: object, plain: bool | int | float, kind: Kind) -> FilterError:
    if kind == "time":
        return FilterError(
            f"{value!r} is no moment.",
            hint=f"Seconds since 1970 become one by datetime.fromtimestamp({plain}, timezone.utc).",
        )
    return FilterError(
        f"{value!r} is no text, and the field holds nothing else.",
        hint=f"Write {str(plain)!r}.",
    )
