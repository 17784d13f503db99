"""`runql runs list` and `runql runs show`."""

from __future__ import annotations

import warnings
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from runql.cli._input.clients import client, one_more
from runql.cli._input.keys import check_project_keys, filter_keys, order_key
from runql.cli._input.targets import (
    FilterText,
    ProjectPathArgument,
    RunPathArgument,
    project_of,
)
from runql.cli._output.lists import print_list, print_object
from runql.cli._output.options import AsJson, Columns, FormatOption, Limit, Output
from runql.cli._output.run_columns import ATTRIBUTES, key_columns, key_value, run_columns
from runql.errors import UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from runql._sync.api import Api
    from runql._sync.runs.resource import Run

__all__ = ["list_runs", "show_run"]

_LOOKED_AT = 50


def list_runs(
    path: ProjectPathArgument,
    filters: FilterText = None,
    order: Annotated[
        str | None, typer.Option(help="Order of the runs: -created_at, +summary.loss.")
    ] = None,
    columns: Columns = None,
    limit: Limit = None,
    json: AsJson = False,
    format: FormatOption = None,
) -> None:
    """List the runs of a project.

    Columns are fields of a run, `config.KEY` and `summary.KEY`. Keys that no run has are errors.
    """
    output = Output.of(json, format, columns)
    keys = filter_keys(filters)
    ordered = order_key(order)
    named = {
        "--columns": key_columns(output.columns or ()),
        "--order": [ordered] if ordered is not None else [],
        "--filter": keys,
    }
    wanted, fields = run_columns(output, [key for each in named.values() for key in each])
    # What the library warns of is an error here.
    warnings.filterwarnings("ignore", "No run of .* has the key", UnknownKeyWarning)
    with client() as api:
        runs = iter(api.runs(path, filters, order, fields=fields, limit=one_more(limit)))
        found = _checked(api, path, runs, named)
        print_list("runs", wanted, found, output, limit=limit)


def show_run(path: RunPathArgument, json: AsJson = False) -> None:
    """Show one run: its attributes, config and summary."""
    with client() as api:
        run = api.run(path)
        facts: dict[str, object] = {each.name: each.read(run) for each in ATTRIBUTES}
        config, summary = dict(run.config), run.summary_metrics
    if not json:
        from runql._frames.flatten import flatten

        facts |= flatten(config, "config.") | flatten(summary, "summary.")
        print_object(facts, json)
        return
    print_object({**facts, "config": config, "summary": summary}, json)


def _checked(
    api: Api, path: str, runs: Iterator[Run[Any, Any]], named: Mapping[str, Sequence[str]]
) -> Iterator[Run[Any, Any]]:
    """Return runs after a look at whether the first of them have the keys that options name.

    Requests: None if they have; else those of `check_project_keys`.
    """
    first = list(islice(runs, _LOOKED_AT)) if any(named.values()) else []
    for option, keys in named.items():
        absent = [key for key in keys if all(key_value(run, key) is None for run in first)]
        check_project_keys(api, project_of(api, path), absent, option)
    return chain(first, runs)
