"""The default client of a process: the key and server from `wandb.login`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from runql import Api, Settings, Timeouts
from runql.compat.errors import translated
from runql.errors import RunQLError

__all__ = ["choose", "chosen", "client_for", "login", "process_api"]

_CHOSEN: Final[dict[str, str]] = {}
_CLIENTS: Final[dict[tuple[object, ...], Api]] = {}


def choose(key: str | None, host: str | None) -> None:
    """Use a key or a server from now on in this process."""
    if key is not None:
        _CHOSEN["api_key"] = key
    if host is not None:
        _CHOSEN["base_url"] = host


def chosen() -> dict[str, str]:
    """Return the chosen key and server."""
    return dict(_CHOSEN)


def client_for(
    *,
    api_key: str | None = None,
    base_url: str | None = None,
    entity: str | None = None,
    project: str | None = None,
    timeout: float | None = None,
    proxy: str | None = None,
) -> Api:
    """Return the client for some settings.

    Scripts create many `Api` objects, which share its connections.
    """
    settings = Settings.resolve(
        api_key=api_key,
        base_url=base_url,
        entity=entity,
        project=project,
        timeouts=Timeouts(total=timeout) if timeout is not None else None,
        proxy=proxy,
    )
    key = (*_key_parts(settings),)
    if key not in _CLIENTS:
        _CLIENTS[key] = Api(settings=settings)
    return _CLIENTS[key]


def _key_parts(settings: Settings) -> list[object]:
    found = [getattr(settings, each.name) for each in fields(settings)]
    return [tuple(each.items()) if isinstance(each, Mapping) else each for each in found]


def process_api() -> Api:
    """Return the client for the default settings."""
    return client_for(api_key=_CHOSEN.get("api_key"), base_url=_CHOSEN.get("base_url"))


def login(
    key: str | None = None,
    relogin: bool | None = None,  # noqa: ARG001 - the official client's argument
    host: str | None = None,
    force: bool | None = None,  # noqa: ARG001 - the official client's argument
    timeout: int | None = None,  # noqa: ARG001 - the official client's argument
    verify: bool = False,
    referrer: str | None = None,  # noqa: ARG001 - the official client's argument
    anonymous: object = None,  # noqa: ARG001 - the official client's argument
) -> bool:
    """Set the API key and the server for this process, and return whether a key was found.

    The function does not prompt and writes no file.

    Args:
        key: API key; None to use the key from the environment, netrc or the settings file.
        relogin: Accepted for compatibility; has no effect.
        host: URL of the server.
        force: Accepted for compatibility; has no effect.
        timeout: Accepted for compatibility; has no effect.
        verify: Whether to check the key with the server.
        referrer: Accepted for compatibility; has no effect.
        anonymous: Accepted for compatibility; has no effect.

    Raises:
        AuthenticationError: If the server rejects the key and `verify` was requested.
    """
    choose(key, host)
    client = process_api()
    if client.settings.api_key is None:
        return False
    if verify:
        try:
            _ = client.viewer
        except RunQLError as error:
            raise translated(error) from error
    return True
