"""`runql runs list` and `runql runs show`."""

from __future__ import annotations

from typing import Annotated

import typer

from runql.cli._input.clients import client, one_more
from runql.cli._input.keys import unknown_keys_refused
from runql.cli._input.targets import (
    FilterText,
    ProjectPathArgument,
    RunPathArgument,
)
from runql.cli._output.columns import values_of
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli._output.run_columns import ATTRIBUTES, run_columns

__all__ = ["list_runs", "show_run"]

_LOOKED_AT = 50


def list_runs(
    path: ProjectPathArgument,
    filters: FilterText = None,
    order: Annotated[
        str | None, typer.Option(help="Order of the runs, such as -created_at or +summary.loss.")
    ] = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the runs of a project.

    A column is a field of a run, `config.KEY` or `summary.KEY`. Keys that no run has are errors.
    """
    output = Output.of(json, format, columns)
    wanted, fields = run_columns(output)
    with client() as api, unknown_keys_refused():
        runs = api.runs(path, filters, order, fields=fields, limit=one_more(limit))
        print_list("runs", wanted, iter(runs), output, limit=limit)


def show_run(path: RunPathArgument, json: AsJson = False) -> None:
    """Show a run: attributes, config and summary."""
    with client() as api:
        run = api.run(path)
        facts = values_of(run, ATTRIBUTES)
        config, summary = dict(run.config), run.summary_metrics
    if not json:
        from runql._frames.flatten import flatten

        facts |= flatten(config, "config.") | flatten(summary, "summary.")
        print_object(facts, json)
        return
    print_object({**facts, "config": config, "summary": summary}, json)
