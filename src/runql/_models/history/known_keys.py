"""Keys that a run logged, as the server counts them, and warnings about keys that it did not log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from runql._caller import warn_caller
from runql._choices import near_names
from runql._models.history.rows import ALWAYS
from runql.errors import UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from runql._wire.json_types import JsonValue

__all__ = [
    "KnownKeys",
    "UnknownKeys",
    "known_keys",
    "partial_keys",
    "unknown_keys",
    "warn_unknown_keys",
]


_COUNTED: Final = frozenset({"number", "string", "bool", "nil", "map"})
"""Kinds of values that are not media or lists."""


class KnownKeys(frozenset[str]):
    """The keys of a history, and their parent keys.

    Attributes:
        whole: Keys with media or lists, which rows have as one value.
        uncounted: Keys with nested values whose keys the server does not count.
    """

    whole: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, names: Iterable[str], whole: Iterable[str] = (), uncounted: Iterable[str] = ()
    ) -> KnownKeys:
        """Return the keys with the information about their values."""
        made = cls(names)
        made.whole, made.uncounted = frozenset(whole), frozenset(uncounted)
        return made

    def joined(self, other: Collection[str]) -> KnownKeys:
        """Return the keys of both histories."""
        if not isinstance(other, KnownKeys):
            return KnownKeys.of(self.union(other), self.whole, self.uncounted.union(other))
        return KnownKeys.of(
            self.union(other), self.whole | other.whole, self.uncounted | other.uncounted
        )


class UnknownKeys:
    """Requested keys that no run has logged so far."""

    def __init__(self, keys: Collection[str] | None) -> None:
        self._missing = set(keys or ())
        self._known = KnownKeys()
        self._is_sure = True

    def see(self, known: frozenset[str] | None) -> None:
        """Record the keys that one run logged; None if the server does not report them."""
        if known is None:
            self._is_sure = False
        elif self._missing:
            self._missing = set(unknown_keys(self._missing, known))
            if self._missing:
                self._known = self._known.joined(known)

    def warn(self, what: str) -> None:
        """Warn about keys that no run logged."""
        if self._is_sure and self._missing and self._known:
            warn_unknown_keys(sorted(self._missing), self._known, what)


def known_keys(document: JsonValue) -> KnownKeys | None:
    """Return the keys of a run's history, and their parent keys.

    The result is None if the server reports no keys.

    Args:
        document: The run's `historyKeys`.
    """
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, dict) or not keys:
        return None
    found: set[str] = set()
    whole: set[str] = set()
    uncounted: set[str] = set()
    for name, entry in _entries(keys, ""):
        parts = name.split(".")
        found.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
        kinds = _kinds(entry)
        if any(kind not in _COUNTED for kind in kinds):
            whole.add(name)
        if not kinds or not kinds.get("map", True):
            uncounted.add(name)
    return KnownKeys.of(found, whole, uncounted)


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
        and not _may_exist(key, known)
    ]


def _may_exist(key: str, known: Collection[str]) -> bool:
    """Return whether a key is inside a value whose keys the server does not count."""
    if not isinstance(known, KnownKeys):
        return any(part in known for part in _outer(key))
    # Some exports have the parts of media as columns, and `run.media()` requests one of them.
    return key.endswith("._type") or any(part in known.uncounted for part in _outer(key))


def warn_unknown_keys(keys: Iterable[str], known: Collection[str], what: str) -> None:
    """Warn the user about keys that were not logged, and suggest similar keys."""
    whole = known.whole if isinstance(known, KnownKeys) else frozenset[str]()
    for key in unknown_keys(keys, known):
        holder = next((part for part in _outer(key) if part in whole), None)
        near = near_names(key, [*ALWAYS, *known] if key.startswith("_") else known)
        said = f" Did you mean {near[0]!r}?" if near else ""
        if holder is not None:
            said = f" Rows have the media or lists of {holder!r} as one value: read {holder!r}."
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


def _entries(keys: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield the counted keys with their entries, nested keys joined with dots."""
    for name, entry in keys.items():
        yield f"{prefix}{name}", entry
        counts = entry.get("typeCounts") if isinstance(entry, Mapping) else None
        for count in counts if isinstance(counts, list) else ():
            inner = count.get("keys") if isinstance(count, Mapping) else None
            if isinstance(inner, Mapping):
                yield from _entries(inner, f"{prefix}{name}.")


def _kinds(entry: object) -> dict[str, bool]:
    """Return the kinds of a key's values, with whether the server counts the keys inside them."""
    counts = entry.get("typeCounts") if isinstance(entry, Mapping) else None
    return {
        str(count.get("type")): isinstance(count.get("keys"), Mapping)
        for count in (counts if isinstance(counts, list) else ())
        if isinstance(count, Mapping)
    }
