"""Values as short strings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final, cast

__all__ = ["Bytes", "dotted", "moment", "size_of", "text_of"]

_LONGEST: Final = 120
_DAY: Final = 86_400
_UNITS: Final = ("B", "kB", "MB", "GB", "TB", "PB", "EB")


@dataclass(frozen=True, slots=True)
class Bytes:
    """A size in bytes.

    Attributes:
        count: Number of bytes.
    """

    count: int

    def __str__(self) -> str:
        return size_of(self.count)


def dotted(document: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Return nested values under dotted names. For duplicate names, the first value is used."""
    found: dict[str, object] = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value and "_type" not in value:
            for below, each in dotted(cast("dict[str, object]", value), f"{name}.").items():
                found.setdefault(below, each)
        else:
            found.setdefault(name, value)
    return found


def text_of(value: object, longest: int = _LONGEST) -> str:
    """Return a value as a short string; empty for None.

    Args:
        value: The value.
        longest: Maximum number of characters.
    """
    text = _whole_text(value)
    text = " ".join(text.split()) if "\n" in text else text
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _whole_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 100_000 else str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, timedelta):
        return _length(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = cast("list[object]", list(value))
        if all(isinstance(each, str) for each in items):
            return ", ".join(map(str, items))
        return _json(items)
    return _json(cast("object", value)) if isinstance(value, Mapping) else str(value)


def moment(value: datetime) -> str:
    """Return a time in UTC, to the minute."""
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return f"{aware.astimezone(UTC):%Y-%m-%d %H:%M}"


def size_of(count: int) -> str:
    """Return a size in a suitable unit. 1 kB is 1,000 bytes."""
    size, unit = float(count), 0
    while abs(size) >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{count} B" if unit == 0 else f"{size:.3g} {_UNITS[unit]}"


def _length(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    days, rest = divmod(seconds, _DAY)
    clock = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{days} d {clock}" if days else clock


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
