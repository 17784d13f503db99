"""What an export holds of each run, and by what one sees that the run has changed."""

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
"""Number of the manifest's layout; a later one is refused."""

LAYOUT: Final = 2
"""Number of the layout of a run's files; those of an earlier one are fetched again."""

_READABLE: Final = (1, 2, VERSION)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the server tells of a run in a listing; when all of it is as it was, so is the run.

    Attributes:
        storage_id: Opaque id, which a run that was made again under an old name does not have.
        state: State.
        heartbeat_at: When it last reported.
        updated_at: When it last changed.
        lines: Rows of its history.
    """

    storage_id: str
    state: str
    heartbeat_at: str | None
    updated_at: str | None
    lines: int

    @classmethod
    def of(cls, run: RunAttributes) -> Mark:
        """Take the mark of a run as it was listed."""
        heartbeat, updated = run.heartbeat_at, run.updated_at
        return cls(
            run.storage_id,
            run.state.value,
            heartbeat.isoformat() if heartbeat is not None else None,
            updated.isoformat() if updated is not None else None,
            run.history_line_count,
        )

    def same_rows(self, other: Mark) -> bool:
        """Return whether nothing but attributes can have changed between two marks."""
        return (self.storage_id, self.state, self.heartbeat_at, self.lines) == (
            other.storage_id,
            other.state,
            other.heartbeat_at,
            other.lines,
        )


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What an export holds of a run.

    Attributes:
        run: Id of the run.
        mark: What the server told of the run before it was read.
        last_step: Last step of its history; -1 when there is none.
        history: Its history.
        system_metrics: Its system metrics; None when they were not wanted.
        files: Its files.
        sampled: Whether the server held more system metrics than it gave.
        deleted: Whether the server lists the run no more.
        merged: Rows of its history that were read and left out of the export: they have the step of
            another row, whose values they joined, or no step.
        listed: What the server told of its files.
        layout: The layout in which its files were written.
        console_logs: Lines of its console; None when they were not wanted.
        tables: The tables that it logged last.
        logged: IDs of the artifact versions that it logged, in the server's order; None when not wanted.
        used: IDs of those that it used.
        table_versions: IDs of those that it logged with tables, in an export of tables without artifacts.
        client_ids: IDs of versions by the names that the run's client had for them.
        missing: What the run names and the server does not hold.
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
        """Read what `to_json` gave."""
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
        """Return the record as a manifest holds it."""
        return asdict(self)


@dataclass(slots=True)
class Manifest:
    """What an export holds.

    Attributes:
        settings: What it is of.
        runs: What it holds of each run, by id.
        tables: Files that hold all runs, by table: `runs`, and what is built of the parts.
        versions: Artifact versions of the runs, by ID.
        columns: Columns of the parts, by table.
        finished_at: When it was last brought to its end; ISO, UTC.
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
        """Read what `to_json` gave.

        Raises:
            TargetExistsError: If another version of the library wrote it, in another layout.
        """
        if document.get("version") not in _READABLE:
            raise TargetExistsError(
                f"The manifest has the layout {document.get('version')!r}, and this version of runql "
                f"writes {VERSION}.",
                hint="Export to another folder.",
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
        """Return the manifest as its file holds it."""
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
