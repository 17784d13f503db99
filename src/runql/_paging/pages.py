"""Pages of a connection: how to request the next one, and what has been read so far."""

from __future__ import annotations

import logging
import operator
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, SupportsIndex, TypeVar

from runql_graphql.calls import Call

from runql._wire.retry import GAVE_UP
from runql.errors import PaginationError, RequestTimeoutError, ServerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runql_graphql.calls import Operation

    from runql.errors import RunQLError

__all__ = [
    "GROWN_PAGE",
    "LARGEST_PAGE",
    "WHOLE_LIST",
    "Buffer",
    "Listing",
    "Page",
    "PageWindow",
]

logger = logging.getLogger("runql.pages")

LARGEST_PAGE = 1000
"""More than this in one page is refused: servers cut larger pages without saying so."""

GROWN_PAGE: Final = 400
"""Items of the later pages of a list; items may be heavy, such as runs with their config and summary."""

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
class Page(Generic[T]):
    """Consecutive items of a list.

    Attributes:
        items: The items, in the order of the list.
        cursor: Give it as `after=` to continue after this page; None at the end of the list.
        total: How many items the whole list has, when the server counts them.
        cursors: The cursor behind each item; empty when only the page has one.
        sent: How many items the server sent, those included that are not listed; None when unknown.
        size: Bytes of the response; 0 when unknown.
    """

    items: tuple[T, ...]
    cursor: str | None
    total: int | None = None
    cursors: tuple[str, ...] = ()
    sent: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class PageWindow:
    """Which part of a list to read, and in requests of what size.

    Attributes:
        per_page: Items per request; None begins with the list's first page, and requests twice as many each time, up to
            400 and about 4 MiB, as long as they come fast: callers that read on want more.
        limit: Items after which the list ends; None for all.
        after: Cursor to start behind.
        prefetch: Pages to request while a loop works on the one before, 0 or 1.
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
                f"per_page is {self.per_page}, but a page has 1 to {LARGEST_PAGE} items.",
                hint="per_page only sets the size of one request; limit= ends the list early.",
            )
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit is {self.limit}, but must not be negative.")
        object.__setattr__(self, "prefetch", _whole_number(self.prefetch, "prefetch"))
        if self.prefetch not in (0, 1):
            raise UsageError(
                f"prefetch must be 0 or 1, got {self.prefetch}.",
                hint="prefetch=1 requests one page ahead, prefetch=0 none; per_page= sets its size.",
            )


WHOLE_LIST: Final = PageWindow()
"""Every item of a list, in pages that grow."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[R, T]):
    """How to request a page, and how to read one.

    Attributes:
        call: The operation, with everything but `$first` and `$after`.
        read: Takes the page out of the response; raises NotFoundError when there is no list.
        key: What makes an item itself; an item seen before is not listed again.
        window: Which part of the list to read.
        first_page: Items of the first page where `per_page` is left open.
        grown_page: Items of the later pages, which grow by doubling, where `per_page` is left open.
        narrowed: Whether `read` leaves out items of a page, so that small pages would be many; then
            it gives the cursor of each item.
        first_variable: The variable of the size of a page; None if the operation has a size of its
            own.
        after_variable: The variable of the cursor.
        keyed: Whether `key` identifies items, so that a list that changed can be read again.
        rows: The same operation with another way to decode pages; None to decode them as the call does.
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
        """The call for the page that follows what the buffer holds."""
        first = self.size(buffer)
        if self.window.limit is not None and not self.narrowed:
            first = min(first, self.window.limit - len(buffer.items))
        changed: dict[str, object] = {self.after_variable: buffer.cursor}
        if self.first_variable is not None:
            changed[self.first_variable] = first
        return Call(self.rows or self.call.operation, {**self.call.variables, **changed})

    def size(self, buffer: Buffer[T]) -> int:
        """How many items the page that follows what the buffer holds may have."""
        wanted = self.window.per_page
        if wanted is None:
            wanted = min(self.first_page * 2 ** min(len(buffer.bounds), 10), self.grown_page)
            if buffer.item_size:
                wanted = min(wanted, max(int(_GROWN_BYTES / buffer.item_size), _SMALLEST_PAGE))
        return wanted if buffer.most is None else min(wanted, buffer.most)

    @property
    def most_empty(self) -> int:
        """How many pages without a new item may follow one another."""
        return _MOST_NARROWED if self.narrowed else _MOST_EMPTY

    def note_time(self, buffer: Buffer[T], seconds: float) -> None:
        """Let pages grow no further when one took long: its items are heavy, and many would be too many."""
        if self.window.per_page is None and buffer.most is None and seconds > _LONG:
            buffer.most = self.size(buffer)

    def is_divisible(self, buffer: Buffer[T]) -> bool:
        """Return whether less could be requested than with the next request."""
        return self.first_variable is not None and self.size(buffer) > _SMALLEST_PAGE

    def shrink(self, buffer: Buffer[T], error: RunQLError) -> bool:
        """Request half as much from now on, when that is what may help; tell whether it is.

        Servers, and what is before them, give up on pages of heavy items.
        """
        heavy = isinstance(error, RequestTimeoutError) or (
            isinstance(error, ServerError) and error.status in GAVE_UP
        )
        if not heavy or not self.is_divisible(buffer):
            return False
        buffer.most = max(self.size(buffer) // 2, _SMALLEST_PAGE)
        logger.warning("a page was too heavy for the server; asking for %d at once", buffer.most)
        return True


@dataclass(slots=True)
class Buffer(Generic[T]):
    """What has been read of a list; shared by every iterator over it.

    Attributes:
        cursor: Where the next page begins.
        limit: Items after which the list ends; None for all.
        most: Items that the server was able to give at once, when it was not all that were wanted.
        items: The items.
        bounds: Of each page, how many items there were with it, and the cursor after it.
        total: How many items the server counts.
        done: Whether there are no more.
        most_empty: How many pages without a new item may follow one another.
        keyed: Whether items have keys, so that the list can be read again.
        reads_ahead: Whether no page was requested ahead in vain so far.
        ahead_from: How many items a loop has read when the next page is requested; None for never.
        writes: How many changes the client had sent when the last page was read.
        loops: The loops over the list, those included that have not begun.
        item_size: Bytes per item of the last page; 0 when unknown.
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
        """Append what is new of a page, and return that.

        Items that are deleted or changed while a list is read move the others, so that pages skip some.
        A list of which this may be so is read again from its start, for the items that it has not yielded.

        Args:
            page: The page.
            key: What identifies an item.
            writes: How many changes the client has sent by now; None when unknown.

        Raises:
            PaginationError: If the server's cursor does not move, or page after page has no new
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
        cursor = page.cursor
        if len(new) < len(page.items):
            self._repeated = True
            logger.info("left out %d items listed before", len(page.items) - len(new))
        if page.cursor is not None and page.cursor in self._cursors | {self.cursor}:
            raise PaginationError(
                f"The server answered with the cursor {page.cursor!r} a second time, "
                f"after {len(self.items)} items.",
                hint="Items read so far are kept; try again, or start behind the cursor.",
                cursor=self.cursor,
            )
        self._count_empty(page, new)
        if self.limit is not None:
            cut = new[: self.limit - len(self.items)]
            if len(cut) < len(new) and cut and page.cursors:
                cursor = page.cursors[page.items.index(cut[-1])]
            new = cut
        self._keys.update(keys if len(new) == len(keys) else map(key, new))
        self.items.extend(new)
        # A count that cannot be one is none, and the list is read to its end instead.
        total = page.total if page.total is None or 0 <= page.total <= sys.maxsize else None
        self._note_total(total)
        self.cursor = cursor if cursor is not None else self.cursor
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
        """Note a page that was read.

        A loop that ends on its first page sends no request for another one, so only later pages are read ahead.

        Args:
            writes: How many changes the client has sent by now.
            prefetch: Pages to request ahead.
        """
        self.writes, self.ahead_from = writes, None
        if prefetch and self.reads_ahead and len(self.bounds) > 1 and not self.done:
            start, stop = self.bounds[-2][0], len(self.items)
            self.ahead_from = start + (stop - start + 3) // 4

    def release(self, count: int) -> None:
        """Let go of the first items, which no code can read again; they keep their positions."""
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
        # Without a count, only changes of this client are known to have happened.
        written = self.total is None and self._writes is not None and writes != self._writes
        if not moved and not (written and self._start is None):
            return
        if self._start is not None or not self.keyed or self._passes == _MOST_PASSES:
            counted = "" if self.total is None else f" The server counts {self.total} by now."
            raise PaginationError(
                f"The list changed while it was read, so items may have been skipped: "
                f"{len(self.items)} were read.{counted}",
                hint="Items read so far are kept; collect the items with all() before you change them.",
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
        # Pages whose items the viewer may not see are not a sign of a list without end.
        most = max(self.most_empty, _MOST_NARROWED) if page.sent else self.most_empty
        if self._passes:
            most += 2 * len(self.bounds)
        if page.cursor is not None and self._empty > most:
            raise PaginationError(
                f"The server sent {self._empty} pages in a row without a new item, "
                f"after {len(self.items)} items.",
                hint="Items read so far are kept; retry, or start after the cursor.",
                cursor=self.cursor,
            )

    def length(self) -> int | None:
        """Length of the whole list: counted when read to the end, else as the server counts."""
        if self.done:
            return len(self.items)
        if self.total is None or self._start is not None:
            # The server counts the items before the cursor too.
            return None
        return self.total if self.limit is None else min(self.total, self.limit)

    def page(self, index: int) -> Page[T]:
        """One of the pages read so far."""
        start = self.bounds[index - 1][0] if index else 0
        stop, cursor = self.bounds[index]
        return Page(tuple(self.items[start:stop]), cursor, self.total)
