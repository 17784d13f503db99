"""Whether what arrived is what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from runql.errors import IntegrityError, MissingDependencyError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Algorithm", "Digest", "check", "check_content", "file_digest", "hasher"]

Algorithm: TypeAlias = Literal["md5", "xxh128"]
"""What contents are hashed with."""

_READ = 2**20


class Hasher(Protocol):
    """Takes bytes, and gives a hash."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Take note of a piece."""

    def hexdigest(self) -> str:
        """Return the hash of all pieces in hex."""
        ...


def hasher(algorithm: Algorithm) -> Hasher:
    """Return something that hashes.

    Raises:
        MissingDependencyError: If the hash is not MD5, and xxhash is not installed.
    """
    import hashlib

    if algorithm == "md5":
        return hashlib.md5(usedforsecurity=False)
    try:
        import xxhash
    except ImportError as error:
        raise MissingDependencyError(
            "The content is hashed with XXH128, and xxhash is not installed.",
            hint='Install it with: pip install "runql[artifacts]"',
        ) from error
    return xxhash.xxh3_128()


def file_digest(path: Path, algorithm: Algorithm = "md5") -> str:
    """Return the hex digest of a local file."""
    digest = hasher(algorithm)
    with path.open("rb", buffering=0) as file:
        while block := file.read(_READ):
            digest.update(block)
    return digest.hexdigest()


def check(
    name: str,
    size: int | None,
    found: int,
    expected: str | None,
    digest: str,
    algorithm: Algorithm = "md5",
) -> None:
    """Make sure that a transfer brought the bytes that the server names; digests are hex.

    Raises:
        IntegrityError: If it is not.
    """
    if size is not None and found != size:
        raise IntegrityError(
            f"{name} arrived with {found} bytes, but has {size}.", hint="Retry the call."
        )
    if expected is not None and digest != expected:
        raise IntegrityError(
            f"{name} arrived with the {algorithm.upper()} {digest}, but the server names {expected}.",
            hint="The download was discarded. Retry; if it fails again, the file is corrupted on the server.",
        )


def check_content(
    name: str,
    content: bytes,
    size: int | None,
    expected: str | None,
    algorithm: Algorithm = "md5",
) -> bytes:
    """Return bytes that are what the server names.

    Raises:
        IntegrityError: If they are not.
    """
    digest = hasher(algorithm)
    digest.update(content)
    check(name, size, len(content), expected, digest.hexdigest(), algorithm)
    return content


class Digest:
    """Size and MD5 of what passes by."""

    def __init__(self) -> None:
        import hashlib

        self._md5 = hashlib.md5(usedforsecurity=False)
        self._size = 0

    def update(self, chunk: bytes) -> None:
        """Take note of a piece."""
        self._md5.update(chunk)
        self._size += len(chunk)

    def check(self, name: str, size: int, md5: str | None) -> None:
        """Make sure that the pieces make up what the server names.

        Raises:
            IntegrityError: If they do not.
        """
        check(name, size, self._size, md5, self._md5.hexdigest())
