"""Digests of contents and manifests."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MD5", "XXH128", "file_digest", "hasher"]

MD5: Final = "MANIFEST_MD5"
XXH128: Final = "MANIFEST_XXH128"


class Hasher(Protocol):
    """Computes a hash of bytes."""

    def update(self, data: bytes, /) -> None:
        """Add a piece."""

    def digest(self) -> bytes:
        """Return the hash of all pieces."""
        ...

    def hexdigest(self) -> str:
        """Return it in hex."""
        ...


def hasher(algorithm: str) -> Hasher:
    """Return a hash object."""
    if algorithm == XXH128:
        import xxhash

        return xxhash.xxh3_128()
    return hashlib.md5(usedforsecurity=False)


def file_digest(path: Path, algorithm: str) -> str:
    """Return the base64 digest of a file."""
    digest = hasher(algorithm)
    with path.open("rb") as file:
        while chunk := file.read(2**20):
            digest.update(chunk)
    return b64encode(digest.digest()).decode()
