"""An action for each item, on threads. A failed item does not stop the others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from runql._models._attributes.text_lists import check_kind
from runql._transfer._engine.cancel import TransferCancelled, as_they_end
from runql._wire.rate_limit import with_limits
from runql.errors import BatchError, RunQLError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

__all__ = ["THREADS", "batch_error", "check_workers", "each"]

I = TypeVar("I")  # noqa: E741 - an item

THREADS: Final = 32
"""Default number of threads."""

_MOST_WORKERS: Final = 64


def check_workers(workers: int) -> None:
    """Check a number of workers.

    Raises:
        UsageError: If the number is out of bounds.
    """
    check_kind(workers, int, "workers")
    if not 1 <= workers <= _MOST_WORKERS:
        raise UsageError(f"workers must be between 1 and {_MOST_WORKERS}, got {workers}.")


def each(
    items: Iterable[I], work: Callable[[I], object], workers: int, cancel: threading.Event
) -> dict[I, RunQLError]:
    """Run an action for each item on threads, and return the errors of the items that failed.

    An interrupt, or any error that is not a runql error, stops the other items immediately.
    """
    failures: dict[I, RunQLError] = {}

    def attempt(item: I) -> tuple[I, RunQLError | None]:
        if cancel.is_set():
            raise TransferCancelled
        try:
            work(item)
        except RunQLError as error:
            return item, error
        return item, None

    todo = list(items)
    if len(todo) == 1 or workers == 1:
        outcomes = map(attempt, todo)
        return {item: error for item, error in outcomes if error is not None}
    with ThreadPoolExecutor(min(workers, max(len(todo), 1)), "runql-transfer") as pool:
        limited = with_limits(attempt)
        running = [pool.submit(limited, item) for item in todo]
        try:
            for finished in as_they_end(running):
                item, error = finished.result()
                if error is not None:
                    failures[item] = error
        except BaseException:
            cancel.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return failures


def batch_error(action: str, failures: dict[str, RunQLError], done: int) -> BatchError:
    """Return the error for several failures: their number, and the first three by name."""
    shown = [f"{name}: {error.message}" for name, error in list(failures.items())[:3]]
    return BatchError(
        f"{len(failures)} of {len(failures) + done} could not be {action}: {' '.join(shown)}",
        hint="See `failures` of the error for the reasons. Call again to retry only the failed items.",
        failures=failures,
        done=done,
    )
