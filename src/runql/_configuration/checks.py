"""Validation of settings on creation, so that invalid values raise before the first request."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import SplitResult, urlsplit, urlunsplit

from runql.errors import ConfigurationError, UsageError

__all__ = [
    "DEFAULT_BASE_URL",
    "OLD_HOST",
    "PUBLIC_HOSTS",
    "check_flag",
    "check_key",
    "check_key_type",
    "check_path",
    "check_text",
    "checked_base_url",
    "checked_count",
    "checked_headers",
    "checked_proxy",
    "checked_seconds",
    "checked_trust",
    "checked_url",
]

DEFAULT_BASE_URL: Final = "https://api.forge.coreweave.com"
"""URL of the public server, from the official client 0.31."""

OLD_HOST: Final = "api.wandb.ai"
PUBLIC_HOSTS: Final = frozenset({"api.forge.coreweave.com", "forge.coreweave.com", OLD_HOST})

# The official client's own rule: an optional prefix up to a dash, then at least 40 word characters.
_KEY: Final = re.compile(r"(?:[\w-]*-)?\w{40,}", re.ASCII)
_JWT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_OWN_HEADERS: Final = frozenset({"authorization", "content-length", "transfer-encoding"})
_PROXY_SCHEMES: Final = ("http", "https", "socks5", "socks5h")
_LONGEST_WAIT: Final = 10.0**8


def check_text(name: str, value: object) -> None:
    """Check that a value is a string or None.

    Raises:
        ConfigurationError: If the value has another type.
    """
    if value is not None and not isinstance(value, str):
        raise _wrong_type(name, "a string", value)


def check_path(name: str, value: object) -> None:
    """Check that a value is a path or None.

    Raises:
        ConfigurationError: If the value has another type.
    """
    if value is not None and not isinstance(value, str | os.PathLike):
        raise _wrong_type(name, "a path", value)


def check_flag(name: str, value: object) -> None:
    """Check that a value is a bool.

    Raises:
        ConfigurationError: If the value has another type.
    """
    if not isinstance(value, bool):
        raise _wrong_type(name, "True or False", value)


def checked_seconds(name: str, value: object, *, least: float, inclusive: bool = False) -> float:
    """Return a number of seconds.

    Raises:
        UsageError: If the value is not a number, or is out of bounds.
    """
    if isinstance(value, bool) or not hasattr(type(value), "__float__"):
        raise UsageError(
            f"{name} must be a number of seconds, got {_kind(value)}.", hint=f"Pass {name}=30."
        )
    number = float(cast("float", value))
    if math.isnan(number) or number > _LONGEST_WAIT or number < least:
        bound = "at least" if inclusive else "above"
        raise UsageError(
            f"{name} must be {bound} {least:g} and at most {_LONGEST_WAIT:g} seconds, got {number:g}."
        )
    if number == least and not inclusive:
        raise UsageError(f"{name} must be above {least:g} seconds, got {number:g}.")
    return number


def checked_count(name: str, value: object, *, least: int) -> int:
    """Return an integer.

    Raises:
        UsageError: If the value is not an integer, or is too small.
    """
    if isinstance(value, bool) or not hasattr(type(value), "__index__"):
        raise UsageError(f"{name} must be an integer, got {_kind(value)}.")
    number = int(cast("int", value))
    if number < least:
        raise UsageError(f"{name} must be at least {least}, got {number}.")
    return number


def check_key_type(key: object) -> None:
    """Check that an API key is a string; the official client accepts a dict in this position.

    Raises:
        ConfigurationError: If the key is not a string; the hint for a dict names the arguments to use.
    """
    if isinstance(key, Mapping):
        raise ConfigurationError(
            "api_key must be a string, got a dict.",
            hint="Pass entity=, project= and base_url= as separate arguments.",
        )
    if not isinstance(key, str):
        raise _wrong_type("api_key", "a string", key)


def check_key(key: str, source: str) -> None:
    """Check the format of an API key; the error does not show the key.

    Raises:
        ConfigurationError: If the key is invalid.
    """
    check_key_type(key)
    if not (_KEY.fullmatch(key) or _JWT.fullmatch(key)):
        raise ConfigurationError(
            f"Invalid API key from {source}: expected at least 40 letters, digits and underscores, "
            f"got {len(key)} characters.",
            hint="Copy the key again from your user settings in the web app.",
        )


def checked_url(name: str, value: object) -> SplitResult:
    """Return the parts of an HTTP URL.

    Raises:
        ConfigurationError: If the URL is invalid; the message shows no password.
    """
    if not isinstance(value, str):
        raise _wrong_type(name, "a URL", value)
    text = value.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        text.encode()
    except ValueError:
        parts, host, port = SplitResult("", "", "", "", ""), "", None
    if parts.username or parts.password:
        raise ConfigurationError(
            f"{name} must not contain a user name or password.",
            hint="Pass the API key as api_key= or WANDB_API_KEY instead.",
        )
    odd = port == 0 or re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", text) is not None
    if parts.scheme not in ("http", "https") or not host or odd:
        raise ConfigurationError(
            f"Invalid {name}: {_shown(value)!r}.",
            hint="Set base_url= or WANDB_BASE_URL to https://host, with a port or path if needed."
            if name == "base_url"
            else f"Set {name}= to https://host.",
        )
    return parts


def checked_base_url(value: object) -> str:
    """Return the URL of a server, without a trailing slash.

    Raises:
        ConfigurationError: If the URL cannot be that of an API; the hint has the correct URL if it is
            known.
    """
    parts = checked_url("base_url", value)
    host, path = (parts.hostname or "").rstrip("."), parts.path.rstrip("/")
    if host == "wandb.ai" or host.endswith(".wandb.ai"):
        if host != OLD_HOST or parts.scheme != "https":
            what = "the web app of the public server" if host != OLD_HOST else "not encrypted"
            raise ConfigurationError(
                f"Invalid base_url: {_shown(value)!r} is {what}.",
                hint=f"Use base_url='https://{OLD_HOST}', or omit base_url.",
            )
        if path:
            raise ConfigurationError(
                f"Invalid base_url: {_shown(value)!r} has a path, but the URL of this server has none.",
                hint=f"Use base_url='https://{OLD_HOST}'.",
            )
    if host in PUBLIC_HOSTS and host != OLD_HOST:
        if path not in ("", "/api/wandb"):
            raise ConfigurationError(
                f"Invalid base_url: {_shown(value)!r} is a page of the web app.",
                hint=f"Use base_url={DEFAULT_BASE_URL!r}, or omit base_url.",
            )
        return DEFAULT_BASE_URL
    if path.endswith("/graphql") or parts.query or parts.fragment:
        path = path.removesuffix("/graphql")
        raise ConfigurationError(
            f"Invalid base_url: {_shown(value)!r} is a page or endpoint of the server.",
            hint=f"Use base_url={urlunsplit((parts.scheme, parts.netloc, path, '', ''))!r}.",
        )
    return cast("str", value).strip().rstrip("/")


def checked_proxy(value: object, source: str) -> str:
    """Return the URL of a proxy; a bare host and port mean HTTP.

    Raises:
        ConfigurationError: If the URL is invalid; the message names the argument or variable, and
            shows no password.
    """
    if not isinstance(value, str):
        raise _wrong_type(source, "a URL", value)
    text = value.strip()
    text = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(text)
        usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
        usable = usable and text.isascii() and not re.search(r"[\s\\]", text)
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            f"{source} must be the URL of a proxy, got {_shown(value)!r}.",
            hint="Use http://host:port. The schemes https, socks5 and socks5h are supported too.",
        )
    return text


def checked_headers(value: object) -> dict[str, str]:
    """Return valid HTTP headers, without spaces around their values.

    Raises:
        ConfigurationError: If a header is invalid; the message names it, and does not show its value.
    """
    if not isinstance(value, Mapping):
        raise _wrong_type("headers", "a dict of strings", value)
    made: dict[str, str] = {}
    for name, text in cast("Mapping[object, object]", value).items():
        if not isinstance(name, str) or not _HEADER.fullmatch(name):
            raise ConfigurationError(
                f"Invalid header name in headers: {name!r}.",
                hint="Use ASCII letters, digits and dashes.",
            )
        if name.lower() in _OWN_HEADERS:
            raise ConfigurationError(
                f"headers must not contain {name!r}, because runql sets this header.",
                hint="Pass the API key as api_key= or WANDB_API_KEY."
                if name.lower() == "authorization"
                else f"Remove {name!r} from headers=.",
            )
        if not isinstance(text, str):
            raise _wrong_type(f"headers[{name!r}]", "a string", text)
        if not re.fullmatch(r"[\t\x20-\x7e]*", text.strip()):
            raise ConfigurationError(
                f"The value of headers[{name!r}] must be printable ASCII without line breaks.",
                hint="Encode the value, for example with urllib.parse.quote().",
            )
        made[name] = text.strip()
    return made


def checked_trust(value: object, source: str = "verify") -> bool | str:
    """Return whether to check certificates, or the path of trusted certificates.

    Raises:
        ConfigurationError: If the path does not exist or cannot be read; the message names the
            argument or variable.
    """
    if isinstance(value, bool):
        return value
    if not isinstance(value, str | os.PathLike):
        raise _wrong_type(source, "True, False or a path", value)
    path = os.path.expanduser(os.fspath(cast("str | os.PathLike[str]", value)))  # noqa: PTH111 - never raises
    if "\0" in path or not os.access(path, os.R_OK):
        raise ConfigurationError(
            f"{source} must be a readable certificate file or folder, got {path!r}.",
            hint=f"Set {source} to a PEM file of trusted certificates, or unset it.",
        )
    return path


def _shown(value: object) -> str:
    """Return a URL without a user name, password or query."""
    text = str(value)[:200]
    scheme, found, rest = text.partition("://")
    rest = (rest if found else scheme).partition("?")[0].rpartition("@")[2]
    return f"{scheme}://{rest}" if found else rest


def _wrong_type(name: str, wanted: str, value: object) -> ConfigurationError:
    return ConfigurationError(f"{name} must be {wanted}, got {_kind(value)}.")


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
