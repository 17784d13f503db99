"""The client of a process: what `wandb.login` chose, for those who name none."""

from __future__ import annotations

from typing import Final

from runql import Api, Settings
from runql.errors import RunQLError

__all__ = ["choose", "login", "process_api"]

_CHOSEN: Final[dict[str, str]] = {}
_PROCESS: Final[list[Api]] = []


def choose(key: str | None, host: str | None) -> None:
    """Use a key, or a server, from here on in this process."""
    if key is not None:
        _CHOSEN["api_key"] = key
    if host is not None:
        _CHOSEN["base_url"] = host
    _PROCESS.clear()


def chosen() -> dict[str, str]:
    """Return what was chosen."""
    return dict(_CHOSEN)


def process_api() -> Api:
    """Return the client of the process."""
    if not _PROCESS:
        _PROCESS.append(Api(**chosen()))  # type: ignore[arg-type]  # two texts
    return _PROCESS[0]


def login(
    key: str | None = None,
    host: str | None = None,
    verify: bool = False,
) -> bool:
    """Choose the API key and the server for this process; returns whether there is a key.

    Args:
        key: API key; None for the one of the environment, netrc or the settings file.
        host: Address of the server.
        verify: Whether to ask the server.
    """
    choose(key, host)
    settings = Settings.resolve(api_key=_CHOSEN.get("api_key"), base_url=_CHOSEN.get("base_url"))
    if settings.api_key is None:
        return False
    if verify:
        try:
            _ = process_api().viewer.username
        except RunQLError:
            choose(None, None)
            raise
    return True
