"""Media as logged: which files of the run they are in, and whether these are what was logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        UsageError: If the value has no such file.
    """
    files = media.files
    if not files:
        artifact = media.raw.get("artifact_path")
        if isinstance(artifact, str):
            raise UnsupportedError(
                f"The content of {key!r} is not a file of the run: it is stored in {artifact}.",
                hint="Read it out of the artifact.",
            )
        raise UsageError(
            f"{key!r} is {media.type}, which has no file.", hint="`value` has all there is."
        )
    if not -len(files) <= index < len(files):
        raise UsageError(f"{key!r} has {len(files)} files, but none of number {index}.")
    return files[index]


def by_path(files: Iterable[MediaFile]) -> dict[str, MediaFile]:
    """Return files by path, each once; one that names its digest wins."""
    found: dict[str, MediaFile] = {}
    for file in files:
        if file.path not in found or found[file.path].sha256 is None:
            found[file.path] = file
    return found


def check_media(file: MediaFile, content: bytes) -> bytes:
    """Return content that is what the SDK logged.

    Raises:
        IntegrityError: If it is not.
    """
    import hashlib

    _check(file, len(content), hashlib.sha256(content).hexdigest())
    return content


def check_downloaded(files: Mapping[Path, MediaFile]) -> None:
    """Make sure that files on disk are what the SDK logged; one that is not goes.

    Raises:
        IntegrityError: If one is not.
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
    """Return a value that is a table.

    Raises:
        UsageError: If it is something else.
    """
    if not isinstance(media, LoggedTable):
        raise UsageError(
            f"{key!r} is {media.type}, not a table.", hint=f"Read it with run.media({key!r})."
        )
    return media


def image_at(key: str, media: Media) -> Image:
    """Return a value that is an image.

    Raises:
        UsageError: If it is something else.
    """
    if not isinstance(media, Image):
        raise UsageError(f"{key!r} is {media.type}, not an image.")
    return media


def increments_of(tables: Iterable[LoggedTable], last: LoggedTable) -> list[LoggedTable]:
    """Return the parts of a table that grew, in order, each once.

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
            f"Part {missing[0]} of {count} of a table that grew is missing in the history.",
            hint="run.media(key) has the parts that are there.",
        )
    return [parts[number] for number in range(count)]


def missing_media(path: RunPath, key: str, keys: Iterable[str], step: int | None) -> NotFoundError:
    """Return the error for a key under which there are no media: with keys that are near."""
    import difflib

    known = list(keys)
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    where = "in its summary" if step is None else f"at step {step}"
    hint = (
        f"Similar names: {', '.join(near)}."
        if near
        else f"There are: {', '.join(known[:10])}."
        if known
        else "It logged no media."
    )
    return NotFoundError(
        f"The run {path} has no media under {key!r} {where}.", hint=hint, operation="media"
    )


def _check(file: MediaFile, size: int, sha256: str) -> None:
    if file.size is not None and size != file.size:
        raise IntegrityError(
            f"{file.path} has {size} bytes, but {file.size} were logged.",
            hint="Another file was uploaded under its name later.",
        )
    if file.sha256 is not None and sha256 != file.sha256:
        raise IntegrityError(
            f"{file.path} has the SHA-256 {sha256}, but {file.sha256} was logged.",
            hint="Nothing was kept; the file on the server is damaged, or another one.",
        )
