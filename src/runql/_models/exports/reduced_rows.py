"""Rows of exported histories: selected keys, samples and buckets, computed like the server does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from runql._models.history.rows import STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._frames.flatten import Row

__all__ = ["buckets_of", "rows_between", "sample", "sampled_rows"]

_ABSENT: Final = object()
_SAMPLES: Final = 500
_BUCKETS: Final = 500
_EXACT: Final = 2**53
_NOT_FINITE: Final = ("NaN", "Infinity", "-Infinity")


def rows_between(rows: Iterable[Row], low: object, high: object) -> list[Row]:
    """Return the rows with `low <= _step < high`; None means unbounded."""
    return [
        row
        for row in rows
        if isinstance(step := row.get(STEP), int | float)
        and (not isinstance(low, int) or step >= low)
        and (not isinstance(high, int) or step < high)
    ]


def sample(rows: Sequence[Row], samples: int) -> list[Row]:
    """Return evenly spaced rows, including the first and the last.

    All rows are returned if they are few enough.
    """
    count = len(rows)
    if count <= samples:
        return list(rows)
    if samples <= 1:
        return list(rows[: max(samples, 0)])
    return [rows[round(index * (count - 1) / (samples - 1))] for index in range(samples)]


def sampled_rows(rows: Iterable[Row], spec: Mapping[str, Any]) -> list[Row]:
    """Return the response to a spec of `sampledHistory`.

    It contains the rows that have all keys, reduced to these keys.
    """
    keys = list(dict.fromkeys(spec.get("keys") or []))
    high = spec.get("maxStep")
    kept: list[Row] = []
    for row in rows_between(rows, spec.get("minStep"), None if high is None else high + 1):
        values = [_value(row, key) for key in keys]
        if not any(each is _ABSENT for each in values):
            kept.append({key: _safe(each) for key, each in zip(keys, values, strict=True)})
    samples = spec.get("samples")
    return sample(kept, _SAMPLES if samples is None else int(samples))


def buckets_of(rows: Iterable[Row], spec: Mapping[str, Any]) -> list[Row]:
    """Return the response to a spec of `bucketedHistory`.

    All buckets but one have the same number of rows.
    """
    keys, axis = list(dict.fromkeys(spec["keys"])), spec.get("xAxis", STEP)
    kept: list[tuple[float, list[float | None]]] = []
    for row in rows:
        place = _number(_value(row, axis))
        values = [_number(_value(row, key)) for key in keys]
        if place is not None and math.isfinite(place) and any(each is not None for each in values):
            kept.append((place, values))
    size = max(1, math.ceil(len(kept) / int(spec.get("samples", _BUCKETS))))
    return [_bucket(kept[at : at + size], keys, axis) for at in range(0, len(kept), size)]


def _bucket(
    rows: Sequence[tuple[float, list[float | None]]], keys: Sequence[str], axis: str
) -> Row:
    places = [place for place, _ in rows]
    bucket: Row = {
        "bucketSize": len(rows),
        f"{axis}Avg": _mean(places),
        f"{axis}Last": _written(places[-1]),
        f"{axis}HasNaN": False,
    }
    for index, key in enumerate(keys):
        values = [(place, value) for place, each in rows if (value := each[index]) is not None]
        if values and key != axis:
            bucket.update(_summary(values, key))
    return bucket


def _summary(values: Sequence[tuple[float, float]], key: str) -> Row:
    finite = [(place, value) for place, value in values if math.isfinite(value)]
    summary: Row = {f"{key}HasNaN": len(finite) < len(values)}
    if not finite:
        return summary
    low, high = min(finite, key=lambda each: each[1]), max(finite, key=lambda each: each[1])
    return summary | {
        f"{key}Avg": _mean([value for _, value in finite]),
        f"{key}Min": _written(low[1]),
        f"{key}Max": _written(high[1]),
        f"{key}Last": _written(finite[-1][1]),
        f"{key}XAtMin": _written(low[0]),
        f"{key}XAtMax": _written(high[0]),
    }


def _value(row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - any JSON value, or _ABSENT
    """Return a value by its name.

    The name is a flat key, the prefix of keys that are joined, or the path of a nested part.
    """
    if key in row:
        return row[key]
    parts = {name: row[name] for name in row if name.startswith(f"{key}.")}
    if parts:
        return _nested({name[len(key) + 1 :]: value for name, value in parts.items()})
    stop = key.rfind(".")
    while stop != -1:
        inner = row.get(key[:stop])
        if isinstance(inner, dict) and "_type" not in inner:
            value = _value(inner, key[stop + 1 :])
            if value is not _ABSENT:
                return value
        stop = key.rfind(".", 0, stop)
    return _ABSENT


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for name, value in flat.items():
        *folders, last = name.split(".")
        inner = whole
        for folder in folders:
            below = inner.setdefault(folder, {})
            inner = below if isinstance(below, dict) else {}
        inner[last] = value
    return whole


def _safe(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Quote numbers that JSON does not support."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: _safe(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_safe(each) for each in value]
    return value


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return float(value) if value in _NOT_FINITE else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _mean(values: Sequence[float]) -> float:
    # Divided first, because the sum of large numbers may overflow.
    return _written(math.fsum(each / len(values) for each in values))


def _written(value: float) -> float:
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
