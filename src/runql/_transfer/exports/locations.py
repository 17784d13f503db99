"""Locations of exports: folders of this machine, or URLs."""

from __future__ import annotations

import re
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Final

from runql._transfer.exports.folder import MANIFEST
from runql._transfer.exports.opened import OpenedExport
from runql._transfer.exports.remote import RemoteExport
from runql._transfer.exports.verification import check_files
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._models.exports.manifest import Manifest
    from runql._models.exports.report import ExportVerification

__all__ = ["checked_place", "opened_export", "verified_files"]

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://.")
_URL_AS_PATH: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/[^/]")


def checked_place(to: str | Path, options: Mapping[str, object] | None) -> str | Path:
    """Return the location of an export: a URL as a string, or a local folder or file as a path.

    Raises:
        UsageError: If a path was created from a URL, or storage options are passed for a local folder.
    """
    if isinstance(to, str) and _URL.match(to):
        return to
    if not isinstance(to, str) and _URL_AS_PATH.match(str(to)):
        raise UsageError(
            f"to must be a string for a URL, got the path {str(to)!r}.",
            hint='Pass to="s3://bucket/folder" as a string. A Path removes one of the slashes.',
        )
    if options:
        raise UsageError(
            f"storage_options requires a URL, got {str(to)!r}.",
            hint='Pass a URL such as "s3://bucket/folder", or remove storage_options.',
        )
    return Path(to)


def opened_export(
    path: str | Path, options: Mapping[str, object] | None, *, deleted: bool
) -> OpenedExport:
    """Open an export for reading. Files of an export at a URL are fetched when they are read.

    Raises:
        UsageError: If there is no finished export.
    """
    place = checked_place(path, options)
    if isinstance(place, Path):
        return OpenedExport(place, deleted=deleted)
    remote, content = _looked_at(place, options)
    folder = Path(tempfile.mkdtemp(prefix="runql-export-"))
    try:
        root = remote.local_root(folder)
        root.mkdir(parents=True)
        (root / MANIFEST).write_bytes(content)
        found = OpenedExport(remote.local_target(folder), deleted=deleted, remote=remote)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(found, rmtree, folder, ignore_errors=True)
    return found


def verified_files(
    path: str | Path, options: Mapping[str, object] | None
) -> tuple[Manifest, ExportVerification]:
    """Read all files of an export, and compare them with the manifest.

    Raises:
        UsageError: If there is no finished export.
    """
    place = checked_place(path, options)
    if isinstance(place, Path):
        return check_files(place)
    remote, _ = _looked_at(place, options)
    with tempfile.TemporaryDirectory(prefix="runql-verify-") as name:
        folder = Path(name)
        remote.fetch(remote.sizes, remote.local_root(folder))
        manifest, found = check_files(remote.local_target(folder))
    return manifest, replace(found, to=place)


def _looked_at(url: str, options: Mapping[str, object] | None) -> tuple[RemoteExport, bytes]:
    remote = RemoteExport(url, options or {})
    remote.look()
    content = remote.manifest()
    if content is None:
        raise UsageError(
            f"No finished export at {url}: the file {MANIFEST} is missing.",
            hint="Run the export again; it continues where it stopped.",
        )
    return remote, content
