"""The options that choose how a list is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

__all__ = ["AsJson", "Columns", "Format", "FormatOption", "Limit", "Output"]


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    jsonl = "jsonl"
    json = "json"


AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]

FormatOption: TypeAlias = Annotated[
    Format | None, typer.Option("--format", help="How to print the list.", show_default="table")
]

Columns: TypeAlias = Annotated[
    str | None, typer.Option("--columns", metavar="NAMES", help="Columns, with commas.")
]

Limit: TypeAlias = Annotated[
    int | None, typer.Option("--limit", min=0, help="How many to list; all when left out.")
]


@dataclass(frozen=True, slots=True)
class Output:
    """How to print a list.

    Attributes:
        format: The format.
        columns: The columns chosen; None for those of the list.
    """

    format: Format
    columns: tuple[str, ...] | None = None

    @classmethod
    def of(cls, as_json: bool, format: Format | None, columns: str | None = None) -> Output:
        """Read the options.

        Raises:
            UsageError: If they contradict each other, or no column is named.
        """
        from runql.errors import UsageError

        if as_json and format not in (None, Format.json):
            raise UsageError(f"--json and --format {format} exclude each other.")
        names = None
        if columns is not None:
            names = tuple(dict.fromkeys(each.strip() for each in columns.split(",")))
            if not all(names):
                raise UsageError(
                    f"--columns has an empty name: {columns!r}.", hint="Use --columns id,name."
                )
        return cls(Format.json if as_json else format or Format.table, names)
