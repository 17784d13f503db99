"""URLs of pages: splitting and building.

Names may contain any character. Therefore the raw path is split at slashes, and each part is
decoded
separately: `%2F` in a name is not a separator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LOGIN", "LOGOUT", "address", "file_address", "local_path", "path_parts"]

LOGIN: Final = "/login"
LOGOUT: Final = "/logout"

_LONGEST: Final = 8000


def path_parts(raw_path: bytes) -> list[str] | None:
    """Return the parts of a path; None if the path is too long or not UTF-8."""
    if len(raw_path) > _LONGEST:
        return None
    try:
        path = raw_path.decode("ascii").partition("?")[0]
        parts = [unquote(each, errors="strict") for each in path.strip("/").split("/")]
    except UnicodeDecodeError:
        return None
    return [] if parts == [""] else parts


def address(
    *parts: str, query: Mapping[str, str | Sequence[str] | None] | None = None, fragment: str = ""
) -> str:
    """Return the URL of a page as a path, so that it works under all names of the host.

    Args:
        parts: Names, which may contain any character.
        query: Parameters; empty and None values are omitted.
        fragment: ID of an element of the page.
    """
    path = "/" + "/".join(quote(each, safe="") for each in parts)
    given = {key: value for key, value in (query or {}).items() if value}
    text = f"?{urlencode(given, doseq=True)}" if given else ""
    return f"{path}{text}{f'#{quote(fragment)}' if fragment else ''}"


def file_address(*parts: str, name: str, query: Mapping[str, str] | None = None) -> str:
    """Return the URL of a file below a page. Slashes in its name separate folders."""
    return address(*parts, *name.split("/"), query=query)


def local_path(text: str | None) -> str:
    r"""Return the URL to open after signing in: a path of this server, or the first page.

    Browsers interpret `//host`, `/\host` and URLs with control characters as URLs of other
    servers.
    """
    if not text or not text.startswith("/") or len(text) > _LONGEST:
        return "/"
    if text[1:2] in ("/", "\\") or any(each < " " or each == "\x7f" for each in text):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc:
        return "/"
    # The result is ASCII without backslashes, as required in a header.
    return quote(text, safe="/%?=&+,:;@!$'()*~-._#[]")
