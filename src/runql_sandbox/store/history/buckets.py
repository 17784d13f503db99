"""Histories reduced to buckets of rows: minimum, maximum, mean and last value of each key."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.inputs import InputError
from runql_sandbox.store.history.rows import Row, find_value, is_absent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["bucketed_history"]

_BUCKETS: Final = 500
_MOST_BUCKETS: Final = 10_000
_EXACT: Final = 2**53
_MEMBERS: Final = frozenset({"keys", "samples", "xAxis"})
_NOT_FINITE: Final = ("NaN", "Infinity", "-Infinity")


def bucketed_history(rows: Iterable[Row], spec: Mapping[str, Any]) -> list[Row]:
    """Respond to one spec of `bucketedHistory` with at most N buckets of rows that have the axis and one of the keys.

    All buckets of a history, except for one, have the same number of rows.

    Raises:
        InputError: If the spec is invalid, or has unknown members.
    """
    keys, axis, count = _read(spec)
    kept: list[tuple[float, list[float | None]]] = []
    for row in rows:
        place = _number(find_value(row, axis))
        values = [_number(find_value(row, key)) for key in keys]
        if place is not None and math.isfinite(place) and any(each is not None for each in values):
            kept.append((place, values))
    size = max(1, math.ceil(len(kept) / count))
    return [_bucket(kept[at : at + size], keys, axis) for at in range(0, len(kept), size)]


def _read(spec: Mapping[str, Any]) -> tuple[list[str], str, int]:
    unknown = sorted(set(spec) - _MEMBERS)
    if unknown:
        raise InputError(f"a spec of bucketedHistory has no member {unknown[0]!r}")
    keys, axis, count = spec.get("keys"), spec.get("xAxis", "_step"), spec.get("samples", _BUCKETS)
    if not isinstance(keys, list) or not keys or not all(isinstance(each, str) for each in keys):
        raise InputError("keys of a spec must be a list of names")
    if not isinstance(axis, str):
        raise InputError("xAxis of a spec must be the name of a key")
    if not isinstance(count, int) or isinstance(count, bool) or not 0 < count <= _MOST_BUCKETS:
        raise InputError(f"samples of a spec must be a number from 1 to {_MOST_BUCKETS}")
    return list(dict.fromkeys(keys)), axis, count


def _number(value: object) -> float | None:
    """Return a number, also from the string of a non-finite number; None for
    other values.
    """
    if is_absent(value) or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return float(value) if value in _NOT_FINITE else None
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _bucket(
    rows: Sequence[tuple[float, list[float | None]]], keys: Sequence[str], axis: str
) -> Row:
    places = [place for place, _ in rows]
    found: Row = {
        "bucketSize": len(rows),
        f"{axis}Avg": _mean(places),
        f"{axis}Last": _written(places[-1]),
        f"{axis}HasNaN": False,
    }
    for index, key in enumerate(keys):
        values = [(place, value) for place, each in rows if (value := each[index]) is not None]
        if values and key != axis:
            found.update(_summary(values, key))
    return found


def _summary(values: Sequence[tuple[float, float]], key: str) -> Row:
    finite = [(place, value) for place, value in values if math.isfinite(value)]
    found: Row = {f"{key}HasNaN": len(finite) < len(values)}
    if not finite:
        return found
    low, high = min(finite, key=lambda each: each[1]), max(finite, key=lambda each: each[1])
    found |= {
        f"{key}Avg": _mean([value for _, value in finite]),
        f"{key}Min": _written(low[1]),
        f"{key}Max": _written(high[1]),
        f"{key}Last": _written(finite[-1][1]),
    }
    # The public server omits a position that would be 0.
    found |= {f"{key}XAtMin": _written(low[0])} if low[0] else {}
    found |= {f"{key}XAtMax": _written(high[0])} if high[0] else {}
    return found


def _mean(values: Sequence[float]) -> float:
    # Divide first, because the sum of large numbers may overflow.
    return _written(math.fsum(each / len(values) for each in values))


def _written(value: float) -> float:
    """Return a number as in JSON, without a decimal point if it is an integer."""
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
