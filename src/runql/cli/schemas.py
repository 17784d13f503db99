"""`runql schema`: fetch the schema of a server and compare schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from runql.cli._output.atomic_files import replacing
from runql.cli.codegen import project_settings
from runql.cli.errors import FAILED

if TYPE_CHECKING:
    from runql._codegen.project.settings import ProjectSettings

__all__ = ["schema_app"]

schema_app: typer.Typer = typer.Typer(
    help="Fetch the schema of a server and show its changes.", no_args_is_help=True
)

Source = Annotated[
    str | None,
    typer.Argument(
        metavar="[URL|FILE]", help="The schema (default: from the settings, then your server)."
    ),
]


@schema_app.callback()
def schema() -> None:
    """Fetch the schema of a server and show its changes."""


@schema_app.command()
def pull(source: Source = None) -> None:
    """Fetch the schema of a server with your API key, and store it in the project."""
    settings = project_settings(needs_package=False)
    from runql._codegen.project.settings import PULLED
    from runql._codegen.schema.servers import read_schema, sdl_of

    schema, name = read_schema(source or _url(settings))
    target = settings.schema_file or settings.root / PULLED
    changed = _write(target, sdl_of(schema, name))
    shown = target.relative_to(settings.root).as_posix()
    typer.echo(f"{shown}: {'written' if changed else 'unchanged'}, from {name}")
    if settings.schema is None:
        typer.echo(f'To use it, set schema = "{shown}" in [tool.runql.codegen]')


@schema_app.command()
def diff(source: Source = None) -> None:
    """Show changes since the schema was pulled, and your operations that they affect.

    Exit code 1 means that one of your operations no longer works.
    """
    settings = project_settings(needs_package=False)
    from graphql import DocumentNode

    from runql._codegen.project.build import read_project
    from runql._codegen.schema.diff import compare, render
    from runql._codegen.schema.servers import read_schema

    old, definitions = read_project(settings)
    new, _ = read_schema(source or _url(settings))
    report = compare(old, new, DocumentNode(definitions=tuple(each.node for each in definitions)))
    typer.echo(render(report), nl=False)
    if report.is_breaking_for_us:
        raise typer.Exit(FAILED)


def _url(settings: ProjectSettings) -> str | None:
    from runql._codegen.project.settings import is_url

    return settings.schema if settings.schema is not None and is_url(settings.schema) else None


def _write(target: Path, text: str) -> bool:
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return False
    with replacing(target) as part:
        part.write_text(text, encoding="utf-8")
    return True
