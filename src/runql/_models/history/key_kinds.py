"""Which keys have values of different kinds in different runs, by what the server counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["mixed_keys"]

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


def _kinds(keys: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in keys.items():
        for count in entry.get("typeCounts") or []:
            if count.get("type") == "map" and count.get("keys"):
                yield from _kinds(count["keys"], f"{prefix}{name}.")
            elif (kind := _KINDS.get(str(count.get("type")), "text")) is not None:
                yield f"{prefix}{name}", kind
