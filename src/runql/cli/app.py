"""Every command, put together."""

from __future__ import annotations

import importlib
import importlib.util
from importlib.metadata import version
from typing import Annotated

import typer

from runql.cli.codegen import codegen_app
from runql.cli.errors import FAILED
from runql.cli.exports import export_project, verify_export
from runql.cli.migrate import migrate
from runql.cli.models import models
from runql.cli.schemas import schema_app

__all__ = ["app"]

app: typer.Typer = typer.Typer(
    help="Query Weights & Biases, and serve a local stand-in for it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("export")(export_project)
app.command("verify")(verify_export)
app.command()(migrate)
app.command()(models)
app.add_typer(codegen_app, name="codegen")
app.add_typer(schema_app, name="schema")

_ANYTHING = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
_SANDBOX_NEEDS = ("ariadne", "pyarrow", "re2", "sqlalchemy", "starlette", "uvicorn", "yaml")


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


def _lacks_sandbox() -> None:
    """Serve a local stand-in for W&B; needs the extra `sandbox`."""
    typer.echo(
        "runql: the sandbox's libraries are not installed.\n"
        "Install them with: pip install 'runql[sandbox]'",
        err=True,
    )
    raise typer.Exit(FAILED)


if all(importlib.util.find_spec(name) is not None for name in _SANDBOX_NEEDS):
    app.add_typer(importlib.import_module("runql_sandbox.commands").sandbox_app, name="sandbox")
else:
    app.command("sandbox", context_settings=_ANYTHING)(_lacks_sandbox)
