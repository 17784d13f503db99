"""Media as logged: files of the run that hold them, and checks against the logged size and digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._display.counts import counted
from runql._models.media.values import Image, LoggedTable
from runql.errors import IntegrityError, NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from runql._models.media.values import Media, MediaFile
    from runql._paths.runs import RunPath

__all__ = [
    "by_path",
    "check_downloaded",
    "check_media",
    "file_at",
    "image_at",
    "increments_of",
    "missing_media",
    "table_at",
]


def file_at(key: str, media: Media, index: int) -> MediaFile:
    """Return a file of a media value.

    Raises:
        UnsupportedError: If the content is in an artifact only.
        UsageError: If the value has no file with this index.
    """
    files = media.files
    if not files:
        artifact = media.raw.get("artifact_path")
        if isinstance(artifact, str):
            raise UnsupportedError(
                f"The content of {key!r} is not a file of the run. It is stored in {artifact}.",
                hint="Download it from the artifact.",
            )
        raise UsageError(
            f"{key!r} is {media.type}, which has no file.",
            hint="Read the attribute `value`; it holds the whole value.",
        )
    if not -len(files) <= index < len(files):
        raise UsageError(
            f"{key!r} has {counted(len(files), 'file')}. "
            f"index must be between {-len(files)} and {len(files) - 1}, got {index}."
        )
    return files[index]


def by_path(files: Iterable[MediaFile]) -> dict[str, MediaFile]:
    """Return files by path, each once. A file with a digest replaces one without."""
    found: dict[str, MediaFile] = {}
    for file in files:
        if file.path not in found or found[file.path].sha256 is None:
            found[file.path] = file
    return found


def check_media(file: MediaFile, content: bytes) -> bytes:
    """Return the content after a check of its size and digest.

    Raises:
        IntegrityError: If size or digest differ from the logged values.
    """
    import hashlib

    _check(file, len(content), hashlib.sha256(content).hexdigest())
    return content


def check_downloaded(files: Mapping[Path, MediaFile]) -> None:
    """Check size and digest of files on disk, and delete a file that fails.

    Raises:
        IntegrityError: If the size or digest of a file differs from the logged one.
    """
    import hashlib

    for path, file in files.items():
        if file.sha256 is None and file.size is None:
            continue
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        try:
            _check(file, path.stat().st_size, digest)
        except IntegrityError:
            path.unlink()
            raise


def table_at(key: str, media: Media) -> LoggedTable:
    """Return a media value that must be a table.

    Raises:
        UsageError: If the value has another type.
    """
    if not isinstance(media, LoggedTable):
        raise UsageError(
            f"{key!r} is {media.type}, not a table.", hint=f"Read it with run.media({key!r})."
        )
    return media


def image_at(key: str, media: Media) -> Image:
    """Return a media value that must be an image.

    Raises:
        UsageError: If the value has another type.
    """
    if not isinstance(media, Image):
        raise UsageError(
            f"{key!r} is {media.type}, not an image.", hint=f"Read it with run.media({key!r})."
        )
    return media


def increments_of(tables: Iterable[LoggedTable], last: LoggedTable) -> list[LoggedTable]:
    """Return the parts of an incremental table, in order, each once.

    Raises:
        IntegrityError: If a part is missing.
    """
    number_of_last = last.increment or 0
    parts = {each.increment: each for each in tables if each.increment is not None}
    parts[number_of_last] = last
    count = number_of_last + 1
    missing = [number for number in range(count) if number not in parts]
    if missing:
        raise IntegrityError(
            f"Part {missing[0]} of {count} of an incremental table is missing in the history.",
            hint="Read the parts that exist with run.media(key).",
        )
    return [parts[number] for number in range(count)]


def missing_media(path: RunPath, key: str, keys: Iterable[str], step: int | None) -> NotFoundError:
    """Return the error for a key without media.

    Args:
        path: The run.
        key: The key.
        keys: Keys with media in the summary, or at the step.
        step: The step; None for the summary.
    """
    import difflib

    known = list(keys)
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    where = "in its summary" if step is None else f"at step {step}"
    hint = (
        f"Call run.media({key!r}) to list the steps with media of this key."
        if step is not None
        else f"Similar names: {', '.join(near)}."
        if near
        else f"Keys with media: {', '.join(known[:10])}."
        if known
        else "The run logged no media."
    )
    return NotFoundError(
        f"Media not found: run {path} has no media under {key!r} {where}.",
        hint=hint,
        operation="media",
    )


def _check(file: MediaFile, size: int, sha256: str) -> None:
    if file.size is not None and size != file.size:
        raise IntegrityError(
            f"{file.path} has {counted(size, 'byte')}, but the run logged {file.size}.",
            hint="Another file was uploaded under this name later. Read the run's latest value.",
        )
    if file.sha256 is not None and sha256 != file.sha256:
        raise IntegrityError(
            f"Checksum mismatch for {file.path}: expected SHA-256 {file.sha256}, received {sha256}. "
            "The content was discarded.",
            hint="Retry. If it fails again, the file on the server is corrupted or was replaced.",
        )
