"""Files of a version: where they are requested, where they are on this machine, what is wrong with
them.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql_graphql.ops.artifacts import files as ops

from runql._choices import checked_choice
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
"""How a file comes out of the cache: as a copy of its own, or as another name of the cached one."""


def check_link(link: str) -> None:
    """Make sure that files can come out of the cache so.

    Raises:
        UsageError: If the way does not exist.
    """
    checked_choice("link", link, get_args(LinkKind))


URL_BATCH: Final = 1000
"""Addresses to request at once."""

_IS_WINDOWS: Final = sys.platform == "win32"
_FOLDS_CASE: Final = sys.platform in ("win32", "darwin")


@dataclass(frozen=True, slots=True)
class FileUrlsQuery:
    """How to request the addresses of a version's files.

    Attributes:
        path: The version, as a member of a collection.
        names: Which files; None for all.
        after: Cursor to continue after.
    """

    path: ArtifactPath
    names: tuple[str, ...] | None = None
    after: str | None = None

    def call(self) -> Call[ListArtifactFileUrls]:
        """The question for a batch."""
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
        """Return addresses by path, and the next question; None when there is none.

        Raises:
            NotFoundError: If the version has been deleted.
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
        """Return the question for some files alone."""
        return replace(self, names=tuple(names), after=None)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How a folder differs from a version.

    Attributes:
        root: The folder.
        correct: Paths of files whose content is the version's.
        missing: Paths of files that are not there.
        wrong: Paths of files with other content.
        extra: Paths of files that the version does not have.
        unverifiable: Paths of references that are there, and whose content nothing names a hash of.
    """

    root: Path
    correct: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    unverifiable: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing is missing, wrong or extra."""
        return not (self.missing or self.wrong or self.extra)

    def __bool__(self) -> bool:
        return self.ok

    def raise_if_wrong(self) -> None:
        """Raise when the folder differs.

        Raises:
            IntegrityError: If it does; says how.
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
            hint="checkout() makes the folder equal to the version; download() replaces missing and differing files. "
            "verify(check=False) returns all paths.",
        )


def default_root(source_name: str) -> Path:
    """Return where a version is downloaded to when nothing is said: `./artifacts/model:v3`.

    `WANDB_ARTIFACT_DIR` takes the place of `./artifacts`, as in the official client.
    """
    name = source_name if not _IS_WINDOWS else source_name.replace(":", "-")
    if name in ("", ".", "..") or "/" in name or "\\" in name:
        raise UsageError(f"Cannot name a folder after {source_name!r}.", hint="Pass root=.")
    return Path(os.environ.get("WANDB_ARTIFACT_DIR") or "artifacts") / name


def chosen_root(root: str | Path | None, name: str) -> Path:
    """Return the folder to download to: the one given, or the default one.

    Raises:
        UsageError: If it is not a path.
    """
    return default_root(name) if root is None else local_folder(root)


def select_entries(
    manifest: Manifest, path_prefix: str | None, pattern: str | None
) -> list[EntryInfo]:
    """Return the entries below a prefix that fit a glob.

    Raises:
        UsageError: If the pattern is empty, or there are entries and none is meant.
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
            f"None of the {len(manifest)} files fits {' and '.join(requested)}.",
            hint="`manifest` has all paths.",
        )
    return found


def tree_paths(root: Path, paths: Sequence[str]) -> dict[str, Path]:
    """Return where each file of a version goes below a folder.

    Where the system takes them, names are the version's own, so that what refers to a path finds it; on
    Windows, characters that it refuses are written as `%` and a number.

    Raises:
        UsageError: If a path, or a link in the folder, leads out of it; or two would be one file.
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
                f"The files {other!r} and {path!r} would be one file on this system.",
                hint="Download them apart, with pattern=.",
            )
    return targets


def _refuse_outside(root: Path, target: Path) -> None:
    if not real(target.parent).is_relative_to(real(root)):
        raise UsageError(
            f"{target} would be outside {root}: {target.parent} is a link that leads out.",
            hint="Remove the link, or choose another root=.",
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
    """Return the files below a folder that are none of the version's."""
    known = {os.path.normcase(target) for target in targets.values()}
    found: list[Path] = []
    for folder, _, names in os.walk(root):
        found += [
            Path(folder) / name
            for name in names
            if os.path.normcase(Path(folder) / name) not in known
        ]
    return sorted(found)
