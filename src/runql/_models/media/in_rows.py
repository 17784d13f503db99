"""Media in history rows and summaries, as whole values or spread over columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from runql._caller import warn_caller
from runql._frames.flatten import flatten
from runql._models.media.reading import media_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.media.values import Media
    from runql._wire.json_types import JsonValue

__all__ = ["came_apart", "media_in", "media_keys", "requested_keys", "warn_other_values"]

_PLAIN_KINDS: Final = frozenset({"number", "string", "nil", "bool", "map", "list"})
_TYPE: Final = "._type"


def media_in(row: Mapping[str, JsonValue]) -> dict[str, Media]:
    """Return the media of a row or summary by key. Nested keys are joined with dots."""
    found: dict[str, Media] = {}
    for key, value in put_together(flatten(row)).items():
        media = media_of(value)
        if media is not None:
            found[key] = media
    return found


def put_together(row: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return a flat row with media values rebuilt from export columns (`image._type`, …)."""
    starts = sorted(name.removesuffix(_TYPE) for name in row if name.endswith(_TYPE))
    outer: list[str] = []
    for start in starts:
        if not any(start.startswith(f"{each}.") for each in outer):
            outer.append(start)
    if not outer:
        return dict(row)
    whole: dict[str, JsonValue] = {}
    for name, value in row.items():
        whole_name = next((each for each in outer if name.startswith(f"{each}.")), None)
        if whole_name is None:
            whole[name] = value
            continue
        container = _inside(whole, whole_name)
        *folders, last = name.removeprefix(f"{whole_name}.").split(".")
        for folder in folders:
            container = _inside(container, folder)
        container[last] = value
    return whole


def media_keys(history_keys: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Return the keys that hold media, from the server's counts of types per key."""
    keys = history_keys.get("keys")
    return tuple(dict.fromkeys(_media_keys(keys, ""))) if isinstance(keys, Mapping) else ()


def warn_other_values(
    keys: Iterable[str], rows: Sequence[Mapping[str, JsonValue]], media: Iterable[str], what: str
) -> None:
    """Warn about requested keys that have values, but no media.

    Args:
        keys: The requested keys.
        rows: The rows that were read.
        media: Keys with media in the rows.
        what: What has the rows, for the warning.
    """
    having = set(media)
    for key in keys:
        if key not in having and any(row.get(key) is not None for row in rows):
            warn_caller(f"{what} has no media under {key!r}, but other values: read its history.")


def requested_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that show media under these keys, as whole values or spread."""
    return (*keys, *(f"{key}{_TYPE}" for key in keys))


def came_apart(row: Mapping[str, JsonValue], keys: Sequence[str]) -> bool:
    """Return whether a row has media that an export spread over columns."""
    return any(row.get(f"{key}{_TYPE}") is not None and row.get(key) is None for key in keys)


def _media_keys(keys: Mapping[str, JsonValue], prefix: str) -> Iterable[str]:
    for name, entry in keys.items():
        full = f"{prefix}{name}"
        if full.endswith(_TYPE):
            yield full.removesuffix(_TYPE)
        counts = entry.get("typeCounts") if isinstance(entry, Mapping) else None
        for count in counts if isinstance(counts, list) else ():
            if not isinstance(count, Mapping):
                continue
            kind, inner = count.get("type"), count.get("keys")
            if isinstance(kind, str) and kind not in _PLAIN_KINDS:
                yield full
            elif kind == "list" and "items" in count:
                yield from [full] * _holds_media(count["items"])
            elif kind == "map" and isinstance(inner, Mapping):
                yield from _media_keys(dict(inner), f"{full}.")


def _holds_media(items: JsonValue) -> bool:
    entries = items if isinstance(items, list) else []
    kinds = [each.get("type") for each in entries if isinstance(each, Mapping)]
    return any(isinstance(kind, str) and kind not in _PLAIN_KINDS for kind in kinds)


def _inside(container: dict[str, JsonValue], name: str) -> dict[str, JsonValue]:
    inner = container.setdefault(name, {})
    if not isinstance(inner, dict):
        inner = container[name] = {}
    return inner
