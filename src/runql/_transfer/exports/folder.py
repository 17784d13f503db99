"""The folder of an export, with writes that are safe if the process is killed.

A file is written under a temporary name. Then its record is added to a journal, and the file is renamed.
Opening a folder replays the journal: recorded files that were not renamed yet get their final names.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from runql._models.exports.manifest import Manifest, RunRecord
from runql._models.exports.parts import Part
from runql._models.exports.versions import VersionRecord
from runql._models.files.local_paths import safe_name
from runql._transfer._engine.atomic_files import commit_file, local_errors
from runql._transfer.exports.journal import JOURNAL, Journal
from runql.errors import TargetExistsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from runql._models.exports.settings import ExportSettings
    from runql._transfer.exports.remote import RemoteExport

__all__ = ["MANIFEST", "ExportFolder", "part_of", "read_manifest", "stem_of"]

MANIFEST: Final = "manifest.json"
_WORK: Final = ".work"
_READ: Final = 2**20


class ExportFolder:
    """The folder of an export, while one process writes to it.

    Attributes:
        root: The folder.
        parts: Folder of the Parquet parts of the runs: the root, or a folder below it.
        manifest: Contents of the folder.
        changed: Whether the tables have to be built again.
    """

    def __init__(
        self,
        root: Path,
        settings: ExportSettings,
        *,
        parts: str = "",
        remote: RemoteExport | None = None,
    ) -> None:
        """Prepare to open a folder.

        Args:
            root: The folder.
            settings: Settings of the export.
            parts: Name of the folder below the root for the Parquet parts of the runs.
            remote: Storage of the export, if this folder only has the changes.
        """
        self._remote = remote
        self.root = root
        self.parts = root / parts if parts else root
        self.changed = False
        self._settings = settings
        self._mutex = threading.Lock()
        self._lock: IO[str] | None = None
        self._journal = Journal(root / _WORK / JOURNAL, settings)
        self.manifest = Manifest(settings)

    def __enter__(self) -> Self:
        with local_errors(self.root):
            self._refuse_other_files()
            self._work.mkdir(parents=True, exist_ok=True)
            self._claim()
            try:
                self._load()
            except BaseException:
                self._release()
                raise
        return self

    def peek(self) -> None:
        """Read the state of the last finished export. Nothing is written.

        Raises:
            TargetExistsError: If the folder is not an export, or is an export with other arguments.
        """
        with local_errors(self.root):
            self._refuse_other_files()
            if (self.root / MANIFEST).exists():
                self.manifest = read_manifest(self.root)
                self._settings.check_same(self.manifest.settings, self.root)
            for run, record in list(self.manifest.runs.items()):
                if not self._is_there(record, sure=False):
                    del self.manifest.runs[run]

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._release()

    @property
    def _work(self) -> Path:
        return self.root / _WORK

    def scratch(self, name: str) -> Path:
        """Return the temporary path of a file. An existing file is overwritten."""
        return self._work / f"{name}.part"

    def record(self, record: RunRecord, files: Mapping[str, Path]) -> None:
        """Add a run: its record, and its files, which have temporary names, by final path."""
        with self._mutex, local_errors(self.root):
            before = self.manifest.runs.get(record.run)
            self._journal.note({"run": record.to_json()})
            self._name(files)
            self._forget_files(before, record)
            self.manifest.runs[record.run] = record
            if before is None or before.parts != record.parts:
                self.changed = True

    def replace(self, name: str, written: Path, part: Part) -> None:
        """Add a table of all runs."""
        with self._mutex, local_errors(self.root):
            self._journal.note({"table": name})
            self._name({part.path: written})
            self.manifest.tables[name] = part

    def mark_deleted(self, runs: Iterable[str], *, drop: bool) -> None:
        """Record that runs no longer exist on the server, and optionally delete their files."""
        for run in runs:
            record = self.manifest.runs[run]
            if not drop:
                if not record.deleted:
                    self.record(replace(record, deleted=True), {})
                continue
            with self._mutex, local_errors(self.root):
                self._journal.note({"drop": run})
                del self.manifest.runs[run]
                self._forget_files(record, None)
                shutil.rmtree(self.root / "files" / stem_of(run), ignore_errors=True)
                self.changed = True

    def record_version(self, record: VersionRecord) -> None:
        """Add an artifact version whose files exist already."""
        with self._mutex, local_errors(self.root):
            self._journal.note({"version": record.to_json()})
            self.manifest.versions[record.id] = record

    def keep_versions(self, wanted: Collection[str]) -> None:
        """Delete versions that no run of the export uses any more."""
        for version in sorted(set(self.manifest.versions) - set(wanted)):
            with self._mutex, local_errors(self.root):
                self._journal.note({"drop_version": version})
                self._drop_version(version)

    @property
    def is_finished(self) -> bool:
        """Whether the manifest describes the whole folder."""
        finished = (self.root / MANIFEST).exists()
        return finished and not self.changed and not (self._work / JOURNAL).exists()

    def finish(self) -> None:
        """Write the manifest and remove the journal."""
        with self._mutex, local_errors(self.root):
            self.manifest.finished_at = datetime.now(UTC).isoformat()
            target = self.root / MANIFEST
            part = self.scratch(MANIFEST)
            with local_errors(target), part.open("w", encoding="utf-8") as file:
                json.dump(self.manifest.to_json(), file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            commit_file(part, target)
            self._journal.close()
            (self._work / JOURNAL).unlink(missing_ok=True)

    def _refuse_other_files(self) -> None:
        if self.root.is_file():
            raise TargetExistsError(
                f"to must be a folder, but {self.root} is a file.", hint="Pass another to=."
            )
        if not self.root.is_dir() or (self.root / MANIFEST).exists():
            return
        if any(path.name != _WORK for path in self.root.iterdir()) and not self._work.is_dir():
            raise TargetExistsError(
                f"{self.root} is not empty and holds no export.",
                hint="Pass the path of an empty or new folder.",
            )

    def _claim(self) -> None:
        """Lock the folder. The system releases the lock when this process ends."""
        self._lock = (self._work / "lock").open("w", encoding="utf-8")
        try:
            _lock(self._lock)
        except (BlockingIOError, PermissionError) as error:
            lock, self._lock = self._lock, None
            lock.close()
            raise UsageError(
                f"Another process is exporting to {self.root}.",
                hint="Wait until the other export ends, and call again.",
            ) from error

    def _release(self) -> None:
        lock, self._lock = self._lock, None
        for file in (self._journal, lock):
            if file is not None:
                # Closing a file on a full disk may fail again, after the error was raised already.
                with contextlib.suppress(OSError):
                    file.close()
        if (self.root / MANIFEST).exists() or (self._work / JOURNAL).exists():
            return
        # No record was written. Files of a failed run remain for the next call, as part of the export.
        if [path.name for path in self.root.iterdir()] == [_WORK]:
            shutil.rmtree(self._work, ignore_errors=True)
            with contextlib.suppress(OSError):
                self.root.rmdir()

    def _load(self) -> None:
        if (self.root / MANIFEST).exists():
            self.manifest = read_manifest(self.root)
            self._settings.check_same(self.manifest.settings, self.root)
        known = self.manifest.runs
        before = dict(known)
        journal = self._work / JOURNAL
        if journal.exists():
            self.changed = True
            self._play(journal)
        for run, record in list(known.items()):
            if not self._is_there(record, sure=record is not before.get(run)):
                # Files that do not match their records are fetched again.
                del known[run]
                if run in before and self._is_there(before[run], sure=True):
                    known[run] = before[run]
                self.changed = True
        for version, artifact in list(self.manifest.versions.items()):
            if not self._is_there(artifact, sure=False):
                del self.manifest.versions[version]
                self.changed = True
        for name, part in list(self.manifest.tables.items()):
            if not self._has(part):
                del self.manifest.tables[name]
                self.changed = True
        for left in self._work.glob("*.part"):
            left.unlink()

    def _play(self, journal: Path) -> None:
        from runql._models.exports.settings import ExportSettings

        for line in journal.read_text(encoding="utf-8").splitlines():
            try:
                entry: dict[str, Any] = json.loads(line)
            except ValueError:
                continue  # the process ended while it wrote this line
            if "settings" in entry:
                there = ExportSettings.of_json(entry["settings"])
                self._settings.check_same(there, self.root)
            elif "run" in entry:
                record = RunRecord.of_json(entry["run"])
                self._finish_naming(record)
                self.manifest.runs[record.run] = record
            elif "drop" in entry:
                dropped = self.manifest.runs.pop(entry["drop"], None)
                self._forget_files(dropped, None)
            elif "table" in entry:
                self.manifest.tables.pop(entry["table"], None)
            elif "version" in entry:
                version = VersionRecord.of_json(entry["version"])
                self.manifest.versions[version.id] = version
            elif "drop_version" in entry:
                self._drop_version(entry["drop_version"])

    def _drop_version(self, version: str) -> None:
        self._forget_files(self.manifest.versions.pop(version, None), None)

    def _finish_naming(self, record: RunRecord) -> None:
        for part in record.parts:
            written = self.scratch(part.path.replace("/", "-"))
            if written.exists() and part_of(written, part.path, part.rows) == part:
                self._name({part.path: written})

    def _is_there(self, record: RunRecord | VersionRecord, *, sure: bool) -> bool:
        for part in record.parts:
            if not self._has(part):
                return False
            path = self.root / part.path
            if sure and path.is_file() and part_of(path, part.path, part.rows) != part:
                return False
        return True

    def _has(self, part: Part) -> bool:
        path = self.root / part.path
        if path.is_file():
            return path.stat().st_size == part.bytes
        return self._remote is not None and self._remote.has(part)

    def fetch_tables(self, *, parts: bool) -> None:
        """Fetch the tables of all runs to this machine, if the export is stored elsewhere.

        Args:
            parts: Whether to also fetch the parts of all runs, which the other tables are built from.
        """
        if self._remote is None:
            return
        known = ("runs", "snapshots")
        wanted = [part for name, part in self.manifest.tables.items() if name in known]
        if parts:
            for record in self.manifest.runs.values():
                own = (record.history, record.system_metrics, record.console_logs)
                wanted += [part for part in own if part is not None]
        for part in wanted:
            self._remote.fetch_part(part, self.root)

    def _name(self, files: Mapping[str, Path]) -> None:
        for path, written in files.items():
            target = self.root / path
            with local_errors(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                commit_file(written, target)

    def _forget_files(
        self, before: RunRecord | VersionRecord | None, after: RunRecord | None
    ) -> None:
        kept = {part.path for part in after.parts} if after is not None else set[str]()
        for part in before.parts if before is not None else ():
            if part.path not in kept:
                (self.root / part.path).unlink(missing_ok=True)


def read_manifest(root: Path) -> Manifest:
    """Read the manifest of an export.

    Raises:
        UsageError: If the manifest is missing or unreadable.
        TargetExistsError: If the export has another layout.
    """
    path = root / MANIFEST
    if not path.is_file():
        raise UsageError(
            f"No finished export in {root}: the file {MANIFEST} is missing.",
            hint="Run the export again; it continues where it stopped.",
        )
    with local_errors(path):
        text = path.read_text(encoding="utf-8")
    try:
        document: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise UsageError(
            f"Invalid export manifest {path}: {error}.", hint="Export to another folder."
        ) from error
    return Manifest.of_json(document)


def part_of(written: Path, path: str, rows: int) -> Part:
    """Return the record of a file, which is read to compute its digest."""
    digest, size = hashlib.sha256(), 0
    with local_errors(written), written.open("rb") as file:
        while block := file.read(_READ):
            digest.update(block)
            size += len(block)
    return Part(path, rows, size, digest.hexdigest())


def stem_of(run: str) -> str:
    """Return the base name of a run's files: its ID, made valid for all systems.

    Some file systems ignore case, so IDs with capitals get a suffix.
    """
    if run == run.lower():
        return safe_name(run)
    return f"{safe_name(run)}~{hashlib.sha256(run.encode()).hexdigest()[:6]}"


def _lock(file: IO[str]) -> None:
    """Lock a file until it is closed.

    Raises:
        OSError: If another process has locked it: BlockingIOError, and PermissionError on Windows.
    """
    if importlib.util.find_spec("fcntl") is not None:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        msvcrt: Any = importlib.import_module("msvcrt")
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
