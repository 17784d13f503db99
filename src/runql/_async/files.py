"""Files of a run: read, downloaded, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import files as ops

from runql._async._client.lister import AsyncLister
from runql._models.files.base import FileBase
from runql._models.files.digests import Digest, check_content
from runql._models.files.local_paths import local_path
from runql._models.files.numbered import NumberedNames
from runql._models.files.uploads import check_deleted
from runql._wandb_names.paths import downloaded
from runql.errors import AuthenticationError, InvalidInputError, PermissionDeniedError, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from runql_graphql.fragments.files import FileFields

    from runql._async._client.session import AsyncSession
    from runql._paths.runs import RunPath

__all__ = ["AsyncFile", "AsyncFiles"]


class AsyncFile(FileBase):
    """A file of a run: what it is, and its content."""

    def __init__(self, session: AsyncSession, snapshot: FileFields, path: RunPath) -> None:
        super().__init__(snapshot, path)
        self._session = session

    async def download(
        self,
        root: str | Path = ".",
        replace: bool = False,
        exist_ok: bool = False,
        *,
        workers: int = 8,
        progress: bool | None = None,
    ) -> Path:
        """Write the file below a folder, under its name in the run, and return where it is.

        The content is verified by size and MD5, and gets its final name when it is whole. Large
        files are fetched in segments; what a killed process leaves of one (`.*.runql.part` next to
        the file) the next call continues with. Characters that some system refuses are written as
        `%` and a number.

        Args:
            root: Folder; made if needed.
            replace: Write over a local file with other content.
            exist_ok: Leave any local file of that name as it is, unless `replace` is given too.
            workers: Connections for a large file.
            progress: Whether to show a bar; None shows one on a terminal and in notebooks, when tqdm is installed.

        Raises:
            TargetExistsError: If the local file has other content; nothing was sent.
            IntegrityError: If the received content does not match its checksum, twice.
            LocalFileError: If the disk is full, or the folder may not be written to.
            NotFoundError: If the file has been deleted.

        Requests: None when the local file has that content; else one, one per 16 MiB from 64 MiB
            on, and one for each further try.

        Examples:
            >>> run = await api.run("sandbox/vision/train")
            >>> file = await run.file("weights/model.ckpt")
            >>> path = await file.download(root="checkpoints")
            >>> path.as_posix(), path.stat().st_size == file.size
            ('checkpoints/weights/model.ckpt', True)
        """
        target = local_path(root, self.name)
        from runql._transfer._engine.batch import DownloadPlan, download_all
        from runql._transfer._engine.threads import check_workers

        check_workers(workers)
        if target.exists() and exist_ok and not replace:
            return downloaded(target)
        plan = DownloadPlan(((self._source(), target),), workers, replace, progress)
        found = await self._session.transfer(lambda to, cancel: download_all(to, plan, cancel))
        return downloaded(found[0])

    async def read(self) -> bytes:
        """Return the content, verified by size and MD5.

        Raises:
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted.

        Requests: One, and one for each further try.
        """
        content = await self._fetch(None, None)
        return check_content(self.name, content, self.size, self.md5_hex)

    async def read_text(self, encoding: str = "utf-8") -> str:
        """Return the content as text.

        Raises:
            UnicodeDecodeError: If it is not in that encoding.
            IntegrityError: If the received content does not match its checksum.

        Requests: As `read`.

        Examples:
            >>> run = await api.run("sandbox/vision/train")
            >>> file = await run.file("requirements.txt")
            >>> text = await file.read_text()
            >>> text.splitlines()
            ['numpy==2.4.0', 'torch==2.9.0']
        """
        return (await self.read()).decode(encoding)

    async def stream(self, chunk_size: int = 8 * 2**20) -> AsyncIterator[bytes]:
        """Iterate over the content in pieces, for files that memory does not hold.

        A broken connection is taken up where it broke. Size and MD5 are checked after the last
        piece.

        Args:
            chunk_size: Bytes of a piece.

        Raises:
            IntegrityError: If the pieces together are not what the server names; raised at the end.
            UsageError: If the chunk size is below 1.

        Requests: One per piece.
        """
        if chunk_size < 1:
            raise UsageError(f"chunk_size must be at least 1, got {chunk_size}.")
        digest = Digest()
        for start in range(0, self._source().size, chunk_size):
            chunk = await self._fetch(start, min(start + chunk_size, self.size))
            digest.update(chunk)
            yield chunk
        digest.check(self.name, self.size, self.md5_hex)

    async def delete(self) -> None:
        """Delete the file on the server.

        Raises:
            NotFoundError: If it has been deleted before.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: One.
        """
        response = await self._session.send(ops.delete_files(files=[self.id]))
        deleted = response.delete_files
        check_deleted(deleted.success if deleted is not None else None, [self.name])

    async def _fetch(self, start: int | None, stop: int | None) -> bytes:
        operation = f"read {self.name}"
        size = (self.size if stop is None else stop) - (start or 0)
        try:
            return await self._session.fetch(
                self.direct_url, operation=operation, start=start, stop=stop, size=size
            )
        except (AuthenticationError, InvalidInputError, PermissionDeniedError):
            # A signed address has expired; the file's own one signs again.
            return await self._session.fetch(
                self.url, operation=operation, start=start, stop=stop, size=size
            )


class AsyncFiles(AsyncLister[AsyncFile]):
    """Files of a run: a lazy list.

    Requests: One per page as far as the files requested reach.
    """

    async def latest_by_number(self, pattern: str | None = None) -> AsyncFile:
        """Return the file with the greatest number in its name, such as the newest checkpoint.

        Numbers are compared as numbers: `model-1000.pt` comes after `model-200.pt`. Without a
        pattern, the files of the list that have a number in their path may differ in numbers alone.
        Where several numbers differ, as in `epoch=3-step=900.ckpt`, one file must have the greatest
        of each. Parts of one file, such as `model-00001-of-00002.bin`, are not numbers. Files
        without a number are passed over.

        Args:
            pattern: A glob with `{number}` where the number is, such as `model-{number}.pt` or
                `epoch=*-step={number}.ckpt`; only files that fit count. Without a slash it is about
                the last part of the name, in any folder.

        Returns:
            The file.

        Raises:
            UsageError: If the pattern has no `{number}`, and nothing was sent; or it is not clear
                which file is the newest: files are numbered in several ways, or two have the
                greatest number.
            NotFoundError: If no file has a number, or fits the pattern.

        Requests: One per page that has not been read.
        """
        numbered = NumberedNames(pattern)
        files = {file.name: file for file in await self.all()}
        return files[numbered.latest(files)]
