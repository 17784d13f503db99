"""Keys that a run logged, as the server counts them, and warnings about keys that it did not log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models.history.rows import ALWAYS
from runql.errors import UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from runql._wire.json_types import JsonValue

__all__ = ["UnknownKeys", "known_keys", "partial_keys", "unknown_keys", "warn_unknown_keys"]


class UnknownKeys:
    """Requested keys that no run has logged so far."""

    def __init__(self, keys: Collection[str] | None) -> None:
        self._missing = set(keys or ())
        self._known: set[str] = set()
        self._is_sure = True

    def see(self, known: frozenset[str] | None) -> None:
        """Record the keys that one run logged; None if the server does not report them."""
        if known is None:
            self._is_sure = False
        elif self._missing:
            self._missing = set(unknown_keys(self._missing, known))
            self._known |= known if self._missing else set()

    def warn(self, what: str) -> None:
        """Warn about keys that no run logged."""
        if self._is_sure and self._missing and self._known:
            warn_unknown_keys(sorted(self._missing), self._known, what)


def known_keys(document: JsonValue) -> frozenset[str] | None:
    """Return the keys of a run's history, and their parent keys.

    The result is None if the server reports no keys.

    Args:
        document: The run's `historyKeys`.
    """
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, dict) or not keys:
        return None
    found: set[str] = set()
    for name in _names(keys, ""):
        parts = name.split(".")
        found.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return frozenset(found)


def partial_keys(logged: JsonValue, lines: int) -> frozenset[str]:
    """Return the SDK's own keys that some rows may lack, by the server's counts.

    Args:
        logged: The `keys` of the run's `historyKeys`.
        lines: Number of rows, as the server counts them.
    """
    known = logged if isinstance(logged, dict) else {}
    return frozenset(key for key in ALWAYS if _count(known.get(key)) < max(lines, 1))


def _count(entry: JsonValue) -> int:
    counts = entry.get("typeCounts") if isinstance(entry, dict) else None
    found = (
        [
            each.get("count")
            for each in counts or ()
            if isinstance(each, dict) and each.get("type") != "nil"
        ]
        if isinstance(counts, list)
        else []
    )
    return sum(each for each in found if isinstance(each, int))


def unknown_keys(keys: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the keys that a history does not have.

    Of keys with an underscore, such as W&B's own, only those that resemble a key of every row are checked.
    """
    return [
        key
        for key in keys
        if (not key.startswith("_") or (key not in ALWAYS and near_names(key, ALWAYS)))
        and key not in known
        # The server does not count keys inside media and lists.
        and not any(part in known for part in _outer(key))
    ]


def warn_unknown_keys(keys: Iterable[str], known: Collection[str], what: str) -> None:
    """Warn the user about keys that were not logged, and suggest similar keys."""
    for key in unknown_keys(keys, known):
        near = near_names(key, [*ALWAYS, *known] if key.startswith("_") else known)
        said = f" Did you mean {near[0]!r}?" if near else ""
        warn_caller(
            f"{what} has a key {key!r}: its values are missing.{said}"
            if what.startswith("No ")
            else f"{what} has no key {key!r}: its values are missing.{said}",
            UnknownKeyWarning,
        )


def _outer(key: str) -> Iterator[str]:
    head, dot, _ = key.rpartition(".")
    while dot:
        yield head
        head, dot, _ = head.rpartition(".")


def _names(keys: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for name, entry in keys.items():
        yield f"{prefix}{name}"
        counts = entry.get("typeCounts") if isinstance(entry, Mapping) else None
        for count in counts if isinstance(counts, list) else ():
            inner = count.get("keys") if isinstance(count, Mapping) else None
            if isinstance(inner, Mapping):
                yield from _names(inner, f"{prefix}{name}.")
