"""Tables that runs log: columns with types, and rows of values."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from runql._display.counts import counted
from runql._frames.convert import to_frame
from runql._frames.formats import require_format
from runql._models.media.reading import media_of
from runql._models.media.values import Media
from runql._wandb_names.attributes import WandbNames
from runql._wire.json_types import JsonValue
from runql.errors import IntegrityError, ProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.media.table_artifacts import ArrayLocation, TableDocument

__all__ = ["Cell", "ColumnType", "Table", "join_tables", "read_table"]

Cell: TypeAlias = JsonValue | dt.datetime | Media
"""The value of a table cell."""

_UNKNOWN: Final = "any"
_NAMES: Final[Mapping[type, str]] = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "list",
    dict: "dictionary",
}


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The type of a table column.

    Attributes:
        name: `number`, `string`, `boolean`, `timestamp`, `list`, `image-file`, … as the SDK names types.
            Several types are joined by ` | `. `any` means that the type is unknown.
        optional: Whether cells may be empty.
    """

    name: str
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Table(WandbNames):
    """A table that a run logged.

    Attributes:
        columns: Names, in order.
        column_types: Type of each column: the SDK's declaration if there is one, else inferred from cells.
        rows: The cells, row by row. Media are typed values. Times are timezone-aware UTC.
        nrows: Number of rows that were logged. Larger than `len(rows)` if the server stores only the first.
        artifact: Artifact that the table came from. Paths of media in cells are relative to
            this artifact. None for the run's own copy.
    """

    columns: tuple[str, ...]
    column_types: Mapping[str, ColumnType] = field(hash=False)
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    nrows: int
    artifact: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every logged row is present."""
        return len(self.rows) >= self.nrows

    @property
    def records(self) -> list[dict[str, Cell]]:
        """The rows as dicts."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the cells of a column.

        Raises:
            KeyError: If the column does not exist.
        """
        if name not in self.columns:
            raise KeyError(name)
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame. Media stay typed values in object columns.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        frame = to_frame(self.records, self.columns, "pandas")
        frame.attrs["runql"] = {"complete": self.complete, "nrows": self.nrows}
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame. Media are structs, as stored by the server.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return to_frame(self._plain(), self.columns, "polars")

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table. Media are structs, as stored by the server.

        Raises:
            MissingDependencyError: If pyarrow is not installed.
        """
        require_format("arrow")
        table = to_frame(self._plain(), self.columns, "arrow")
        table_info = json.dumps({"complete": self.complete, "nrows": self.nrows})
        return table.replace_schema_metadata({"runql": table_info})

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return iter(self.records)

    def _plain(self) -> list[dict[str, object]]:
        return [
            {
                name: dict(cell.raw) if isinstance(cell, Media) else cell
                for name, cell in record.items()
            }
            for record in self.records
        ]


def read_table(
    document: TableDocument,
    nrows: int | None = None,
    *,
    arrays: Mapping[str, tuple[ArrayLocation, bytes]] | None = None,
    artifact: str | None = None,
) -> Table:
    """Parse the file of a table, from a run or an artifact.

    Files in artifacts have types and media.

    Args:
        document: The file.
        nrows: Number of rows that were logged; None for the number of rows in the file.
        arrays: Content of separate array files, by column.
        artifact: The artifact that the file came from.

    Raises:
        ProtocolError: If the file is not a table.
    """
    path, names, data = document.path, document.value.get("columns"), document.value.get("data")
    if not isinstance(names, list) or not isinstance(data, list):
        raise ProtocolError(f"Invalid table {path}: it must have `columns` and `data`.")
    own = [str(name) for name in names]
    columns, rows = _distinct(own), _rows(path, data, len(own))
    noted = _noted_types(document.value.get("column_types"), own)
    cells = []
    for index, name in enumerate(own):
        location, apart = (arrays or {}).get(name, (None, b""))
        if location is not None:
            cells.append(list[Cell](location.cells(apart, len(rows))))
        else:
            cells.append(_cells([row[index] for row in rows], noted[index]))
    types = {name: noted[index] or _seen_type(cells[index]) for index, name in enumerate(columns)}
    table_rows = tuple(zip(*cells, strict=True)) if columns else tuple(() for _ in rows)
    count = len(rows) if nrows is None else nrows
    return Table(columns, types, table_rows, count, artifact)


