"""`runql reports`: list reports, and print a report as Markdown."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from runql.cli._input.clients import client, one_more
from runql.cli._input.targets import ProjectPathArgument
from runql.cli._output.columns import attributes, values_of
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli.groups import examples
from runql.errors import UsageError

__all__ = ["reports_app"]

_COLUMNS: Final = attributes(
    "id display_name author updated_at is_draft", "name created_at view_count url"
)

reports_app: typer.Typer = typer.Typer(help="List and read reports.", no_args_is_help=True)


@reports_app.command("list", epilog=examples("runql reports list me/mnist --json"))
def list_reports(
    path: ProjectPathArgument,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="List drafts instead of published reports.")
    ] = False,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the reports of a project."""
    output = Output.of(json, format, columns)
    with client() as api:
        found = api.reports(path, drafts=drafts, limit=one_more(limit))
        print_list("reports", _COLUMNS, found, output, limit=limit)


@reports_app.command(
    "show",
    epilog=examples(
        "runql reports show me/mnist/reports/Results--VmlldzoxMjM --markdown > results.md"
    ),
)
def show_report(
    path: Annotated[
        str,
        typer.Argument(metavar="REPORT", help="URL, entity/project/reports/Title--ID, or the ID."),
    ],
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the content as Markdown.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show the attributes of a report, or its content as Markdown."""
    if markdown and json:
        raise UsageError("--markdown and --json cannot be combined.")
    with client() as api:
        report = api.report(path)
        facts = values_of(report, _COLUMNS)
        text = report.to_markdown()
    if markdown:
        typer.echo(text)
    else:
        print_object({**facts, "markdown": text} if json else facts, json)
