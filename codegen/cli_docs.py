"""The page in docs/ of the command line, written from the application."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperGroup

from runql.cli.app import COMMANDS, app
from runql.cli.errors import CODES
from runql.cli.groups import load_member

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["CLI_PAGE", "LISTS", "write_cli_docs"]

CLI_PAGE: Final = "cli.md"

LISTS: Final = {
    "projects list": ("projects", "projects:_COLUMNS"),
    "projects keys": ("keys", "projects:_KEY_COLUMNS"),
    "runs list": ("runs", "runs.listing:ATTRIBUTES"),
    "logs": ("lines", "console_logs:_COLUMNS"),
    "files list": ("files", "files:_COLUMNS"),
    "artifacts list": ("collections", "artifacts.listing:_COLLECTIONS"),
    "artifacts versions": ("versions", "artifacts.listing:_VERSIONS"),
    "artifacts files": ("files", "artifacts.listing:_FILES"),
    "registry list": ("registries", "registries:_COLUMNS"),
    "registry collections": ("collections", "registries:_COLLECTIONS"),
    "registry versions": ("versions", "registries:_VERSIONS"),
    "sweeps list": ("sweeps", "sweeps:_COLUMNS"),
    "reports list": ("reports", "reports:_COLUMNS"),
    "runs diff": ("differences", "runs.comparing:_NAMES"),
    "runs curves": ("points", "runs.curves:_NAMES"),
    "sweeps importance": ("parameters", "sweeps:_IMPORTANCE"),
    "artifacts lineage": ("edges", "artifacts.content:_EDGES"),
}
"""Lists with fixed columns: the key of their JSON document, and where the columns are."""

_INTRODUCTION: Final = """\
# Command line reference

`runql` reads, edits and exports W&B data in a terminal. [The terminal](terminal.md) shows how to use it. Install it with
`pip install 'runql[cli]'`. This page is generated from the application by `make docs`.

## Output

Lists are printed as tables. In a terminal, a table fits the width, and a note lists the hidden columns. In a pipe, tables are plain
text with complete values. `--format csv`, `tsv` and `jsonl` print rows as they arrive. `--json` (or `--format json`) prints one
JSON object:

| key | value |
|---|---|
| the name of the list, such as `runs` | the rows, with the columns as keys |
| `count` | the number of rows |
| `more` | whether `--limit` left rows out |

Values are exact in every format except `table`. Times are ISO 8601 in UTC, durations are seconds, and sizes are bytes. `NaN`,
`Infinity` and `-Infinity` are strings in JSON. Lists and objects are JSON strings in CSV and TSV. `show` commands print one object,
whose keys are the columns of the list. Notes, warnings and errors are printed to standard error.

`--columns` selects columns in every format. By default, tables have the columns before the semicolon, and other formats have all
columns. Unknown names are errors.
"""

_MORE: Final = {
    "runs list": "; also every field of a run, `config`, `summary`, `config.KEY` and `summary.KEY`",
}


def write_cli_docs(target: Path) -> None:
    """Write the page below `target`."""
    codes = [f"| {code} | {meaning} |" for code, meaning in CODES.items()]
    lists = [
        f"| `runql {name}` | `{noun}` | {_columns(where)}{_MORE.get(name, '')} |"
        for name, (noun, where) in LISTS.items()
    ]
    parts = [
        _INTRODUCTION,
        "\n".join(["| command | key | columns |", "|---|---|---|", *lists]),
        "## Exit codes",
        "\n".join(["| code | meaning |", "|---|---|", *codes]),
        "`runql runs watch --exit-status` exits with 1 if a run did not finish successfully, `--check` options if a file is not "
        "current, and `schema diff` if an operation breaks. `--debug`, or `RUNQL_DEBUG=1`, shows the traceback of an error.",
        "## Commands",
        _help("runql", typer.main.get_command(app)),
        *_pages(),
    ]
    text = "\n\n".join(part.strip("\n") for part in parts) + "\n"
    (target / CLI_PAGE).write_text(text, encoding="utf-8")


def _pages() -> Iterator[str]:
    for name, member in COMMANDS.items():
        command = load_member(name, member)
        yield f"## runql {name}"
        if not isinstance(command, TyperGroup):
            yield _help(f"runql {name}", command)
            continue
        if command.invoke_without_command:
            yield _help(f"runql {name}", command)
        for below, each in command.commands.items():
            yield f"### runql {name} {below}"
            yield _help(f"runql {name} {below}", each)


def _help(name: str, command: Any) -> str:  # noqa: ANN401 - typer's own copy of click is private
    context = typer.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return f"```text\n{command.get_help(context).rstrip()}\n```"


def _columns(where: str) -> str:
    module, _, name = where.partition(":")
    found = getattr(import_module(f"runql.cli.commands.{module}"), name)
    names = [(each, False) if isinstance(each, str) else (each.name, each.wide) for each in found]
    shown = ", ".join(f"`{each}`" for each, wide in names if not wide)
    hidden = ", ".join(f"`{each}`" for each, wide in names if wide)
    return f"{shown}; {hidden}" if hidden else shown
