"""Files to upload to a run: contents and names, checked before any request is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, cast

from runql.errors import ApiError, IntegrityError, ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from runql_graphql.create_run_files import CreateRunFiles

    from runql._models.files.base import FileBase

__all__ = [
    "Content",
    "Sent",
    "UploadTargets",
    "check_deleted",
    "check_uploaded",
    "content_of",
    "contents_of",
    "upload_targets",
]

_CHUNK: Final = 2**19


@dataclass(frozen=True, slots=True)
class Content:
    """Content to upload, and its name.

    Attributes:
        name: Path within the run.
        source: A local file, or bytes.
    """

    name: str
    source: Path | bytes

    def __post_init__(self) -> None:
        parts = self.name.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in self.name:
            raise UsageError(
                f"Invalid name of a run file: {self.name!r}.",
                hint="Use a relative path with forward slashes, without `.` and `..`.",
            )

    @property
    def path(self) -> Path:
        """The local file, or the name of bytes; for errors."""
        return self.source if isinstance(self.source, Path) else Path(self.name)

    @property
    def size(self) -> int:
        """Size in bytes."""
        if isinstance(self.source, bytes):
            return len(self.source)
        return self.source.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        """Yield the content in chunks."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


@dataclass(frozen=True, slots=True)
class Sent:
    """Size and digest of an uploaded file.

    Attributes:
        size: Size in bytes.
        md5: MD5 in base64, as in the protocol.
    """

    size: int
    md5: str


@dataclass(frozen=True, slots=True)
class UploadTargets:
    """Upload URLs of contents.

    Attributes:
        urls: Upload URL by name.
        headers: Headers that each request must have.
    """

    urls: Mapping[str, str]
    headers: Mapping[str, str]


def content_of(source: str | Path | bytes, name: str | None, root: str | Path | None) -> Content:
    """Return one content.

    Bytes require a name. The name of a file defaults to its path below `root`.

    Raises:
        UsageError: If the file does not exist, is outside `root`, or bytes have no name.
    """
    if isinstance(source, bytes):
        if name is None and isinstance(root, str):
            name = root  # bytes have no folder, so the second positional argument is their name
        if name is None:
            raise UsageError("Bytes require a name.", hint='Pass name="results/scores.bin".')
        return Content(_checked_text(name), source)
    path = _local(source)
    if not path.is_file():
        raise UsageError(f"File not found: {path}.", hint="Use upload_files() for folders.")
    if name is None:
        name = _name_below(path, _local(root) if root is not None else None)
    return Content(_checked_text(name), path)


def contents_of(
    sources: str | Path | Iterable[str | Path], root: str | Path | None
) -> list[Content]:
    """Return all files below a folder, or all files of several paths.

    Raises:
        UsageError: If a path does not exist or is outside `root`, or two files have the same name.
    """
    base = _local(root) if root is not None else None
    found: dict[str, Content] = {}
    paths: dict[str, Path] = {}
    for source in [sources] if isinstance(sources, str | Path) else sources:
        path = _local(source)
        if not path.exists():
            raise UsageError(f"File or folder not found: {path}.")
        inside = base if base is not None or path.is_file() else path
        files = (
            sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        )
        for file in files:
            content = Content(_name_below(file, inside), file)
            if paths.setdefault(content.name, file) != file:
                raise UsageError(
                    f"{paths[content.name]} and {file} would have the same name {content.name!r}.",
                    hint="Pass root=, so that names include their folders.",
                )
            found[content.name] = content
    return list(found.values())


def check_deleted(success: bool | None, names: Iterable[str]) -> None:
    """Check that the server deleted the files.

    Raises:
        ApiError: If the server reports that it did not.
    """
    if not success:
        raise ApiError(
            f"The server did not delete {', '.join(names)}, and returned no error message.",
            operation="DeleteFiles",
        )


def upload_targets(response: CreateRunFiles, names: Iterable[str]) -> UploadTargets:
    """Return the upload URLs of a response.

    Raises:
        ProtocolError: If the response lacks a URL.
    """
    made = response.create_run_files
    urls = {each.name: each.upload_url for each in made.files} if made is not None else {}
    given = {name: url for name, url in urls.items() if url}
    lacking = [name for name in names if name not in given]
    if made is None or lacking:
        raise ProtocolError(
            f"The server returned no URL to upload {lacking[0]!r} to.", operation="CreateRunFiles"
        )
    pairs = (header.partition(":") for header in made.upload_headers)
    return UploadTargets(given, {key.strip(): value.strip() for key, _, value in pairs})


def check_uploaded(sent: Mapping[str, Sent], files: Mapping[str, FileBase]) -> None:
    """Check that the server has the files that were sent.

    Raises:
        IntegrityError: If a file is absent, or has another size or MD5.
    """
    for name, content in sent.items():
        file = files.get(name)
        if file is None:
            raise IntegrityError(
                f"{name} was uploaded, but the server does not list it.", hint="Retry the call."
            )
        if file.size != content.size or (file.md5 and file.md5 != content.md5):
            raise IntegrityError(
                f"{name} was uploaded, but the server has different content: expected {content.size} bytes with MD5 "
                f"{content.md5}, got {file.size} bytes with MD5 {file.md5}.",
                hint="Retry the call. Check whether another process writes to the same name.",
            )


def _name_below(path: Path, root: Path | None) -> str:
    """Return the name of a file: its path below a folder or the current directory.

    The official client uses the same names, and replaces each `..` by `__`.
    """
    # Links are not resolved: a link inside the folder is uploaded under its own name.
    full, base = os.path.abspath(path), os.path.abspath(root or ".")  # noqa: PTH100
    try:
        if root is None:
            parts = Path(os.path.relpath(full, base)).parts
        else:
            parts = Path(full).relative_to(base).parts
    except ValueError:
        raise UsageError(
            f"Invalid path: {path} is not below {base}.", hint="Pass another root=, or name=."
        ) from None
    return str(PurePosixPath(*("__" if part == ".." else part for part in parts)))


def _local(path: object) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise UsageError(
            f"A local path must be a string or a path, got {type(path).__name__}.",
            hint="Pass the path of a file, or the content as bytes.",
        )
    found = Path(cast("str | os.PathLike[str]", path))
    if "\0" in str(found):
        raise UsageError(
            f"Invalid local path: {str(found)!r}. Paths must not contain null characters."
        )
    return found


def _checked_text(name: object) -> str:
    if not isinstance(name, str):
        raise UsageError(
            f"name must be a string, got {type(name).__name__}.",
            hint='Pass the path within the run: name="results/scores.bin".',
        )
    return name
