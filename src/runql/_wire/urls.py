"""URLs from outside: read without an error of another library, and shown without what is secret in them."""

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
        ProtocolError: If it is not one; says who sent it.
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
        hint="Report it to the administrator of the server.",
        operation=operation,
    )
    error.retryable = False
    raise error


def absolute(url: str, base_url: str) -> str:
    """Return a URL in full; a bare path is below the server's."""
    scheme, found, _ = url.partition("://")
    if found and scheme.isalpha():
        return url
    return f"{base_url}/{url.lstrip('/')}"


def redirect_target(url: str, location: str, operation: str) -> str:
    """Return where a redirect leads.

    Raises:
        ProtocolError: If it leads to no URL; names the host that sent it.
    """
    try:
        target = urljoin(url, location)
    except ValueError:
        target = location
    split_url(target, operation, host_of(url))
    return target


def host_of(url: str) -> str:
    """Return the host of a URL, with its port."""
    try:
        return netloc_of(urlsplit(url)) or "the server"
    except ValueError:
        return "the server"


def netloc_of(parts: SplitResult) -> str:
    """Return host and port, without a user name and password."""
    return parts.netloc.rpartition("@")[2]


def shown_url(url: str) -> str:
    """Return a URL as messages may show it: without password, query and fragment, which hold signatures and keys."""
    try:
        parts = urlsplit(url)
        text = urlunsplit((parts.scheme, netloc_of(parts), parts.path, "", ""))
    except ValueError:
        text = url.partition("?")[0].rpartition("@")[2]
    return one_line(text)
