"""A folder that holds an export: what is in it, safely against a process that is killed.

A file is written under a temporary name, then its record goes into a journal, then the file gets its final
name. Opening a folder plays the journal: a file that had been recorded and not named gets its name.
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
from runql.errors import TargetExistsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from runql._models.exports.settings import ExportSettings

__all__ = ["MANIFEST", "ExportFolder", "part_of", "read_manifest", "stem_of"]

MANIFEST: Final = "manifest.json"
_WORK: Final = ".work"
_JOURNAL: Final = "journal.jsonl"
_READ: Final = 2**20


class ExportFolder:
    """The folder of an export, while one process writes to it.

    Attributes:
        root: The folder.
        parts: Where the parquet parts of the runs are: the folder itself, or one below it.
        manifest: What the folder holds.
        changed: Whether the tables have to be built again.
    """

    def __init__(self, root: Path, settings: ExportSettings, *, parts: str = "") -> None:
        self.root = root
        self.parts = root / parts if parts else root
        self.changed = False
        self._settings = settings
        self._mutex = threading.Lock()
        self._lock: IO[str] | None = None
        self._journal: IO[bytes] | None = None
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
        """Read what the last finished export left, and write nothing.

        Raises:
            TargetExistsError: If the place holds something else, or an export made with other arguments.
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
        """Return a temporary name for a file; what was left under it is written over."""
        return self._work / f"{name}.part"

    def record(self, record: RunRecord, files: Mapping[str, Path]) -> None:
        """Take in a run: its record, and its files that are under temporary names, by final path."""
        with self._mutex, local_errors(self.root):
            before = self.manifest.runs.get(record.run)
            self._note({"run": record.to_json()})
            self._name(files)
            self._forget_files(before, record)
            self.manifest.runs[record.run] = record
            if before is None or before.parts != record.parts:
                self.changed = True

    def replace(self, name: str, written: Path, part: Part) -> None:
        """Take in a table of all runs."""
        with self._mutex, local_errors(self.root):
            self._note({"table": name})
            self._name({part.path: written})
            self.manifest.tables[name] = part

    def mark_deleted(self, runs: Iterable[str], *, drop: bool) -> None:
        """Note that the server has no such runs any more, and delete their files if wanted."""
        for run in runs:
            record = self.manifest.runs[run]
            if not drop:
                if not record.deleted:
                    self.record(replace(record, deleted=True), {})
                continue
            with self._mutex, local_errors(self.root):
                self._note({"drop": run})
                del self.manifest.runs[run]
                self._forget_files(record, None)
                shutil.rmtree(self.root / "files" / stem_of(run), ignore_errors=True)
                self.changed = True

    def record_version(self, record: VersionRecord) -> None:
        """Take in a version of an artifact, whose files are there."""
        with self._mutex, local_errors(self.root):
            self._note({"version": record.to_json()})
            self.manifest.versions[record.id] = record

    def keep_versions(self, wanted: Collection[str]) -> None:
        """Delete versions that no run of the export has any more."""
        for version in sorted(set(self.manifest.versions) - set(wanted)):
            with self._mutex, local_errors(self.root):
                self._note({"drop_version": version})
                self._drop_version(version)

    @property
    def is_finished(self) -> bool:
        """Whether the manifest tells all that is in the folder."""
        finished = (self.root / MANIFEST).exists()
        return finished and not self.changed and not (self._work / _JOURNAL).exists()

    def finish(self) -> None:
        """Write the manifest, which makes an end of the journal."""
        with self._mutex, local_errors(self.root):
            self.manifest.finished_at = datetime.now(UTC).isoformat()
            target = self.root / MANIFEST
            part = self.scratch(MANIFEST)
            with local_errors(target), part.open("w", encoding="utf-8") as file:
                json.dump(self.manifest.to_json(), file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            commit_file(part, target)
            if self._journal is not None:
                self._journal.close()
                self._journal = None
            (self._work / _JOURNAL).unlink(missing_ok=True)

    def _refuse_other_files(self) -> None:
        if self.root.is_file():
            raise TargetExistsError(f"{self.root} is a file.", hint="Choose another to=.")
        if not self.root.is_dir() or (self.root / MANIFEST).exists():
            return
        if any(path.name != _WORK for path in self.root.iterdir()) and not self._work.is_dir():
            raise TargetExistsError(
                f"{self.root} is not empty, and holds no export.",
                hint="Pass an empty folder, or one that is not there yet.",
            )

    def _claim(self) -> None:
        """Keep other processes out; the system lets go of the lock when this one ends, however."""
        self._lock = (self._work / "lock").open("w", encoding="utf-8")
        try:
            _lock(self._lock)
        except (BlockingIOError, PermissionError) as error:
            lock, self._lock = self._lock, None
            lock.close()
            raise UsageError(
                f"Another process is exporting to {self.root}.", hint="Wait for its end."
            ) from error

    def _release(self) -> None:
        journal, lock = self._journal, self._lock
        self._journal = self._lock = None
        for file in (journal, lock):
            if file is not None:
                # Closing may fail again on a full disk, which has been said by then.
                with contextlib.suppress(OSError):
                    file.close()
        if (self.root / MANIFEST).exists() or (self._work / _JOURNAL).exists():
            return
        # Nothing was recorded. Files that a run had when it failed stay, as an export's own, for the next call.
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
        journal = self._work / _JOURNAL
        if journal.exists():
            self.changed = True
            self._play(journal)
        for run, record in list(known.items()):
            if not self._is_there(record, sure=record is not before.get(run)):
                # What is not there as recorded is fetched again.
                del known[run]
                if run in before and self._is_there(before[run], sure=True):
                    known[run] = before[run]
                self.changed = True
        for version, artifact in list(self.manifest.versions.items()):
            if not self._is_there(artifact, sure=False):
                del self.manifest.versions[version]
                self.changed = True
        for name, part in list(self.manifest.tables.items()):
            path = self.root / part.path
            if not path.is_file() or path.stat().st_size != part.bytes:
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
                continue  # the process ended in the middle of this line
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
            path = self.root / part.path
            if not path.is_file() or path.stat().st_size != part.bytes:
                return False
            if sure and part_of(path, part.path, part.rows) != part:
                return False
        return True

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

    def _note(self, entry: Mapping[str, Any]) -> None:
        path = self._work / _JOURNAL
        with local_errors(path):
            try:
                if self._journal is None:
                    # Without a buffer, so that nothing of a line that failed is written later.
                    self._journal = path.open("ab", buffering=0)
                    # A line that was cut off ends here.
                    _write_all(self._journal, b"\n" if self._journal.tell() else b"")
                    self._write({"settings": self._settings.to_json()})
                self._write(entry)
            except OSError:
                journal, self._journal = self._journal, None
                if journal is not None:
                    journal.close()
                raise

    def _write(self, entry: Mapping[str, Any]) -> None:
        assert self._journal is not None
        _write_all(self._journal, json.dumps(entry).encode() + b"\n")
        os.fsync(self._journal.fileno())


def read_manifest(root: Path) -> Manifest:
    """Read what an export holds.

    Raises:
        UsageError: If there is no manifest, or none that can be read.
        TargetExistsError: If it has another layout.
    """
    path = root / MANIFEST
    if not path.is_file():
        raise UsageError(
            f"{root} holds no finished export: there is no {MANIFEST}.",
            hint="Run the export again. It continues where it stopped.",
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


def _write_all(file: IO[bytes], content: bytes) -> None:
    """Write to a file without a buffer, which may take a part at a time."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def part_of(written: Path, path: str, rows: int) -> Part:
    """Return the record of a file, which is read for its digest."""
    digest, size = hashlib.sha256(), 0
    with local_errors(written), written.open("rb") as file:
        while block := file.read(_READ):
            digest.update(block)
            size += len(block)
    return Part(path, rows, size, digest.hexdigest())


def stem_of(run: str) -> str:
    """Return the name of a run's files: its id, made fit for every system.

    Ids that differ in case only would be one file on some systems, so those with capitals have a mark.
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
