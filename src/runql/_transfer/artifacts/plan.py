"""What a download of a version brings, where to, and how."""

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
    """A file to bring.

    Attributes:
        entry: What.
        target: Where to.
        label: What to call it in errors.
    """

    entry: EntryInfo
    target: Path
    label: str

    @property
    def size(self) -> int | None:
        """Bytes; None when the manifest does not say, as of references to other artifacts."""
        return self.entry.size if self.entry.size or not self.entry.is_reference else None


@dataclass(frozen=True, slots=True)
class ArtifactPlan:
    """What to bring, where to, and how.

    Attributes:
        items: The files.
        query: How to request addresses.
        whole: Whether the items are all files of the version, so that no names need be sent.
        workers: Transfers at once; None for as many as bring more.
        replace: Whether files that differ are written over.
        multipart: Whether to fetch in parts: None for large files, True from 16 MiB on, False
            never.
        missing_ok: Whether references that cannot be read are left out.
        local_ok: Whether references may lead to files of this machine.
        cache: Where contents are kept; None for nowhere.
        link: How files come out of the cache.
        progress: Whether to show a bar; None shows it on a terminal.
        hops: How many references to other artifacts led here.
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
        """Threads to use."""
        return self.workers or THREADS

    @property
    def large(self) -> int:
        """Bytes from which on a file is fetched in parts."""
        if self.multipart is None:
            return Sizes().large
        return _PARTS_FROM if self.multipart else 2**63


def items_of(targets: Mapping[EntryInfo, Path], artifact: ArtifactPath) -> tuple[Item, ...]:
    """Return what to fetch of a version: each entry with its target and its name in errors."""
    return tuple(Item(entry, to, f"{artifact}/{entry.path}") for entry, to in targets.items())
