"""Concurrency of async code; `_sync/_client/concurrency.py` is its counterpart. Both are written manually."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from runql._transfer._engine.cancel import CancelToken
from runql._wire.http import async_transport as network_transport
from runql._wire.rate_limit import with_limits
from runql.errors import NotLoadedError

if TYPE_CHECKING:
    import asyncio
    import threading
    from collections.abc import Awaitable, Callable, Coroutine, Iterable

__all__ = [
    "Background",
    "ItemsOf",
    "in_order",
    "in_thread",
    "items_of",
    "lazy_load",
    "loop_token",
    "network_transport",
    "sleep",
    "time_limit",
]

R = TypeVar("R")
T = TypeVar("T")

ItemsOf: TypeAlias = AsyncGenerator[T, None]
"""What `items_of` returns."""


async def sleep(seconds: float) -> None:
    """Wait for a number of seconds."""
    import asyncio

    await asyncio.sleep(seconds)


def time_limit(seconds: float | None) -> asyncio.Timeout:
    """Limit the time of the awaits in a block; raise TimeoutError after that many seconds."""
    import asyncio

    return asyncio.timeout(seconds)


def loop_token() -> int:
    """Return the identity of the running event loop, to which a connection pool is bound."""
    import asyncio

    return id(asyncio.get_running_loop())


def lazy_load(load: Callable[..., Awaitable[object]], part: str) -> None:  # noqa: ARG001 - the sync variant uses it
    """Raise NotLoadedError, because an attribute of async code cannot send a request.

    Raises:
        NotLoadedError: Always; its hint names the method to await first.
    """
    raise NotLoadedError(
        f"run.{part} is not loaded: the listing excluded it.",
        hint=f'Call await run.load("{part}") first; it loads the whole page of runs.',
    )


class Background(Generic[R]):
    """A task that runs in the background until its result is needed."""

    def __init__(self, work: Callable[[], Coroutine[object, object, R]]) -> None:
        import asyncio

        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[R] = self._loop.create_task(work())
        # Reading the exception prevents asyncio's warning about an error that was never retrieved.
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())

    def is_usable(self) -> bool:
        """Return whether the running event loop is the one of the task, so the result can be awaited."""
        import asyncio

        return asyncio.get_running_loop() is self._loop

    async def result(self) -> R:
        """Wait for the result.

        Raises:
            Exception: If the work raised it.
        """
        return await self._task

    def cancel(self) -> None:
        """Cancel the task, because its result is not needed."""
        if not self._loop.is_closed():
            self._task.cancel()


async def in_thread(work: Callable[[CancelToken], T], above: CancelToken | None = None) -> T:
    """Run blocking work on its own thread; if the task is canceled, cancel the work and wait for it.

    Args:
        work: Function to call with a token that cancels it.
        above: Token of the caller, which cancels the work too.
    """
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    cancel = CancelToken(above)
    with ThreadPoolExecutor(1, "runql-work") as pool:
        working = asyncio.get_running_loop().run_in_executor(pool, with_limits(work), cancel)
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            cancel.set()
            await asyncio.wait([working])
            working.exception()
            raise


async def in_order(
    work: Callable[[T], Awaitable[R]],
    items: Iterable[T] | AsyncIterable[T],
    width: int,
    cancel: threading.Event | None = None,
    share: Callable[[T], float] | None = None,
) -> AsyncGenerator[R]:
    """Process items concurrently, and yield the results in the order of the items.

    Args:
        work: Function that processes an item.
        items: The items; the next one is read when it can be started.
        width: Maximum number of items that are processed concurrently.
        cancel: Event that is set when no more results are needed, so that running work can end early.
        share: Returns the fraction of the memory for results that an item needs. Items that run
            concurrently need at most 1 in total; an item that needs more runs alone.
    """
    import asyncio
    from collections import deque

    running: deque[tuple[asyncio.Future[R], float]] = deque()
    waiting, held = deque[T](), 0.0
    source = _each(items)
    more = True
    try:
        while True:
            while more and len(running) < width:
                if not waiting:
                    try:
                        waiting.append(await anext(source))
                    except StopAsyncIteration:
                        more = False
                        break
                part = share(waiting[0]) if share is not None else 0.0
                if running and held + part > 1:
                    break
                running.append((asyncio.ensure_future(work(waiting.popleft())), part))
                held += part
            if not running:
                return
            yield await running[0][0]
            held -= running.popleft()[1]
    finally:
        if cancel is not None:
            cancel.set()
        for task, _ in running:
            task.cancel()
        await asyncio.gather(*(task for task, _ in running), return_exceptions=True)
        await source.aclose()


async def items_of(blocks: AsyncGenerator[Iterable[T]]) -> ItemsOf[T]:
    """Yield the items of blocks, one by one."""
    async with aclosing(blocks):
        async for block in blocks:
            for item in block:
                yield item


async def _each(items: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[T]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
