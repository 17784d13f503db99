"""Plan of a version's download: files, targets and options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._models.artifacts.files import check_link
from runql._transfer._engine.download import Sizes
from runql._transfer._engine.threads import THREADS, check_workers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from runql._models.artifacts.files import FileUrlsQuery, LinkKind
    from runql._models.artifacts.manifest import EntryInfo
    from runql._paths.artifacts import ArtifactPath
    from runql._transfer.artifacts.cache import ArtifactCache

__all__ = ["ArtifactPlan", "Item", "items_of"]

_PARTS_FROM: Final = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """A file to download.

    Attributes:
        entry: Entry of the manifest.
        target: Path to write to.
        label: Name of the file in errors.
    """

    entry: EntryInfo
    target: Path
    label: str

    @property
    def size(self) -> int | None:
        """Size in bytes; None if the manifest does not contain it, as for references to other artifacts."""
        return self.entry.size if self.entry.size or not self.entry.is_reference else None


@dataclass(frozen=True, slots=True)
class ArtifactPlan:
    """Files to download, their targets and options.

    Attributes:
        items: The files.
        query: Query for download URLs.
        whole: Whether the items are all files of the version, so that no names have to be sent.
        workers: Concurrent transfers; None to choose automatically.
        replace: Whether to overwrite files that differ.
        multipart: Whether to fetch in parts: None for large files, True from 16 MiB on, False for
            no file.
        missing_ok: Whether to skip references that cannot be read.
        local_ok: Whether to allow references to files of this machine.
        cache: Cache of contents; None for no cache.
        link: Whether files are copied from the cache or hard links to it.
        progress: Whether to show a progress bar; None shows it on a terminal.
        hops: Number of references between artifacts that led to this download.
    """

    items: tuple[Item, ...]
    query: FileUrlsQuery
    whole: bool = True
    workers: int | None = None
    replace: bool = True
    multipart: bool | None = None
    missing_ok: bool = False
    local_ok: bool = False
    cache: ArtifactCache | None = None
    link: LinkKind = "copy"
    progress: bool | None = None
    hops: int = 0

    def __post_init__(self) -> None:
        check_link(self.link)
        if self.workers is not None:
            check_workers(self.workers)

    @property
    def threads(self) -> int:
        """Number of threads."""
        return self.workers or THREADS

    @property
    def large(self) -> int:
        """Minimum size in bytes of a file that is fetched in parts."""
        if self.multipart is None:
            return Sizes().large
        return _PARTS_FROM if self.multipart else 2**63


def items_of(targets: Mapping[EntryInfo, Path], artifact: ArtifactPath) -> tuple[Item, ...]:
    """Return the items for entries of a version, each with its target and its name in errors."""
    return tuple(Item(entry, to, f"{artifact}/{entry.path}") for entry, to in targets.items())
