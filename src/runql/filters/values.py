"""Encoding of filter values in the API's format, for all forms of filters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import numbers
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence, Set
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeGuard, cast

from runql.errors import FilterError

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue
    from runql.filters.catalogue import Kind

__all__ = [
    "FilterValue",
    "Scalar",
    "checked_text",
    "is_list",
    "is_mapping",
    "ordered",
    "wire_list",
    "wire_literal",
    "wire_value",
]

FilterValue: TypeAlias = (
    None
    | bool
    | int
    | float
    | str
    | Enum
    | dt.datetime
    | dt.date
    | dt.timedelta
    | Sequence["FilterValue"]
    | Mapping[str, "FilterValue"]
)
"""Values that a field can be compared with."""

Scalar: TypeAlias = None | bool | int | float | str
"""A value in the API's format."""

# Python refuses to print integers much longer than this, and no server supports them.
_LONGEST_INTEGER = 1024
_DEEPEST = 100

_NO_ZONE = "Add a time zone: datetime.now(timezone.utc), or .replace(tzinfo=...)."


def wire_value(value: object, kind: Kind = "value") -> Scalar:
    """Return a single value in the API's format.

    Times become ISO 8601 strings in UTC, a date becomes midnight in UTC, and a timedelta its number of
    seconds. Scalars of NumPy and pandas become Python values, paths and UUIDs become strings.

    Args:
        value: The value.
        kind: Kind of the field that is compared.

    Raises:
        FilterError: If the field or JSON does not support the value.
    """
    plain = _plain(value)
    if plain is None or kind == "value":
        return plain
    if kind == "number":
        if isinstance(plain, bool | str):
            raise FilterError(
                f"The field must be compared with a number, got {value!r}.",
                hint="Pass a number. For a duration, pass seconds or a timedelta.",
            )
        return plain
    if not isinstance(plain, str):
        raise _no_text(value, plain, kind)
    if kind == "time":
        _check_moment(plain)
    return plain


def wire_literal(value: object, kind: Kind = "value", *, depth: int = 0) -> JsonValue:
    """Return a value for equality: a single value, or a list or object for config and summary keys.

    Raises:
        FilterError: If the field or JSON does not support the value.
    """
    if depth > _DEEPEST:
        raise FilterError(f"The filter has more than {_DEEPEST} nested levels.")
    value = _unwrapped(value)
    if is_list(value):
        if kind != "value":
            raise _one_value(value, kind)
        return [wire_literal(each, depth=depth + 1) for each in ordered(value)]
    if not is_mapping(value):
        return wire_value(value, kind)
    if kind != "value":
        raise _one_value(value, kind)
    document: dict[str, JsonValue] = {}
    for given, each in value.items():
        key = _plain(given) if isinstance(given, Enum) else given
        if not isinstance(key, str):
            raise FilterError(f"Keys of a value must be strings, got {key!r}.")
        document[checked_text(key)] = wire_literal(each, depth=depth + 1)
    return document


def wire_list(values: object, kind: Kind = "value") -> tuple[JsonValue, ...]:
    """Return the values of `$in` and similar operators.

    Raises:
        FilterError: If the argument is a string or another single value, or a value is invalid.
    """
    if isinstance(values, str | bytes):
        raise FilterError(
            f"The values must be a list, got the string {values!r}.",
            hint=f"Use [{values!r}].",
        )
    values = _unwrapped(values)
    if is_mapping(values) or not isinstance(values, Iterable):
        raise FilterError(
            f"The values must be a list, got {values!r}.",
            hint=f"Use [{values!r}].",
        )
    return tuple(wire_literal(value, kind) for value in ordered(values))


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Return whether a value is a JSON object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[object] | Set[object]]:
    """Return whether a value is any Python sequence or set, except strings."""
    return isinstance(value, Sequence | Set) and not isinstance(value, str | bytes)


def ordered(values: Iterable[object]) -> Iterable[object]:
    """Return values in an order that is equal in all processes, so that equal filters have equal JSON."""
    return sorted(values, key=repr) if isinstance(values, Set) else values


