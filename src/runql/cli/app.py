"""All commands: name, line in the help, and the module that is imported when the command runs."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from runql.cli.groups import DEBUG, Member, RootGroup, examples

__all__ = ["COMMANDS", "app"]

_HERE: Final = "runql.cli"
_SANDBOX_NEEDS: Final = ("ariadne", "pyarrow", "re2", "sqlalchemy", "starlette", "uvicorn", "yaml")

COMMANDS: Final[dict[str, Member]] = {
    "login": Member(
        f"{_HERE}.commands.accounts:login",
        "Check an API key and store it in netrc.",
        examples("runql login", "runql login --base-url https://wandb.example.com < key.txt"),
    ),
    "whoami": Member(
        f"{_HERE}.commands.accounts:whoami",
        "Show the user of the API key.",
        examples("runql whoami --json"),
    ),
    "projects": Member(f"{_HERE}.commands.projects:projects_app", "List and show projects."),
    "runs": Member(
        f"{_HERE}.commands.runs.app:runs_app", "List, read, compare, edit, copy and delete runs."
    ),
    "logs": Member(
        f"{_HERE}.commands.console_logs:show_logs",
        "Print or follow the console lines of a run.",
        examples(
            "runql logs me/mnist/1a2b3c4d --last 100",
            "runql logs me/mnist/1a2b3c4d --follow --grep 'loss|error'",
            "runql logs me/mnist/1a2b3c4d --format jsonl",
        ),
    ),
    "files": Member(
        f"{_HERE}.commands.files:files_app", "List, download, upload and delete run files."
    ),
    "artifacts": Member(
        f"{_HERE}.commands.artifacts.app:artifacts_app", "List, download, verify and log artifacts."
    ),
    "registry": Member(
        f"{_HERE}.commands.registries:registry_app", "List registries and link versions to them."
    ),
    "sweeps": Member(f"{_HERE}.commands.sweeps:sweeps_app", "List, analyze and control sweeps."),
    "reports": Member(f"{_HERE}.commands.reports:reports_app", "List and read reports."),
    "api": Member(
        f"{_HERE}.commands.graphql:send_graphql",
        "Send your own GraphQL.",
        examples(
            "runql api 'query { viewer { username } }'",
            "runql api - --variable entity=me < query.graphql",
        ),
    ),
    "export": Member(
        f"{_HERE}.exports:export_project",
        "Export a project to disk.",
        examples("runql export me/mnist --to backup"),
    ),
    "verify": Member(
        f"{_HERE}.exports:verify_export",
        "Compare an export with its manifest.",
        examples("runql verify backup"),
    ),
    "models": Member(
        f"{_HERE}.models:models",
        "Generate typed models of a project's configs.",
        examples("runql models me/mnist --output models.py"),
    ),
    "codegen": Member(
        f"{_HERE}.codegen:codegen_app", "Generate a typed package from GraphQL files."
    ),
    "schema": Member(f"{_HERE}.schemas:schema_app", "Read and compare a server's schema."),
    "migrate": Member(
        f"{_HERE}.migrate:migrate",
        "Find and rewrite code that uses wandb.Api.",
        examples("runql migrate scripts/ --fix"),
    ),
    "mcp": Member(
        f"{_HERE}.mcp:serve_mcp",
        "Serve W&B data to a language model.",
        examples("runql mcp", "runql mcp --transport http --port 8765"),
        needs=("mcp",),
        extra="mcp",
    ),
    "sandbox": Member(
        "runql_sandbox.commands:sandbox_app",
        "Run a local server that implements the W&B API.",
        needs=_SANDBOX_NEEDS,
        extra="sandbox",
    ),
}
"""Commands, in the order of the help."""


class _Root(RootGroup):
    members = COMMANDS


app: typer.Typer = typer.Typer(
    cls=_Root,
    help="Read, edit and export Weights & Biases data, and run a local W&B-compatible server.",
    epilog=examples(
        "runql login",
        "runql runs list entity/project --filter 'state = \"finished\"' --order -created_at",
        "runql runs history entity/project/run --keys loss --format csv",
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        # Reading distribution metadata is slow, and other commands do not need it.
        from importlib.metadata import version

        typer.echo(f"runql {version('runql')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Accept the options that apply to all commands."""
    if debug:
        context.meta[DEBUG] = True
