"""Tables of all runs: the runs themselves, parts with a common schema, and other formats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from runql._models.exports.columns import Columns, join_columns
from runql._models.exports.rows import FIRST, row_columns
from runql._models.history.many_runs import RUN_ID
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer.exports.folder import part_of, stem_of
from runql._transfer.exports.parts import PartWriter, columns_in, ordered, read_part, rewrite

if TYPE_CHECKING:
    from runql._models.exports.manifest import RunRecord
    from runql._models.exports.parts import Part
    from runql._transfer.exports.folder import ExportFolder

__all__ = [
    "CONSOLE",
    "HISTORY",
    "METRICS",
    "SNAPSHOTS",
    "TABLE",
    "RunsTable",
    "part_path",
    "unify",
]

HISTORY: Final[Columns] = {RUN_ID: "text", "_step": "int"}
"""Columns of all histories."""

METRICS: Final[Columns] = {RUN_ID: "text", "_timestamp": "float"}
"""Columns of all system metrics."""

CONSOLE: Final[Columns] = {
    RUN_ID: "text", "number": "int", "time": "time", "level": "text", "label": "text", "text": "text",
}  # fmt: skip
"""Columns of console lines."""

TABLE: Final = b"runql.table"
"""Metadata key of a logged table for the history key under which it was logged."""

SNAPSHOTS: Final = "snapshots"
"""The table with the server's response for each run, which `open_export` reads."""

_SNAPSHOTS_FIRST: Final[Columns] = {RUN_ID: "text", "deleted": "bool", "snapshot_json": "text"}
_ROWS_FIRST: Final[Columns] = {
    **dict.fromkeys(FIRST, "text"),
    **dict.fromkeys(("created_at", "heartbeat_at", "updated_at"), "time"),
    "duration": "float",
    "history_line_count": "int",
    "deleted": "bool",
}
_LEADING: Final = {
    "history": (RUN_ID, "_step", "_timestamp", "_runtime"),
    "system_metrics": (RUN_ID, "_timestamp", "_runtime"),
}


class RunsTable:
    """The tables of runs and of their responses, written one page at a time."""

    def __init__(self, folder: ExportFolder) -> None:
        self._tables = [
            _ListedTable(folder, "runs", _ROWS_FIRST),
            _ListedTable(folder, SNAPSHOTS, _SNAPSHOTS_FIRST),
        ]

    def add(self, rows: list[dict[str, object]], snapshots: list[dict[str, object]]) -> None:
        """Add a page.

        Args:
            rows: The runs as rows of the table.
            snapshots: The server's responses for the runs.
        """
        if rows:
            for table, given in zip(self._tables, (rows, snapshots), strict=True):
                table.add(given)

    def keep(self, runs: set[str]) -> None:
        """Copy runs that the server no longer lists from the existing tables."""
        for table in self._tables:
            table.keep(runs)

    def finish(self) -> None:
        """Replace the existing tables, if they differ."""
        for table in self._tables:
            table.finish()

    def discard(self) -> None:
        """Delete the written files."""
        for table in self._tables:
            table.discard()


class _ListedTable:
    """A table with one row per run that the server lists."""

    def __init__(self, folder: ExportFolder, name: str, first: Columns) -> None:
        self._folder = folder
        self._name = name
        self._first = first
        self._path = part_path(folder, name)
        self._written = folder.scratch(self._path.replace("/", "-"))
        self._writer = PartWriter(self._written, first)

    def add(self, rows: list[dict[str, object]]) -> None:
        columns = row_columns(rows) if self._name == "runs" else list(self._first)
        self._writer.add_rows(rows, columns)

    def keep(self, runs: set[str]) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        before = self._folder.root / self._path
        if not runs or not before.is_file():
            return
        for table in read_part(before):
            found = table.filter(pc.is_in(table.column(RUN_ID), pa.array(sorted(runs))))
            index = found.schema.get_field_index("deleted")
            gone = pa.repeat(pa.scalar(value=True), found.num_rows)
            if found.num_rows:
                self._writer.add(found.set_column(index, "deleted", gone))

    def finish(self) -> None:
        rows = self._writer.finish()
        with local_errors(self._written):
            if not self._written.exists():
                return
            part = part_of(self._written, self._path, rows)
            there = self._folder.manifest.tables.get(self._name)
            if part != there or not (self._folder.root / self._path).is_file():
                self._folder.replace(self._name, self._written, part)
                self._folder.changed = True
            self._written.unlink(missing_ok=True)

    def discard(self) -> None:
        self._writer.discard()


def part_path(folder: ExportFolder, table: str, run: str | None = None) -> str:
    """Return the path of a table's Parquet file in a folder, or of the file of one run."""
    prefix = folder.parts.relative_to(folder.root).as_posix()
    name = f"{table}.parquet" if run is None else f"{table}/{stem_of(run)}.parquet"
    return name if prefix == "." else f"{prefix}/{name}"


def unify(folder: ExportFolder) -> None:
    """Rewrite all parts of a table with the same columns, so that readers treat them as one table."""
    for table in ("history", "system_metrics"):
        parts: list[tuple[RunRecord, Part, Columns]] = []
        joined: Columns = {}
        for record in [each for _, each in sorted(folder.manifest.runs.items())]:
            part = record.history if table == "history" else record.system_metrics
            if part is not None:
                columns = columns_in(folder.root / part.path)
                parts.append((record, part, columns))
                joined = join_columns(joined, columns)
        joined = ordered(joined, _LEADING[table])
        folder.manifest.columns[table] = joined
        for record, part, columns in parts:
            if list(columns.items()) == list(joined.items()):
                continue
            written = folder.scratch(part.path.replace("/", "-"))
            rewrite(folder.root / part.path, written, columns, joined)
            fresh = part_of(written, part.path, part.rows)
            current = folder.manifest.runs[record.run]
            newer = (
                replace(current, history=fresh)
                if table == "history"
                else replace(current, system_metrics=fresh)
            )
            folder.record(newer, {part.path: written})
