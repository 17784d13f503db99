"""Concurrency of sync code; `_async/_client/concurrency.py` is its counterpart. Both are written manually."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from runql._transfer._engine.cancel import CancelToken, result_of
from runql._wire.deadlines import deadline as time_limit
from runql._wire.http import sync_transport as network_transport
from runql._wire.rate_limit import with_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Future

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

ItemsOf: TypeAlias = Iterator[T]
"""What `items_of` returns."""


def sleep(seconds: float) -> None:
    """Wait for a number of seconds."""
    time.sleep(seconds)


def loop_token() -> int:
    """Return a constant, because threads can share a connection pool."""
    return 0


def lazy_load(load: Callable[..., object], part: str) -> None:
    """Load a part that an attribute needs, for the whole page of runs."""
    load(part)


class Background(Generic[R]):
    """Work on a daemon thread that runs in the background until its result is needed."""

    def __init__(self, work: Callable[[], R]) -> None:
        from concurrent.futures import Future

        self._process = os.getpid()
        self._future: Future[R] = Future()
        limited = with_limits(work)

        def run() -> None:
            """Store the result or the error until it is needed."""
            try:
                self._future.set_result(limited())
            except BaseException as error:  # noqa: BLE001 - raised where the result is needed
                self._future.set_exception(error)

        threading.Thread(target=run, name="runql-background", daemon=True).start()

    def is_usable(self) -> bool:
        """Return whether the current process is the one of the work, so the code can wait for the result."""
        return os.getpid() == self._process

    def result(self) -> R:
        """Wait for the result.

        Raises:
            Exception: If the work raised it.
        """
        return result_of(self._future)

    def cancel(self) -> None:
        """Do nothing: the work ends by itself, and its result is not needed."""


def in_thread(work: Callable[[CancelToken], T], above: CancelToken | None = None) -> T:
    """Run blocking work on the current thread.

    Args:
        work: Function to call with a token that cancels it.
        above: Token of the caller, which cancels the work too.
    """
    return work(CancelToken(above))


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    width: int,
    cancel: threading.Event | None = None,
    share: Callable[[T], float] | None = None,
) -> Generator[R]:
    """Process items concurrently, and yield the results in the order of the items.

    Args:
        work: Function that processes an item.
        items: The items; the next one is read when it can be started.
        width: Maximum number of items that are processed concurrently.
        cancel: Event that is set when no more results are needed, so that running work can end early.
        share: Returns the fraction of the memory for results that an item needs. Items that run
            concurrently need at most 1 in total; an item that needs more runs alone.
    """
    source = iter(items)
    first = list(islice(source, 2))
    if len(first) < 2 or width == 1:
        yield from map(work, chain(first, source))  # sequential work needs no thread
        return
    from collections import deque
    from concurrent.futures import ThreadPoolExecutor

    running: deque[tuple[Future[R], float]] = deque()
    waiting, held = deque[T](), 0.0
    source = chain(first, source)
    limited = with_limits(work)
    with ThreadPoolExecutor(width, "runql-order") as pool:
        try:
            while True:
                while len(running) < width and (waiting or (waiting := deque(islice(source, 1)))):
                    part = share(waiting[0]) if share is not None else 0.0
                    if running and held + part > 1:
                        break
                    running.append((pool.submit(limited, waiting.popleft()), part))
                    held += part
                if not running:
                    return
                yield result_of(running[0][0])
                held -= running.popleft()[1]
        finally:
            if cancel is not None:
                cancel.set()
            for future, _ in running:
                future.cancel()


def items_of(blocks: Generator[Iterable[T]]) -> ItemsOf[T]:
    """Return an iterator over the items of blocks.

    It is not a generator, which would take as long as the creation of a small row.
    """
    return chain.from_iterable(blocks)
