"""Whether what arrived is what was meant."""

from __future__ import annotations

import hashlib

from runql.errors import IntegrityError

__all__ = ["Digest", "check", "check_content"]


def check(name: str, size: int, found: int, md5: str | None, digest: str) -> None:
    """Make sure that a transfer brought the bytes that the server names; digests are hex.

    Raises:
        IntegrityError: It is not.
    """
    if found != size:
        raise IntegrityError(
            f"{name} arrived with {found} bytes, but has {size}.", remedy="Try again."
        )
    if md5 is not None and digest != md5:
        raise IntegrityError(
            f"{name} arrived with the MD5 {digest}, but the server names {md5}.",
            remedy="Nothing was kept; if it stays, the file is damaged on the server.",
        )


def check_content(name: str, content: bytes, size: int, md5: str | None) -> bytes:
    """Return bytes that are what the server names.

    Raises:
        IntegrityError: They are not.
    """
    check(name, size, len(content), md5, hashlib.md5(content, usedforsecurity=False).hexdigest())
    return content


class Digest:
    """Size and MD5 of what passes by."""

    def __init__(self) -> None:
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._size = 0

    def update(self, chunk: bytes) -> None:
        """Take note of a piece."""
        self._md5.update(chunk)
        self._size += len(chunk)

    def check(self, name: str, size: int, md5: str | None) -> None:
        """Make sure that the pieces make up what the server names.

        Raises:
            IntegrityError: They do not.
        """
        check(name, size, self._size, md5, self._md5.hexdigest())
