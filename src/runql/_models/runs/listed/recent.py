"""Recently decoded configs and summaries of the runs in a list.

A decoded JSON object takes more memory than its JSON string. A list therefore stores the strings of all runs, but only a
few decoded objects. The oldest objects are dropped, and decoded again on the next read. An object stays if a user holds a
reference to it or its content, or has changed it. Changed objects are discarded only by `update()` or by the user.
"""

from __future__ import annotations

import marshal
import sys
from collections import deque
from itertools import compress
from operator import is_
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from runql._models.runs.documents import RunDocuments

__all__ = ["RecentDocuments"]

_MOST: Final = 2**19
_CONTAINERS: Final = frozenset({dict, list})
_CHANGED: Final = None
_NO_CONTAINERS: Final[list[Any]] = []

# Thousands of runs share these objects.
_BOTH: Final = frozenset({"_config", "_summary"})
_ONE: Final = {name: frozenset({name}) for name in _BOTH}

# Only CPython counts references. Without the count, all objects stay.
_references: Callable[[object], int] | None = getattr(sys, "getrefcount", None)


class _Read(NamedTuple):
    """A decoded config or summary.

    Attributes:
        run: The run.
        name: Attribute of the run that holds the object.
        size: Number of characters of the JSON string.
        items: Items directly after decoding; None if only runql's own code can change the object.
        inside: The lists and dicts among the values.
        content: Their serialized contents.
    """

    run: ref[RunDocuments[Any, Any]]
    name: str
    size: int
    items: dict[str, object] | None
    inside: list[Any]
    content: bytes | None


class RecentDocuments:
    """The decoded configs and summaries of runs with a common context, the oldest first. Thread-safe.

    Attributes:
        lock: Held while an object is decoded, replaced, dropped or compared with the server's value.
    """

    def __init__(self) -> None:
        self.lock: AbstractContextManager[bool] = RLock()
        self._read: deque[_Read] = deque()
        self._size = 0

    def note(self, run: RunDocuments[Any, Any], name: str, size: int, *, is_private: bool) -> None:
        """Record a newly decoded object, and drop the oldest objects.

        Args:
            run: The run.
            name: Attribute of the run that holds the object.
            size: Number of characters of the JSON string.
            is_private: Whether users access the object through a wrapper that reports changes to the run.
        """
        if _references is None:
            return
        items, inside, content = None, _NO_CONTAINERS, None
        if not is_private:
            items = getattr(run, name).copy()
            inside = _containers(items)
            content = _content(inside)
        with self.lock:
            self._read.append(_Read(ref(run), name, size, items, inside, content))
            self._size += size
            while self._size > _MOST and len(self._read) > 1:
                oldest = self._read.popleft()
                self._size -= oldest.size
                owner = oldest.run()
                if owner is not None:
                    _drop(owner, oldest)

    def __reduce__(self) -> tuple[object, ...]:
        # Locks cannot be pickled. Another process has its own objects.
        return (RecentDocuments, ())


def _drop(run: RunDocuments[Any, Any], read: _Read) -> None:
    """Remove an object from a run, unless it has changes or references."""
    assign = object.__setattr__
    document: Any = getattr(run, read.name)
    if type(document) is not dict or run._is_touched(read.name):
        return
    # Code that reads the attribute from now on waits for the lock. Earlier references are counted.
    assign(run, read.name, None)
    if _count(document) > _FREE or not (read.items is None or _is_same(document, read)):
        assign(run, read.name, document)
    else:
        assign(run, "_dropped", _BOTH if run._dropped else _ONE[read.name])
        if read.name == "_summary":
            # No user holds the mapping any more, so the weak reference can be removed too.
            assign(run, "_summary_view", _no_view)


def _no_view() -> None:
    """Return None instead of a mapping."""


def _is_same(document: dict[str, object], read: _Read) -> bool:
    """Return whether an object is unchanged, including the types of all values, and no code refers to parts of it."""
    items: Any = read.items
    if [*document] != [*items] or not all(map(is_, document.values(), items.values())):
        return False
    inside = read.inside
    return not inside or (
        _most_counted(inside) <= _FREE_INSIDE and _content(inside) == read.content is not _CHANGED
    )


def _count(document: dict[str, object]) -> int:
    return 0 if _references is None else _references(document)


def _most_counted(inside: list[Any]) -> int:
    most, known, level = 0, 1, inside
    while level and _references is not None:
        # The outermost objects have one more reference from the recorded items.
        most = max(most, max(map(_references, level)) - known)
        level, known = [part for each in level for part in _containers(each)], 0
    return most


def _content(inside: list[Any]) -> bytes | None:
    """Return the serialized contents of lists and dicts. Equal bytes mean equal values and types."""
    try:
        # Later format versions depend on reference counts.
        return marshal.dumps(inside, 2) if inside else b""
    except ValueError:
        return _CHANGED


def _containers(container: dict[str, Any] | list[Any]) -> list[Any]:
    """Return the lists and dicts directly inside a list or dict."""
    values = container.values() if isinstance(container, dict) else container
    return [*compress(values, map(_CONTAINERS.__contains__, map(type, values)))]


def _free() -> tuple[int, int]:
    """Return the reference counts of an object, and of its content, without other references."""
    document: dict[str, object] = {"inside": [[0]]}
    items = document.copy()
    return _count(document), _most_counted(_containers(items))


_FREE, _FREE_INSIDE = _free()
