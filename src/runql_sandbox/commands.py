"""`runql sandbox`: run the server, and add users."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from runql_sandbox.request.signed_urls import VALID_SECONDS
from runql_sandbox.start import (
    LARGEST_PORT,
    LONGEST_LATENCY,
    LONGEST_URL_SECONDS,
    SHORTEST_URL_SECONDS,
    ServerOptions,
    start,
)
from runql_sandbox.store._names import FIRST_ORGANIZATION

__all__ = ["sandbox_app"]

sandbox_app = typer.Typer(
    help="Run a local server that implements the W&B API.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Cursors(StrEnum):
    """Content of page cursors."""

    ITEMS = "items"
    OFFSETS = "offsets"


@sandbox_app.callback()
def run_server(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Host to bind to.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to listen on; 0 selects a free port.", min=0, max=LARGEST_PORT)
    ] = 0,
    data: Annotated[
        Path | None, typer.Option(help="Folder for the data (default: a temporary folder).")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Start with two example projects.")] = False,
    latency: Annotated[float, typer.Option(hidden=True, min=0, max=LONGEST_LATENCY)] = 0.0,
    url_seconds: Annotated[
        float,
        typer.Option(
            help="Seconds for which signed file URLs are valid.",
            min=SHORTEST_URL_SECONDS,
            max=LONGEST_URL_SECONDS,
        ),
    ] = VALID_SECONDS,
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
    export_every: Annotated[int | None, typer.Option(hidden=True, min=1)] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Server feature, or Type.field of the schema, to omit; repeatable."),
    ] = None,
    cursors: Annotated[
        Cursors,
        typer.Option(help="Content of page cursors: the last item, or a number of items."),
    ] = Cursors.ITEMS,
    server: Annotated[
        str, typer.Option(help="Emulate a server of this year and month, such as 2024-01.")
    ] = "",
) -> None:
    """Run a local server that implements the W&B API, until SIGTERM or SIGINT.

    When the server is ready, it prints one line of JSON with base_url, api_key and entity.
    """
    if context.invoked_subcommand is None:
        options = ServerOptions(
            host=host,
            port=port,
            data=data,
            demo=demo,
            latency=latency,
            url_seconds=url_seconds,
            debug=debug,
            export_every=export_every,
            without=tuple(without or ()),
            cursors=cursors.value,
            server=server,
        )
        if (reason := start(options)) is not None:
            typer.echo(f"runql sandbox: {reason}", err=True)
            raise typer.Exit(1)


@sandbox_app.command("user")
def create_user(
    name: Annotated[str, typer.Argument(help="Name of the user and of the user's entity.")],
    admin: Annotated[
        bool, typer.Option("--admin", help="Make the user a server administrator.")
    ] = False,
    organization: Annotated[
        str, typer.Option(help="Organization of the user; created if it does not exist.")
    ] = FIRST_ORGANIZATION,
    data: Annotated[Path | None, typer.Option(help="Data folder of a sandbox.")] = None,
    url: Annotated[str | None, typer.Option(help="URL of a running sandbox.")] = None,
) -> None:
    """Add a user, and print username, api_key and entity as JSON.

    With --url, set WANDB_API_KEY to the key of an administrator.
    """
    if (data is None) == (url is None):
        raise typer.BadParameter("Pass exactly one of --data and --url.")
    if data is not None:
        made = _add_to_folder(data, name, admin, organization)
    else:
        made = _create_user(url or "", name, admin, organization)
    typer.echo(json.dumps(made))


def _add_to_folder(data: Path, name: str, admin: bool, organization: str) -> dict[str, str]:
    from runql_sandbox.inputs import InputError
    from runql_sandbox.store.data_folder import FolderError, Store, UserExistsError

    try:
        store = Store(data)
    except FolderError as error:
        raise typer.BadParameter(str(error)) from error
    try:
        store.first_user()
        user = store.create_user(name, admin=admin, organization=organization)
    except (InputError, UserExistsError) as error:
        raise typer.BadParameter(str(error)) from error
    finally:
        store.close()
    return asdict(user)


def _create_user(url: str, name: str, admin: bool, organization: str) -> dict[str, str]:
    import httpx

    try:
        response = httpx.post(
            f"{url.rstrip('/')}/sandbox/users",
            json={"name": name, "admin": admin, "organization": organization},
            auth=("api", os.environ.get("WANDB_API_KEY", "")),
            timeout=30,
        )
        answer = response.json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise typer.BadParameter(f"cannot connect to {url}: {error}") from error
    except ValueError as error:
        raise typer.BadParameter(f"{url} is not a sandbox: its response is not JSON") from error
    if not isinstance(answer, dict):
        raise typer.BadParameter(f"{url} is not a sandbox: its response is not a JSON object")
    if response.is_error:
        raise typer.BadParameter(str(answer.get("error", f"HTTP {response.status_code}")))
    return {str(key): str(value) for key, value in answer.items()}
