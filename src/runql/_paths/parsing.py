"""Parsing of paths and URLs into checked parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeGuard
from urllib.parse import quote, unquote, urlsplit

from runql.errors import PathError

__all__ = [
    "PUBLIC_HOSTS",
    "check_parts",
    "is_url",
    "parts_below",
    "path_parts",
    "quoted",
    "refuse_reserved",
    "shown",
    "unquoted",
    "url_parts",
]

# The public deployment has three hosts. Its web app is in a folder.
PUBLIC_HOSTS: Final = frozenset({"api.forge.coreweave.com", "api.wandb.ai", "forge.coreweave.com"})
_PUBLIC_APP_FOLDER: Final = "wandb"
_ENDS: Final = "/ \t\r\n\f\v"


def parts_below(url: str, marker: str, resource: str, forms: str) -> list[str]:
    """Return entity, project and the part after a marker. URLs of subpages are accepted."""
    parts = url_parts(url, forms)
    # A server may be in a folder of its host, so the position of the marker is not fixed.
    for index in range(2, len(parts) - 1):
        if parts[index] == marker:
            found = [parts[index - 2], parts[index - 1], parts[index + 1]]
            return check_parts(found, url, forms)
    raise PathError(
        f"Invalid {resource} URL: {shown(url)}.",
        hint=f"Use a URL that ends in /entity/project/{marker}/{resource}_id.",
    )


def path_parts(path: object, forms: str) -> list[str]:
    """Return the checked parts of a path, without slashes and blanks at its ends."""
    if isinstance(path, str):
        parts = path.strip(_ENDS).split("/")
    elif _is_sequence(path) and all(isinstance(part, str) for part in path):
        parts = [str(part) for part in path]
    else:
        raise PathError(f"Invalid path: {shown(path)}.", hint=forms)
    return check_parts([part.strip() for part in parts], path, forms)


def url_parts(url: str, forms: str) -> list[str]:
    """Return the parts of a URL's path, without the folder of the public web app."""
    try:
        found = urlsplit(url.strip())
        path = found.path.strip(_ENDS)
        # Only the official client writes `+` into URLs, for blanks in URLs of sweeps.
        path = path.replace("+", " ") if "/sweeps/" in path else path
        parts = [unquote(part, errors="strict").strip() for part in path.split("/")]
    except ValueError as error:
        raise PathError(f"Invalid URL: {shown(url)}: {error}.", hint=forms) from error
    if found.hostname in PUBLIC_HOSTS and parts[0] == _PUBLIC_APP_FOLDER:
        parts = parts[1:]
    return parts


def check_parts(parts: list[str], path: object, forms: str) -> list[str]:
    """Return the parts unchanged if each is a valid name."""
    for part in parts or [""]:
        if not part:
            raise PathError(f"Invalid path: {shown(path)}. It has an empty part.", hint=forms)
        if "/" in part or any(ord(char) < 32 or 127 <= ord(char) < 160 for char in part):
            raise PathError(
                f"Invalid path: {shown(path)}. It has the invalid part {part!r}.", hint=forms
            )
    return parts


def refuse_reserved(parts: list[str], path: object, forms: str) -> None:
    """Raise a PathError for characters that the SDK does not allow in names and IDs."""
    for part in parts:
        # The SDK does not allow these characters, so the part is not a name or ID.
        if any(char in part for char in "#:?"):
            raise PathError(
                f"Invalid path: {shown(path)}. It has the invalid part {part!r}.", hint=forms
            )


def unquoted(names: list[str], path: object, forms: str) -> list[str]:
    """Return names with percent escapes decoded.

    Raises:
        PathError: If a decoded name is invalid, such as a name with a slash.
    """
    # `run.path` of the official client is encoded as in a URL. Names of entities and projects contain
    # no percent sign, so decoding loses nothing. IDs of runs may contain one.
    try:
        found = [unquote(name, errors="strict").strip() for name in names]
    except ValueError as error:
        raise PathError(
            f"Invalid percent-encoding in {shown(path)}: {error}.", hint=forms
        ) from error
    return check_parts(found, path, forms) if found else []


def is_url(path: object) -> TypeGuard[str]:
    """Return whether a path is an HTTP URL."""
    return isinstance(path, str) and path.strip().lower().startswith(("http://", "https://"))


def _is_sequence(path: object) -> TypeGuard[Sequence[object]]:
    return isinstance(path, Sequence) and not isinstance(path, str | bytes)


def shown(path: object) -> str:
    """Return the repr of a path, shortened for a message."""
    return repr(path) if len(repr(path)) <= 120 else repr(path)[:119] + "…"


def quoted(part: str) -> str:
    """Return a name as a part of a URL."""
    return quote(part, safe="")
