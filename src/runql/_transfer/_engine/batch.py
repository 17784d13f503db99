"""Concurrent transfers: current files are skipped, and a failed file does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runql._display.counts import counted
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
    from collections.abc import Sequence
    from pathlib import Path

    from runql._models.files.base import Source
    from runql._transfer._engine.connections import Connections

__all__ = ["DownloadPlan", "download_all", "targets_exist"]


@dataclass(frozen=True, slots=True)
class DownloadPlan:
    """Files to download, their targets and options.

    Attributes:
        sources: The files, each with its target.
        workers: Concurrent transfers; None to choose automatically.
        replace: Whether to overwrite files that differ.
        progress: Whether to show a progress bar; None shows it on a terminal.
        sizes: Sizes at which files are split.
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
        """Number of threads."""
        return self.workers or THREADS


def download_all(
    connections: Connections, plan: DownloadPlan, cancel: threading.Event
) -> list[Path]:
    """Download files that are missing, and return the paths of all files.

    Raises:
        TargetExistsError: If a file exists with different content and must not be replaced; nothing
            was sent.
        BatchError: If some files failed; the others are complete.
        IntegrityError: If the only file arrived corrupted; other errors of a single file likewise.
    """
    lacking = _lacking(plan, cancel)
    left = {folder for folder in {target.parent for _, target in lacking} if sweep(folder)}
    committer = FileCommitter(aside=True)
    total = sum(source.size for source, _ in lacking)
    with (
        Progress(plan.progress, total, counted(len(lacking), "file")) as bar,
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
        # A large file uses all workers by itself.
        try:
            failures = files.fetch(small, made, lambda _item: None)
            failures |= each(large, lambda item: made(item).run(plan.threads), 1, cancel)
        finally:
            committer.finish()  # keep complete files, even if the batch was interrupted
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
    """Compare with the local files, and return the files to download."""
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
        raise targets_exist(other, "Pass replace=True to overwrite it, or pass another root=.")
    return [(source, target) for source, target in plan.sources if target not in current]


def targets_exist(paths: Sequence[Path], hint: str) -> TargetExistsError:
    """Return the error for files that exist with different content and must not be replaced."""
    more = f", and {len(paths) - 1} more" if len(paths) > 1 else ""
    return TargetExistsError(f"{paths[0]} already exists with different content{more}.", hint=hint)
