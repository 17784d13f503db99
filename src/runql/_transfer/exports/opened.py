"""An export folder opened for reading: its runs, rows and files."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from runql._display.counts import counted
from runql._models.exports.fields import RunFields
from runql._models.history.many_runs import RUN_ID
from runql._models.history.rows import STEP
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer.exports.folder import read_manifest
from runql._transfer.exports.journal import JOURNAL
from runql._transfer.exports.parts import LOGGED_KEYS, logged_kinds, notes_of, read_part
from runql._transfer.exports.tables import SNAPSHOTS
from runql.errors import ExportCorruptedError, NotExportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from runql._frames.flatten import Row
    from runql._models.exports.columns import Kind
    from runql._models.exports.manifest import Manifest, RunRecord
    from runql._models.exports.parts import Part
    from runql._transfer.exports.remote import RemoteExport
    from runql._wire.json_types import JsonValue

__all__ = ["OpenedExport"]

_READ_AGAIN: Final = 8
"""Number of histories kept in memory, because a long history is requested in several pages."""


class OpenedExport:
    """The contents of an export when it was opened.

    Attributes:
        root: The folder with the manifest.
        manifest: Manifest of the export.
    """

    def __init__(
        self, path: Path, *, deleted: bool = False, remote: RemoteExport | None = None
    ) -> None:
        """Read the manifest, and compare the files with it.

        Args:
            path: The folder, or the DuckDB file.
            remote: Storage of the export; the folder then has the files that have been read.
            deleted: Whether to include runs that the server no longer listed at the last export.

        Raises:
            UsageError: If there is no finished export, or another process is updating
                it.
            NotExportedError: If an earlier version of runql wrote the export.
            ExportCorruptedError: If a file is missing or has another size.
        """
        self.root = path if path.is_dir() else path.with_name(f"{path.name}.export")
        self._remote = remote
        self.manifest: Manifest = read_manifest(self.root)
        if (self.root / ".work" / JOURNAL).exists() or (
            remote is not None and remote.is_interrupted
        ):
            raise UsageError(
                f"The export to {path} is not finished: another process writes to it, or was interrupted.",
                hint="Wait for the other process, or run the export again.",
            )
        snapshots = self.manifest.tables.get(SNAPSHOTS)
        if snapshots is None or any(each.layout < 2 for each in self.manifest.runs.values()):
            raise NotExportedError(
                f"{path} was exported by an earlier version of runql and lacks data that a client needs.",
                hint="Run the same export again to update it.",
            )
        self._parts = {part.path: part for part in self.manifest.parts}
        self._check_sizes()
        self._deleted = deleted
        self._rows = lru_cache(_READ_AGAIN)(self._read_rows)
        self.runs: dict[str, RunFields] = dict(self._read_runs(self.path_of(snapshots.path)))

    def record(self, run: str) -> RunRecord:
        """Return the exported record of a run.

        Raises:
            NotExportedError: If the run could not be fetched.
        """
        record = self.manifest.runs.get(run)
        if record is None:
            raise NotExportedError(
                f"The export has no data of the run {run}: it could not be fetched.",
                hint="Run the export again; it fetches missing runs.",
            )
        return record

    def logged_keys(self, run: str) -> JsonValue:
        """Return the server's description of the keys of a run's history."""
        notes = notes_of(self.path_of(self.record(run).history.path))
        logged: JsonValue = json.loads(notes.get(LOGGED_KEYS, b"null"))
        return logged

    def history(self, run: str, keys: Collection[str] | None = None) -> list[Row]:
        """Return the rows of a run's history in order of steps, with the logged values.

        Args:
            run: ID of the run.
            keys: Keys to read; None for all.
        """
        return self._rows(self.record(run).history, None if keys is None else frozenset(keys))

    def system_metrics(self, run: str) -> list[Row]:
        """Return the rows of a run's system metrics.

        Raises:
            NotExportedError: If the export does not include them.
        """
        part = self.record(run).system_metrics
        if part is None:
            raise NotExportedError(
                f"The export does not hold the system metrics of {run}.",
                hint="Export with system_metrics=True to another folder.",
            )
        return self._rows(part, None)

    def console_logs(self, run: str) -> list[dict[str, Any]]:
        """Return the console lines of a run.

        Raises:
            NotExportedError: If the export does not include them.
        """
        part = self.record(run).console_logs
        if part is None:
            raise NotExportedError(
                f"The export does not hold the console lines of {run}.",
                hint="Export with console_logs=True to another folder.",
            )
        return [row for table in read_part(self.path_of(part.path)) for row in table.to_pylist()]

    def path_of(self, path: str) -> Path:
        """Return the local path of a file of the export."""
        self.ensure_local(self.root / path)
        return self.root / path

    def ensure_local(self, path: Path) -> None:
        """Fetch a file of an export that is stored elsewhere.

        Raises:
            ExportCorruptedError: If the file does not match the manifest.
        """
        if self._remote is not None and not path.is_file():
            part = self._parts.get(path.relative_to(self.root).as_posix())
            if part is not None:
                self._remote.fetch_part(part, self.root)

    def url_of(self, path: str) -> str:
        """Return the URL of a file's content."""
        return (self.root / path).absolute().as_uri()

    def _check_sizes(self) -> None:
        for part in self.manifest.parts:
            path = self.root / part.path
            if self._remote is not None:
                size = self._remote.sizes.get(part.path)
            else:
                with local_errors(path):
                    size = path.stat().st_size if path.is_file() else None
            if size != part.bytes:
                found = (
                    "is missing"
                    if size is None
                    else f"has {counted(size, 'byte')}; the manifest has {part.bytes}"
                )
                problem = f"{part.path} {found}."
                raise ExportCorruptedError(
                    f"{self.root} does not match its manifest: {problem}",
                    hint="Run the export again; it fetches missing files.",
                    problems=(problem,),
                )

    def _read_runs(self, path: Path) -> Iterator[tuple[str, RunFields]]:
        place = 0
        for table in read_part(path):
            for row in table.to_pylist():
                if row["deleted"] and not self._deleted:
                    continue
                yield row[RUN_ID], RunFields(json.loads(row["snapshot_json"]), place)
                place += 1

    def _read_rows(self, part: Part, keys: frozenset[str] | None) -> list[Row]:
        path = self.path_of(part.path)
        notes = notes_of(path)
        own, cells = logged_kinds(notes)
        now: dict[str, Kind] = json.loads(notes[b"runql.columns"])
        names = _key_names(own)
        columns = [each for each in own if each != RUN_ID and _is_wanted(names[each], keys)]
        rows: list[Row] = []
        for table in read_part(path, columns):
            start = len(rows)
            rows += [{} for _ in range(table.num_rows)]
            for column in columns:
                read = _reader(own[column], now[column])
                for at, value in enumerate(table.column(column).to_pylist(), start):
                    if value is not None:
                        rows[at][names[column]] = read(value)
        for column in columns:
            for at, value in cells.get(column, {}).items():
                rows[at][names[column]] = value
        return rows


def _key_names(own: Collection[str]) -> dict[str, str]:
    """Return the original key of each column. A logged key `run_id` was renamed in the export."""
    named = {column: column for column in own}
    moved = sorted((each for each in own if _is_moved(each)), key=len)
    if moved:
        named[moved[-1]] = RUN_ID
    return named


def _is_moved(column: str) -> bool:
    head, _, last = column.rpartition(".")
    return last == RUN_ID and bool(head) and set(head.split(".")) == {"history"}


def _is_wanted(name: str, keys: frozenset[str] | None) -> bool:
    if keys is None or name == STEP or name in keys:
        return True
    # A key may be a parent of columns, or be nested in a column with a whole value.
    return any(name.startswith(f"{key}.") or key.startswith(f"{name}.") for key in keys)


def _reader(own: Kind, now: Kind) -> Callable[[Any], JsonValue]:
    """Return a function that converts a column's value to the logged value."""
    if own == "json" or (now == "text" and own in ("bool", "int", "long")):
        return json.loads
    if now == "text" and own == "float":
        return float
    if now == "float" and own in ("int", "long"):
        return int
    return str if own == "time" else _same


def _same(value: JsonValue) -> JsonValue:
    return value