def _unwrapped(value: object) -> object:
    """Return NumPy arrays, pandas and polars series as lists, and dataclasses as dicts."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if _module(value) in ("numpy", "pandas", "polars") and hasattr(value, "__len__"):
        for name in ("tolist", "to_list"):
            if not isinstance(value, str) and hasattr(value, name) and hasattr(value, "dtype"):
                if getattr(value, "ndim", 1) == 0:
                    return value
                return list(cast("Iterable[object]", value))
    return value


def _module(value: object) -> str:
    return type(value).__module__.partition(".")[0]


def _plain(value: object) -> Scalar:
    """Return a value as a plain JSON scalar."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return checked_text(value)
    if isinstance(value, dt.date | dt.timedelta):
        return _time(value)
    if _module(value) == "numpy":
        return _numpy(cast("_NumPyScalar", value))
    if isinstance(value, numbers.Integral):
        return _checked_integer(int(value))
    if isinstance(value, numbers.Real):
        return _checked_float(float(value))
    if isinstance(value, os.PathLike):
        return checked_text(os.fsdecode(cast("os.PathLike[str]", value)))
    if isinstance(value, uuid.UUID):
        return str(value)
    raise FilterError(
        f"Filters do not support values of type {type(value).__name__}.",
        hint="Use a string, a number, a boolean, None, a datetime or a timedelta.",
    )


def _time(value: dt.date | dt.timedelta) -> str | float:
    # pandas' NaT is a datetime, and the only datetime that differs from itself.
    if value != value:
        raise FilterError(
            f"Cannot compare with {value}, which is not a time.",
            hint="Use exists() or missing().",
        )
    if isinstance(value, dt.timedelta):
        return _checked_float(value.total_seconds())
    if isinstance(value, dt.datetime):
        return _moment(value)
    return f"{value.isoformat()}T00:00:00Z"


class _NumPyScalar(Protocol):
    @property
    def ndim(self) -> int: ...
    def item(self) -> object: ...
    def astype(self, dtype: str) -> _NumPyScalar: ...


def _numpy(value: _NumPyScalar) -> Scalar:
    """Return the Python value of a NumPy scalar."""
    name = type(value).__name__
    if name in ("datetime64", "timedelta64"):
        # Python has microseconds at most; `item()` of finer times returns an integer.
        item = value.astype(f"{name}[us]").item()
        if item is None:
            raise FilterError(
                "Cannot compare with NaT, which is not a time.",
                hint="Use exists() or missing().",
            )
        return _plain(item.replace(tzinfo=dt.UTC) if isinstance(item, dt.datetime) else item)
    item = value.item() if value.ndim == 0 else value
    if _module(item) != "numpy":
        return _plain(item)
    # item() of a long double returns a long double.
    if isinstance(item, numbers.Real):
        return _checked_float(float(item))
    raise FilterError(
        f"Filters do not support values of type {name}.", hint="Use a single number or string."
    )


def checked_text(value: str) -> str:
    """Return a plain string.

    Raises:
        FilterError: If the string cannot be encoded.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise FilterError(f"The string {value!r} cannot be encoded: {error.reason}.") from error
    return str.__str__(value)


def _checked_integer(value: int) -> int:
    if value.bit_length() > _LONGEST_INTEGER:
        raise FilterError("The integer is too large.")
    return value


def _checked_float(value: float) -> float:
    if not math.isfinite(value):
        raise FilterError(
            f"Cannot compare with {value}, because JSON does not support it.",
            hint="Use exists() and finite bounds.",
        )
    return value


def _moment(value: dt.datetime) -> str:
    if value.utcoffset() is None:
        raise FilterError(f"{value!r} has no time zone.", hint=_NO_ZONE)
    try:
        utc = value.astimezone(dt.UTC)
    except (OverflowError, ValueError) as error:
        raise FilterError(f"{value!r} is outside the years 1 to 9999 in UTC.") from error
    # pandas' timestamps have nanoseconds, which servers do not support.
    plain = dt.datetime(*utc.timetuple()[:6], utc.microsecond)  # noqa: DTZ001 - the Z is added here
    return f"{plain.isoformat()}Z"


def _check_moment(text: str) -> None:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise FilterError(
            f"Invalid date or time {text!r}: {error}.",
            hint="Use a datetime, a date, or a string such as 2026-01-31T12:00:00Z.",
        ) from error


def _one_value(value: object, kind: Kind) -> FilterError:
    if kind == "tags":
        values = list(ordered(value)) if is_list(value) else [value]
        one = values[0] if values else "a"
        return FilterError(
            f"Invalid value for a field with a list of names: {value!r}.",
            hint=f'Use {one!r} to test whether the list contains it, or {{"$in": {values!r}}} for one of several names. '
            "Join conditions with $and to require several names.",
        )
    return FilterError(
        f"Invalid value for a field with single values: {value!r}.",
        hint='Use {"$in": [...]} for one of several values.',
    )


def _no_text(value: object, plain: bool | int | float, kind: Kind) -> FilterError:
    if kind == "time":
        return FilterError(
            f"Invalid date or time: {value!r}.",
            hint=f"For seconds since 1970, use datetime.fromtimestamp({plain}, timezone.utc).",
        )
    return FilterError(
        f"The field must be compared with a string, got {value!r}.",
        hint=f"Use {str(plain)!r}.",
    )
