"""Copying of the files of a run."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runql._models.files.uploads import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._async.files import AsyncFile
    from runql._async.runs.resource import AsyncRun
    from runql._models.copies import CopyOptions

__all__ = ["AsyncFileCopier"]

_PAGE = 1000
_MOST_FILES = 200
_MOST_BYTES = 256 * 2**20


class AsyncFileCopier:
    """Copies files of a run that its copy lacks."""

    def __init__(
        self, source: AsyncRun[Any, Any], target: AsyncRun[Any, Any] | None, options: CopyOptions
    ) -> None:
        """Prepare the copy.

        Args:
            source: The run.
            target: The copy; None if it does not exist.
            options: Options of the copy.
        """
        self._source = source
        self._target = target
        self._options = options

    async def run(self) -> tuple[tuple[str, ...], int]:
        """Copy the missing files, and return their names and total size in bytes.

        Requests: One per 1,000 files of either run; one for each file that is read, and one for each file that is
        written.
        """
        files = await self._source.files(self._options.files, per_page=_PAGE).all()
        present: dict[str, AsyncFile] = {}
        if self._target is not None:
            listed = await self._target.files(self._options.files, per_page=_PAGE).all()
            present = {file.name: file for file in listed}
        missing = [file for file in files if not _is_same(file, present.get(file.name))]
        if not self._options.dry_run and self._target is not None:
            for batch in _batches(missing):
                await self._copy(batch, self._target)
        return tuple(file.name for file in missing), sum(file.size for file in missing)

    async def _copy(self, files: Sequence[AsyncFile], target: AsyncRun[Any, Any]) -> None:
        from runql._transfer._engine.batch import DownloadPlan, download_all

        workers = self._options.workers
        folder = Path(tempfile.mkdtemp(prefix="runql-copy-"))
        try:
            # Numbers are valid file names on every operating system.
            places = {file.name: folder / str(at) for at, file in enumerate(files)}
            sources = tuple((file._source(), places[file.name]) for file in files)
            plan = DownloadPlan(sources, workers, replace=True, progress=False)
            await self._source._session.transfer(lambda to, cancel: download_all(to, plan, cancel))
            contents = [Content(name, place) for name, place in places.items()]
            await target._upload(contents, workers, progress=False)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _is_same(file: AsyncFile, other: AsyncFile | None) -> bool:
    if other is None or file.size != other.size:
        return False
    return file.md5 is None or other.md5 is None or file.md5 == other.md5


def _batches(files: Sequence[AsyncFile]) -> list[list[AsyncFile]]:
    batches: list[list[AsyncFile]] = []
    size = 0
    for file in files:
        if not batches or len(batches[-1]) >= _MOST_FILES or size + file.size > _MOST_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(file)
        size += file.size
    return batches
