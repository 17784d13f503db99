"""httpx, as the session needs it: options of a client, and errors in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urljoin, urlsplit

from runql.errors import ConnectError, RequestTimeoutError, TransportError

if TYPE_CHECKING:
    import ssl

    import httpx

    from runql.settings import Settings

__all__ = [
    "ClientOptions",
    "absolute",
    "client_options",
    "timeout_within",
    "transport_failure",
    "trust_of",
    "user_agent",
]


class ClientOptions(TypedDict):
    """Options of the sync and the async httpx client."""

    headers: dict[str, str]
    limits: httpx.Limits
    proxy: str | None
    verify: ssl.SSLContext
    follow_redirects: bool


def client_options(settings: Settings) -> ClientOptions:
    """Return the options of an httpx client."""
    import httpx

    return ClientOptions(
        headers={"User-Agent": user_agent(), "Accept": "application/json", **settings.headers},
        limits=httpx.Limits(
            max_connections=settings.max_connections,
            max_keepalive_connections=settings.max_connections,
        ),
        proxy=settings.proxy,
        verify=trust_of(settings),
        # Redirects are followed by hand, so that a key never goes along to another host.
        follow_redirects=False,
    )


def user_agent() -> str:
    """Return the name that this library gives itself."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"runql/{version('runql')}"
    except PackageNotFoundError:
        return "runql"


def timeout_within(settings: Settings, elapsed: float, operation: str) -> httpx.Timeout:
    """Return the limits of one try, within what is left of the call's total.

    Raises:
        RequestTimeoutError: Nothing is left.
    """
    import httpx

    limits = settings.timeouts
    left = float("inf") if limits.total is None else limits.total - elapsed
    if left <= 0:
        raise RequestTimeoutError(
            f"The call took longer than its {limits.total:g} s in all.",
            hint="Raise timeouts.total, or ask for less at once.",
            operation=operation,
        )
    read = min(limits.read, left)
    return httpx.Timeout(read, connect=min(limits.connect, left))


def transport_failure(error: httpx.TransportError, operation: str, url: str) -> TransportError:
    """Return our error for one of httpx's."""
    import httpx

    host = urlsplit(url).netloc
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return ConnectError(
            f"{host} was not reached: {_reason(error)}.",
            hint="Check WANDB_BASE_URL, the network and the proxy.",
            operation=operation,
        )
    if isinstance(error, httpx.TimeoutException):
        return RequestTimeoutError(
            f"{host} did not answer in time ({_reason(error)}).",
            hint="Raise timeouts.read, or ask for less at once: per_page=, fields=.",
            operation=operation,
        )
    return TransportError(f"The connection to {host} broke: {_reason(error)}.", operation=operation)


def absolute(url: str, base_url: str) -> str:
    """Return an address in full; a bare path lies below the server's."""
    if urlsplit(url).scheme:
        return url
    return urljoin(base_url + "/", url.lstrip("/"))


def trust_of(settings: Settings) -> ssl.SSLContext:
    """Return which certificates to trust, for questions and transfers alike."""
    import httpx

    if isinstance(settings.verify, bool):
        return httpx.create_ssl_context(verify=settings.verify)
    import ssl

    return ssl.create_default_context(cafile=settings.verify)


def _reason(error: httpx.TransportError) -> str:
    return str(error) or type(error).__name__
