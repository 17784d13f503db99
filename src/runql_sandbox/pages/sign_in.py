"""Signing in with an API key: a cookie that names the key without holding it.

The cookie holds the number of the key and a moment, signed with the secret of the data folder and the digest of the
key. So it ends with the key, is worth nothing at another server, and opens no address of the API.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sqlalchemy import select

from runql_sandbox.inputs import positive
from runql_sandbox.store.accounts.management import key_of_secret
from runql_sandbox.store.accounts.tables import ApiKey, User

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

__all__ = ["Cookies", "is_from_here"]

_SECONDS: Final = 7 * 24 * 3600


class Cookies:
    """Makes the cookies of one data folder, and reads them.

    Attributes:
        name: Name of the cookie. Cookies of all ports of a host are one jar, so each data folder has its own name.
        seconds: How long a cookie is good for.
    """

    def __init__(self, secret: bytes, seconds: int = _SECONDS) -> None:
        self._secret = secret
        self.seconds = seconds
        self.name = f"runql_sandbox_{self._sign('name')[:12]}"

    def issue(self, session: Session, secret: str) -> str | None:
        """Return the cookie for an API key; None if the key is no one's."""
        key = key_of_secret(session, secret)
        if key is None:
            return None
        expires = int(time.time()) + self.seconds
        return f"{key.id}.{expires}.{self._sign(f'{key.id}.{expires}.{key.digest}')}"

    def user(self, session: Session, cookie: str | None) -> User | None:
        """Return the user whom a cookie belongs to; None if it is not valid, or not any more."""
        number, expires, signature = _three(cookie)
        key_id, until = positive(number), positive(expires)
        if key_id is None or until is None or until < time.time():
            return None
        key = session.get(ApiKey, key_id)
        if key is None:
            return None
        wanted = self._sign(f"{number}.{expires}.{key.digest}")
        if not hmac.compare_digest(wanted.encode(), signature.encode()):
            return None
        found = select(User).where(User.id == key.user_id, User.deleted_at.is_(None))
        return session.scalars(found).first()

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, f"pages\n{text}".encode(), hashlib.sha256).hexdigest()


def is_from_here(headers: Mapping[str, str]) -> bool:
    """Return whether a form was sent by a page of this server, and not by one of another site."""
    origin = headers.get("origin")
    if origin is not None:
        return origin != "null" and urlsplit(origin).netloc == headers.get("host")
    # Browsers that send no Origin with a form send this.
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _three(cookie: str | None) -> tuple[str, str, str]:
    parts = (cookie or "").split(".")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")
