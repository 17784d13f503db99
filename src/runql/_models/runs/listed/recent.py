"""Recently decoded configs and summaries of the runs in a list.

A decoded JSON object takes more memory than its JSON string. A list therefore stores the strings of all runs, but only a
few decoded objects. The oldest objects are dropped, and decoded again on the next read. An object stays if a user holds a
reference to it or its content, or has changed it. Changed objects are discarded only by `update()` or by the user.

An object is compared with a copy of its items to find changes. Most loops drop every run before they read the next one, and
need no copy: then a run that stays all the same is compared with its JSON string, decoded again.
"""

from __future__ import annotations

import marshal
import sys
from collections import deque
from operator import is_
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from runql._models.runs.documents import RunDocuments

__all__ = ["RecentDocuments"]

_MOST: Final = 2**18
_CONTAINERS: Final = frozenset({dict, list})
_CHANGED: Final = None
_NOTHING_INSIDE: Final[tuple[list[Any], bytes | None]] = ([], b"")

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
        is_private: Whether only runql's own code can change the object.
        items: The items directly after decoding; None if they were not copied.
        inside: The lists and dicts among the values of the copied items.
        content: The serialized contents of these lists and dicts.
    """

    run: Callable[[], RunDocuments[Any, Any] | None]
    name: str
    size: int
    is_private: bool
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
        self._latest: Callable[[], RunDocuments[Any, Any] | None] = _nothing
        # A variable of a loop, such as a summary, often keeps the latest run alive, but none before it.
        self._earlier: Callable[[], RunDocuments[Any, Any] | None] = _nothing
        self._are_kept = False
        self._searched: Callable[[], RunDocuments[Any, Any] | None] = _nothing
        self._searches = 0

    def note(
        self,
        run: RunDocuments[Any, Any],
        name: str,
        document: dict[str, object],
        size: int,
        *,
        is_private: bool,
    ) -> None:
        """Record a newly decoded object, and drop the oldest objects. The caller holds the lock.

        Args:
            run: The run.
            name: Attribute of the run that holds the object.
            document: The object.
            size: Number of characters of the JSON string.
            is_private: Whether users access the object through a wrapper that reports changes to the run.
        """
        if _references is None:
            return
        if self._latest() is not run:
            self._are_kept = self._earlier() is not None
            self._earlier, self._latest = self._latest, ref(run)
        items: dict[str, object] | None = None
        inside, content = _NOTHING_INSIDE
        if self._are_kept and not is_private:
            items, inside, content = _copy(document)
        self._read.append(_Read(self._latest, name, size, is_private, items, inside, content))
        self._size += size
        while self._size > _MOST and len(self._read) > 1:
            oldest = self._read.popleft()
            self._size -= oldest.size
            owner = oldest.run()
            if owner is not None:
                _drop(owner, oldest)

    def count_search(self, run: RunDocuments[Any, Any]) -> int:
        """Return how many searches for a summary value in a row were of this run, with this one."""
        # An attribute of each run would double the memory of its attributes.
        if self._searched() is not run:
            self._searched, self._searches = ref(run), 0
        self._searches += 1
        return self._searches

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
    if _count(document) > _FREE or not (read.is_private or _is_same(run, document, read)):
        assign(run, read.name, document)
    else:
        assign(run, "_dropped", _BOTH if run._dropped else _ONE[read.name])
        if read.name == "_summary" and run._summary_view() is None:
            assign(run, "_summary_view", _nothing)


def _nothing() -> None:
    """Return None, as a reference to a deleted object does."""


def _is_same(run: RunDocuments[Any, Any], document: dict[str, object], read: _Read) -> bool:
    """Return whether an object is unchanged, including the types of all values, and no code refers to parts of it."""
    items: Any = read.items
    if items is None:
        inside = _containers(document)
        if _most_counted(inside, 0) > _FREE_INSIDE:
            return False
        sent: object = run._server_part("config" if read.name == "_config" else "summary")
        return _content([document]) == _content([sent]) is not _CHANGED
    if [*document] != [*items] or not all(map(is_, document.values(), items.values())):
        return False
    # The copied items have one reference to each of the outermost objects.
    return not read.inside or (
        _most_counted(read.inside, 1) <= _FREE_INSIDE
        and _content(read.inside) == read.content is not _CHANGED
    )


def _copy(document: dict[str, object]) -> tuple[dict[str, object], list[Any], bytes | None]:
    items = document.copy()
    inside = _containers(items)
    return items, inside, _content(inside)


def _count(document: dict[str, object]) -> int:
    return 0 if _references is None else _references(document)


def _most_counted(inside: list[Any], known: int) -> int:
    """Return the most references to a list or dict.

    Args:
        inside: The outermost lists and dicts.
        known: References to them that do not count.
    """
    most, level = 0, inside
    while level and _references is not None:
        most = max(most, max(map(_references, level)) - known)
        # A call of `_containers` for each would take longer than the rest.
        level, known = (
            [
                part
                for each in level
                for part in (each.values() if type(each) is dict else each)
                if type(part) in _CONTAINERS
            ],
            0,
        )
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
    return [each for each in values if type(each) in _CONTAINERS]


def _free() -> tuple[int, int]:
    """Return the reference counts of an object, and of its content, without other references."""
    document: dict[str, object] = {"inside": [[0]]}
    items = document.copy()
    return _count(document), _most_counted(_containers(items), 1)


_FREE, _FREE_INSIDE = _free()
