# Generated from src/runql/_async/runs/files.py by `make generate`. Do not edit.

"""Files of a run: list, download, upload and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import files as ops

from runql._models._attributes.text_lists import warn_misspelled_names
from runql._models.files.base import (
    FileBase,
    missing_file,
)
from runql._models.files.folders import FileFolder, found_folders
from runql._models.files.globs import is_literal
from runql._models.files.local_paths import local_paths
from runql._models.files.uploads import (
    check_deleted,
    check_uploaded,
    content_of,
    contents_of,
    upload_targets,
)
from runql._paging.pages import LARGEST_PAGE, PageWindow
from runql._sync.files import File, Files, listed_files
from runql.errors import UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from runql._models.files.uploads import Content, Sent, UploadTargets
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._transfer._engine.connections import Connections

__all__ = ["RunFiles"]


class RunFiles:
    """Methods of a run that list, download, upload and delete its files."""

    _session: Session
    _path: RunPath

    def files(
        self,
        pattern: str | Sequence[str] | None = None,
        *,
        names: Sequence[str] | None = None,
        content_types: Sequence[str] | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Files:
        """List files of the run.

        Args:
            pattern: Glob: `*` matches within a folder, `**` across folders. A glob without a slash
                matches the last part of the name, so `*.png` finds every PNG. None for all files. A
                list is treated as `names`, which is the first argument in the official client.
            names: Exact names instead of a pattern.
            content_types: Media types such as `["image/png"]`, of which the files' `mimetype` must be one.
            per_page: Files per request; None starts with 200 and grows.
            limit: Maximum number of files; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Returns:
            A lazy list.

        Raises:
            UsageError: If `pattern` and `names` are both passed, a media type is invalid, or a number is out of bounds.
            NotFoundError: If the run has been deleted; raised by the first page.

        Requests: None until iterated; then one per page. One more if a file of `names` is missing: then a
        `UserWarning` suggests similar names.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> [(file.name, file.size) for file in run.files("*.ckpt")]
            [('weights/model.ckpt', 16384)]
        """
        window = PageWindow(per_page, limit, after)
        return listed_files(
            self._session,
            self._path,
            window,
            pattern=pattern,
            names=names,
            content_types=content_types,
            check=True,
        )

    def _named_files(self, names: Sequence[str], per_page: int | None = None) -> Files:
        """List the files with these names. A missing name causes neither a warning nor another request."""
        window = PageWindow(per_page, None, None)
        return listed_files(self._session, self._path, window, names=names)

    def folders(self) -> list[FileFolder]:
        """Return the folders of the run's files, with their numbers of files and bytes.

        W&B does not document whether nested folders are listed too. Servers gained this between January and October
        2024.

        Returns:
            The folders in the server's order.

        Raises:
            NotFoundError: If the run has been deleted.
            UnsupportedError: If the server has no `Run.folders`.

        Requests: One.
        """
        path = self._path
        call = ops.get_run_folders(entity=path.entity, project=path.project, run=path.run)
        return found_folders(self._session.send(call), path)

    def file(self, name: str) -> File:
        """Fetch the attributes of one file.

        Args:
            name: Path within the run.

        Raises:
            NotFoundError: If the run has no such file; suggests similar names.

        Requests: One; if the file does not exist, one more to find similar names.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> file = run.file("requirements.txt")
            >>> file.size, file.mimetype
            (26, 'text/plain')
        """
        found = self._named_files([name]).first()
        if found is None:
            near = [each.name for each in self.files(limit=LARGEST_PAGE).all()]
            raise missing_file(self._path, name, near)
        return found

    def download_files(
        self,
        pattern: str | None = None,
        root: str | Path = ".",
        *,
        workers: int | None = None,
        replace: bool = False,
        progress: bool | None = None,
    ) -> list[Path]:
        """Download files of the run to a folder, and return the local paths.

        Files are downloaded concurrently. Local files with the same content are not downloaded
        again. Every file is verified by size and MD5, and gets its final name when it is complete.

        Args:
            pattern: Glob, as in `files`; None for all files.
            root: Folder; created if needed.
            workers: Concurrent transfers, 1 to 64. None adapts the number for small files, up to 128 connections, and
                means 32 for others.
            replace: Whether to overwrite local files that have other content.
            progress: Whether to show one bar for all; None shows it on a terminal and in notebooks, when tqdm is
                installed.

        Raises:
            TargetExistsError: If a local file has other content; nothing was fetched.
            UsageError: If two names mean the same local file, or the number of workers is out of
                bounds; nothing was fetched.
            BatchError: If some files failed; `failures` lists them, and the other files are complete.
            NotFoundError: If the run has been deleted.

        Requests: One per 1,000 files, and one for each missing file; one more if no file has the name that `pattern` is.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> paths = run.download_files("*.txt", root="train-files")
            >>> [path.as_posix() for path in paths]
            ['train-files/requirements.txt']
        """
        from runql._transfer._engine.batch import DownloadPlan, download_all
        from runql._transfer._engine.threads import check_workers

        if workers is not None:
            check_workers(workers)
        files = _matching(self, pattern)
        targets = local_paths(root, [file.name for file in files])
        sources = tuple((file._source(), targets[file.name]) for file in files)
        plan = DownloadPlan(sources, workers, replace, progress)
        return self._session.transfer(lambda to, cancel: download_all(to, plan, cancel))

    def upload_file(
        self,
        path: str | Path | bytes,
        root: str | Path | None = None,
        name: str | None = None,
        *,
        progress: bool | None = None,
    ) -> File:
        """Upload a file to the run; an existing file of the same name is overwritten.

        The name of a local file is its path relative to `root`, as in the official client. So
        `a/fig.png` and `b/fig.png` are two files of the run.

        Args:
            path: A local file, or the content as bytes.
            root: Folder that names of local files are relative to; None for the working folder.
                Names of files outside the working folder have `__` for each `..`. For bytes, the
                second argument is the name.
            name: Path within the run, instead of the path relative to `root`; required for bytes.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Returns:
            The file as the server stores it; its size and MD5 are verified.

        Raises:
            UsageError: If the file does not exist, or bytes have no name; nothing was sent.
            IntegrityError: If the server's size or MD5 differs from the content that was sent.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: Three; four if the server requires a notification of the upload, and one more, once, to read the
        server's features.

        Examples:
            >>> run = api.run("sandbox/vision/train")
            >>> file = run.upload_file(b"checked by hand", "notes.txt")
            >>> file.name, file.read_text()
            ('notes.txt', 'checked by hand')
        """
        content = content_of(path, name, root)
        return self._upload([content], 1, progress)[0]

    def upload_files(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        root: str | Path | None = None,
        workers: int = 8,
        progress: bool | None = None,
    ) -> list[File]:
        """Upload files to the run concurrently; existing files are overwritten.

        Args:
            sources: A folder with all files below it, or files and folders.
            root: Folder that names are relative to. None means the folder itself for files of a
                folder, and the working folder for single files.
            workers: Concurrent transfers.
            progress: Whether to show one bar for all; None shows it on a terminal and in notebooks, when tqdm is
                installed.

        Raises:
            UsageError: If a file does not exist, or two files have the same name; nothing was sent.
            BatchError: If some files failed; `failures` lists them, and the other files are uploaded.
            IntegrityError: If the server's size or MD5 differs from the content that was sent.

        Requests: Two to four per 1,000 files, and one for each file.
        """
        from runql._transfer._engine.threads import check_workers

        check_workers(workers)
        contents = contents_of(sources, root)
        uploaded: list[File] = []
        for start in range(0, len(contents), LARGEST_PAGE):
            batch = contents[start : start + LARGEST_PAGE]
            uploaded += self._upload(batch, workers, progress)
        return uploaded

    def delete_files(self, files: Iterable[File | str]) -> int:
        """Delete files of the run in one request, and return their number.

        Args:
            files: Files, or their IDs.

        Raises:
            UsageError: If a string is passed instead of a list; nothing was sent.
            NotFoundError: If a file has already been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One; none for no files.
        """
        if isinstance(files, str):
            raise UsageError(
                f"files must be a list of strings, got {files!r}.", hint=f"Pass [{files!r}]."
            )
        names: dict[str, str] = {}
        for each in files:
            if isinstance(each, str):
                names[each] = each
            elif isinstance(each, FileBase):  # pyright: ignore[reportUnnecessaryIsInstance]
                names[each.id] = each.name
            else:
                raise UsageError(f"files must be files of the run or their IDs, got {each!r}.")
        if names:
            response = self._session.send(ops.delete_files(files=list(names)))
            deleted = response.delete_files
            check_deleted(deleted.success if deleted is not None else None, names.values())
        return len(names)

    def _upload(
        self,
        contents: list[Content],
        workers: int,
        progress: bool | None,
    ) -> list[File]:
        names = [content.name for content in contents]
        identifiers = {
            "entity": self._path.entity or "",
            "project": self._path.project,
            "run": self._path.run,
        }
        # Idempotent: a second request returns the same upload URLs.
        made = self._session.send(ops.create_run_files(**identifiers, files=names), idempotent=True)
        targets = upload_targets(made, names)
        from runql._transfer._engine.upload import upload_all
        from runql._transfer._engine.url_requests import send_call

        def work(to: Connections, cancel: threading.Event) -> dict[str, Sent]:
            """Upload the files on threads, and renew upload URLs that expire."""

            def renew(name: str) -> UploadTargets:
                """Request a new upload URL for a name."""
                again = ops.create_run_files(**identifiers, files=[name])
                return upload_targets(send_call(to, again, cancel), [name])

            return upload_all(
                to,
                contents,
                targets,
                workers=workers,
                progress=progress,
                cancel=cancel,
                renew=renew,
            )

        sent = self._session.transfer(work)
        if self._session.has_feature("MARK_RUN_FILES_UPLOADED"):
            marked = ops.mark_run_files_uploaded(**identifiers, files=names)
            self._session.send(marked, idempotent=True)
        listed = self._named_files(names, LARGEST_PAGE).all()
        files = {file.name: file for file in listed}
        check_uploaded(sent, files)
        return [files[name] for name in names]


def _matching(run: RunFiles, pattern: str | None) -> list[File]:
    """Return the files that match a pattern. A name that resembles the name of a file causes a warning."""
    files = run.files(pattern, per_page=LARGEST_PAGE).all()
    if pattern is not None and not files and is_literal(pattern):
        every = run.files(limit=LARGEST_PAGE).all()
        known = [each for file in every for each in (file.name, file.name.rpartition("/")[2])]
        warn_misspelled_names(f"The run {run._path}", [pattern], known)
    return files
