"""`runql api`: send GraphQL text."""

from __future__ import annotations

import json as json_library
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from runql.cli._input.clients import client
from runql.cli._input.confirm import confirm
from runql.cli._output.cells import dumped
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["send_graphql"]


def send_graphql(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="The GraphQL text, or - to read it from standard input."
        ),
    ],
    variable: Annotated[
        list[str] | None,
        typer.Option(
            "--variable",
            "-v",
            metavar="NAME=VALUE",
            help="Variable, as JSON or a string; repeatable.",
        ),
    ] = None,
    operation: Annotated[
        str | None, typer.Option(help="Name of the operation, if the text contains several.")
    ] = None,
    mutation: Annotated[
        bool, typer.Option("--mutation", help="Send a mutation, after confirmation.")
    ] = False,
    pages: Annotated[
        bool,
        typer.Option(
            "--pages", help="Request all pages of a connection, and print one node per line."
        ),
    ] = False,
    validate: Annotated[
        bool,
        typer.Option(
            "--validate/--no-validate", help="Validate the text against the schema first."
        ),
    ] = True,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Send a mutation without confirmation.")
    ] = False,
) -> None:
    """Send GraphQL and print the data as JSON.

    The command validates the text against the schema before it sends it. Mutations require `--mutation`.
    """
    document = sys.stdin.read() if text == "-" else text
    variables = _variables(variable)
    if mutation and pages:
        raise UsageError("--mutation and --pages cannot be combined.")
    _check_kind(document, operation, mutation=mutation)
    with client() as api:
        call = api.graphql.call(
            document, variables, operation=operation, mutation=mutation, validate=validate
        )
        if mutation:
            name = call.operation.name
            confirm(f"Send the mutation {name}", [dumped(variables)], yes=yes, dry_run=False)
        if pages:
            for node in api.graphql.pages(call):
                typer.echo(dumped(node))
            return
        typer.echo(dumped(api.graphql.send(call), indent=2))


def _check_kind(text: str, operation: str | None, *, mutation: bool) -> None:
    from runql._graphql.documents import read_document

    chosen = read_document(text).operation(operation)
    if (chosen.kind == "mutation") is not mutation:
        raise UsageError(
            f"The operation is a {chosen.kind}{', which changes data on the server' if not mutation else ''}. "
            "Nothing was sent.",
            hint="Remove --mutation." if mutation else "Pass --mutation to send it.",
        )


def _variables(given: Sequence[str] | None) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in given or ():
        name, equals, text = each.partition("=")
        if not name or not equals:
            raise UsageError(
                f"--variable must be NAME=VALUE, got {each!r}.", hint="Use --variable first=10"
            )
        if name in found:
            raise UsageError(f"--variable names {name!r} twice.")
        try:
            found[name] = json_library.loads(text)
        except ValueError:
            found[name] = text
    return found
