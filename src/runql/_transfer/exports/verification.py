"""Verification of an export: files against the manifest, rows against the server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runql._display.counts import counted
from runql._models.exports.report import ExportVerification
from runql._models.history.many_runs import RUN_ID
from runql._models.runs.state import RunState
from runql._transfer._engine.atomic_files import local_errors
from runql._transfer.exports.folder import part_of, read_manifest
from runql._transfer.exports.journal import JOURNAL
from runql._transfer.exports.parts import read_part
from runql._transfer.exports.tables import SNAPSHOTS
from runql.errors import ExportCorruptedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from runql._models.exports.manifest import Manifest, Mark, RunRecord
    from runql._models.exports.parts import Part

__all__ = ["check_files", "check_server", "raise_for"]

_SHOWN = 3


def check_files(target: Path) -> tuple[Manifest, ExportVerification]:
    """Read all files of an export, and compare size, SHA-256 and rows with the manifest.

    Args:
        target: The folder, or the DuckDB file.

    Raises:
        UsageError: If there is no finished export.
    """
    root = target if target.is_dir() else target.with_name(f"{target.name}.export")
    manifest = read_manifest(root)
    problems: list[str] = []
    if (root / ".work" / JOURNAL).exists():
        problems.append("An export to this location was interrupted; run it again.")
    parts = manifest.parts
    with local_errors(root):
        for part in parts:
            problems += _check_part(root, part)
        problems += _strays(root, parts)
    listed = None if problems else _listed_runs(root, manifest)
    unfetched = tuple(run for run in listed or () if run not in manifest.runs)
    table = manifest.tables.get("runs")
    if table is not None and table.rows != len(manifest.runs) + len(unfetched):
        problems.append(
            f"{table.path} has {counted(table.rows, 'run')}; the manifest has {len(manifest.runs)}."
        )
    rows = sum(record.history.rows for record in manifest.runs.values())
    if "duckdb" in manifest.tables and not problems:
        problems += _check_duckdb(target, manifest)
    found = ExportVerification(
        target,
        runs=len(manifest.runs),
        files=len(parts),
        rows=rows,
        bytes=sum(part.bytes for part in parts),
        problems=tuple(problems),
        unfetched=unfetched,
    )
    return manifest, found


def check_server(
    found: ExportVerification, manifest: Manifest, marks: Mapping[str, Mark]
) -> ExportVerification:
    """Compare the row counts of unchanged runs with the server."""
    problems, changed = list(found.problems), [run for run in marks if run not in manifest.runs]
    for run, record in manifest.runs.items():
        if record.deleted:
            continue
        if marks.get(run) != record.mark:
            changed.append(run)
        elif manifest.settings.keys is None and _lacks_rows(record):
            merged = f" (and {record.merged} merged into them)" if record.merged else ""
            problems.append(
                f"{record.history.path} has {counted(record.history.rows, 'row')}{merged} of {run}; the server has "
                f"{record.mark.lines}."
            )
    return replace(found, problems=tuple(problems), changed=tuple(changed), server=True)


def raise_for(found: ExportVerification) -> ExportVerification:
    """Return a verification without problems.

    Raises:
        ExportCorruptedError: If the verification found problems.
    """
    if found.ok:
        return found
    more = len(found.problems) - _SHOWN
    shown = " ".join(found.problems[:_SHOWN])
    raise ExportCorruptedError(
        f"{found.to} does not match its manifest: {shown}"
        + (f" And {more} more." if more > 0 else ""),
        hint="Delete these files and run the export again; it fetches missing files.",
        problems=found.problems,
    )


def _listed_runs(root: Path, manifest: Manifest) -> list[str] | None:
    """Return the IDs in the tables of runs; None if an earlier version of runql wrote the export.

    The tables also have the runs whose data could not be fetched. The manifest does not.
    """
    part = manifest.tables.get(SNAPSHOTS)
    if part is None:
        return None
    tables = read_part(root / part.path, [RUN_ID])
    return [str(run) for rows in tables for run in rows[RUN_ID].to_pylist()]


def _lacks_rows(record: RunRecord) -> bool:
    ended = RunState(record.mark.state).is_terminal
    rows, lines = record.history.rows, record.mark.lines
    # Servers may count the lines of one step as one row or as several.
    return rows + record.merged < lines or (ended and rows > lines)


def _check_part(root: Path, part: Part) -> Iterable[str]:
    path = root / part.path
    if not path.is_file():
        yield f"{part.path} is missing."
        return
    rows = None if part.path.startswith(("files/", "artifacts/")) else _rows_in(path)
    if rows is not None and rows != part.rows:
        yield f"{part.path} has {counted(rows, 'row')}; the manifest has {part.rows}."
    found = part_of(path, part.path, part.rows)
    if found.bytes != part.bytes:
        yield f"{part.path} has {counted(found.bytes, 'byte')}; the manifest has {part.bytes}."
    elif found.sha256 != part.sha256:
        yield f"{part.path} has the SHA-256 {found.sha256[:16]}…; the manifest has {part.sha256[:16]}…."


def _rows_in(path: Path) -> int | None:
    """Return the number of rows of a Parquet file; None for other files, and for unreadable files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix != ".parquet":
        return None
    try:
        return pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError):
        return None  # the digest differs, which is reported next


def _strays(root: Path, parts: Iterable[Part]) -> Iterable[str]:
    known = {part.path for part in parts}
    for table in ("history", "system_metrics", "console_logs"):
        for path in sorted(root.glob(f"**/{table}/*.parquet")):
            name = path.relative_to(root).as_posix()
            if name not in known and not name.startswith(("files/", "artifacts/")):
                yield f"{name} is not in the manifest; readers of the table would include it."


def _check_duckdb(target: Path, manifest: Manifest) -> Iterable[str]:
    import duckdb

    wanted = {"runs": manifest.tables["runs"].rows}
    if manifest.runs:
        wanted["history"] = sum(each.history.rows for each in manifest.runs.values())
        for table in ("system_metrics", "console_logs"):
            parts: list[Part | None] = [getattr(each, table) for each in manifest.runs.values()]
            if any(parts):
                wanted[table] = sum(part.rows for part in parts if part is not None)
    with duckdb.connect(str(target), read_only=True) as connection:
        for table, rows in wanted.items():
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
            if row is None or row[0] != rows:
                yield f"The table {table} has {counted(row[0] if row else 0, 'row')}; the manifest has {rows}."
