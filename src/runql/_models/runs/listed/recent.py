"""Configs and summaries that were read last, of the runs of a list.

A decoded document takes more memory than its JSON. A list that is kept therefore holds the JSON of all runs and the decoded
documents of few: the oldest are dropped and decoded again when they are read again. A document stays if a user has it, or
something inside it, or has changed it: then it is a draft, which only `update()` or the user may end.
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

# Thousands of runs share these.
_BOTH: Final = frozenset({"_config", "_summary"})
_ONE: Final = {name: frozenset({name}) for name in _BOTH}

# Only CPython counts references; without the count, every document stays.
_references: Callable[[object], int] | None = getattr(sys, "getrefcount", None)


class _Read(NamedTuple):
    """A document that was decoded.

    Attributes:
        run: The run.
        name: The run's attribute that holds the document.
        size: Characters of its JSON.
        items: The items as they were decoded; None for a document that no code but ours can change.
        inside: The lists and dicts among the values.
        content: The contents of these.
    """

    run: ref[RunDocuments[Any, Any]]
    name: str
    size: int
    items: dict[str, object] | None
    inside: list[Any]
    content: bytes | None


class RecentDocuments:
    """The decoded documents of runs that share a context, the oldest first; thread-safe.

    Attributes:
        lock: Is held while a document is decoded, replaced, dropped or compared with the server's.
    """

    def __init__(self) -> None:
        self.lock: AbstractContextManager[bool] = RLock()
        self._read: deque[_Read] = deque()
        self._size = 0

    def note(self, run: RunDocuments[Any, Any], name: str, size: int, *, is_private: bool) -> None:
        """Note a document that was just decoded, and drop the oldest ones.

        Args:
            run: The run.
            name: The run's attribute that holds the document.
            size: Characters of its JSON.
            is_private: Whether users see the document through an object that tells the run of changes.
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
        # Locks do not travel to another process, which has documents of its own.
        return (RecentDocuments, ())


def _drop(run: RunDocuments[Any, Any], read: _Read) -> None:
    """Let a run forget a document, unless it is a draft."""
    assign = object.__setattr__
    document: Any = getattr(run, read.name)
    if type(document) is not dict or run._is_touched(read.name):
        return
    # Code that takes the document from now on waits for the lock; code that has it already is counted.
    assign(run, read.name, None)
    if _count(document) > _FREE or not (read.items is None or _is_same(document, read)):
        assign(run, read.name, document)
    else:
        assign(run, "_dropped", _BOTH if run._dropped else _ONE[read.name])
        if read.name == "_summary":
            # The mapping that a user had is gone, and the weak reference to it may go too.
            assign(run, "_summary_view", _no_view)


def _no_view() -> None:
    """Return no mapping."""


def _is_same(document: dict[str, object], read: _Read) -> bool:
    """Return whether a document is as it was decoded, down to the type of every value, and no code has a part of it."""
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
        # The outermost ones are counted once more, for the items as they were decoded.
        most = max(most, max(map(_references, level)) - known)
        level, known = [part for each in level for part in _containers(each)], 0
    return most


def _content(inside: list[Any]) -> bytes | None:
    """Return the contents of lists and dicts; the same bytes mean the same values and types."""
    try:
        # Later versions depend on who else has a value.
        return marshal.dumps(inside, 2) if inside else b""
    except ValueError:
        return _CHANGED


def _containers(container: dict[str, Any] | list[Any]) -> list[Any]:
    """Return the lists and dicts right inside a list or dict."""
    values = container.values() if isinstance(container, dict) else container
    return [*compress(values, map(_CONTAINERS.__contains__, map(type, values)))]


def _free() -> tuple[int, int]:
    """Return what is counted of a document that no other code has, and of what is inside it."""
    document: dict[str, object] = {"inside": [[0]]}
    items = document.copy()
    return _count(document), _most_counted(_containers(items))


_FREE, _FREE_INSIDE = _free()
