"""Addresses that work for a while, for whoever holds them."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Final
from urllib.parse import quote

__all__ = ["Signer"]

VALID_SECONDS: Final = 3600


class Signer:
    """Signs addresses of stored files, and checks them.

    Attributes:
        base_url: Address of this server.
    """

    def __init__(self, secret: bytes, base_url: str) -> None:
        self._secret = secret
        self.base_url = base_url

    def url(self, method: str, key: str, name: str, *, seconds: int = VALID_SECONDS) -> str:
        """Return an address that lets anybody read (`GET`) or write (`PUT`) a key's file."""
        expires = int(time.time()) + seconds
        signature = self._sign(method, key, expires)
        last = quote(name.rsplit("/", 1)[-1], safe="")
        return (
            f"{self.base_url}/storage/{quote(key)}/{last}?expires={expires}&signature={signature}"
        )

    def allows(self, method: str, key: str, expires: str, signature: str) -> bool:
        """Tell whether an address was signed here for this, and has not expired."""
        if not expires.isdigit() or int(expires) < time.time():
            return False
        wanted = self._sign("GET" if method == "HEAD" else method, key, int(expires))
        return hmac.compare_digest(wanted, signature)

    def _sign(self, method: str, key: str, expires: int) -> str:
        message = f"{method}\n{key}\n{expires}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()
