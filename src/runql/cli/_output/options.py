"""Options for the output format of a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

__all__ = ["AsJson", "Columns", "Format", "FormatOption", "Limit", "Output"]


class Format(StrEnum):
    """Output format of a list."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    jsonl = "jsonl"
    json = "json"


AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

FormatOption: TypeAlias = Annotated[
    Format | None, typer.Option("--format", help="Output format.", show_default="table")
]

Columns: TypeAlias = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAMES", help="Column names, separated by commas."),
]

Limit: TypeAlias = Annotated[
    int | None, typer.Option("--limit", min=0, help="Maximum number of items (default: all).")
]


@dataclass(frozen=True, slots=True)
class Output:
    """Output format and columns of a list.

    Attributes:
        format: The format.
        columns: Names of the columns; None for the default columns.
    """

    format: Format
    columns: tuple[str, ...] | None = None

    @classmethod
    def of(cls, as_json: bool, format: Format | None, columns: str | None = None) -> Output:
        """Combine the options.

        Raises:
            UsageError: If `--json` comes with another format, or a column name is empty.
        """
        from runql.errors import UsageError

        if as_json and format not in (None, Format.json):
            raise UsageError(f"--json and --format {format} cannot be combined.")
        names = None
        if columns is not None:
            names = tuple(dict.fromkeys(each.strip() for each in columns.split(",")))
            if not all(names):
                raise UsageError(
                    f"--columns has an empty name: {columns!r}.", hint="Use --columns id,name."
                )
        return cls(Format.json if as_json else format or Format.table, names)
