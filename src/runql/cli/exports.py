"""`runql export` and `runql verify`: export a project and check the export."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from runql._display.counts import counted
from runql.cli.errors import SOME_FAILED, say

if TYPE_CHECKING:
    from runql._models.exports.report import ExportReport, ExportVerification

__all__ = ["export_project", "verify_export"]


class Format(StrEnum):
    """File format of an export."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    duckdb = "duckdb"


class Deleted(StrEnum):
    """Whether to keep exported runs that the server no longer lists."""

    keep = "keep"
    drop = "drop"


FilterText = Annotated[
    str | None,
    typer.Option("--filter", help="Filter for the runs, such as 'state = \"finished\"'."),
]
Order = Annotated[str | None, typer.Option(help="Order of the runs, such as -created_at.")]
Keys = Annotated[str | None, typer.Option(help="History keys, separated by commas (default: all).")]
Files = Annotated[
    str | None, typer.Option(help="Glob for run files to fetch: '*.ckpt', or '**' for all.")
]
SystemMetrics = Annotated[
    bool, typer.Option("--system-metrics/--no-system-metrics", help="Fetch system metrics.")
]
EscapeFormulas = Annotated[bool, typer.Option(help="Prefix formulas in CSV with an apostrophe.")]
Gone = Annotated[
    Deleted, typer.Option(help="Keep or drop exported runs that the server no longer lists.")
]
Artifacts = Annotated[
    bool, typer.Option("--artifacts", help="Fetch artifact versions that the runs logged or used.")
]
Tables = Annotated[bool, typer.Option("--tables", help="Fetch tables that the runs logged.")]
ConsoleLogs = Annotated[bool, typer.Option("--console-logs", help="Fetch console logs.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what would be fetched; write nothing.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no progress bar and no summary.")]


def export_project(
    path: Annotated[str, typer.Argument(metavar="ENTITY/PROJECT", help="The project.")],
    to: Annotated[
        str, typer.Option(help="Folder, DuckDB file, or URL such as s3://bucket/folder.")
    ],
    format: Annotated[Format, typer.Option(help="Format of the export.")] = Format.parquet,
    filter_text: FilterText = None,
    order: Order = None,
    keys: Keys = None,
    files: Files = None,
    system_metrics: SystemMetrics = True,
    workers: Annotated[int, typer.Option(help="Number of runs to fetch concurrently.")] = 4,
    escape_formulas: EscapeFormulas = False,
    deleted: Gone = Deleted.keep,
    artifacts: Artifacts = False,
    tables: Tables = False,
    console_logs: ConsoleLogs = False,
    dry_run: DryRun = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read the export back and verify it.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Export a project to disk.

    The export has runs, histories and system metrics, and optionally files, artifacts, tables and console
    logs. Running the command again fetches only changed runs, and continues an interrupted export.

    Exit codes: 0 if the export is complete, 1 on an error, 2 if the command line is invalid, 3 if
    some runs failed, 4 if --verify finds errors.
    """
    # Imported here, so that commands without a client start quickly.
    from runql._sync.api import Api

    with Api() as api:
        report = api.export(
            path,
            to,
            filter_text,
            order,
            keys=keys.split(",") if keys is not None else None,
            format=format.value,
            files=files,
            system_metrics=system_metrics,
            workers=workers,
            deleted=deleted.value,
            csv_formulas="escape" if escape_formulas else "keep",
            progress=False if quiet else None,
            verify=verify,
            artifacts=artifacts,
            tables=tables,
            console_logs=console_logs,
            dry_run=dry_run,
        )
    if not quiet:
        typer.echo(_told(report))
    for sentence in report.missing:
        say(sentence)
    for run, error in report.failures.items():
        say(f"{run} failed: {error.message}")
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def verify_export(
    to: Annotated[str, typer.Argument(help="Folder, DuckDB file or URL of an export.")],
    server: Annotated[
        bool, typer.Option("--server", help="Also compare the number of rows with the server.")
    ] = False,
) -> None:
    """Compare an export with its manifest.

    The command reads all files, and compares sizes, SHA-256 digests and rows.

    Exit codes: 0 if the export is intact, 4 if verification finds errors, 1 on another error, 2 if
    there is no finished export.
    """
    # Imported here, so that commands without a client start quickly.
    from runql._sync.api import Api

    with Api() as api:
        found = api.verify_export(to, server=server)
    typer.echo(_found(found))


def _told(report: ExportReport) -> str:
    if report.dry_run:
        return (
            f"{report.to}: {counted(len(report.exported), 'run')} would be fetched, {len(report.unchanged)} unchanged; "
            f"{counted(report.rows, 'row')} in total, {counted(report.bytes, 'byte')} of files and artifacts to fetch. Nothing was written."
        )
    parts = [
        f"{counted(len(report.exported), 'run')} fetched",
        f"{len(report.unchanged)} unchanged",
    ]
    if report.failures:
        parts.append(f"{len(report.failures)} failed")
    if report.deleted:
        parts.append(f"{len(report.deleted)} no longer listed")
    held = [counted(report.rows, "row")]
    for count, name in ((report.artifacts, "artifact version"), (report.tables, "table")):
        held += [counted(count, name)] if count else []
    return f"{report.to}: {', '.join(parts)}; {', '.join(held)}, {counted(report.bytes, 'byte')} in total."


def _found(found: ExportVerification) -> str:
    text = f"{found.to}: {counted(found.runs, 'run')}, {counted(found.rows, 'row')}, {counted(found.files, 'file')} match the manifest."
    if found.unfetched:
        text += (
            f" Could not be fetched: {counted(len(found.unfetched), 'run')}. Run the export again."
        )
    if found.changed:
        text += f" Changed on the server since the export: {counted(len(found.changed), 'run')}."
    return text