def join_tables(path: str, parts: Sequence[Table], nrows: int | None = None) -> Table:
    """Concatenate the parts of a table.

    Raises:
        ProtocolError: If there are no parts.
        IntegrityError: If the columns of the parts differ.
    """
    if not parts:
        raise ProtocolError(f"Invalid table {path}: it has no parts.")
    first = parts[0]
    for part in parts[1:]:
        if part.columns != first.columns:
            raise IntegrityError(f"The parts of {path} have different columns.")
    rows = tuple(row for part in parts for row in part.rows)
    types = {
        name: _joined_type([part.column_types[name] for part in parts]) for name in first.columns
    }
    count = len(rows) if nrows is None else nrows
    return Table(first.columns, types, rows, count, first.artifact)


def _rows(path: str, data: list[JsonValue], width: int) -> list[list[JsonValue]]:
    rows: list[list[JsonValue]] = []
    for number, row in enumerate(data):
        if not isinstance(row, list) or len(row) != width:
            raise ProtocolError(
                f"Invalid table {path}: row {number} must have {counted(width, 'cell')}."
            )
        rows.append(row)
    return rows


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Number columns of the same name, as CSV readers do: `x`, `x.1`."""
    seen: dict[str, int] = {}
    distinct: list[str] = []
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        distinct.append(f"{name}.{count}" if count else name)
    return tuple(distinct)


def _cells(values: list[JsonValue], kind: ColumnType | None) -> list[Cell]:
    if kind is not None and kind.name == "timestamp":
        return [_time(value) for value in values]
    if any(isinstance(value, dict | list) for value in values):
        return [media_of(value) or value for value in values]
    return list(values)


def _time(value: JsonValue) -> Cell:
    """Return a time. Artifacts store milliseconds since 1970, run files store strings."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=value)
    return value


def _noted_types(value: JsonValue, names: Sequence[str]) -> list[ColumnType | None]:
    params = value.get("params") if isinstance(value, dict) else None
    known = params.get("type_map") if isinstance(params, dict) else None
    if not isinstance(known, dict):
        return [None] * len(names)
    return [_noted_type(known.get(name)) for name in names]


def _noted_type(value: JsonValue) -> ColumnType | None:
    if not isinstance(value, dict):
        return None
    kinds = list(dict.fromkeys(_kinds(value)))
    named = [kind for kind in kinds if kind != "none"]
    return ColumnType(" | ".join(named) or _UNKNOWN, "none" in kinds)


def _kinds(value: Mapping[str, JsonValue]) -> Iterator[str]:
    kind, params = value.get("wb_type"), value.get("params")
    members = params.get("allowed_types") if isinstance(params, dict) else None
    if kind == "union" and isinstance(members, list):
        for member in members:
            if isinstance(member, dict):
                yield from _kinds(member)
    elif isinstance(kind, str):
        yield kind


def _seen_type(cells: Sequence[Cell]) -> ColumnType:
    names = dict.fromkeys(_name_of(cell) for cell in cells if cell is not None)
    return ColumnType(" | ".join(names) or _UNKNOWN, None in cells)


def _name_of(cell: Cell) -> str:
    if isinstance(cell, Media):
        return cell.type
    return "timestamp" if isinstance(cell, dt.datetime) else _NAMES.get(type(cell), _UNKNOWN)


def _joined_type(types: Sequence[ColumnType]) -> ColumnType:
    names = dict.fromkeys(
        name for each in types for name in each.name.split(" | ") if name != _UNKNOWN
    )
    return ColumnType(" | ".join(names) or _UNKNOWN, any(each.optional for each in types))
