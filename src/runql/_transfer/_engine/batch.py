"""Many transfers at once: what is current is left alone, and what fails does not stop the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runql._transfer._engine.atomic_files import (
    FileCommitter,
    is_current,
    is_there,
    local_errors,
    sweep,
    sync_folders,
)
from runql._transfer._engine.download import Download, Sizes
from runql._transfer._engine.multiplexed.downloads import ManyFiles
from runql._transfer._engine.progress import Progress
from runql._transfer._engine.threads import THREADS, batch_error, check_workers, each
from runql.errors import TargetExistsError

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from runql._models.files.base import Source
    from runql._transfer._engine.connections import Connections

__all__ = ["DownloadPlan", "download_all"]


@dataclass(frozen=True, slots=True)
class DownloadPlan:
    """What to fetch, where to, and how.

    Attributes:
        sources: What, each with its place.
        workers: Transfers at once; None for as many as bring more.
        replace: Whether files that differ are written over.
        progress: Whether to show a bar; None shows it on a terminal.
        sizes: How files are cut.
    """

    sources: tuple[tuple[Source, Path], ...]
    workers: int | None = 8
    replace: bool = False
    progress: bool | None = None
    sizes: Sizes = field(default_factory=Sizes)

    def __post_init__(self) -> None:
        if self.workers is not None:
            check_workers(self.workers)

    @property
    def threads(self) -> int:
        """Threads to use."""
        return self.workers or THREADS


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
    committer = FileCommitter(aside=True)
    total = sum(source.size for source, _ in lacking)
    with (
        Progress(plan.progress, total, f"{len(lacking)} files") as bar,
        ManyFiles(connections, plan.workers, cancel) as files,
    ):

        def made(item: tuple[Source, Path]) -> Download:
            source, target = item
            return Download(
                connections,
                source,
                target,
                cancel=cancel,
                note=bar.add,
                sizes=plan.sizes,
                committer=committer,
                leftovers=target.parent in left,
            )

        small = [item for item in lacking if item[0].size < plan.sizes.large]
        large = [item for item in lacking if item[0].size >= plan.sizes.large]
        # A large file keeps all workers busy by itself.
        try:
            failures = files.fetch(small, made, lambda _item: None)
            failures |= each(large, lambda item: made(item).run(plan.threads), 1, cancel)
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


def _lacking(plan: DownloadPlan, cancel: threading.Event) -> list[tuple[Source, Path]]:
    """Return what has to be fetched, having looked at what is there."""
    current: set[Path] = set()

    def inspect(item: tuple[Source, Path]) -> None:
        source, target = item
        with local_errors(target):
            if is_current(target, source.size, source.md5):
                current.add(target)

    there = [(source, target) for source, target in plan.sources if is_there(target)]
    failed = each(there, inspect, plan.threads, cancel)
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
