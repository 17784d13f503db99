"""Addresses of pages: split into their parts, and made of them.

Names may hold any character. A part is therefore what is between two slashes of the raw path, and
is decoded
alone: `%2F` inside a name does not divide it.
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
    """Return the parts of a path; None if it is too long, or not UTF-8."""
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
    """Return the address of a page on this server: a path, so that every name of the host works.

    Args:
        parts: Names, which may hold any character.
        query: Parameters; those that are empty or None are left out.
        fragment: Id of an element of the page.
    """
    path = "/" + "/".join(quote(each, safe="") for each in parts)
    given = {key: value for key, value in (query or {}).items() if value}
    text = f"?{urlencode(given, doseq=True)}" if given else ""
    return f"{path}{text}{f'#{quote(fragment)}' if fragment else ''}"


def file_address(*parts: str, name: str, query: Mapping[str, str] | None = None) -> str:
    """Return the address of a file below a page; slashes of its name divide folders."""
    return address(*parts, *name.split("/"), query=query)


def local_path(text: str | None) -> str:
    r"""Return an address to continue to after signing in: one of this server's, or its first page.

    Browsers read `//host`, `/\host` and addresses with control characters as addresses of other
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
    # Whatever is left goes out as ASCII without a backslash, as a header has it.
    return quote(text, safe="/%?=&+,:;@!$'()*~-._#[]")
