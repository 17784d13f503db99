# Generated from src/runql/_async/artifacts/folders.py by `make generate`. Do not edit.

"""Local folders of an artifact version: verify and check out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from runql._models.artifacts.files import (
    VerifyReport,
    check_link,
    chosen_root,
    extra_files,
    tree_paths,
)
from runql._wandb_names.paths import downloaded
from runql.errors import UsageError

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from runql._models.artifacts.files import LinkKind
    from runql._models.artifacts.manifest import Manifest
    from runql._paths.artifacts import ArtifactPath
    from runql._sync._client.session import Session
    from runql._sync.artifacts.entry import ArtifactEntry
    from runql._transfer._engine.connections import Connections
    from runql._transfer.artifacts.cache import ArtifactCache

__all__ = ["ArtifactFolders"]


class ArtifactFolders:
    """Methods of an artifact version that compare it with a local folder."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def path(self) -> ArtifactPath:
            """Path that the version was found at."""
            ...

        @property
        def source_name(self) -> str:
            """Collection and number under which the version was logged."""
            ...

        @property
        def manifest(self) -> Manifest:
            """Files of the version."""
            ...

        def get_entry(self, path: str) -> ArtifactEntry:
            """Return one file."""
            ...

        def download(
            self,
            root: str | Path | None = None,
            allow_missing_references: bool = False,
            skip_cache: bool | None = None,
            path_prefix: str | None = None,
            multipart: bool | None = None,
            *,
            pattern: str | None = None,
            cache: ArtifactCache | None = None,
            link: LinkKind = "copy",
            allow_local_references: bool = False,
            replace: bool = True,
            workers: int = 32,
            progress: bool | None = None,
        ) -> Path:
            """Download the files to a folder."""
            ...

    def file(self, root: str | Path | None = None, *, allow_local_references: bool = False) -> Path:
        """Download the only file of the version to a folder, and return its local path.

        Args:
            root: As in `download`.
            allow_local_references: As in `download`.

        Raises:
            UsageError: If the version does not have exactly one file.

        Requests: The same as `download`.
        """
        manifest = self.manifest
        if len(manifest) != 1:
            raise UsageError(
                f"file() requires an artifact with one file; {self.path} has {len(manifest)} files.",
                hint="Call download() for all files, or get_entry(path) for one.",
            )
        entry = self.get_entry(next(iter(manifest)))
        return entry.download(root, allow_local_references=allow_local_references)

    def verify(self, root: str | Path | None = None, *, check: bool = True) -> VerifyReport:
        """Compare a folder with the version, file by file.

        Args:
            root: The folder; None for the default folder of `download`.
            check: Whether to raise an error if the folder differs from the version.

        Returns:
            A report with the correct, missing, wrong and extra files.

        Raises:
            IntegrityError: If a file is missing, wrong or extra, and `check` is True.

        Requests: None if the manifest is loaded; else two.

        Examples:
            >>> model = api.artifact("sandbox/mnist/model:best")
            >>> folder = model.download("model")
            >>> report = model.verify(folder)
            >>> sorted(report.correct)
            ['config.json', 'weights.bin']
        """
        folder = chosen_root(root, self.source_name)
        manifest = self.manifest
        targets = tree_paths(folder, list(manifest))
        from runql._transfer.artifacts.verification import verify_folder

        def work(_: Connections, cancel: threading.Event) -> VerifyReport:
            """Compare on threads."""
            return verify_folder(folder, manifest, targets, cancel)

        report = self._session.transfer(work)
        if check:
            report.raise_if_wrong()
        return report

    @overload
    def checkout(
        self,
        root: str | Path | None = None,
        *,
        dry_run: Literal[False] = False,
        skip_cache: bool = False,
        cache: ArtifactCache | None = None,
        link: LinkKind = "copy",
        allow_local_references: bool = False,
        workers: int = 32,
        progress: bool | None = None,
    ) -> Path: ...
    @overload
    def checkout(
        self,
        root: str | Path | None = None,
        *,
        dry_run: Literal[True],
        skip_cache: bool = False,
        cache: ArtifactCache | None = None,
        link: LinkKind = "copy",
        allow_local_references: bool = False,
        workers: int = 32,
        progress: bool | None = None,
    ) -> list[Path]: ...
    def checkout(
        self,
        root: str | Path | None = None,
        *,
        dry_run: bool = False,
        skip_cache: bool = False,
        cache: ArtifactCache | None = None,
        link: LinkKind = "copy",
        allow_local_references: bool = False,
        workers: int = 32,
        progress: bool | None = None,
    ) -> Path | list[Path]:
        """Make a folder equal to the version: delete extra files and download missing files.

        Args:
            root: The folder; None for `./artifacts/<collection>:<version>`.
            dry_run: Whether to only return the files that would be deleted.
            skip_cache: As in `download`.
            cache: As in `download`.
            link: As in `download`.
            allow_local_references: As in `download`.
            workers: Concurrent transfers.
            progress: As in `download`.

        Returns:
            The folder; with `dry_run`, the files that would be deleted.

        Raises:
            BatchError: If some files could not be fetched; nothing was deleted.

        Requests: The same as `download`.
        """
        check_link(link)
        folder = chosen_root(root, self.source_name)
        manifest = self.manifest
        targets = tree_paths(folder, list(manifest))
        extra = extra_files(folder, targets)
        if dry_run:
            return extra
        self.download(
            folder,
            skip_cache=skip_cache,
            cache=cache,
            link=link,
            allow_local_references=allow_local_references,
            workers=workers,
            progress=progress,
        )
        from runql._transfer.artifacts.verification import delete_files

        delete_files(folder, extra)
        return downloaded(folder)
