"""Every command, put together."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from runql.cli.models import models
from runql_sandbox.commands import sandbox_app

__all__ = ["app"]

app = typer.Typer(
    help="Query Weights & Biases, and serve a local stand-in for it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(models)
app.add_typer(sandbox_app, name="sandbox")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"runql {version('runql')}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Take the options of every command."""
