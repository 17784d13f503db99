"""`runql login` and `runql whoami`."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from runql.cli._input.clients import client
from runql.cli._output.lists import print_object
from runql.cli._output.options import AsJson
from runql.cli.errors import say

__all__ = ["login", "whoami"]


def login(
    base_url: Annotated[
        str | None, typer.Option("--base-url", "--host", help="URL of the server.")
    ] = None,
) -> None:
    """Check an API key and store it in your netrc file.

    The command prompts for the key, or reads it from standard input in a pipe. It stores the key only if the server
    accepts it. wandb reads the same file.
    """
    from runql._configuration.checks import check_key
    from runql._sync.api import Api
    from runql.cli._input.netrc import store_key
    from runql.settings import Settings

    settings = Settings.resolve(base_url=base_url)
    key = _read_key(settings.base_url)
    check_key(key, "standard input")
    with Api(key, base_url=settings.base_url) as api:
        viewer = api.viewer
    path = store_key(settings.base_url, key)
    typer.echo(
        f"Logged in to {settings.base_url} as {viewer.username}; the key is stored in {path}."
    )
    if os.environ.get("WANDB_API_KEY") not in (None, "", key):
        say("WANDB_API_KEY contains a different key and takes precedence over the netrc file.")
    if Settings.resolve().base_url != settings.base_url:
        say(f"To use this server, set WANDB_BASE_URL={settings.base_url}")


def whoami(json: AsJson = False) -> None:
    """Show the user of the API key and the source of the key."""
    with client() as api:
        viewer, settings = api.viewer, api.settings
    print_object(
        {
            "username": viewer.username,
            "name": viewer.name,
            "email": viewer.email,
            "entity": settings.entity or viewer.entity,
            "teams": list(viewer.teams),
            "is_admin": viewer.is_admin,
            "base_url": settings.base_url,
            "api_key_source": settings.api_key_source,
        },
        json,
    )


def _read_key(base_url: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    from getpass import getpass

    return getpass(f"API key of {base_url} (from your user settings): ").strip()
