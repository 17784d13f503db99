"""What an export did, and what a verification found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runql.errors import RunQLError

__all__ = ["ExportReport", "ExportVerification"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes:
        to: Where the export is.
        exported: Ids of the runs that were fetched.
        unchanged: Ids of the runs that had not changed since the last call.
        failures: Why a run could not be fetched, by id, or an artifact version, by its path; what an earlier call
            fetched of it stays.
        deleted: Ids of exported runs that the server lists no more, or that match the filter no
            more.
        sampled: Ids of runs of whose system metrics the server gave a part only.
        rows: Rows of all histories in the export.
        system_rows: Rows of all system metrics in the export.
        bytes: Size of every file in the export, in bytes.
        paths: The tables by name: a file, or a folder with a file a run.
        artifacts: Artifact versions in the export.
        tables: Logged tables in the export.
        console_lines: Lines of all consoles in the export.
        missing: What runs name and the server does not hold, a sentence each, such as tables of deleted artifacts.
        dry_run: Whether nothing was written: `exported` then names the runs that would be fetched, `rows` is what the
            server counts, and `bytes` is the size of the files and artifact versions that would be fetched, as the
            server states it: with what versions refer to.
    """

    to: Path
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
    """What a verification looked at; it found nothing wrong, or an error holds what.

    Attributes:
        to: Where the export is.
        runs: Runs in it.
        files: Files whose size and SHA-256 were compared with the manifest.
        rows: Rows counted, in the histories.
        bytes: Bytes read.
        server: Whether rows were compared with what the server holds.
        problems: What is wrong, a sentence each.
        changed: Ids of runs that have changed on the server since, or are new there; no problem.
    """

    to: Path
    runs: int = 0
    files: int = 0
    rows: int = 0
    bytes: int = 0
    server: bool = False
    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems
