"""Paths and URLs as checked parts, whatever the resource."""

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

# Three hosts, one deployment; its web app lives below a path of its own.
PUBLIC_HOSTS: Final = frozenset({"api.forge.coreweave.com", "api.wandb.ai", "forge.coreweave.com"})
_PUBLIC_APP_FOLDER: Final = "wandb"
_ENDS: Final = "/ \t\r\n\f\v"


def parts_below(url: str, marker: str, resource: str, forms: str) -> list[str]:
    """Return entity, project and what is below a marker; further pages may follow."""
    parts = url_parts(url, forms)
    # A server may live below a path of its own, so the marker's place is not fixed.
    for index in range(2, len(parts) - 1):
        if parts[index] == marker:
            found = [parts[index - 2], parts[index - 1], parts[index + 1]]
            return check_parts(found, url, forms)
    raise PathError(
        f"Invalid {resource} URL: {shown(url)}.",
        hint=f"A {resource}'s address ends in /entity/project/{marker}/{resource}_id.",
    )


def path_parts(path: object, forms: str) -> list[str]:
    """Return the parts of a path, checked; slashes and blanks at its ends are none of its parts."""
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
        # Only the official client writes `+` into addresses, those of sweeps, and means a blank.
        path = path.replace("+", " ") if "/sweeps/" in path else path
        parts = [unquote(part, errors="strict").strip() for part in path.split("/")]
    except ValueError as error:
        raise PathError(f"{shown(url)} is no URL: {error}.", hint=forms) from error
    if found.hostname in PUBLIC_HOSTS and parts[0] == _PUBLIC_APP_FOLDER:
        parts = parts[1:]
    return parts


def check_parts(parts: list[str], path: object, forms: str) -> list[str]:
    """Return parts as they are, if each can be a name."""
    for part in parts or [""]:
        if not part:
            raise PathError(f"{shown(path)} has an empty part.", hint=forms)
        if "/" in part or any(ord(char) < 32 or 127 <= ord(char) < 160 for char in part):
            raise PathError(f"{shown(path)} has a part that no name can be: {part!r}.", hint=forms)
    return parts


def refuse_reserved(parts: list[str], path: object, forms: str) -> None:
    """Raise a PathError for characters that the SDK refuses in names and IDs."""
    for part in parts:
        # The SDK refuses these in names and ids, so there is something else in the path.
        if any(char in part for char in "#:?"):
            raise PathError(f"{shown(path)} has a part that no name can be: {part!r}.", hint=forms)


def unquoted(names: list[str], path: object, forms: str) -> list[str]:
    """Return names with percent escapes decoded.

    Raises:
        PathError: If they hold what no name can, such as a slash.
    """
    # `run.path` of the official client is quoted as in a URL. Names of entities and projects hold
    # no percent sign, so nothing is lost; ids of runs may.
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
