"""Logged media: read and download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from runql._models.media.logged import LoggedMediaBase, MediaT
from runql._wandb_names.binding import explain_methods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from runql._async.files import AsyncFile
    from runql._models.media.bounding_boxes import BoundingBox
    from runql._models.media.table_source import TableSource
    from runql._models.media.tables import Table
    from runql._models.media.values import LoggedTable, MediaFile
    from runql._paths.runs import RunPath

__all__ = ["AsyncLoggedMedia"]


class AsyncMediaSource(Protocol):
    """The methods of a run that its logged media need."""

    async def file(self, name: str) -> AsyncFile:
        """Fetch the attributes of one file."""
        ...

    async def _download(
        self,
        files: Iterable[MediaFile],
        root: str | Path,
        workers: int,
        replace: bool,
        progress: bool | None,
    ) -> list[Path]: ...

    async def _read_table(
        self, key: str, table: LoggedTable, step: int | None, source: TableSource | None
    ) -> Table: ...


@explain_methods
class AsyncLoggedMedia(LoggedMediaBase[MediaT]):
    """A media value that a run logged, with methods that read its content."""

    def __init__(
        self, run: AsyncMediaSource, key: str, step: int | None, value: MediaT, path: RunPath
    ) -> None:
        super().__init__(key, step, value, path)
        self._run = run

    async def read(self, index: int = 0) -> bytes:
        """Return the content of one of `files`, verified by size, MD5 and SHA-256.

        Args:
            index: Index of the file; most media have one file, with index 0.

        Raises:
            UsageError: If the value has no file with that index.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted, or is not uploaded yet.

        Requests: Two: the URL of the file, and the file.
        """
        from runql._models.media.contents import check_media, file_at

        wanted = file_at(self.key, self.value, index)
        file = await self._run.file(wanted.path)
        return check_media(wanted, await file.read())

    async def download(
        self,
        root: str | Path = ".",
        *,
        workers: int = 8,
        replace: bool = False,
        progress: bool | None = None,
    ) -> list[Path]:
        """Download `files` to their names below a folder, and return the local paths.

        Local files with the same content are not downloaded again.

        Args:
            root: Folder; created if needed.
            workers: Concurrent transfers.
            replace: Whether to overwrite local files that have other content.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Raises:
            UsageError: If the value has no file.
            TargetExistsError: If a local file has other content; nothing was fetched.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If a file has been deleted, or is not uploaded yet.

        Requests: One, and one for each missing file.
        """
        from runql._models.media.contents import file_at

        file_at(self.key, self.value, 0)
        return await self._run._download(self.files, root, workers, replace, progress)

    async def table(self, *, source: TableSource | None = None) -> Table:
        """Return the rows of a table; for an incremental table, all rows up to this step.

        Args:
            source: Copy to read: `artifact` or `file`; None selects as `run.table` does.

        Raises:
            UsageError: If the value is not a table.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted, or is not uploaded yet.

        Requests: The same as `run.table`.
        """
        from runql._models.media.contents import table_at
        from runql._models.media.table_source import check_source

        check_source(source)
        table = table_at(self.key, self.value)
        return await self._run._read_table(self.key, table, self.step, source)

    async def boxes(self) -> dict[str, tuple[BoundingBox, ...]]:
        """Return the bounding boxes of an image, by name.

        Raises:
            UsageError: If the value is not an image.
            IntegrityError: If the received content does not match its checksum.

        Requests: Two for each name.
        """
        from runql._models.media.bounding_boxes import read_boxes
        from runql._models.media.contents import check_media, image_at

        boxes: dict[str, tuple[BoundingBox, ...]] = {}
        for name, wanted in image_at(self.key, self.value).boxes.items():
            file = await self._run.file(wanted.path)
            boxes[name] = read_boxes(wanted.path, check_media(wanted, await file.read()))
        return boxes
