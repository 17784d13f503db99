"""JSON objects of a run: changes in a copy, and their application to a newer version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["DocumentChange", "compare", "is_same"]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """Top-level keys that were set or removed.

    Attributes:
        assigned: New values by key.
        removed: Keys that were removed.
    """

    assigned: Mapping[str, JsonValue] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.assigned or self.removed)

    def apply(self, document: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return the JSON object with the change applied and all other keys unchanged."""
        kept = {key: value for key, value in document.items() if key not in self.removed}
        return {**kept, **self.assigned}


def compare(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]) -> DocumentChange:
    """Return the change that turns one JSON object into the other."""
    return DocumentChange(
        assigned={
            key: value
            for key, value in after.items()
            if key not in before or not is_same(before[key], value)
        },
        removed=frozenset(before.keys() - after.keys()),
    )


def is_same(left: JsonValue, right: JsonValue) -> bool:
    """Return whether two values have the same JSON.

    NaN equals NaN; 1 differs from 1.0 and from true.
    """
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(is_same, left, right))
    if type(left) is not type(right):
        return False
    return left == right or (left != left and right != right)
