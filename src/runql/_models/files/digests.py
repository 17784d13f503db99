"""Digests of transferred content, and their verification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from runql.errors import IntegrityError, MissingDependencyError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Algorithm", "Digest", "check", "check_content", "file_digest", "hasher"]

Algorithm: TypeAlias = Literal["md5", "xxh128"]
"""Hash algorithm of contents."""

_READ = 2**20


class Hasher(Protocol):
    """A hash object, such as those of hashlib."""

    def update(self, data: bytes | memoryview, /) -> None:
        """Add a chunk to the hash."""

    def hexdigest(self) -> str:
        """Return the hash of all chunks in hex."""
        ...


def hasher(algorithm: Algorithm) -> Hasher:
    """Return a new hash object.

    Raises:
        MissingDependencyError: If the algorithm is not MD5, and xxhash is not installed.
    """
    import hashlib

    if algorithm == "md5":
        return hashlib.md5(usedforsecurity=False)
    try:
        import xxhash
    except ImportError as error:
        raise MissingDependencyError(
            "XXH128 digests require the xxhash package, which is not installed.",
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
    """Check that a transfer has the size and the hex digest that the server specifies.

    Raises:
        IntegrityError: If size or digest differ.
    """
    if size is not None and found != size:
        raise IntegrityError(
            f"Size mismatch for {name}: expected {size} bytes, received {found}.",
            hint="Retry the call.",
        )
    if expected is not None and digest != expected:
        raise IntegrityError(
            f"Checksum mismatch for {name}: expected {algorithm.upper()} {expected}, received {digest}. "
            "The download was discarded.",
            hint="Retry the call. If it fails again, the file is corrupted on the server.",
        )


def check_content(
    name: str,
    content: bytes,
    size: int | None,
    expected: str | None,
    algorithm: Algorithm = "md5",
) -> bytes:
    """Return content after checking its size and digest.

    Raises:
        IntegrityError: If size or digest differ.
    """
    digest = hasher(algorithm)
    digest.update(content)
    check(name, size, len(content), expected, digest.hexdigest(), algorithm)
    return content


class Digest:
    """Size and MD5 of a stream of chunks."""

    def __init__(self) -> None:
        import hashlib

        self._md5 = hashlib.md5(usedforsecurity=False)
        self._size = 0

    def update(self, chunk: bytes) -> None:
        """Add a chunk."""
        self._md5.update(chunk)
        self._size += len(chunk)

    def check(self, name: str, size: int, md5: str | None) -> None:
        """Check that all chunks have the size and the MD5 that the server specifies.

        Raises:
            IntegrityError: If size or MD5 differ.
        """
        check(name, size, self._size, md5, self._md5.hexdigest())
