"""Parquet files of an export: written batch by batch, whatever columns come."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, Final

from runql._frames.convert import to_frame
from runql._models.exports.columns import Columns, cast_table, join_columns, normal, schema_of
from runql._models.history.many_runs import with_run_id
from runql._transfer._engine.atomic_files import local_errors
from runql.errors import ExportCorruptedError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    from runql._models.exports.columns import Kind

__all__ = ["PartWriter", "columns_in", "named", "ordered", "read_part", "rewrite", "sync"]

_ROWS: Final = 50_000
_KEPT: Final = b"runql.columns"


class PartWriter:
    """Writes tables to one file; columns may come and widen.

    What has been written stays as it is: a table that does not fit begins a segment, and segments are put
    together at the end, a batch at a time.

    Attributes:
        columns: Columns so far.
        rows: Rows so far.
    """

    def __init__(self, target: Path, first: Columns) -> None:
        """Prepare to write.

        Args:
            target: Where to; a temporary name.
            first: Columns that stand first, and are there even if nothing is written.
        """
        self.target = target
        self.columns: Columns = dict(first)
        self.rows = 0
        self._first = tuple(first)
        self._segments: list[tuple[Path, Columns]] = []
        self._writer: pq.ParquetWriter | None = None

    def add(self, table: pa.Table) -> None:
        """Write a table."""
        import pyarrow.parquet as pq

        fitting, columns = normal(table)
        joined = join_columns(self.columns, columns)
        with local_errors(self.target):
            if self._writer is None or joined != self.columns:
                self._close()
                self.columns = joined
                segment = self.target.with_name(f"{self.target.name}.{len(self._segments)}.part")
                self._segments.append((segment, joined))
                self._writer = pq.ParquetWriter(segment, _schema(joined), compression="zstd")
            ready = cast_table(fitting, columns, self.columns)
            self._writer.write_table(ready, row_group_size=_ROWS)
        self.rows += table.num_rows

    def add_rows(self, rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> None:
        """Write rows."""
        self.add(to_frame(rows, columns, "arrow"))

    def finish(self) -> int:
        """Put the file together, and return its rows."""
        with local_errors(self.target):
            self._close()
            self.columns = ordered(self.columns, self._first)
            if len(self._segments) == 1 and list(self._segments[0][1]) == list(self.columns):
                self._segments.pop()[0].replace(self.target)
                sync(self.target)
            else:
                _write(self.target, self._batches(), self.columns)
                self.discard()
        return self.rows

    def discard(self) -> None:
        """Remove what has been written."""
        with contextlib.suppress(OSError):  # the disk may be full, which has been said by then
            self._close()
        for segment, _ in self._segments:
            with contextlib.suppress(OSError):  # opening the folder again removes what is left
                segment.unlink(missing_ok=True)
        self._segments.clear()

    def _batches(self) -> Iterator[tuple[pa.Table, Columns]]:
        for segment, columns in self._segments:
            for table in read_part(segment):
                yield table, columns

    def _close(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.close()


def ordered(columns: Mapping[str, Kind], first: Iterable[str]) -> Columns:
    """Return columns by name, behind some that stand first."""
    front = [name for name in first if name in columns]
    return {name: columns[name] for name in [*front, *sorted(set(columns) - set(front))]}


def columns_in(path: Path) -> Columns:
    """Return the columns of a part, as they were written."""
    import pyarrow.parquet as pq

    with local_errors(path), _damage(path):
        kept = (pq.read_schema(path).metadata or {}).get(_KEPT, b"{}")
    columns: Columns = json.loads(kept)
    return columns


def rewrite(source: Path, target: Path, before: Columns, after: Mapping[str, Kind]) -> None:
    """Write a part again with columns that can hold its own."""
    with local_errors(target):
        _write(target, ((table, before) for table in read_part(source)), after)


def _write(
    target: Path, tables: Iterator[tuple[pa.Table, Columns]], columns: Mapping[str, Kind]
) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, _schema(columns), compression="zstd") as writer:
        for table, before in tables:
            writer.write_table(cast_table(table, before, columns), row_group_size=_ROWS)
    sync(target)


def read_part(path: Path) -> Iterator[pa.Table]:
    """Return a part in pieces."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with local_errors(path), _damage(path), pq.ParquetFile(path, pre_buffer=False) as file:
        for batch in file.iter_batches(_ROWS, use_threads=False):
            yield pa.Table.from_batches([batch])


@contextlib.contextmanager
def _damage(path: Path) -> Generator[None]:
    """Turn an error of Arrow about a part that is on disk into ours."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        problem = f"{path} cannot be read: {str(error).splitlines()[0]}"
        raise ExportCorruptedError(
            problem, hint="Delete the file, and export again.", problems=(problem,)
        ) from error


def _schema(columns: Mapping[str, Kind]) -> pa.Schema:
    return schema_of(columns).with_metadata({_KEPT: json.dumps(columns)})


def sync(path: Path) -> None:
    """Make sure that a file is on disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def named(table: pa.Table, run: str) -> pa.Table:
    """Return a table with the run's id in its first column."""
    return with_run_id(table, run)
