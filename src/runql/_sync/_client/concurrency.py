"""What only sync code does; `_async/_client/concurrency.py` is its counterpart, and both are written by hand."""

from __future__ import annotations

import os
import threading
import time
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from runql._transfer._engine.cancel import CancelToken, result_of
from runql._wire.http import deadline as time_limit
from runql._wire.http import sync_transport as network_transport
from runql._wire.rate_limit import with_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from concurrent.futures import Future

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


def sleep(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


def loop_token() -> int:
    """Return what a connection pool is bound to: nothing, as threads may share one."""
    return 0


def lazy_load(load: Callable[..., object], part: str) -> None:
    """Load what an attribute lacks, for the whole page."""
    load(part)


class Background(Generic[R]):
    """Work that goes on while its result is not needed yet, on a thread that no program waits for at its end."""

    def __init__(self, work: Callable[[], R]) -> None:
        from concurrent.futures import Future

        self._process = os.getpid()
        self._future: Future[R] = Future()
        limited = with_limits(work)

        def run() -> None:
            """Keep the result, or the error, until it is needed."""
            try:
                self._future.set_result(limited())
            except BaseException as error:  # noqa: BLE001 - raised where the result is needed
                self._future.set_exception(error)

        threading.Thread(target=run, name="runql-background", daemon=True).start()

    def is_usable(self) -> bool:
        """Return whether the result can be waited for here: in the process of the work."""
        return os.getpid() == self._process

    def result(self) -> R:
        """Wait for the result.

        Raises:
            Exception: What the work raised.
        """
        return result_of(self._future)

    def cancel(self) -> None:
        """Let the work end by itself; its result is not wanted."""


def in_thread(work: Callable[[CancelToken], T], above: CancelToken | None = None) -> T:
    """Do blocking work right here.

    Args:
        work: Takes what calls it off.
        above: Calls it off too.
    """
    return work(CancelToken(above))


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    width: int,
    cancel: threading.Event | None = None,
    share: Callable[[T], float] | None = None,
) -> Generator[R]:
    """Do something with every item, so many at once, and give the results in order of the items.

    Args:
        work: What to do with an item.
        items: The items; the next one is taken when there is room for it.
        width: How many at once.
        cancel: Set when nobody wants more results, so that work under way can end early.
        share: What part of the room for results an item takes; those at once take no more than all of
            it, and one that takes more is alone.
    """
    source = iter(items)
    first = list(islice(source, 2))
    if len(first) < 2 or width == 1:
        yield from map(work, chain(first, source))  # no thread for what is one after the other
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
