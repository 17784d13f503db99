"""Sign-in with an API key. The cookie identifies the key but does not contain it.

The cookie contains the number of the key and an expiry time, signed with the secret of the data folder and the digest
of the key. Therefore it expires with the key, is invalid on other servers, and gives no access to the API.
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
    """Creates and verifies the cookies of a data folder.

    Attributes:
        name: Name of the cookie. All ports of a host share their cookies, so each data folder has its own name.
        seconds: Validity of a cookie, in seconds.
    """

    def __init__(self, secret: bytes, seconds: int = _SECONDS) -> None:
        self._secret = secret
        self.seconds = seconds
        self.name = f"runql_sandbox_{self._sign('name')[:12]}"

    def issue(self, session: Session, secret: str) -> str | None:
        """Return a cookie for an API key; None if the key is invalid."""
        key = key_of_secret(session, secret)
        if key is None:
            return None
        expires = int(time.time()) + self.seconds
        return f"{key.id}.{expires}.{self._sign(f'{key.id}.{expires}.{key.digest}')}"

    def user(self, session: Session, cookie: str | None) -> User | None:
        """Return the user of a cookie; None if the cookie is invalid or expired."""
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
    """Return whether a page of this server sent a form, as opposed to a page of another site."""
    origin = headers.get("origin")
    if origin is not None:
        return origin != "null" and urlsplit(origin).netloc == headers.get("host")
    # Browsers that send no Origin with a form send this header.
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _three(cookie: str | None) -> tuple[str, str, str]:
    parts = (cookie or "").split(".")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else ("", "", "")
