"""Pagination of connections: requests for the next page, and a buffer of items."""

from __future__ import annotations

import logging
import operator
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, SupportsIndex, TypeVar

from runql_graphql.calls import Call, Operation

from runql._paging.iteration import NotIterable
from runql._wire.retry import GAVE_UP
from runql.errors import PaginationError, RequestTimeoutError, RunQLError, ServerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "GROWN_PAGE", "LARGEST_PAGE", "WHOLE_LIST", "Buffer", "Listing", "Page", "PageWindow",
]  # fmt: skip

logger = logging.getLogger("runql.pages")

LARGEST_PAGE = 1000
"""Maximum size of a page. Servers silently truncate larger pages."""

GROWN_PAGE: Final = 400
"""Maximum size of later pages of a list. Items may be large, such as runs with config and summary."""

_GROWN_BYTES: Final = 4 * 2**20
_SMALLEST_PAGE: Final = 10
_LONG: Final = 2.0
_MOST_EMPTY: Final = 20
_MOST_PASSES: Final = 30
_MOST_NARROWED: Final = 1000

T = TypeVar("T")
R = TypeVar("R")


def _whole_number(value: SupportsIndex, name: str) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise UsageError(f"{name} must be an integer, got {value!r}.") from None


@dataclass(frozen=True, slots=True)
class Page(NotIterable, Generic[T]):
    """Consecutive items of a list.

    Attributes:
        items: The items, in the order of the list.
        cursor: Cursor after this page, to pass as `after=`; None at the end of the list.
        total: Number of items in the whole list; None if the server does not count them.
        cursors: Cursor after each item; empty if only the page has a cursor.
        sent: Number of items in the response, including items that are not listed; None if unknown.
        size: Size of the response in bytes; 0 if unknown.
        end: Cursor after the last item of the response, also at the end of the list; None if unknown.
    """

    items: tuple[T, ...]
    cursor: str | None
    total: int | None = None
    cursors: tuple[str, ...] = ()
    sent: int | None = None
    size: int = 0
    end: str | None = None

    @property
    def last_cursor(self) -> str | None:
        """The cursor after the page, also at the end of the list; None if unknown."""
        return self.cursor or self.end or (self.cursors[-1] if self.cursors else None)


@dataclass(frozen=True, slots=True)
class PageWindow:
    """The part of a list to read, and the size of requests.

    Attributes:
        per_page: Items per request. None starts with the list's first page, and doubles the size for each request, up
            to 400 items and about 4 MiB, while responses are fast.
        limit: Maximum number of items; None for all.
        after: Cursor to start after.
        prefetch: Number of pages to request ahead while a loop works on the current page, 0 or 1.
    """

    per_page: int | None = None
    limit: int | None = None
    after: str | None = None
    prefetch: int = 0

    def __post_init__(self) -> None:
        for name in ("per_page", "limit"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _whole_number(value, name))
        if self.per_page is not None and not 1 <= self.per_page <= LARGEST_PAGE:
            raise UsageError(
                f"per_page must be between 1 and {LARGEST_PAGE}, got {self.per_page}.",
                hint="per_page sets the size of one request. Use limit= to end the list early.",
            )
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit must be at least 0, got {self.limit}.")
        object.__setattr__(self, "prefetch", _whole_number(self.prefetch, "prefetch"))
        if self.prefetch not in (0, 1):
            raise UsageError(
                f"prefetch must be 0 or 1, got {self.prefetch}.",
                hint="prefetch=1 requests one page ahead, prefetch=0 none. Use per_page= for the size of pages.",
            )


