"""Many transfers at once: what is current is left alone, and what fails does not stop the rest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from runql._models._attributes.text_lists import check_kind
from runql._transfer._engine.atomic_files import (
    FileCommitter,
    is_current,
    is_there,
    local_errors,
    sweep,
    sync_folders,
)
from runql._transfer._engine.cancel import TransferCancelled, as_they_end
from runql._transfer._engine.download import Download, Sizes
from runql._transfer._engine.progress import Progress
from runql._wire.rate_limit import with_limits
from runql.errors import BatchError, RunQLError, TargetExistsError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from runql._models.files.base import Source
    from runql._transfer._engine.connections import Connections

__all__ = ["DownloadPlan", "check_workers", "download_all", "each"]

I = TypeVar("I")  # noqa: E741 - an item
T = TypeVar("T")

_MOST_WORKERS: Final = 64


@dataclass(frozen=True, slots=True)
class DownloadPlan:
    """What to fetch, where to, and how.

    Attributes:
        sources: What, each with its place.
        workers: Transfers at once.
        replace: Whether files that differ are written over.
        progress: Whether to show a bar; None shows it on a terminal.
        sizes: How files are cut.
    """

    sources: tuple[tuple[Source, Path], ...]
    workers: int = 8
    replace: bool = False
    progress: bool | None = None
    sizes: Sizes = field(default_factory=Sizes)

    def __post_init__(self) -> None:
        check_workers(self.workers)


def check_workers(workers: int) -> None:
    """Make sure that a number of workers can work.

    Raises:
        UsageError: If it is out of bounds.
    """
    check_kind(workers, int, "workers")
    if not 1 <= workers <= _MOST_WORKERS:
        raise UsageError(f"workers is {workers}, but must be from 1 to {_MOST_WORKERS}.")


def download_all(
    connections: Connections, plan: DownloadPlan, cancel: threading.Event
) -> list[Path]:
    """Fetch what is not there yet, and return where everything is.

    Raises:
        TargetExistsError: If a file is there with other content, and may not be replaced; nothing
            was sent.
        BatchError: If some files could not be fetched; the others are there.
        IntegrityError: If the only file arrived damaged; other errors of a single file likewise.
    """
    lacking = _lacking(plan, cancel)
    left = {folder for folder in {target.parent for _, target in lacking} if sweep(folder)}
    committer = FileCommitter()
    total = sum(source.size for source, _ in lacking)
    with Progress(plan.progress, total, f"{len(lacking)} files") as bar:

        def fetch(item: tuple[Source, Path], workers: int = 1) -> Path:
            source, target = item
            one = Download(
                connections,
                source,
                target,
                cancel=cancel,
                note=bar.add,
                sizes=plan.sizes,
                committer=committer,
                leftovers=target.parent in left,
            )
            return one.run(workers)

        small = [item for item in lacking if item[0].size < plan.sizes.large]
        large = [item for item in lacking if item[0].size >= plan.sizes.large]
        # A large file keeps all workers busy by itself.
        try:
            failures = each(small, fetch, plan.workers, cancel)
            failures |= each(large, lambda item: fetch(item, plan.workers), 1, cancel)
        finally:
            committer.finish()  # what is whole stays, whatever stopped the rest
    failures |= {
        item: committer.failures[item[1]] for item in lacking if item[1] in committer.failures
    }
    sync_folders({target.parent for _, target in large})
    if failures:
        if len(plan.sources) == 1:
            raise next(iter(failures.values()))
        named = {item[0].name: error for item, error in failures.items()}
        raise batch_error("downloaded", named, len(plan.sources) - len(named))
    return [target for _, target in plan.sources]


def each(
    items: Iterable[I], work: Callable[[I], object], workers: int, cancel: threading.Event
) -> dict[I, RunQLError]:
    """Do something with every item, on threads, and return the errors of those that failed.

    An interrupt, or anything that is not an error of this library, stops the rest at once.
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
    """Return the error for several failures: how many, and the first few by name."""
    shown = [f"{name}: {error.message}" for name, error in list(failures.items())[:3]]
    return BatchError(
        f"{len(failures)} of {len(failures) + done} could not be {action}: {' '.join(shown)}",
        hint="`failures` of the error has the reason of each; call again to try these alone.",
        failures=failures,
        done=done,
    )


def _lacking(plan: DownloadPlan, cancel: threading.Event) -> list[tuple[Source, Path]]:
    """Return what has to be fetched, having looked at what is there."""
    current: set[Path] = set()

    def inspect(item: tuple[Source, Path]) -> None:
        source, target = item
        with local_errors(target):
            if is_current(target, source.size, source.md5):
                current.add(target)

    there = [(source, target) for source, target in plan.sources if is_there(target)]
    failed = each(there, inspect, plan.workers, cancel)
    if failed:
        raise next(iter(failed.values()))
    other = [target for _, target in there if target not in current]
    if other and not plan.replace:
        raise TargetExistsError(
            f"{other[0]} is there already, with other content"
            + (f", and {len(other) - 1} more." if len(other) > 1 else "."),
            hint="Pass replace=True to write over it, or choose another root=.",
        )
    return [(source, target) for source, target in plan.sources if target not in current]
