"""Files of runs: read, download and delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runql_graphql.ops import files as ops

from runql._async._client.lister import AsyncLister
from runql._models._attributes.list_checks import ListCheck
from runql._models._attributes.text_lists import warn_misspelled_names
from runql._models.files.base import FileBase, checked_names, files_page
from runql._models.files.content_types import checked_types
from runql._models.files.digests import Digest, check_content
from runql._models.files.globs import Glob
from runql._models.files.local_paths import local_path
from runql._models.files.numbered import NumberedNames
from runql._models.files.uploads import check_deleted
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._wandb_names.paths import downloaded
from runql._wandb_names.patterns import accepted_pattern
from runql.errors import (
    AuthenticationError,
    InvalidInputError,
    PermissionDeniedError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from runql_graphql.fragments.files import FileFields
    from runql_graphql.list_run_files import ListRunFiles

    from runql._async._client.session import AsyncSession
    from runql._paths.runs import RunPath

__all__ = ["AsyncFile", "AsyncFiles", "file_key", "listed_files"]


class AsyncFile(FileBase):
    """A file of a W&B run, with methods that read, download and delete it."""

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
        """Download the file to its name below a folder, and return the local path.

        The content is verified by size and MD5, and the file gets its final name when it is
        complete. Large files are downloaded in segments. If the process is killed, the next call
        continues a partial file (`.*.runql.part` next to the file). Characters that are invalid on
        some operating systems are written as `%` and a number.

        Args:
            root: Folder; created if needed.
            replace: Write over a local file with other content.
            exist_ok: Whether to keep an existing local file of that name, unless `replace` is True.
            workers: Connections for a large file.
            progress: Whether to show a bar; None shows one on a terminal and in notebooks, when tqdm is installed.

        Raises:
            TargetExistsError: If the local file has other content; nothing was sent.
            IntegrityError: If the received content does not match its checksum, twice.
            LocalFileError: If the disk is full, or the folder is not writable.
            NotFoundError: If the file has been deleted.

        Requests: None if the local file has the same content; otherwise one, or one per 16 MiB for
        files of 64 MiB or more, and one for each retry.

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
        """Return the content as bytes, verified by size and MD5.

        Raises:
            IntegrityError: If the received content does not match its checksum.
            NotFoundError: If the file has been deleted.

        Requests: One, and one for each retry.
        """
        content = await self._fetch(None, None)
        return check_content(self.name, content, self.size, self.md5_hex)

    async def read_text(self, encoding: str = "utf-8") -> str:
        """Return the content as a string.

        Raises:
            UnicodeDecodeError: If the content is not in that encoding.
            IntegrityError: If the received content does not match its checksum.

        Requests: The same as `read`.

        Examples:
            >>> run = await api.run("sandbox/vision/train")
            >>> file = await run.file("requirements.txt")
            >>> text = await file.read_text()
            >>> text.splitlines()
            ['numpy==2.4.0', 'torch==2.9.0']
        """
        return (await self.read()).decode(encoding)

    async def stream(self, chunk_size: int = 8 * 2**20) -> AsyncIterator[bytes]:
        """Iterate over the content in chunks, for files that do not fit in memory.

        A broken connection is resumed. Size and MD5 are checked after the last chunk.

        Args:
            chunk_size: Bytes per chunk.

        Raises:
            IntegrityError: If the content does not match the server's size or MD5; raised after the
                last chunk.
            UsageError: If the chunk size is below 1.

        Requests: One per chunk.
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
            NotFoundError: If the file has already been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.

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
            # The signed URL has expired; the file's own URL redirects to a new one.
            return await self._session.fetch(
                self.url, operation=operation, start=start, stop=stop, size=size
            )


class AsyncFiles(AsyncLister[AsyncFile]):
    """Lazy list of the files of a run.

    Requests: One per page up to the last requested file; one more if a requested name is missing.
    """

    def __init__(
        self,
        session: AsyncSession,
        listing: Listing[ListRunFiles, AsyncFile],
        path: RunPath | None = None,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(session, listing)
        self._path = path
        self._names = tuple(names)

    async def _check_first_page(self) -> None:
        """Warn about requested names that no file has."""
        buffer, listing, path = self._buffer, self._listing, self._path
        found = {file.name for file in buffer.items}
        missing = [name for name in self._names if name not in found]
        if path is None or not missing or not buffer.done or len(buffer.items) == buffer.limit:
            return
        if listing.window.after is not None:
            return  # The files may be missing because the list continues after them.
        call = listing.call.replace(names=None, content_types=None, first=LARGEST_PAGE, after=None)
        with ListCheck(f"whether {path} has the file {missing[0]!r}"):
            page = files_page(await self._session.send(call), path, None, counted=False)
            warn_misspelled_names(f"The run {path}", missing, [file.name for file in page.items])

    async def latest_by_number(self, pattern: str | None = None) -> AsyncFile:
        """Return the file with the highest number in its name, such as a checkpoint.

        Numbers are compared numerically: `model-1000.pt` comes after `model-200.pt`. Without a
        pattern, the numbered files of the list must differ only in their numbers. If several numbers
        differ, as in `epoch=3-step=900.ckpt`, one file must have the highest value of each. Part
        numbers, such as those of `model-00001-of-00002.bin`, do not count. Files without a number
        are ignored.

        Args:
            pattern: Glob with `{number}` in the position of the number, such as `model-{number}.pt`
                or `epoch=*-step={number}.ckpt`; only matching files count. A pattern without a
                slash is matched against the last part of the name, in any folder.

        Returns:
            The file.

        Raises:
            UsageError: If the pattern has no `{number}`; nothing was sent. Also if the newest file
                is ambiguous: files are numbered in several ways, or two have the highest number.
            NotFoundError: If no file has a number or matches the pattern.

        Requests: One per page that has not been read.
        """
        numbered = NumberedNames(pattern)
        files = {file.name: file for file in await self.all()}
        return files[numbered.latest(files)]


def listed_files(
    session: AsyncSession,
    path: RunPath,
    window: PageWindow,
    *,
    pattern: str | Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    content_types: Sequence[str] | None = None,
    check: bool = False,
) -> AsyncFiles:
    """Return the list of a run's files.

    Args:
        session: Session that sends the requests.
        path: The run.
        window: The part of the list to read.
        pattern: Glob; None for all files. A list is treated as `names`.
        names: Exact names instead of a pattern.
        content_types: Media types, of which the files' `mimetype` must be one.
        check: Whether to warn about misspelled names if no file has one of the names.

    Raises:
        UsageError: If `pattern` and `names` are both passed, or a media type is invalid.
    """
    if pattern is not None and not isinstance(pattern, str) and names is None:
        pattern, names = None, checked_names(pattern)
    if pattern is not None and names is not None:
        raise UsageError("pattern and names exclude each other.", hint="Pass only one of them.")
    if names is not None:
        names = checked_names(names)
        if not names:
            window = replace(window, limit=0)  # the server treats no names as all files
    glob = Glob(accepted_pattern(pattern)) if isinstance(pattern, str) else None
    types = checked_types(content_types)
    if types is not None and not types:
        window = replace(window, limit=0)
    call = ops.list_run_files(
        entity=path.entity,
        project=path.project,
        run=path.run,
        names=names,
        pattern=glob.like if glob is not None else None,
        content_types=types,
    )

    def read(response: ListRunFiles) -> Page[AsyncFile]:
        """Return a page of files from a response."""
        counted = glob is None and names is None and types is None
        page = files_page(response, path, glob, counted=counted, content_types=types)
        files = tuple(AsyncFile(session, file, path) for file in page.items)
        return Page(files, page.cursor, page.total, page.cursors, end=page.end)

    narrowed = glob is not None or types is not None
    listing = Listing(call, read, file_key, window, first_page=200, narrowed=narrowed)
    return AsyncFiles(session, listing, path, names if check and names else ())


def file_key(file: AsyncFile) -> str:
    """Return the deduplication key of a file."""
    return file.id
