"""Which keys have values of different kinds in different runs, by what the server counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["kinds_of_key", "mixed_keys"]

_KINDS: Final = {"number": "number", "bool": "bool", "nil": None}


def mixed_keys(documents: Iterable[Mapping[str, JsonValue]]) -> frozenset[str]:
    """Return the keys whose values no one type but text can hold, dotted as rows have them.

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
    """Return the kinds of values that a run logged under a key: `number`, `bool`, `text`; nulls are none.

    Args:
        document: The run's `historyKeys`.
        key: The key, dotted as rows have it.
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
