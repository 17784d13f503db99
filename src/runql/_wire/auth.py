"""Who asks: the API key, for the server's own address and no other."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from runql.errors import AuthenticationError

if TYPE_CHECKING:
    from runql.settings import Settings

__all__ = ["authorization", "belongs_to", "require_key"]

_DEFAULT_PORTS = {"http": 80, "https": 443}


def belongs_to(url: str, base_url: str) -> bool:
    """Tell whether an address lies below the server's: same scheme, host, port and path prefix."""
    left, right = urlsplit(url), urlsplit(base_url)
    if (left.scheme, left.hostname) != (right.scheme, right.hostname):
        return False
    ports = [each.port or _DEFAULT_PORTS.get(each.scheme) for each in (left, right)]
    prefix = right.path.rstrip("/") + "/"
    return ports[0] == ports[1] and (left.path or "/").startswith(prefix) and ".." not in left.path


def require_key(settings: Settings) -> str:
    """Return the API key.

    Raises:
        AuthenticationError: There is none; says where it was looked for. Nothing was sent.
    """
    if settings.api_key is None:
        raise AuthenticationError(
            f"There is no API key for {settings.base_url}.",
            hint=f"Looked at: {settings.api_key_source}.",
        )
    return settings.api_key


def authorization(settings: Settings, url: str) -> dict[str, str]:
    """Return the header that proves who asks; empty for addresses that are not the server's.

    Raises:
        AuthenticationError: The address is the server's, and there is no key.
    """
    if not belongs_to(url, settings.base_url):
        return {}
    token = b64encode(f"api:{require_key(settings)}".encode()).decode()
    return {"Authorization": f"Basic {token}"}
