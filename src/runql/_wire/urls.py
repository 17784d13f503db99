"""URLs from servers and users: parsing with typed errors, and display without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from runql._wire.responses.bodies import one_line
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["REDIRECTS", "Redirects", "absolute", "host_of", "netloc_of", "shown_url", "split_url"]


REDIRECTS: Final = (301, 302, 303, 307, 308)
"""Statuses of redirects."""

_MOST_REDIRECTS: Final = 5
"""Maximum number of redirects of one request."""


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


class Redirects:
    """The redirects of one request.

    Attributes:
        url: URL to request next.
    """

    def __init__(self, url: str, operation: str) -> None:
        self.url = url
        self._operation = operation
        self._requested = {url.partition("#")[0]}

    def follow(self, status: int, location: str | None) -> None:
        """Set `url` to the target of a redirect.

        Raises:
            ProtocolError: If there is no target, or it is not a valid URL, or was requested before, or if there
                are too many redirects. The message names the host that sent the redirect. A retry has the same
                result.
        """
        source = host_of(self.url)
        sent = f"{source} redirected {self._operation} (HTTP status {status})"
        if not location:
            raise self._refused(f"{sent} without a Location header.")
        try:
            target = urljoin(self.url, location)
        except ValueError:
            target = location
        split_url(target, self._operation, source)
        page = target.partition("#")[0]
        if page in self._requested:
            raise self._refused(f"{sent} in a loop, back to {shown_url(target)}.")
        if len(self._requested) > _MOST_REDIRECTS:
            raise self._refused(f"{sent} after {_MOST_REDIRECTS} other redirects.")
        self._requested.add(page)
        self.url = target

    def _refused(self, text: str) -> ProtocolError:
        error = ProtocolError(
            text,
            hint="Check WANDB_BASE_URL and the proxy settings. The redirect may come from a proxy or a login page.",
            operation=self._operation,
        )
        error.retryable = False
        return error


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
