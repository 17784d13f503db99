"""`runql codegen`: a typed package from a user's `.graphql` files."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from runql._display.counts import counted
from runql.cli.errors import FAILED, say
from runql.errors import MissingDependencyError, UsageError

if TYPE_CHECKING:
    from runql._codegen.project.settings import ProjectSettings

__all__ = ["codegen_app", "project_settings"]

codegen_app: typer.Typer = typer.Typer(
    help="Generate a typed package from your .graphql files.", invoke_without_command=True
)

_NEEDS = ("ariadne_codegen", "graphql", "jinja2", "ruff")

Queries = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Folder with the .graphql files.")
]
Package = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Folder to write the package to.")
]
Schema = Annotated[
    str | None,
    typer.Option(metavar="URL|FILE", help="URL of your server, or path of a schema file."),
]
Scalars = Annotated[
    list[str] | None,
    typer.Option(
        "--scalar", metavar="NAME=TYPE", help="Python type for a GraphQL scalar; repeatable."
    ),
]


@codegen_app.callback()
def codegen(
    context: typer.Context,
    queries: Queries = None,
    package: Package = None,
    schema: Schema = None,
    scalar: Scalars = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; exit with code 1 if the package would change."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Write the package again whenever a query changes.")
    ] = False,
) -> None:
    """Generate a typed package from your .graphql files.

    Settings are read from [tool.runql.codegen] in pyproject.toml: queries, package, schema, scalars. Options override them.
    """
    if context.invoked_subcommand is not None:
        if any((queries, package, schema, scalar, check, watch)):
            raise UsageError(
                f"Pass options after the subcommand: runql codegen {context.invoked_subcommand} …"
            )
        return
    if check and watch:
        raise UsageError("--check and --watch cannot be combined.")
    settings = project_settings(queries=queries, package=package, schema=schema, scalars=scalar)
    if not watch:
        # A build creates many small objects and frees none of them before its end.
        gc.disable()
    if check:
        _check(settings)
    elif watch:
        _watch(settings)
    else:
        _build(settings)


@codegen_app.command()
def init(
    queries: Annotated[
        str, typer.Option(metavar="FOLDER", help="Folder for the .graphql files.")
    ] = "queries",
    package: Annotated[
        str, typer.Option(metavar="FOLDER", help="Folder for the package.")
    ] = "wandb_queries",
    schema: Schema = None,
) -> None:
    """Write settings, an example query, and editor configuration."""
    _require()
    from runql._codegen.project.settings import load_settings
    from runql._codegen.project.starter import start

    settings = load_settings(Path.cwd(), queries=queries, package=package, schema=schema)
    for each in start(settings):
        typer.echo(f"{'wrote' if each.written else 'kept '} {each.path}")
    pull = "runql schema pull, then " if settings.schema and "://" in settings.schema else ""
    typer.echo(f"Next: {pull}runql codegen")


def project_settings(
    *,
    queries: str | None = None,
    package: str | None = None,
    schema: str | None = None,
    scalars: list[str] | None = None,
    needs_package: bool = True,
) -> ProjectSettings:
    """Return the settings of the project that contains the current folder.

    Raises:
        MissingDependencyError: If the extra `codegen` is not installed.
        ConfigurationError: If a setting is invalid.
        UsageError: If an option is invalid or a setting is missing.
    """
    _require()
    from runql._codegen.project.settings import load_settings, project_root

    pairs = [each.partition("=") for each in scalars or ()]
    for name, equals, python in pairs:
        if not (name and equals and python):
            raise UsageError(
                f"--scalar must be NAME=TYPE, got {name + equals + python!r}.",
                hint="Example: --scalar Date=datetime.date",
            )
    return load_settings(
        project_root(Path.cwd()),
        queries=queries,
        package=package,
        schema=schema,
        scalars={name: python for name, _, python in pairs},
        needs_package=needs_package,
    )


def _require() -> None:
    import importlib.util

    if any(importlib.util.find_spec(each) is None for each in _NEEDS):
        raise MissingDependencyError(
            "`runql codegen` requires packages that are not installed.",
            hint="Install them with: pip install 'runql[codegen]'",
        )


def _build(settings: ProjectSettings) -> None:
    from runql._codegen.project.build import build
    from runql._codegen.project.starter import update_editor_files

    built = build(settings)
    update_editor_files(settings)
    shown = _shown(settings.package, settings.root)
    typer.echo(
        f"{shown}: {counted(built.operations, 'operation')}, {counted(built.changed, 'file')} changed"
    )


def _check(settings: ProjectSettings) -> None:
    from runql._codegen.project.build import differences

    found = differences(settings)
    for each in found:
        typer.echo(str(each), err=True)
    shown = _shown(settings.package, settings.root)
    if found:
        say(f"{shown} is out of date. Run: runql codegen")
        raise typer.Exit(FAILED)
    typer.echo(f"{shown} is up to date")


def _watch(settings: ProjectSettings) -> None:
    from watchfiles import watch

    from runql._codegen.project.build import QueriesError

    def once() -> None:
        try:
            _build(settings)
        except QueriesError as error:
            say(str(error))

    watched = [settings.queries]
    if settings.schema_file is not None and settings.schema_file.is_file():
        watched.append(settings.schema_file)
    once()
    for _ in watch(*watched, raise_interrupt=False):
        once()


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