WHOLE_LIST: Final = PageWindow()
"""All items of a list, in pages that grow."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[R, T]):
    """The requests and conversions of a list.

    Attributes:
        call: The operation, with all variables except `$first` and `$after`.
        read: Returns the page of a response; raises NotFoundError if the list does not exist.
        key: Returns the deduplication key of an item. Items with a known key are skipped.
        window: The part of the list to read.
        first_page: Size of the first page if `per_page` is None.
        grown_page: Maximum size of later pages, which double in size, if `per_page` is None.
        narrowed: Whether `read` drops items of a page, so that small pages would need many requests. Then
            `read` returns the cursor of each item.
        first_variable: Variable of the page size; None if the operation has a fixed size.
        after_variable: Variable of the cursor.
        keyed: Whether `key` identifies items, so that a changed list can be read again.
        rows: The same operation with another decoder for pages; None for the decoder of the call.
    """

    call: Call[Any]
    read: Callable[[R], Page[T]]
    key: Callable[[T], str]
    window: PageWindow = WHOLE_LIST
    first_page: int = 50
    grown_page: int = GROWN_PAGE
    narrowed: bool = False
    first_variable: str | None = "first"
    after_variable: str = "after"
    keyed: bool = True
    rows: Operation[R] | None = None

    def request(self, buffer: Buffer[T]) -> Call[R]:
        """Return the call for the page after the buffered items."""
        first = self.size(buffer)
        if self.window.limit is not None and not self.narrowed:
            first = min(first, self.window.limit - len(buffer.items))
        changed: dict[str, object] = {self.after_variable: buffer.cursor}
        if self.first_variable is not None:
            changed[self.first_variable] = first
        return Call(self.rows or self.call.operation, {**self.call.variables, **changed})

    def size(self, buffer: Buffer[T]) -> int:
        """Return the maximum size of the page after the buffered items."""
        wanted = self.window.per_page
        if wanted is None:
            wanted = min(self.first_page * 2 ** min(len(buffer.bounds), 10), self.grown_page)
            if buffer.item_size:
                wanted = min(wanted, max(int(_GROWN_BYTES / buffer.item_size), _SMALLEST_PAGE))
        return wanted if buffer.most is None else min(wanted, buffer.most)

    @property
    def most_empty(self) -> int:
        """Maximum number of consecutive pages without a new item."""
        return _MOST_NARROWED if self.narrowed else _MOST_EMPTY

    def note_time(self, buffer: Buffer[T], seconds: float) -> None:
        """Stop the growth of pages after a slow response, because its items are large."""
        if self.window.per_page is None and buffer.most is None and seconds > _LONG:
            buffer.most = self.size(buffer)

    def is_divisible(self, buffer: Buffer[T]) -> bool:
        """Return whether the next request could be smaller."""
        return self.first_variable is not None and self.size(buffer) > _SMALLEST_PAGE

    def shrink(self, buffer: Buffer[T], error: RunQLError) -> bool:
        """Halve the size of later requests if this may help. Return whether it may.

        Servers and gateways time out on pages with large items.
        """
        heavy = isinstance(error, RequestTimeoutError) or (
            isinstance(error, ServerError) and error.status in GAVE_UP
        )
        if not heavy or not self.is_divisible(buffer):
            return False
        buffer.most = max(self.size(buffer) // 2, _SMALLEST_PAGE)
        logger.warning(
            "a page was too heavy for the server; requesting %d per page from now on", buffer.most
        )
        return True


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
    """

    cursor: str | None
    limit: int | None = None
    most: int | None = None
    items: list[T] = field(default_factory=list)
    bounds: list[tuple[int, str | None]] = field(default_factory=list)
    total: int | None = None
    done: bool = False
    most_empty: int = _MOST_EMPTY
    keyed: bool = True
    reads_ahead: bool = True
    ahead_from: int | None = None
    writes: int = 0
    loops: set[object] = field(default_factory=set[object])
    item_size: float = 0
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

        Args:
            writes: Number of changes that the client has sent so far.
            prefetch: Number of pages to request ahead.
        """
        self.writes, self.ahead_from = writes, None
        if prefetch and self.reads_ahead and len(self.bounds) > 1 and not self.done:
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
        most = max(self.most_empty, _MOST_NARROWED) if page.sent else self.most_empty
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
