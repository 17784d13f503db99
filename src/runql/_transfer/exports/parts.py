"""Parquet files of an export, written in batches with any columns."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Final

from runql._frames.convert import to_frame
from runql._models.exports.columns import Columns, cast_table, join_columns, normal, schema_of
from runql._models.history.many_runs import RUN_ID, with_run_id
from runql._models.history.rows import renamed
from runql._transfer._engine.atomic_files import local_errors
from runql.errors import ExportCorruptedError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    from runql._models.exports.columns import Kind
    from runql._wire.json_types import JsonValue

__all__ = [
    "LOGGED_KEYS",
    "PartWriter",
    "add_named",
    "columns_in",
    "logged_kinds",
    "named",
    "notes_of",
    "ordered",
    "read_part",
    "rewrite",
    "sync",
]

LOGGED_KEYS: Final = b"runql.history_keys"
"""Metadata key of a history file for the server's description of its keys."""

_ROWS: Final = 50_000
_KEPT: Final = b"runql.columns"
_OWN: Final = b"runql.own_columns"
_CELLS: Final = b"runql.cells"


class PartWriter:
    """Writes tables to one file. Later tables may add or widen columns.

    Written data is not changed. A table that does not fit starts a new segment, and the segments are merged
    at the end, one batch at a time.

    Attributes:
        columns: Columns written so far.
        rows: Number of rows written so far.
    """

    def __init__(
        self, target: Path, first: Columns, notes: Mapping[bytes, bytes] | None = None
    ) -> None:
        """Prepare to write.

        Args:
            target: Temporary path to write to.
            first: Columns that come first, and exist even in an empty file.
            notes: Additional metadata of the file.
        """
        self.target = target
        self.columns: Columns = dict(first)
        self.rows = 0
        self._first = tuple(first)
        self._notes = dict(notes or {})
        self._cells: dict[str, dict[int, JsonValue]] = {}
        self._segments: list[tuple[Path, Columns]] = []
        self._writer: pq.ParquetWriter | None = None

    def add(
        self, table: pa.Table, mixed: Mapping[str, Mapping[int, JsonValue]] | None = None
    ) -> None:
        """Write a table.

        Args:
            table: The table.
            mixed: Values that are strings in the table but were logged as another type, by column and row.
        """
        import pyarrow.parquet as pq

        fitting, columns = normal(table)
        joined = join_columns(self.columns, columns)
        with local_errors(self.target):
            self._note_cells(mixed or {})
            self._note_cells(_untexted(fitting, columns, joined))
            if self._writer is None or joined != self.columns:
                self._close()
                self.columns = joined
                segment = self.target.with_name(f"{self.target.name}.{len(self._segments)}.part")
                self._segments.append((segment, joined))
                schema = _schema(joined, self._notes)
                self._writer = pq.ParquetWriter(segment, schema, compression="zstd")
            ready = cast_table(fitting, columns, self.columns)
            self._writer.write_table(ready, row_group_size=_ROWS)
        self.rows += table.num_rows

    def add_rows(self, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
        """Write rows."""
        self.add(to_frame(rows, columns, "arrow"))

    def finish(self) -> int:
        """Merge the segments into the file, and return its number of rows."""
        with local_errors(self.target):
            self._close()
            self.columns = ordered(self.columns, self._first)
            self._note_cells(self._lost_cells(), start=0)
            is_whole = len(self._segments) == 1 and not self._cells
            if is_whole and list(self._segments[0][1]) == list(self.columns):
                self._segments.pop()[0].replace(self.target)
                sync(self.target)
            else:
                cells = {_CELLS: json.dumps(self._cells).encode()} if self._cells else {}
                _write(self.target, self._batches(), self.columns, {**self._notes, **cells})
                self.discard()
        return self.rows

    def discard(self) -> None:
        """Delete the written files."""
        with contextlib.suppress(OSError):  # the disk may be full, which was reported already
            self._close()
        for segment, _ in self._segments:
            with contextlib.suppress(
                OSError
            ):  # opening the folder again deletes the remaining files
                segment.unlink(missing_ok=True)
        self._segments.clear()

    def _batches(self) -> Iterator[tuple[pa.Table, Columns]]:
        for segment, columns in self._segments:
            for table in read_part(segment):
                yield table, columns

    def _note_cells(
        self, cells: Mapping[str, Mapping[int, JsonValue]], start: int | None = None
    ) -> None:
        first = self.rows if start is None else start
        for name, values in cells.items():
            found = self._cells.setdefault(name, {})
            found.update({first + row: value for row, value in values.items()})

    def _lost_cells(self) -> dict[str, dict[int, JsonValue]]:
        """Return the values of segments whose columns became strings because of later segments."""
        cells: dict[str, dict[int, JsonValue]] = {}
        start = 0
        for segment, columns in self._segments:
            for table in read_part(segment):
                for name, values in _untexted(table, columns, self.columns).items():
                    found = cells.setdefault(name, {})
                    found.update({start + row: value for row, value in values.items()})
                start += table.num_rows
        return cells

    def _close(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.close()


def ordered(columns: Mapping[str, Kind], first: Iterable[str]) -> Columns:
    """Return columns by name, after the columns that come first."""
    front = [name for name in first if name in columns]
    return {name: columns[name] for name in [*front, *sorted(set(columns) - set(front))]}


def columns_in(path: Path) -> Columns:
    """Return the original columns of a part."""
    columns: Columns = json.loads(notes_of(path).get(_KEPT, b"{}"))
    return columns


def notes_of(path: Path) -> dict[bytes, bytes]:
    """Return the metadata of a part."""
    import pyarrow.parquet as pq

    with local_errors(path), _damage(path):
        return dict(pq.read_schema(path).metadata or {})


def logged_kinds(notes: Mapping[bytes, bytes]) -> tuple[Columns, dict[str, dict[int, JsonValue]]]:
    """Return the column types of a part before columns of other runs widened them.

    Args:
        notes: The metadata of the part.

    Returns:
        The types by column, and values that were logged as another type by column and row.
    """
    own: Columns = json.loads(notes.get(_OWN, notes.get(_KEPT, b"{}")))
    cells: dict[str, dict[str, JsonValue]] = json.loads(notes.get(_CELLS, b"{}"))
    return own, {
        name: {int(row): value for row, value in values.items()} for name, values in cells.items()
    }


def rewrite(source: Path, target: Path, before: Columns, after: Mapping[str, Kind]) -> None:
    """Rewrite a part with columns that can represent its values."""
    notes = {_OWN: json.dumps(before).encode(), **notes_of(source)}
    with local_errors(target):
        _write(target, ((table, before) for table in read_part(source)), after, notes)


def _untexted(
    table: pa.Table, before: Mapping[str, Kind], after: Mapping[str, Kind]
) -> dict[str, dict[int, JsonValue]]:
    """Return the values that become strings because a column has values of other types."""
    found: dict[str, dict[int, JsonValue]] = {}
    for name, kind in before.items():
        if after[name] == "text" and kind not in ("text", "null"):
            found[name] = {
                row: json.loads(value) if kind == "json" else _plain(value)
                for row, value in enumerate(table.column(name).to_pylist())
                if value is not None
            }
    return found


def _plain(value: object) -> JsonValue:
    return value if isinstance(value, bool | int | float | str) else str(value)


def _write(
    target: Path,
    tables: Iterator[tuple[pa.Table, Columns]],
    columns: Mapping[str, Kind],
    notes: Mapping[bytes, bytes],
) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, _schema(columns, notes), compression="zstd") as writer:
        for table, before in tables:
            writer.write_table(cast_table(table, before, columns), row_group_size=_ROWS)
    sync(target)


def read_part(path: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Yield a part in batches, with all or some of its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with local_errors(path), _damage(path), pq.ParquetFile(path, pre_buffer=False) as file:
        for batch in file.iter_batches(_ROWS, columns=columns, use_threads=False):
            yield pa.Table.from_batches([batch])


@contextlib.contextmanager
def _damage(path: Path) -> Generator[None]:
    """Convert an Arrow error about a part on disk to a runql error."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        problem = f"Cannot read {path}: {str(error).splitlines()[0]}"
        raise ExportCorruptedError(
            problem, hint="Delete the file and run the export again.", problems=(problem,)
        ) from error


def _schema(columns: Mapping[str, Kind], notes: Mapping[bytes, bytes]) -> pa.Schema:
    kept = {**notes, _KEPT: json.dumps(columns).encode()}
    return schema_of(columns).with_metadata(kept)


def sync(path: Path) -> None:
    """Sync a file to disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def add_named(
    writer: PartWriter,
    table: pa.Table,
    run: str,
    mixed: Mapping[str, Mapping[int, JsonValue]],
) -> None:
    """Write rows of a run, with the run ID as the first column.

    Args:
        writer: Writer of the part.
        table: The rows.
        run: The run ID.
        mixed: Values that are strings in the table but were logged as another type, by column and row.
    """
    names = dict(zip(table.column_names, renamed(table.column_names, RUN_ID), strict=True))
    cells = {names[name]: values for name, values in mixed.items()}
    writer.add(named(table, run), cells)


def named(table: pa.Table, run: str) -> pa.Table:
    """Return a table with the run ID as its first column."""
    return with_run_id(table, run)
