"""Comparison of a folder with a version."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from runql._models.artifacts.files import VerifyReport, extra_files
from runql._transfer._engine.atomic_files import is_current, local_errors
from runql._transfer._engine.threads import each
from runql._transfer.artifacts.references import is_verifiable, md5_of_etag

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from runql._models.artifacts.manifest import EntryInfo, Manifest

__all__ = ["delete_files", "verify_folder"]


def verify_folder(
    root: Path, manifest: Manifest, targets: Mapping[str, Path], cancel: threading.Event
) -> VerifyReport:
    """Hash all files of a folder, and return the differences from a manifest.

    Raises:
        LocalFileError: If a file cannot be read.
    """
    states: dict[str, str] = {}

    def inspect(entry: EntryInfo) -> None:
        states[entry.path] = _state(entry, targets[entry.path])

    failures = each(manifest.entries.values(), inspect, 4, cancel)
    if failures:
        raise next(iter(failures.values()))

    def all_of(state: str) -> tuple[str, ...]:
        return tuple(path for path in manifest if states[path] == state)

    extra = (path.relative_to(root).as_posix() for path in extra_files(root, targets))
    return VerifyReport(
        root,
        all_of("correct"),
        all_of("missing"),
        all_of("wrong"),
        tuple(extra),
        all_of("unverifiable"),
    )


def delete_files(root: Path, paths: Sequence[Path]) -> None:
    """Delete files, and folders that become empty.

    Raises:
        LocalFileError: If a file cannot be deleted.
    """
    for path in paths:
        with local_errors(path):
            path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == root:
                break
            with contextlib.suppress(OSError):  # the folder is not empty
                folder.rmdir()


def _state(entry: EntryInfo, target: Path) -> str:
    with local_errors(target):
        if not target.exists():
            return "missing"
        if entry.is_reference and not is_verifiable(entry):
            # An ETag may be a hash of the content, but does not have to be.
            md5 = md5_of_etag(entry)
            known = md5 is not None and is_current(target, entry.size or 0, md5, "md5")
            return "correct" if known else "unverifiable"
        size = entry.size if entry.size or not entry.is_reference else target.stat().st_size
        digest = entry.digest_hex
        if size is None or digest is None:
            return "unverifiable"
        return "correct" if is_current(target, size, digest, entry.digest_algorithm) else "wrong"
