"""Pagination of connections: pages, and the requests for them."""

from __future__ import annotations

import logging
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, SupportsIndex, TypeVar

from runql_graphql.calls import Call, Operation

from runql._paging.iteration import NotIterable
from runql._wire.retry import GAVE_UP
from runql.errors import RequestTimeoutError, RunQLError, ServerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql._paging.buffer import Buffer

__all__ = [
    "GROWN_PAGE", "LARGEST_PAGE", "MOST_EMPTY", "MOST_NARROWED", "WHOLE_LIST", "Listing", "Page", "PageWindow",
    "RequestTime",
]  # fmt: skip

logger = logging.getLogger("runql.pages")

LARGEST_PAGE = 1000
"""Maximum size of a page. Servers silently truncate larger pages."""

GROWN_PAGE: Final = 400
"""Maximum size of later pages of a list. Items may be large, such as runs with config and summary."""

MOST_EMPTY: Final = 20
"""Maximum number of consecutive pages without a new item."""

MOST_NARROWED: Final = 1000
"""The same for lists that leave out items of pages."""

_GROWN_BYTES: Final = 4 * 2**20
_SMALLEST_PAGE: Final = 10
_LONG: Final = 2.0

T = TypeVar("T")
R = TypeVar("R")


def _whole_number(value: SupportsIndex, name: str) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise UsageError(f"{name} must be an integer, got {value!r}.") from None


class RequestTime(NamedTuple):
    """The duration of a request in seconds.

    Attributes:
        total: From the call to its parsed response.
        busy: Processor time of the calling thread.
    """

    total: float
    busy: float


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
        return MOST_NARROWED if self.narrowed else MOST_EMPTY

    def note_time(self, buffer: Buffer[T], time: RequestTime) -> None:
        """Stop the growth of pages after a slow response, because its items are large."""
        buffer.waited = time.total - time.busy
        if self.window.per_page is None and buffer.most is None and time.total > _LONG:
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
