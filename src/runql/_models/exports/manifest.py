"""The manifest of an export: its files by run, and the marks by which changes of runs are detected."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.parts import ExportedFile, Part
from runql._models.exports.settings import ExportSettings
from runql._models.exports.versions import ExportedTable, VersionRecord
from runql.errors import TargetExistsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._models.exports.columns import Columns
    from runql._models.runs.attributes import RunAttributes

__all__ = ["LAYOUT", "VERSION", "Manifest", "Mark", "RunRecord"]

VERSION: Final = 3
"""Version of the manifest's layout; later versions are refused."""

LAYOUT: Final = 2
"""Version of the layout of a run's files; files of an earlier version are fetched again."""

_READABLE: Final = (1, 2, VERSION)


@dataclass(frozen=True, slots=True)
class Mark:
    """Attributes of a run in a listing. If all are unchanged, the run is unchanged.

    Attributes:
        storage_id: Opaque ID; it differs for a new run with the ID of a deleted run.
        state: State.
        heartbeat_at: Time of the last heartbeat.
        updated_at: Time of the last change.
        lines: Number of history rows.
    """

    storage_id: str
    state: str
    heartbeat_at: str | None
    updated_at: str | None
    lines: int

    @classmethod
    def of(cls, run: RunAttributes) -> Mark:
        """Return the mark of a listed run."""
        heartbeat, updated = run.heartbeat_at, run.updated_at
        return cls(
            run.storage_id,
            run.state.value,
            heartbeat.isoformat() if heartbeat is not None else None,
            updated.isoformat() if updated is not None else None,
            run.history_line_count,
        )

    def same_rows(self, other: Mark) -> bool:
        """Return whether only attributes can differ between two marks, not rows."""
        return (self.storage_id, self.state, self.heartbeat_at, self.lines) == (
            other.storage_id,
            other.state,
            other.heartbeat_at,
            other.lines,
        )


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The exported data of a run.

    Attributes:
        run: ID of the run.
        mark: Mark of the run before it was read.
        last_step: Last step of its history; -1 if it is empty.
        history: Its history.
        system_metrics: Its system metrics; None if they were not requested.
        files: Its files.
        sampled: Whether the server returned only a part of the system metrics.
        deleted: Whether the server no longer lists the run.
        merged: Rows of its history that were read but are not in the export, because they have no
            step, or were merged into another row of the same step.
        listed: File attributes that the server returned.
        layout: Version of the layout in which its files were written.
        console_logs: Its console lines; None if they were not requested.
        tables: The last logged table of each key.
        logged: IDs of the artifact versions that it logged, in the server's order; None if they
            were not requested.
        used: IDs of the artifact versions that it used; None if they were not requested.
        table_versions: IDs of the artifact versions that it logged with tables, in an export of
            tables without artifacts.
        client_ids: IDs of versions by the client IDs that the run assigned.
        missing: Objects that the run refers to and that are not on the server.
    """

    run: str
    mark: Mark
    last_step: int
    history: Part
    system_metrics: Part | None = None
    files: tuple[Part, ...] = ()
    sampled: bool = False
    deleted: bool = False
    merged: int = 0
    listed: tuple[ExportedFile, ...] = ()
    layout: int = LAYOUT
    console_logs: Part | None = None
    tables: tuple[ExportedTable, ...] = ()
    logged: tuple[str, ...] | None = None
    used: tuple[str, ...] | None = None
    table_versions: tuple[str, ...] = ()
    client_ids: Mapping[str, str] = field(default_factory=dict[str, str])
    missing: tuple[str, ...] = ()

    @property
    def parts(self) -> list[Part]:
        """Every file of the run."""
        tables = [table.part for table in self.tables]
        optional = (self.system_metrics, self.console_logs)
        return [
            self.history,
            *(each for each in optional if each is not None),
            *self.files,
            *tables,
        ]

    @property
    def versions(self) -> frozenset[str]:
        """IDs of the artifact versions that the run logged and used."""
        return frozenset((*(self.logged or ()), *(self.used or ()), *self.table_versions))

    @classmethod
    def of_json(cls, document: Mapping[str, Any]) -> RunRecord:
        """Return the record for an object that `to_json` returned."""
        fields: dict[str, Any] = {
            **document,
            "mark": Mark(**document["mark"]),
            "history": Part(**document["history"]),
            **{name: _part(document.get(name)) for name in ("system_metrics", "console_logs")},
            "files": tuple(Part(**each) for each in document["files"]),
            "listed": tuple(ExportedFile(**each) for each in document.get("listed", ())),
            "layout": document.get("layout", 1),
            "tables": tuple(ExportedTable.of_json(each) for each in document.get("tables", ())),
            **{name: tuple(document.get(name, ())) for name in ("missing", "table_versions")},
            **{name: _names(document.get(name)) for name in ("logged", "used")},
        }
        return cls(**fields)

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON for the manifest."""
        return asdict(self)


@dataclass(slots=True)
class Manifest:
    """The contents of an export.

    Attributes:
        settings: Settings of the export.
        runs: Exported data of each run, by ID.
        tables: Files with data of all runs, by table: `runs`, and the tables built from the parts.
        versions: Artifact versions of the runs, by ID.
        columns: Columns of the parts, by table.
        finished_at: Time at which the export last finished (ISO, UTC).
    """

    settings: ExportSettings
    runs: dict[str, RunRecord] = field(default_factory=dict[str, RunRecord])
    tables: dict[str, Part] = field(default_factory=dict[str, Part])
    columns: dict[str, Columns] = field(default_factory=dict[str, "Columns"])
    finished_at: str | None = None
    versions: dict[str, VersionRecord] = field(default_factory=dict[str, VersionRecord])

    @property
    def parts(self) -> list[Part]:
        """Every file of the export."""
        owners: tuple[RunRecord | VersionRecord, ...] = (
            *self.runs.values(),
            *self.versions.values(),
        )
        return [*(part for each in owners for part in each.parts), *self.tables.values()]

    @classmethod
    def of_json(cls, document: Mapping[str, Any]) -> Manifest:
        """Return the manifest for an object that `to_json` returned.

        Raises:
            TargetExistsError: If the layout version is not supported.
        """
        if document.get("version") not in _READABLE:
            raise TargetExistsError(
                f"Unsupported manifest of an export: layout version {document.get('version')!r}, and this version of "
                f"runql writes {VERSION}.",
                hint="Export to another folder, or upgrade runql.",
            )
        return cls(
            ExportSettings.of_json(document["settings"]),
            {run: RunRecord.of_json(each) for run, each in document["runs"].items()},
            {name: Part(**each) for name, each in document["tables"].items()},
            dict(document["columns"]),
            document["finished_at"],
            {
                version: VersionRecord.of_json(each)
                for version, each in document.get("versions", {}).items()
            },
        )

    def to_json(self) -> dict[str, Any]:
        """Return the manifest as JSON for its file."""
        return {
            "version": VERSION,
            "settings": self.settings.to_json(),
            "finished_at": self.finished_at,
            "tables": {name: asdict(part) for name, part in self.tables.items()},
            "columns": self.columns,
            "versions": {
                version: record.to_json() for version, record in sorted(self.versions.items())
            },
            "runs": {run: record.to_json() for run, record in sorted(self.runs.items())},
        }


def _part(document: Mapping[str, Any] | None) -> Part | None:
    return None if document is None else Part(**document)


def _names(given: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)
