"""Media as logged: read, downloaded."""

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
    """A run, as far as its logged media need it."""

    async def file(self, name: str) -> AsyncFile:
        """Fetch one file's attributes."""
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
    """A media value where it was logged, and its content."""

    def __init__(
        self, run: AsyncMediaSource, key: str, step: int | None, value: MediaT, path: RunPath
    ) -> None:
        super().__init__(key, step, value, path)
        self._run = run

    async def read(self, index: int = 0) -> bytes:
        """Return the content of one of `files`, verified by size, MD5 and SHA-256.

        Args:
            index: Which one; 0 is the only one of most media.

        Raises:
            UsageError: If the value has no such file.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted, or is not uploaded yet.

        Requests: Two: the address of the file, and the file.
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
        """Write `files` below a folder, under their names in the run, and return where they are.

        What is there with the same content is not transferred again.

        Args:
            root: Folder; made if needed.
            workers: Transfers at once.
            replace: Write over local files with other content.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Raises:
            UsageError: If the value has no file.
            TargetExistsError: If a local file has other content; nothing was fetched.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If a file has been deleted, or is not uploaded yet.

        Requests: One, and one for each file that is not there yet.
        """
        from runql._models.media.contents import file_at

        file_at(self.key, self.value, 0)
        return await self._run._download(self.files, root, workers, replace, progress)

    async def table(self, *, source: TableSource | None = None) -> Table:
        """Return the rows of a table; of one that grew, all up to this step.

        Args:
            source: `artifact` or `file` to read that copy, or fail; None as `run.table` does.

        Raises:
            UsageError: If the value is not a table.
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted, or is not uploaded yet.

        Requests: As `run.table`.
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
