"""Types of the values of each key, as the server counts them, and keys with several types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["kinds_of_key", "mixed_keys"]

_KINDS: Final = {"number": "number", "bool": "bool", "nil": None}


def mixed_keys(documents: Iterable[Mapping[str, JsonValue]]) -> frozenset[str]:
    """Return the keys, dotted as in rows, whose values only a string column can store.

    Args:
        documents: The `historyKeys` of each run.
    """
    kinds: dict[str, set[str]] = {}
    for document in documents:
        keys = document.get("keys")
        for name, kind in _kinds(keys if isinstance(keys, dict) else {}):
            kinds.setdefault(name, set()).add(kind)
    return frozenset(name for name, found in kinds.items() if len(found) > 1)


def kinds_of_key(document: JsonValue, key: str) -> frozenset[str]:
    """Return the types that a run logged under a key: `number`, `bool`, `text`.

    Nulls are ignored.

    Args:
        document: The run's `historyKeys`.
        key: The key, dotted as in rows.
    """
    keys = document.get("keys") if isinstance(document, dict) else None
    found = _kinds(keys if isinstance(keys, dict) else {})
    return frozenset(kind for name, kind in found if name == key)


def _kinds(keys: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in keys.items():
        for count in entry.get("typeCounts") or []:
            if count.get("type") == "map" and count.get("keys"):
                yield from _kinds(count["keys"], f"{prefix}{name}.")
            elif (kind := _KINDS.get(str(count.get("type")), "text")) is not None:
                yield f"{prefix}{name}", kind
