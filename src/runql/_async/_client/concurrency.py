"""What only async code does; `_sync/_client/concurrency.py` is its counterpart, and both are written by hand."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import TYPE_CHECKING, Generic, TypeVar

from runql._transfer._engine.cancel import CancelToken
from runql._wire.http import async_transport as network_transport
from runql._wire.rate_limit import with_limits
from runql.errors import NotLoadedError

if TYPE_CHECKING:
    import asyncio
    import threading
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable

__all__ = [
    "Background",
    "in_order",
    "in_thread",
    "lazy_load",
    "loop_token",
    "network_transport",
    "sleep",
    "time_limit",
]

R = TypeVar("R")
T = TypeVar("T")


async def sleep(seconds: float) -> None:
    """Wait."""
    import asyncio

    await asyncio.sleep(seconds)


def time_limit(seconds: float | None) -> asyncio.Timeout:
    """Bound the awaits in a block; more than that many seconds raise TimeoutError."""
    import asyncio

    return asyncio.timeout(seconds)


def loop_token() -> int:
    """Return what a connection pool is bound to: the running event loop."""
    import asyncio

    return id(asyncio.get_running_loop())


def lazy_load(load: Callable[..., Awaitable[object]], part: str) -> None:  # noqa: ARG001 - the sync variant uses it
    """Refuse to load behind an attribute, which cannot wait.

    Raises:
        NotLoadedError: Always; says what to await first.
    """
    raise NotLoadedError(
        f"The run's {part} was left out of the listing.",
        hint=f'Load it for the whole page with: await run.load("{part}")',
    )


class Background(Generic[R]):
    """Work that goes on while its result is not needed yet."""

    def __init__(self, work: Callable[[], Coroutine[object, object, R]]) -> None:
        import asyncio

        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[R] = self._loop.create_task(work())
        # An error that nobody waits for is not worth a message.
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())

    def is_usable(self) -> bool:
        """Return whether the result can be awaited here: in the event loop of the work."""
        import asyncio

        return asyncio.get_running_loop() is self._loop

    async def result(self) -> R:
        """Wait for the result.

        Raises:
            Exception: What the work raised.
        """
        return await self._task

    def cancel(self) -> None:
        """End the work; its result is not wanted."""
        if not self._loop.is_closed():
            self._task.cancel()


async def in_thread(work: Callable[[CancelToken], T], above: CancelToken | None = None) -> T:
    """Do blocking work on a thread of its own; a task that is cancelled calls it off and waits for it.

    Args:
        work: Takes what calls it off.
        above: Calls it off too.
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
    """Do something with every item, so many at once, and give the results in order of the items.

    Args:
        work: What to do with an item.
        items: The items; the next one is taken when there is room for it.
        width: How many at once.
        cancel: Set when no one wants more results, so that work under way can end early.
        share: What part of the room for results an item takes; those at once take no more than all
            of it, and one that takes more is alone.
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


async def _each(items: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[T]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
