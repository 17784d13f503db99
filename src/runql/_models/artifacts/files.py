"""Files of a version: download URLs, local paths and verification."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql_graphql.ops.artifacts import files as ops

from runql._choices import checked_choice
from runql._display.counts import counted
from runql._models.files.globs import Glob
from runql._models.files.local_paths import local_folder, real, safe_name
from runql.errors import IntegrityError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql_graphql.calls import Call
    from runql_graphql.list_artifact_file_urls import ListArtifactFileUrls

    from runql._models.artifacts.manifest import EntryInfo, Manifest
    from runql._paths.artifacts import ArtifactPath

__all__ = [
    "URL_BATCH",
    "FileUrlsQuery",
    "LinkKind",
    "VerifyReport",
    "check_link",
    "chosen_root",
    "default_root",
    "select_entries",
    "tree_paths",
]

LinkKind: TypeAlias = Literal["copy", "hard"]
"""Transfer of a file from the cache to a folder: as a copy, or as a hard link to the cached file."""


def check_link(link: str) -> None:
    """Check the value of `link=`.

    Raises:
        UsageError: If it is invalid.
    """
    checked_choice("link", link, get_args(LinkKind))


URL_BATCH: Final = 1000
"""Maximum number of URLs per request."""

_IS_WINDOWS: Final = sys.platform == "win32"
_FOLDS_CASE: Final = sys.platform in ("win32", "darwin")


@dataclass(frozen=True, slots=True)
class FileUrlsQuery:
    """A query for the download URLs of a version's files.

    Attributes:
        path: The version, as a member of a collection.
        names: Paths of the files; None for all.
        after: Cursor after which to continue.
    """

    path: ArtifactPath
    names: tuple[str, ...] | None = None
    after: str | None = None

    def call(self) -> Call[ListArtifactFileUrls]:
        """Return the query for one batch."""
        names = self.names[:URL_BATCH] if self.names is not None else None
        return ops.list_artifact_file_urls(
            entity=self.path.entity,
            project=self.path.project,
            collection=self.path.collection,
            alias=self.path.version,
            names=names,
            first=URL_BATCH,
            after=self.after,
        )

    def read(self, response: ListArtifactFileUrls) -> tuple[dict[str, str], FileUrlsQuery | None]:
        """Return URLs by path, and the next query; None if the listing is complete.

        Raises:
            NotFoundError: If the version was deleted.
        """
        collection = response.project.artifact_collection if response.project is not None else None
        membership = collection.artifact_membership if collection is not None else None
        if membership is None or membership.files is None:
            raise NotFoundError(
                f"Artifact not found: {self.path}. It may have been deleted in the meantime.",
                operation="ListArtifactFileUrls",
            )
        nodes = [edge.node for edge in membership.files.edges if edge.node is not None]
        urls = {node.name: node.direct_url for node in nodes}
        info = membership.files.page_info
        if self.names is not None:
            left = self.names[URL_BATCH:]
            return urls, replace(self, names=left) if left else None
        if not info.has_next_page or info.end_cursor in (None, self.after):
            return urls, None
        return urls, replace(self, after=info.end_cursor)

    def only(self, names: Iterable[str]) -> FileUrlsQuery:
        """Return the query for only the given files."""
        return replace(self, names=tuple(names), after=None)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Result of comparing a folder with a version.

    Attributes:
        root: The folder.
        correct: Paths of files with the version's content.
        missing: Paths of missing files.
        wrong: Paths of files with different content.
        extra: Paths of files that the version does not have.
        unverifiable: Paths of existing references that have no content hash.
    """

    root: Path
    correct: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    unverifiable: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether no file is missing, wrong or extra."""
        return not (self.missing or self.wrong or self.extra)

    def __bool__(self) -> bool:
        return self.ok

    def raise_if_wrong(self) -> None:
        """Raise an error if the folder differs from the version.

        Raises:
            IntegrityError: If the folder differs; the message lists the first differing paths.
        """
        if self.ok:
            return
        parts = [
            f"{len(paths)} {what} ({', '.join(paths[:3])}{', …' if len(paths) > 3 else ''})"
            for what, paths in (
                ("wrong", self.wrong),
                ("missing", self.missing),
                ("extra", self.extra),
            )
            if paths
        ]
        raise IntegrityError(
            f"{self.root} differs from the artifact: {'; '.join(parts)}.",
            hint="Call checkout() to make the folder equal to the version, or download() to replace missing and "
            "wrong files. verify(check=False) returns all paths.",
        )


def default_root(source_name: str) -> Path:
    """Return the default download folder of a version: `./artifacts/model:v3`.

    The environment variable `WANDB_ARTIFACT_DIR` replaces `./artifacts`, as in the official client.
    """
    name = source_name if not _IS_WINDOWS else source_name.replace(":", "-")
    if name in ("", ".", "..") or "/" in name or "\\" in name:
        raise UsageError(
            f"Cannot use {source_name!r} as a folder name.", hint="Pass root= with a folder."
        )
    return Path(os.environ.get("WANDB_ARTIFACT_DIR") or "artifacts") / name


def chosen_root(root: str | Path | None, name: str) -> Path:
    """Return the folder to download to: the given folder, or the default.

    Raises:
        UsageError: If the folder is not a path.
    """
    return default_root(name) if root is None else local_folder(root)


def select_entries(
    manifest: Manifest, path_prefix: str | None, pattern: str | None
) -> list[EntryInfo]:
    """Return the entries whose path begins with a prefix and matches a glob.

    Raises:
        UsageError: If the pattern is empty, or no entry of a non-empty manifest matches.
    """
    glob = Glob(pattern) if pattern is not None else None
    prefix = str(path_prefix or "")
    found = [
        entry
        for path, entry in manifest.entries.items()
        if path.startswith(prefix) and (glob is None or glob.matches(path))
    ]
    if not found and manifest.entries and (prefix or pattern):
        requested = [f"path_prefix={prefix!r}"] if prefix else []
        requested += [f"pattern={pattern!r}"] if pattern else []
        raise UsageError(
            f"No file matches {' and '.join(requested)}; the artifact has {counted(len(manifest), 'file')}.",
            hint="Use artifact.manifest to list all paths.",
        )
    return found


def tree_paths(root: Path, paths: Sequence[str]) -> dict[str, Path]:
    """Return the local path of each file of a version below a folder.

    Local names equal the version's own names, so that other software finds them by path. On
    Windows, invalid characters are written as `%` and a number.

    Raises:
        UsageError: If a path, or a link in the folder, leads outside the folder. Also if two paths
            would be the same local file.
    """
    targets: dict[str, Path] = {}
    taken: dict[str, str] = {}
    inside: set[Path] = set()
    for path in paths:
        target = root / (safe_name(path) if _IS_WINDOWS else _own_name(path))
        if target.parent not in inside:
            _refuse_outside(root, target)
            inside.add(target.parent)
        targets[path] = target
        other = taken.setdefault(path.casefold() if _FOLDS_CASE else path, path)
        if other != path:
            raise UsageError(
                f"The files {other!r} and {path!r} would be the same file on this system.",
                hint="Download them to different folders, with pattern=.",
            )
    return targets


def _refuse_outside(root: Path, target: Path) -> None:
    if not real(target.parent).is_relative_to(real(root)):
        raise UsageError(
            f"{target} would be outside {root}, because {target.parent} is a link to another folder.",
            hint="Remove the link, or pass another root=.",
        )


def _own_name(path: str) -> str:
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise UsageError(
            f"Cannot write a file to the path {path!r}.",
            hint="Read it into memory instead, with get_entry(path).read().",
        )
    return str(PurePosixPath(path))


def extra_files(root: Path, targets: Mapping[str, Path]) -> list[Path]:
    """Return the files below a folder that do not belong to the version."""
    known = {os.path.normcase(target) for target in targets.values()}
    found: list[Path] = []
    for folder, _, names in os.walk(root):
        found += [
            Path(folder) / name
            for name in names
            if os.path.normcase(Path(folder) / name) not in known
        ]
    return sorted(found)
