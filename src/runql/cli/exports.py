"""`runql export` and `runql verify`: a project on disk, and the proof of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from runql.cli.errors import SOME_FAILED

if TYPE_CHECKING:
    from runql._models.exports.report import ExportReport, ExportVerification

__all__ = ["export_project", "verify_export"]


class Format(StrEnum):
    """What an export is written as."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    duckdb = "duckdb"


class Deleted(StrEnum):
    """What becomes of exported runs that the server lists no more."""

    keep = "keep"
    drop = "drop"


FilterText = Annotated[
    str | None, typer.Option("--filter", help="Which runs: 'state = \"finished\"'.")
]
Order = Annotated[str | None, typer.Option(help="Order of the runs: -created_at.")]
Keys = Annotated[
    str | None, typer.Option(help="Keys of the histories, with commas; all when left out.")
]
Files = Annotated[
    str | None, typer.Option(help="Pattern of files to fetch too: '*.ckpt', '**' for all.")
]
SystemMetrics = Annotated[
    bool, typer.Option("--system-metrics/--no-system-metrics", help="Fetch system metrics.")
]
EscapeFormulas = Annotated[bool, typer.Option(help="Write an apostrophe before formulas in CSV.")]
Gone = Annotated[Deleted, typer.Option(help="Exported runs that the server lists no more.")]
Artifacts = Annotated[
    bool, typer.Option("--artifacts", help="Fetch artifact versions that the runs logged and used.")
]
Tables = Annotated[bool, typer.Option("--tables", help="Fetch tables that the runs logged.")]
ConsoleLogs = Annotated[bool, typer.Option("--console-logs", help="Fetch console lines.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only print what would be fetched.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No bar, and no words on success.")]


def export_project(
    path: Annotated[str, typer.Argument(metavar="ENTITY/PROJECT", help="Which project.")],
    to: Annotated[
        str, typer.Option(help="Folder; for duckdb a file; or a URL: s3://bucket/folder.")
    ],
    format: Annotated[Format, typer.Option(help="What to write.")] = Format.parquet,
    filter_text: FilterText = None,
    order: Order = None,
    keys: Keys = None,
    files: Files = None,
    system_metrics: SystemMetrics = True,
    workers: Annotated[int, typer.Option(help="Runs to fetch concurrently.")] = 4,
    escape_formulas: EscapeFormulas = False,
    deleted: Gone = Deleted.keep,
    artifacts: Artifacts = False,
    tables: Tables = False,
    console_logs: ConsoleLogs = False,
    dry_run: DryRun = False,
    verify: Annotated[bool, typer.Option("--verify", help="Read everything back.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a project to disk: runs, histories, system metrics; files, artifacts, tables, consoles if wanted.

    The same command again fetches what has changed since, and continues where a killed one stopped.
    Ends with 0 when all is there, 1 on an error, 2 when the command cannot work as written, 3 when
    some runs failed, 4 when --verify finds something wrong.
    """
    # Loaded when it is used, so that commands without a client start quickly.
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
        typer.echo(f"runql: {sentence}", err=True)
    for run, error in report.failures.items():
        typer.echo(f"runql: {run} failed: {error.message}", err=True)
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def verify_export(
    to: Annotated[str, typer.Argument(help="Folder of an export, a DuckDB file, or a URL.")],
    server: Annotated[
        bool, typer.Option("--server", help="Compare rows with what the server counts, too.")
    ] = False,
) -> None:
    """Read an export back, and compare it with its manifest: sizes, SHA-256, rows.

    Ends with 0 when nothing is wrong, 4 when something is, 1 on another error, 2 when there is no
    finished export.
    """
    # Loaded when it is used, so that commands without a client start quickly.
    from runql._sync.api import Api

    with Api() as api:
        found = api.verify_export(to, server=server)
    typer.echo(_found(found))


def _told(report: ExportReport) -> str:
    if report.dry_run:
        return (
            f"{report.to}: {len(report.exported)} runs would be fetched, {len(report.unchanged)} are unchanged; "
            f"{report.rows} rows in all, {report.bytes} bytes of files and artifacts to fetch. Nothing was written."
        )
    parts = [f"{len(report.exported)} runs fetched", f"{len(report.unchanged)} unchanged"]
    if report.failures:
        parts.append(f"{len(report.failures)} failed")
    if report.deleted:
        parts.append(f"{len(report.deleted)} no longer listed")
    held = [f"{report.rows} rows"]
    for count, name in ((report.artifacts, "artifact versions"), (report.tables, "tables")):
        held += [f"{count} {name}"] if count else []
    return f"{report.to}: {', '.join(parts)}; {', '.join(held)}, {report.bytes} bytes in all."


def _found(found: ExportVerification) -> str:
    text = f"{found.to}: {found.runs} runs, {found.rows} rows, {found.files} files are as exported."
    if found.changed:
        text += f" {len(found.changed)} runs have changed on the server since."
    return text
