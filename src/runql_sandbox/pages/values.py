"""Display of values: numbers, times, sizes, and JSON objects as flat rows."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.inputs import InputError, parse_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "config_values",
    "flat",
    "read_document",
    "shown",
    "shown_bytes",
    "shown_count",
    "shown_seconds",
    "shown_time",
    "summary_values",
]

_LONGEST: Final = 2000
_DEEPEST: Final = 16
_UNITS: Final = ("B", "KiB", "MiB", "GiB", "TiB")


def shown(value: object, *, longest: int = _LONGEST) -> str:
    """Format a value: numbers with six digits, strings unchanged, other values as
    JSON.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _shown_float(value)
    if isinstance(value, str):
        return _cut(value, longest)
    if isinstance(value, dict) and isinstance(value.get("_type"), str):
        return _cut(_shown_media(value), longest)
    return _cut(json.dumps(value, ensure_ascii=False, default=str), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _shown_float(value: float) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "-∞"
    return f"{value:.6g}"


def _shown_media(value: Mapping[str, Any]) -> str:
    kind = str(value["_type"])
    facts = [f"{key} {value[key]}" for key in ("caption", "count", "path") if key in value]
    for low, high in (("width", "height"), ("ncols", "nrows")):
        if low in value and high in value:
            facts.append(f"{value[low]} by {value[high]}")
    return f"{kind}: {', '.join(map(str, facts))}" if facts else kind


def shown_time(text: str | None) -> str:
    """Format a time to the second."""
    return (text or "")[:19].replace("T", " ")


def shown_seconds(value: object) -> str:
    """Format a duration in its two largest units."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return "-"
    seconds = round(max(0.0, value))
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h"


def shown_bytes(value: object) -> str:
    """Format a number of bytes with its unit."""
    size = float(value) if isinstance(value, int | float) else 0.0
    unit = 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.0f} {_UNITS[unit]}" if unit == 0 else f"{size:.1f} {_UNITS[unit]}"


def shown_count(count: int, noun: str, plural: str = "") -> str:
    """Format a number of items with their noun."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def read_document(text: str | None) -> dict[str, Any]:
    """Parse a JSON object; empty if the text is not an object."""
    try:
        return parse_object(text or "{}", "the document")
    except InputError:
        return {}


def config_values(text: str | None) -> dict[str, Any]:
    """Return the values of a config, flattened, without the SDK's own section."""
    found: dict[str, Any] = {}
    for key, item in read_document(text).items():
        if key != "_wandb":
            value = item["value"] if isinstance(item, dict) and "value" in item else item
            found.update(flat({key: value}))
    return found


def summary_values(text: str | None) -> dict[str, Any]:
    """Return the values of a summary, flattened, without the SDK's own section."""
    return {key: value for key, value in flat(read_document(text)).items() if key != "_wandb"}


def flat(document: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten values to dotted keys. Media values are not flattened."""
    return dict(_flat("", document, 0))


def _flat(prefix: str, document: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    for key, value in document.items():
        inner = isinstance(value, dict) and value and "_type" not in value and depth < _DEEPEST
        if inner:
            yield from _flat(f"{prefix}{key}.", value, depth + 1)
        else:
            yield f"{prefix}{key}", value
