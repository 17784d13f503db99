"""Conversion of values for printing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Final

__all__ = ["as_json", "as_text", "dumped", "exact", "shown"]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def as_json(value: object) -> object:
    """Convert a value to JSON types.

    Times become ISO 8601 strings in UTC and durations become seconds. Non-finite numbers become the strings `NaN`,
    `Infinity` and `-Infinity`, as W&B writes them.
    """
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _infinite(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [as_json(each) for each in items]
    return str(value)


def dumped(value: object, *, indent: int | None = None) -> str:
    """Return the JSON text of a value."""
    return json.dumps(as_json(value), ensure_ascii=False, allow_nan=False, indent=indent)


def as_text(value: object) -> str:
    """Convert a value for CSV and TSV: full precision, JSON for lists and objects, empty for None."""
    found = as_json(value)
    if found is None:
        return ""
    if isinstance(found, str):
        return found
    return json.dumps(found, ensure_ascii=False, allow_nan=False)


def shown(value: object) -> str:
    """Convert a value for tables: six significant digits for floats, a dash for None.

    Control characters are escaped, so that run names cannot control the terminal.
    """
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(each, str) for each in value
    ):
        return _escaped(", ".join(value) or "-")
    return _escaped(as_text(value) or "-")


def exact(value: object) -> str:
    """Convert a value as `shown` does, with all digits of floats."""
    return as_text(value) if isinstance(value, float) else shown(value)


def _escaped(text: str) -> str:
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def _infinite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _moment(value: datetime) -> str:
    moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo is not None else value
    return moment.isoformat() + "Z"


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    days, seconds = divmod(seconds, 86400)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{days}d {hours}h"
    if hours:
        return f"{hours}h {minutes}m"
    return f"{minutes}m {seconds}s" if minutes else f"{seconds}s"
