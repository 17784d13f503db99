"""Authentication: the API key and the user's headers, sent only to the configured server."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote, urlsplit

from runql.errors import ApiError, AuthenticationError, RunQLError

if TYPE_CHECKING:
    from runql.settings import Settings

__all__ = ["authorization", "belongs_to", "conceal", "require_key"]

E = TypeVar("E", bound=RunQLError)

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SHORTEST_SECRET = 6


def belongs_to(url: str, base_url: str) -> bool:
    """Return whether a URL is below the server's URL: same scheme, host, port and path prefix."""
    try:
        left, right = urlsplit(url), urlsplit(base_url)
        ports = [each.port or _DEFAULT_PORTS.get(each.scheme) for each in (left, right)]
    except ValueError:
        return False
    if (left.scheme, left.hostname) != (right.scheme, right.hostname):
        return False
    prefix, path = right.path.rstrip("/") + "/", unquote(left.path or "/")
    return ports[0] == ports[1] and path.startswith(prefix) and ".." not in path


def require_key(settings: Settings) -> str:
    """Return the API key.

    Raises:
        AuthenticationError: If no API key was found; the message lists the searched sources.
            Nothing was sent.
    """
    if settings.api_key is None:
        raise AuthenticationError(
            f"No API key found for {settings.base_url}. Searched: {settings.api_key_source}.",
            hint="Set WANDB_API_KEY, or pass api_key= to the client.",
        )
    return settings.api_key


def authorization(settings: Settings, url: str) -> dict[str, str]:
    """Return the user's headers and the authorization header; empty for URLs of other servers.

    Raises:
        AuthenticationError: If the URL belongs to the server, and there is no API key.
    """
    if not belongs_to(url, settings.base_url):
        return {}
    return {**settings.headers, "Authorization": f"Basic {_token(require_key(settings))}"}


def conceal(error: E, settings: Settings) -> E:
    """Remove secrets from the strings of an error, because servers and proxies quote requests."""
    secrets = _secrets(settings)

    def clean(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, "***")
        return text

    error.message = clean(error.message)
    error.args = (error.message, *error.args[1:])
    if error.hint is not None:
        error.hint = clean(error.hint)
    if isinstance(error, ApiError):
        error.errors = tuple(replace(each, message=clean(each.message)) for each in error.errors)
    return error


def _secrets(settings: Settings) -> list[str]:
    found = list(settings.headers.values())
    if settings.api_key is not None:
        found += [settings.api_key, _token(settings.api_key)]
    if settings.proxy is not None:
        password = urlsplit(settings.proxy).password or ""
        found += [password, unquote(password)]
    return sorted({each for each in found if len(each) >= _SHORTEST_SECRET}, key=len, reverse=True)


def _token(key: str) -> str:
    return b64encode(f"api:{key}".encode()).decode()
