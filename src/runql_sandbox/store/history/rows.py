"""Rows of a history: parsing of lines, flattening, sampling, and known keys."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar

from runql_sandbox.inputs import LARGEST_INTEGER, InputError, parse_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "HistoryKeys",
    "Row",
    "find_value",
    "flatten",
    "is_absent",
    "json_safe",
    "parse_line",
    "sample",
    "sample_spec",
    "sampled_history",
    "step_of",
]

T = TypeVar("T")

Row = dict[str, Any]

_ABSENT: Final = object()
_LEAST: Final = -sys.float_info.max
_MEMBERS: Final = frozenset({"keys", "samples", "minStep", "maxStep"})
_SAMPLES: Final = 500
"""Default number of rows in a sample."""


def parse_line(text: str) -> Row:
    """Parse a line of JSON in which NaN and Infinity may be bare words.

    Raises:
        ValueError: If the line is not a JSON object.
    """
    return parse_object(text, "A line of a stream")


def step_of(row: Mapping[str, Any]) -> int | None:
    """Return a row's step, if it has one."""
    step: Any = row.get("_step")
    return int(step) if _is_finite(step) and abs(step) <= LARGEST_INTEGER else None


def flatten(row: Mapping[str, Any], prefix: str = "") -> Row:
    """Flatten nested values to dotted names. Media values, lists and empty dicts are not flattened.

    If a key with dots collides with a nested one, the key takes precedence.
    """
    flat: Row = {}
    for key, value in row.items():
        if _is_nested(value):
            for name, each in flatten(value, f"{prefix}{key}.").items():
                flat.setdefault(name, each)
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def sample(rows: Sequence[T], samples: int) -> list[T]:
    """Select rows at equal distances, including the first and the last; all rows if they are few enough."""
    count = len(rows)
    if count <= samples:
        return list(rows)
    if samples <= 0:
        return []
    if samples == 1:
        return [rows[0]]
    return [rows[round(index * (count - 1) / (samples - 1))] for index in range(samples)]


def sampled_history(rows: Iterable[Row], spec: Mapping[str, Any]) -> list[Row]:
    """Respond to one spec of `sampledHistory`: rows that have all keys, with only these keys."""
    keys = list(dict.fromkeys(spec.get("keys") or []))
    low, high = spec.get("minStep"), spec.get("maxStep")
    found: list[Row] = []
    for row in rows:
        step = step_of(row)
        if step is None or (low is not None and step < low) or (high is not None and step > high):
            continue
        values = [find_value(row, key) for key in keys]
        if not any(each is _ABSENT for each in values):
            found.append({key: json_safe(each) for key, each in zip(keys, values, strict=True)})
    samples = spec.get("samples")
    return sample(found, _SAMPLES if samples is None else int(samples))


def sample_spec(text: str) -> dict[str, Any]:
    """Parse a spec of `sampledHistory`.

    Raises:
        InputError: If a member is unknown or has the wrong type.
    """
    spec = parse_object(text, "a spec")
    unknown = sorted(set(spec) - _MEMBERS)
    if unknown:
        raise InputError(f"a spec of sampledHistory has no member {unknown[0]!r}")
    keys = spec.get("keys") or []
    if not isinstance(keys, list) or not all(isinstance(each, str) for each in keys):
        raise InputError("keys of a spec must be a list of names")
    for name in sorted(_MEMBERS - {"keys"}):
        if spec.get(name) is not None and not _is_finite(spec[name]):
            raise InputError(f"{name} of a spec must be a number")
    return spec


def find_value(row: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - any JSON value, or _ABSENT
    """Return a value by its dotted name as in `flatten`; a marker for `is_absent` if it is missing."""
    if key in row:
        return row[key]
    stop = key.rfind(".")
    while stop != -1:
        inner = row.get(key[:stop])
        if _is_nested(inner) and (found := find_value(inner, key[stop + 1 :])) is not _ABSENT:
            return found
        stop = key.rfind(".", 0, stop)
    return _ABSENT


def is_absent(value: object) -> bool:
    """Return whether a looked-up value was missing."""
    return value is _ABSENT


def json_safe(value: Any) -> Any:  # noqa: ANN401 - any JSON value in, any JSON value out
    """Quote non-finite numbers, for responses with values that are not strings."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {key: json_safe(each) for key, each in value.items()}
    if isinstance(value, list):
        return [json_safe(each) for each in value]
    return value


class HistoryKeys:
    """The `historyKeys` of a run, updated row by row."""

    def __init__(self, text: str = "") -> None:
        kept: dict[str, Any] = json.loads(text) if text else {}
        self._keys: dict[str, Any] = kept.get("keys", {})
        self._last_step: int = kept.get("lastStep", -1)

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row."""
        step = step_of(row)
        if step is not None:
            self._last_step = max(self._last_step, step)
        for key, value in row.items():
            self._add(self._keys, key, value)

    def document(self) -> dict[str, Any]:
        """Return the value in the format of the protocol."""
        return {"sets": [], "keys": _told(self._keys), "lastStep": self._last_step}

    def to_json(self) -> str:
        """Return the arguments of the constructor."""
        return json.dumps({"keys": self._keys, "lastStep": self._last_step})

    def _add(self, keys: dict[str, Any], key: str, value: Any) -> None:  # noqa: ANN401
        if (entry := keys.get(key)) is None:
            entry = keys[key] = {"typeCounts": [], "monotonic": True, "previousValue": None}
        kind = _kind(value)
        for count in entry["typeCounts"]:
            if count["type"] == kind:
                break
        else:
            count = {"type": kind, "count": 0}
            entry["typeCounts"].append(count)
        count["count"] += 1
        # A media value may name any type, so a value of this kind may be a dict.
        if kind == "number" and not isinstance(value, dict):
            before = entry["previousValue"]
            if before is not None and not before <= value:
                entry["monotonic"] = False
            if _is_finite(value):
                entry["previousValue"] = value
        else:
            entry["monotonic"] = False
        if kind == "map":
            nested = count.setdefault("keys", {})
            for inner, each in value.items():
                self._add(nested, inner, each)
        elif isinstance(value, list):
            items = count.setdefault("items", [])
            for each in value:
                if (item := _kind(each)) not in [known["type"] for known in items]:
                    items.append({"type": item})


def _told(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return keys in the format of the protocol. Keys without numbers get the lowest number as previous value."""
    found = {}
    for key, entry in keys.items():
        counts = [
            {**each, "keys": _told(each["keys"])} if "keys" in each else each
            for each in entry["typeCounts"]
        ]
        before = entry["previousValue"]
        found[key] = {
            **entry,
            "typeCounts": counts,
            "previousValue": _LEAST if before is None else before,
        }
    return found


def _is_finite(value: object) -> bool:
    # All integers are finite; math.isfinite raises an error for those above the range of floats.
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _is_nested(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and bool(value) and "_type" not in value


_KINDS: Final[Mapping[type, str]] = {
    type(None): "nil",
    bool: "bool",
    int: "number",
    float: "number",
    str: "string",
    list: "list",
}


def _kind(value: Any) -> str:  # noqa: ANN401
    """Return the name of the type of a parsed JSON value."""
    kind = _KINDS.get(type(value))
    if kind is not None:
        return kind
    return str(value["_type"]) if "_type" in value else "map"
