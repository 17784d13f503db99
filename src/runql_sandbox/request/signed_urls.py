"""Signed URLs with an expiry time."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Final
from urllib.parse import quote

__all__ = ["VALID_SECONDS", "Signer"]

VALID_SECONDS: Final = 3600.0


class Signer:
    """Signs URLs of stored files, and verifies them.

    Attributes:
        base_url: URL of this server.
        seconds: Validity of read URLs, in seconds.
    """

    def __init__(self, secret: bytes, base_url: str, seconds: float = VALID_SECONDS) -> None:
        self._secret = secret
        self.seconds = seconds
        self.base_url = base_url

    def url(self, method: str, key: str, name: str) -> str:
        """Return a URL that allows anyone to read (`GET`) or write (`PUT`) the file of a key."""
        valid = self.seconds if method == "GET" else VALID_SECONDS
        expires = f"{time.time() + valid:.3f}"
        signature = self._sign(method, key, expires)
        last = quote(name.rsplit("/", 1)[-1], safe="")
        return (
            f"{self.base_url}/storage/{quote(key)}/{last}?expires={expires}&signature={signature}"
        )

    def allows(self, method: str, key: str, expires: str, signature: str) -> bool:
        """Return whether this server signed a URL for the request, and the URL has not expired."""
        wanted = self._sign("GET" if method == "HEAD" else method, key, expires)
        # The signature is valid, so this is a number.
        same = hmac.compare_digest(wanted.encode(), signature.encode())
        return same and float(expires) >= time.time()

    def _sign(self, method: str, key: str, expires: str) -> str:
        message = f"{method}\n{key}\n{expires}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()
