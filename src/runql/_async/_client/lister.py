"""Lists that are read page by page; written manually for sync and async, because only the sync list is a `Sequence`."""

from __future__ import annotations

import operator
import weakref
from dataclasses import dataclass
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, cast

# Methods of public objects check their arguments.
import runql._arguments  # noqa: F401  # pyright: ignore[reportUnusedImport]
from runql._async._client.concurrency import Background
from runql._display.cards import kind_of
from runql._display.listings import list_text, place_of
from runql._paging.buffer import Buffer
from runql._paging.continuation import after_cursor, note_continuation
from runql._paging.indexes import checked_index, items_needed
from runql._paging.iteration import AwaitedList
from runql._paging.pages import Listing, Page, RequestTime
from runql._transfer._engine.progress import Progress
from runql._wandb_names.attributes import WandbNames
from runql._wire.protocol import reading
from runql._wire.retry import CallBudget
from runql.errors import FilterError, OrderError, RunQLError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable, Generator

    from runql_graphql.calls import Call

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncLister"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A request for a page that no loop needs yet.

    Attributes:
        background: The request.
        loop: Identity of the `async for` loop that the request was sent for.
        call: The call that was sent.
        writes: Number of changes that the client had sent before the request.
    """

    background: Background[tuple[Any, RequestTime]]
    loop: object
    call: Call[Any]
    writes: int


class AsyncLister(AwaitedList, WandbNames, Generic[T]):
    """Lazily paginated list: iterate with `async for`, or `await` the first page.

    All loops share one buffer, so nested and repeated loops request each page once. A loop over a
    list that no variable references keeps one page in memory.

    Requests: None when the list is created; one per page up to the last requested item.
    """

    def __init__(self, session: AsyncSession, listing: Listing[Any, T]) -> None:
        self._session = session
        self._listing = listing
        self._buffer: Buffer[T] = Buffer(
            cursor=listing.window.after,
            limit=listing.window.limit,
            most_empty=listing.most_empty,
            keyed=listing.keyed,
        )
        self._position = 0
        # The request for the page after the pages that were read.
        self._ahead: _Ahead | None = None
        # One task at a time reads a page. Locks belong to an event loop, so the lock is created on demand.
        self._lock: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None

    def __aiter__(self) -> AsyncIterator[T]:
        # The loop reads through a second object with the same state. When the first object is gone, no
        # code can read the list again, and the loop can free pages.
        twin: AsyncLister[T] = object.__new__(type(self))
        twin.__dict__ = self.__dict__
        loop = object()
        self._buffer.loops.add(loop)
        return twin._walk(loop, weakref.ref(self))

    async def _walk(self, loop: object, owner: Callable[[], object]) -> AsyncIterator[T]:
        index, buffer = 0, self._buffer
        items = buffer.items
        try:
            # Items in the buffer are read without the lock.
            while index < len(items) or await self._fill(index + 1) > index:
                yield items[index]
                index += 1
                if index == buffer.ahead_from:
                    self._read_ahead(loop)
                if owner() is None and len(buffer.loops) == 1:
                    buffer.release(index)
        finally:
            buffer.loops.discard(loop)
            if self._ahead is not None and self._ahead.loop is loop:
                self._ahead.background.cancel()
                self._ahead = None

    def __await__(self) -> Generator[object, None, Page[T]]:
        return self._first_page().__await__()

    async def _next(self) -> T:
        index = self._position
        if await self._fill(index + 1) <= index:
            raise StopAsyncIteration
        self._position += 1
        return self._buffer.items[index]

    def __repr__(self) -> str:
        return list_text(type(self).__name__, place_of(self._listing.call.variables), self._buffer)

    def _repr_html_(self) -> str:
        from runql._display.markup import list_html

        buffer, where = self._buffer, place_of(self._listing.call.variables)
        hint = "await it, or loop over it with async for, to load it."
        items, total = buffer.items, buffer.length()
        kind = kind_of(self)
        return list_html(kind, where, items, total=total, done=buffer.done, hint=hint)

    @property
    def cursor(self) -> str | None:
        """Cursor after the items that were read; pass it as `after=` to continue in a new list.

        At the end of the list, a list that continues there is empty until the server has more items. None
        if no item was read, or the server sends no cursors.
        """
        return self._buffer.cursor

    async def first(self) -> T | None:
        """Return the first item, or None if the list is empty.

        Requests: One, unless the first page has been read.

        Examples:
            >>> newest = await api.runs("sandbox/mnist", order="-created_at").first()
            >>> newest.id
            'demo0023'
        """
        return self._buffer.items[0] if await self._fill(1) else None

    async def all(self) -> list[T]:
        """Return every item.

        Requests: One per page that has not been read.

        Examples:
            >>> projects = await api.projects("sandbox").all()
            >>> [project.name for project in projects]
            ['vision', 'mnist']
        """
        await self._fill(None)
        return list(self._buffer.items)

    async def get(self, index: SupportsIndex) -> T:
        """Return the item at an index; negative indexes count from the end.

        Raises:
            IndexError: If the index is outside the list.
            TypeError: If the index is not an integer.

        Requests: One per page up to that item that has not been read.
        """
        wanted = operator.index(index)
        await self._fill(items_needed(wanted))
        return self._buffer.items[wanted]

    async def slice(
        self, start: SupportsIndex | None, stop: SupportsIndex | None = None
    ) -> list[T]:
        """Return the items from `start` up to but not including `stop`, as a list.

        Requests: One per page up to `stop` that has not been read.
        """
        part = checked_index(slice(start, stop))
        await self._fill(items_needed(part))
        return list(self._buffer.items[cast("slice", part)])

    async def total(self) -> int:
        """Return the length of the list.

        Requests: One, unless a page has been read; one per page if the server does not report a count.

        Examples:
            >>> await api.runs("sandbox/mnist").total()
            24
        """
        if not self._buffer.bounds:
            await self._fill(1)
        length = self._buffer.length()
        return await self._fill(None) if length is None else length

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Iterate over whole pages, each with the cursor after it.

        Requests: One per page that has not been read.

        Examples:
            >>> runs = api.runs("sandbox/mnist", per_page=10)
            >>> [len(page.items) async for page in runs.pages()]
            [10, 10, 4]
        """
        index = 0
        while await self._fill_pages(index + 1) > index:
            yield self._buffer.page(index)
            index += 1

    async def _first_page(self) -> Page[T]:
        await self._fill_pages(1)
        return self._buffer.page(0) if self._buffer.bounds else Page((), None, 0)

    async def _fill(self, count: int | None) -> int:
        async with self._page_lock():
            if count is None and not self._buffer.done:
                await self._fill_whole()
            while not self._buffer.done and (count is None or len(self._buffer.items) < count):
                await self._load_page()
            return len(self._buffer.items)

    async def _fill_whole(self) -> None:
        buffer = self._buffer
        with Progress.of_reading(buffer.length(), kind_of(self)) as bar:
            bar.add(len(buffer.items))
            while not buffer.done:
                before = len(buffer.items)
                await self._load_page()
                bar.expect(buffer.length())
                bar.add(len(buffer.items) - before)

    async def _fill_pages(self, count: int) -> int:
        async with self._page_lock():
            while not self._buffer.done and len(self._buffer.bounds) < count:
                await self._load_page()
            return len(self._buffer.bounds)

    async def _load_page(self) -> None:
        buffer, is_first = self._buffer, not self._buffer.bounds
        response = await self._next_response()
        with reading(self._listing.call.operation.name):
            page = self._listing.read(response)
            buffer.add(page, self._listing.key, writes=self._session.writes)
            buffer.note_page(self._session.writes, self._listing.window.prefetch)
        if is_first and buffer.limit != 0:
            try:
                await self._check_first_page()
            except (FilterError, OrderError, UserWarning):
                # Reading the list again raises again instead of returning an empty list.
                buffer.reopen()
                raise

    async def _check_first_page(self) -> None:
        """Check that the filter and the order of the list fit what the server has."""

    async def _next_response(self) -> Any:  # noqa: ANN401 - what the listing's `read` takes
        listing, buffer, budget = self._listing, self._buffer, CallBudget()
        while True:
            call, divisible = listing.request(buffer), listing.is_divisible(buffer)
            ahead, self._ahead = self._ahead, None
            try:
                if ahead is not None and self._is_current(ahead, call):
                    response, time = await ahead.background.result()
                else:
                    response, time = await self._request(call, budget, divisible=divisible)
            except RunQLError as error:
                if budget.spent or not listing.shrink(buffer, error):
                    note_continuation(error, after_cursor(buffer.cursor))
                    raise
            else:
                listing.note_time(buffer, time)
                return response

    async def _request(
        self, call: Call[Any], budget: CallBudget, *, divisible: bool
    ) -> tuple[Any, RequestTime]:
        """Return a response and its duration."""
        began, busy = monotonic(), thread_time()
        response = await self._session.send(
            call, divisible=divisible, budget=budget, skip_unfit_rows=True
        )
        return response, RequestTime(monotonic() - began, thread_time() - busy)

    def _read_ahead(self, loop: object) -> None:
        """Request the next page while the loop processes this one, unless the loop has sent changes."""
        listing, buffer, writes = self._listing, self._buffer, self._session.writes
        if self._ahead is not None or buffer.done or writes != buffer.writes:
            return
        call, divisible = listing.request(buffer), listing.is_divisible(buffer)
        background = Background(lambda: self._request(call, CallBudget(), divisible=divisible))
        self._ahead = _Ahead(background, loop, call, writes)

    def _is_current(self, ahead: _Ahead, call: Call[Any]) -> bool:
        """Return whether a page requested ahead is the next page, and no change was sent since."""
        current = ahead.call == call and ahead.writes == self._session.writes
        if current and ahead.background.is_usable():
            return True
        ahead.background.cancel()
        self._buffer.reads_ahead = False
        return False

    def _page_lock(self) -> asyncio.Lock:
        import asyncio

        loop = asyncio.get_running_loop()
        if self._lock is None or self._lock[0] is not loop:
            self._lock = (loop, asyncio.Lock())
        return self._lock[1]

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_lock": None, "_ahead": None}
