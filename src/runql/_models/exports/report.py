"""Reports of exports and of their verification."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from runql._expected_names.lookup import ExpectedNames

if TYPE_CHECKING:
    from runql.errors import RunQLError

__all__ = ["ExportReport", "ExportVerification"]


@dataclass(frozen=True, slots=True)
class ExportReport(ExpectedNames):
    """Result of an export.

    Attributes:
        to: Location of the export: a path, or the URL that was passed.
        exported: IDs of the runs that were fetched.
        unchanged: IDs of the runs that did not change since the last call.
        failures: Errors of runs that could not be fetched, by ID, and of artifact versions, by path.
            Data that an earlier call fetched is kept.
        deleted: IDs of exported runs that the server no longer lists, or that no longer match the
            filter.
        sampled: IDs of runs for which the server returned only a part of the system metrics.
        rows: Rows of all histories in the export.
        system_rows: Rows of all system metrics in the export.
        bytes: Total size of the files in the export, in bytes.
        paths: Path of each table, by name: a file, or a folder with one file per run. Empty for an
            export at a URL.
        artifacts: Number of artifact versions in the export.
        tables: Number of logged tables in the export.
        console_lines: Console lines of all runs in the export.
        missing: Objects that runs refer to and that are not on the server, one sentence each, such
            as tables of deleted artifacts.
        dry_run: Whether nothing was written. In this case, `exported` lists the runs that would be
            fetched, and `rows` is the server's row count. `bytes` is the size, as reported by the
            server, of the files and artifact versions that would be fetched, references included.
    """

    to: Path | str
    exported: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: dict[str, RunQLError] = field(default_factory=dict[str, "RunQLError"])
    deleted: tuple[str, ...] = ()
    sampled: tuple[str, ...] = ()
    rows: int = 0
    system_rows: int = 0
    bytes: int = 0
    paths: dict[str, Path] = field(default_factory=dict[str, Path])
    artifacts: int = 0
    tables: int = 0
    console_lines: int = 0
    missing: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        """Whether no run and no artifact version failed."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class ExportVerification:
    """Result of a verification.

    Attributes:
        to: Location of the export: a path, or the URL that was passed.
        runs: Number of runs in the export.
        files: Number of files whose size and SHA-256 were compared with the manifest.
        rows: Number of history rows that were counted.
        bytes: Number of bytes that were read.
        server: Whether rows were compared with the server's.
        problems: Problems that were found, one sentence each.
        changed: IDs of runs that have changed on the server since the export, or are new there.
            They are not problems.
        unfetched: IDs of runs that could not be fetched: the export lists them without their data.
            They are not problems. The next export fetches them.
    """

    to: Path | str
    runs: int = 0
    files: int = 0
    rows: int = 0
    bytes: int = 0
    server: bool = False
    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unfetched: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no problem was found."""
        return not self.problems
