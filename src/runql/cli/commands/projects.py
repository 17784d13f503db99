"""`runql projects`: list projects, show a project, list the keys of its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, cast

import typer

from runql.cli._input.clients import client, one_more
from runql.cli._input.targets import FilterText, ProjectPathArgument
from runql.cli._output.columns import attributes, values_of
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli.groups import examples

if TYPE_CHECKING:
    from runql._models.projects.keys import KeyKind

__all__ = ["projects_app"]

_COLUMNS: Final = attributes(
    "name entity created_at last_active visibility", "description tags url id"
)
_KEY_COLUMNS: Final = attributes("kind name types", "count")

projects_app: typer.Typer = typer.Typer(help="List and show projects.", no_args_is_help=True)


@projects_app.command(
    "list",
    epilog=examples("runql projects list", "runql projects list my-team --format csv"),
)
def list_projects(
    entity: Annotated[
        str | None, typer.Argument(metavar="ENTITY", help="User or team (default: yours).")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option(help="Show only projects whose names contain this text.")
    ] = None,
    order: Annotated[str | None, typer.Option(help="Order, such as -created_at or +name.")] = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the projects of a user or team."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.projects(entity, pattern=pattern, order=order, limit=one_more(limit))
        print_list("projects", _COLUMNS, found, output, limit=limit)


@projects_app.command("show", epilog=examples("runql projects show me/mnist --json"))
def show_project(path: ProjectPathArgument, json: AsJson = False) -> None:
    """Show a project, with its number of runs per state."""
    with client() as api:
        project = api.project(path)
        facts = values_of(project, _COLUMNS)
        runs = api.runs(path, fields=["id"])
        facts["runs"] = runs.total()
    print_object(facts, json)


@projects_app.command(
    "keys",
    epilog=examples(
        "runql projects keys me/mnist --kind config", "runql projects keys me/mnist --scan"
    ),
)
def list_keys(
    path: ProjectPathArgument,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="config, summary or history (default: all); repeatable."),
    ] = None,
    scan: Annotated[
        bool, typer.Option("--scan", help="Read every run to count the runs with each key.")
    ] = False,
    filters: FilterText = None,
    columns: Columns = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the config, summary and history keys of a project's runs."""
    output = Output.of(json, format, columns)
    with client() as api:
        kinds = cast("list[KeyKind]", kind or ["config", "summary", "history"])
        found = api.project(path).keys(filters, kinds=kinds, scan=scan or None)
        print_list("keys", _KEY_COLUMNS, found, output)
