"""URLs from servers and users: parsing with typed errors, and display without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from runql._wire.responses.bodies import one_line
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["absolute", "host_of", "netloc_of", "redirect_target", "shown_url", "split_url"]


def split_url(url: str, operation: str, source: str = "The server") -> SplitResult:
    """Return the parts of an HTTP URL.

    Raises:
        ProtocolError: If the URL is invalid; the message names its source.
    """
    try:
        parts = urlsplit(url)
        url.encode()  # not with lone surrogates
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    error = ProtocolError(
        f"{source} sent an invalid URL: {shown_url(url)!r}.",
        hint="Report it to the server's admin.",
        operation=operation,
    )
    error.retryable = False
    raise error


def absolute(url: str, base_url: str) -> str:
    """Return an absolute URL; a bare path is below the server's URL."""
    scheme, found, _ = url.partition("://")
    if found and scheme.isalpha():
        return url
    return f"{base_url}/{url.lstrip('/')}"


def redirect_target(url: str, location: str, operation: str) -> str:
    """Return the target URL of a redirect.

    Raises:
        ProtocolError: If the target is not a valid URL; the message names the host that sent it.
    """
    try:
        target = urljoin(url, location)
    except ValueError:
        target = location
    split_url(target, operation, host_of(url))
    return target


def host_of(url: str) -> str:
    """Return the host and port of a URL."""
    try:
        return netloc_of(urlsplit(url)) or "the server"
    except ValueError:
        return "the server"


def netloc_of(parts: SplitResult) -> str:
    """Return the host and port of a parsed URL, without user name and password."""
    return parts.netloc.rpartition("@")[2]


def shown_url(url: str) -> str:
    """Return a URL for messages, without password, query and fragment, which may contain secrets."""
    try:
        parts = urlsplit(url)
        text = urlunsplit((parts.scheme, netloc_of(parts), parts.path, "", ""))
    except ValueError:
        text = url.partition("?")[0].rpartition("@")[2]
    return one_line(text)
