"""The items of a list that were read so far, page by page."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from runql._paging.pages import MOST_EMPTY, MOST_NARROWED, Page
from runql.errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Buffer"]

logger = logging.getLogger("runql.pages")

_MOST_PASSES: Final = 30
_WORTH_READING_AHEAD: Final = 0.02

T = TypeVar("T")


@dataclass(slots=True)
class Buffer(Generic[T]):
    """The items of a list that were read, shared by all iterators over it.

    Attributes:
        cursor: Cursor after the items; None if there are none, or the server sent no cursor.
        limit: Maximum number of items; None for all.
        most: Number of items per request that the server was able to return; None if it returned all requested.
        items: The items.
        bounds: For each page, the number of items up to its end, and the cursor after it.
        total: Number of items that the server counts.
        done: Whether all items were read.
        most_empty: Maximum number of consecutive pages without a new item.
        keyed: Whether items have keys, so that the list can be read again.
        reads_ahead: Whether all pages that were requested ahead were used so far.
        ahead_from: Number of items after which a loop requests the next page; None for never.
        writes: Number of changes that the client had sent when the last page was read.
        loops: Loops over the list, including loops that have not started.
        item_size: Bytes per item of the last page; 0 if unknown.
        waited: Seconds of waiting for the last page.
    """

    cursor: str | None
    limit: int | None = None
    most: int | None = None
    items: list[T] = field(default_factory=list)
    bounds: list[tuple[int, str | None]] = field(default_factory=list)
    total: int | None = None
    done: bool = False
    most_empty: int = MOST_EMPTY
    keyed: bool = True
    reads_ahead: bool = True
    ahead_from: int | None = None
    writes: int = 0
    loops: set[object] = field(default_factory=set[object])
    item_size: float = 0
    waited: float = 0
    _empty: int = 0
    _keys: set[str] = field(default_factory=set)
    _cursors: set[str] = field(default_factory=set)
    _start: str | None = None
    _passes: int = 0
    _pass_start: int = 0
    _shrunk: bool = False
    _repeated: bool = False
    _grown: int = 0
    _writes: int | None = None
    _released: int = 0

    def __post_init__(self) -> None:
        self.done = self.limit == 0
        self._start = self.cursor

    def add(
        self, page: Page[T], key: Callable[[T], str], *, writes: int | None = None
    ) -> Sequence[T]:
        """Append the new items of a page, and return them.

        If items are deleted or changed while a list is read, the other items move, and pages skip some of them.
        In this case, the list is read again from its start, for the items that it has not returned yet.

        Args:
            page: The page.
            key: Returns the deduplication key of an item.
            writes: Number of changes that the client has sent so far; None if unknown.

        Raises:
            PaginationError: If the server's cursor does not advance, or consecutive pages have no new
                items, so the list would never end; or the list keeps changing, so items may have
                been skipped.
        """
        keys = [*map(key, page.items)]
        new: Sequence[T] = page.items
        if not self._keys.isdisjoint(keys):
            found = zip(page.items, keys, strict=True)
            new = [item for item, name in found if name not in self._keys]
        if page.items:
            self.item_size = page.size / len(page.items)
        cursor, last = page.cursor, page.last_cursor
        if len(new) < len(page.items):
            self._repeated = True
            logger.info("left out %d items listed before", len(page.items) - len(new))
        if page.cursor is not None and page.cursor in self._cursors | {self.cursor}:
            raise PaginationError(
                f"The server returned the cursor {page.cursor!r} twice, "
                f"after {len(self.items)} items.",
                hint="Items read so far are preserved. Retry, or pass error.cursor as after= to continue.",
                cursor=self.cursor,
            )
        self._count_empty(page, new)
        if self.limit is not None:
            cut = new[: self.limit - len(self.items)]
            if len(cut) < len(new) and cut and page.cursors:
                cursor = last = page.cursors[page.items.index(cut[-1])]
            new = cut
        self._keys.update(keys if len(new) == len(keys) else map(key, new))
        self.items.extend(new)
        # An impossible count is ignored, and the list is read to its end instead.
        self._note_total(page.total if 0 <= (page.total or 0) <= sys.maxsize else None)
        if page.items or last is not None:
            self.cursor = last
        if page.cursor is not None:
            self._cursors.add(page.cursor)
        self.done = page.cursor is None or len(self.items) == self.limit
        if new or not self._passes:
            self.bounds.append((len(self.items), cursor))
        if page.cursor is None and len(self.items) != self.limit:
            self._end_pass(writes)
        elif self._writes is None:
            self._writes = writes
        return new

    def note_page(self, writes: int, prefetch: int) -> None:
        """Record a page that was read.

        A loop that ends on its first page sends no request for another page, so only later pages are read ahead.
        Two threads of one interpreter take turns: reading ahead of a server that responds at once takes longer.

        Args:
            writes: Number of changes that the client has sent so far.
            prefetch: Number of pages to request ahead.
        """
        self.writes, self.ahead_from = writes, None
        is_worth_it = self.reads_ahead and self.waited >= _WORTH_READING_AHEAD
        if prefetch and is_worth_it and len(self.bounds) > 1 and not self.done:
            start, stop = self.bounds[-2][0], len(self.items)
            self.ahead_from = start + (stop - start + 3) // 4

    def reopen(self) -> None:
        """Forget the first page, so that reading the list again requests and checks it again."""
        for read in (self.items, self.bounds, self._keys, self._cursors):
            read.clear()
        self.cursor, self.done = self._start, False

    def release(self, count: int) -> None:
        """Release the first items, which no code can read again.

        All items keep their positions.
        """
        gone: list[Any] = [None] * (count - self._released)
        self.items[self._released : count] = gone
        self._released = count

    def _note_total(self, total: int | None) -> None:
        if total is not None and self.total is not None:
            self._shrunk = self._shrunk or total < self.total
            self._grown += max(0, total - self.total)
        self.total = total

    def _end_pass(self, writes: int | None) -> None:
        """End the list, or read it again if items may have been skipped."""
        fewer = self.total is not None and len(self.items) < self.total - self._grown
        moved = self._shrunk or (fewer and self._repeated and len(self.items) > self._pass_start)
        # Without a count, only changes of this client are known.
        written = self.total is None and self._writes is not None and writes != self._writes
        if not moved and not (written and self._start is None):
            return
        if self._start is not None or not self.keyed or self._passes == _MOST_PASSES:
            counted = "" if self.total is None else f" The server now counts {self.total}."
            raise PaginationError(
                f"The list changed while it was read, so items may have been skipped: "
                f"{len(self.items)} were read.{counted}",
                hint="Items read so far are preserved. Collect the items with all() before you change them.",
                cursor=self.cursor,
            )
        logger.info("the list changed while it was read; reading it again for skipped items")
        self._passes += 1
        self._pass_start = len(self.items)
        self._shrunk, self._grown, self._writes, self.total = False, 0, None, None
        self._cursors.clear()
        self.cursor, self.done = None, False

    def _count_empty(self, page: Page[T], new: Sequence[T]) -> None:
        self._empty = 0 if new else self._empty + 1
        # Pages with items that the viewer may not see are not a sign of an endless list.
        most = max(self.most_empty, MOST_NARROWED) if page.sent else self.most_empty
        if self._passes:
            most += 2 * len(self.bounds)
        if page.cursor is not None and self._empty > most:
            raise PaginationError(
                f"The server sent {self._empty} pages in a row without a new item, "
                f"after {len(self.items)} items.",
                hint="Items read so far are preserved. Retry, or pass error.cursor as after= to continue.",
                cursor=self.cursor,
            )

    def length(self) -> int | None:
        """Return the length of the whole list; None if unknown.

        The length is the number of items if all were read, else the server's count.
        """
        if self.done:
            return len(self.items)
        if self.total is None or self._start is not None:
            # The server counts the items before the cursor too.
            return None
        return self.total if self.limit is None else min(self.total, self.limit)

    def page(self, index: int) -> Page[T]:
        """Return one of the pages read so far."""
        start = self.bounds[index - 1][0] if index else 0
        stop, cursor = self.bounds[index]
        return Page(tuple(self.items[start:stop]), cursor, self.total)
