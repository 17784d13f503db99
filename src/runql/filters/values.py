"""Values that a filter may compare with, as the wire has them: the one encoder of all filters."""

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
"""What a field may be compared with."""

Scalar: TypeAlias = None | bool | int | float | str
"""A value as the wire has it."""

# Python refuses to print integers much longer than this, and no server reads them.
_LONGEST_INTEGER = 1024
_DEEPEST = 100

_NO_ZONE = "Add a time zone: datetime.now(timezone.utc), or .replace(tzinfo=...)."


def wire_value(value: object, kind: Kind = "value") -> Scalar:
    """Return one value as the wire has it.

    Moments become ISO 8601 strings in UTC, a date its midnight in UTC, a length of time its
    seconds, scalars of NumPy and pandas the values they hold, paths and UUIDs their strings.

    Args:
        value: The value.
        kind: What the field holds that it is compared with.

    Raises:
        FilterError: If the field cannot hold such a value, or JSON cannot.
    """
    plain = _plain(value)
    if plain is None or kind == "value":
        return plain
    if kind == "number":
        if isinstance(plain, bool | str):
            raise FilterError(
                f"{value!r} is not a number, and the field holds numbers.",
                hint="Use a number; for a length of time, its seconds or a timedelta.",
            )
        return plain
    if not isinstance(plain, str):
        raise _no_text(value, plain, kind)
    if kind == "time":
        _check_moment(plain)
    return plain


def wire_literal(value: object, kind: Kind = "value", *, depth: int = 0) -> JsonValue:
    """Return a value that is compared as a whole: a single one, or for keys of documents a list or an object.

    Raises:
        FilterError: If the field cannot equal such a value, or JSON cannot hold it.
    """
    if depth > _DEEPEST:
        raise FilterError(f"The filter is nested more than {_DEEPEST} deep.")
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
            raise FilterError(f"The key {key!r} of a value must be a string.")
        document[checked_text(key)] = wire_literal(each, depth=depth + 1)
    return document


def wire_list(values: object, kind: Kind = "value") -> tuple[JsonValue, ...]:
    """Return the values of `$in` and its kind.

    Raises:
        FilterError: If one text or one value stands where a list was meant, or a value is refused.
    """
    if isinstance(values, str | bytes):
        raise FilterError(
            f"{values!r} is one text, but a list of values is needed.",
            hint=f"Write [{values!r}].",
        )
    values = _unwrapped(values)
    if is_mapping(values) or not isinstance(values, Iterable):
        raise FilterError(
            f"A list of values is needed, and must be a list, not {values!r}.",
            hint=f"Write [{values!r}].",
        )
    return tuple(wire_literal(value, kind) for value in ordered(values))


def is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    """Return whether a value is an object of JSON."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[object] | Set[object]]:
    """Return whether a value is a list of JSON, of any of Python's kinds."""
    return isinstance(value, Sequence | Set) and not isinstance(value, str | bytes)


def ordered(values: Iterable[object]) -> Iterable[object]:
    """Return values in an order that is the same in every process, so that the same filter is the same text."""
    return sorted(values, key=repr) if isinstance(values, Set) else values


def _unwrapped(value: object) -> object:
    """Return arrays and series of NumPy and pandas as lists, and dataclasses as dicts."""
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
    """Return a value without what Python adds to it."""
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
        f"A value of type {type(value).__name__} cannot be compared with.",
        hint="Use a text, a number, a truth value, None, a datetime or a timedelta.",
    )


def _time(value: dt.date | dt.timedelta) -> str | float:
    # pandas' NaT is a datetime, and the only one that differs from itself.
    if value != value:
        raise FilterError(
            f"{value} is not a time, so nothing can be compared with it.",
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
    """Return what a scalar of NumPy holds, as Python has it."""
    name = type(value).__name__
    if name in ("datetime64", "timedelta64"):
        # Microseconds are the finest that Python has; `item()` of finer ones is a bare integer.
        item = value.astype(f"{name}[us]").item()
        if item is None:
            raise FilterError(
                "NaT is not a time, so nothing can be compared with it.",
                hint="Use exists() or missing().",
            )
        return _plain(item.replace(tzinfo=dt.UTC) if isinstance(item, dt.datetime) else item)
    item = value.item() if value.ndim == 0 else value
    if _module(item) != "numpy":
        return _plain(item)
    # Long doubles give themselves as the item.
    if isinstance(item, numbers.Real):
        return _checked_float(float(item))
    raise FilterError(
        f"A value of type {name} cannot be compared with.", hint="Use a single number or text."
    )


def checked_text(value: str) -> str:
    """Return a plain text.

    Raises:
        FilterError: If it cannot be encoded.
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
    try:
        utc = value.astimezone(dt.UTC)
    except (OverflowError, ValueError) as error:
        raise FilterError(f"{value!r} is outside the years 1 to 9999 in UTC.") from error
    # pandas' timestamps have nanoseconds, which no server reads.
    plain = dt.datetime(*utc.timetuple()[:6], utc.microsecond)  # noqa: DTZ001 - the Z is added here
    return f"{plain.isoformat()}Z"


def _check_moment(text: str) -> None:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise FilterError(
            f"Invalid date or time {text!r}: {error}.",
            hint="Use a datetime, a date, or a text such as 2026-01-31T12:00:00Z.",
        ) from error


def _one_value(value: object, kind: Kind) -> FilterError:
    if kind == "tags":
        values = list(ordered(value)) if is_list(value) else [value]
        one = values[0] if values else "a"
        return FilterError(
            f"The field is a list of names, and servers refuse to compare it with {value!r}.",
            hint=f'Write {one!r} for "is among them", or {{"$in": {values!r}}} for "one of these is among them"; '
            "join conditions with $and for all of several.",
        )
    return FilterError(
        f"The field holds one value, and cannot equal {value!r}.",
        hint='For one of several values, write {"$in": [...]}.',
    )


def _no_text(value: object, plain: bool | int | float, kind: Kind) -> FilterError:
    if kind == "time":
        return FilterError(
            f"Invalid date or time: {value!r}.",
            hint=f"Seconds since 1970 become one by datetime.fromtimestamp({plain}, timezone.utc).",
        )
    return FilterError(
        f"The field holds strings only, got {value!r}.",
        hint=f"Write {str(plain)!r}.",
    )
