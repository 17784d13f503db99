"""Settings of an export, and their comparison with those of an existing export."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice
from runql._frames.formats import require_format
from runql._models._attributes.text_lists import check_kind, required_text
from runql._models.files.globs import Glob
from runql._models.history.rows import check_keys
from runql.errors import MissingDependencyError, TargetExistsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = [
    "CsvFormulas",
    "ExportFormat",
    "ExportSettings",
    "Gone",
    "check_export",
    "check_target",
    "checked_formulas",
    "export_root",
]

ExportFormat: TypeAlias = Literal["parquet", "csv", "jsonl", "duckdb"]
"""File format of an export."""

CsvFormulas: TypeAlias = Literal["keep", "escape"]
"""Treatment of strings that a spreadsheet would run as formulas."""

Gone: TypeAlias = Literal["keep", "drop"]
"""Treatment of exported runs that the server no longer lists."""

_MOST_WORKERS: Final = 32
_ARGUMENTS: Final[Mapping[str, str]] = {
    "server": "another server",
    "project": "path",
    "filters": "filters",
    "order": "order",
    "keys": "keys",
    "format": "format",
    "files": "files",
    "system_metrics": "system_metrics",
    "csv_formulas": "csv_formulas",
    "artifacts": "artifacts",
    "tables": "tables",
    "console_logs": "console_logs",
}


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """Settings that determine the contents of an export.

    Attributes:
        server: URL of the server.
        project: `entity/project`.
        format: File format.
        filters: Filter of the runs, as the API spells it.
        order: Order of the runs, as the API spells it.
        keys: Keys of the histories; None for all.
        system_metrics: Whether system metrics are included.
        files: Glob of the run files that are included; None for no files.
        csv_formulas: Treatment of strings in CSV that a spreadsheet would run as formulas.
        artifacts: Whether artifact versions that the runs logged and used are included.
        tables: Whether tables that the runs logged are included.
        console_logs: Whether console lines are included.
    """

    server: str
    project: str
    format: ExportFormat = "parquet"
    filters: str | None = None
    order: str | None = None
    keys: tuple[str, ...] | None = None
    system_metrics: bool = True
    files: str | None = None
    csv_formulas: CsvFormulas = "keep"
    artifacts: bool = False
    tables: bool = False
    console_logs: bool = False

    @classmethod
    def of_json(cls, document: Mapping[str, Any]) -> ExportSettings:
        """Return the settings for an object that `to_json` returned."""
        keys = document["keys"]
        fields: dict[str, Any] = {**document, "keys": None if keys is None else tuple(keys)}
        return cls(**fields)

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON for the manifest."""
        return asdict(self)

    def check_same(self, there: ExportSettings, target: Path) -> None:
        """Check that an existing export has these settings.

        Raises:
            TargetExistsError: If they differ; nothing was written.
        """
        for name, argument in _ARGUMENTS.items():
            mine, other = getattr(self, name), getattr(there, name)
            if mine != other:
                raise TargetExistsError(
                    f"{target} contains an export with {argument}={other!r}, got {argument}={mine!r}.",
                    hint="Pass the same arguments to update this export, or another to= for a new one.",
                )


def checked_formulas(value: str, kind: str) -> CsvFormulas:
    """Return the treatment of formulas.

    Raises:
        UsageError: If the choice is invalid, or the format is not CSV.
    """
    known: CsvFormulas = checked_choice("csv_formulas", value, get_args(CsvFormulas))
    if known != "keep" and kind != "csv":
        raise UsageError(
            f"csv_formulas={value!r} requires format='csv', got format={kind!r}.",
            hint="Omit csv_formulas: other formats do not run formulas.",
        )
    return known


def check_export(
    kind: str, keys: Sequence[str] | None, files: str | None, workers: int, deleted: str
) -> tuple[str, ...] | None:
    """Check the arguments of an export, and return its keys.

    Raises:
        UsageError: If an argument is out of bounds.
        MissingDependencyError: If a library is not installed.
    """
    checked_choice("format", kind, get_args(ExportFormat))
    check_kind(workers, int, "workers")
    if not 1 <= workers <= _MOST_WORKERS:
        raise UsageError(f"workers must be between 1 and {_MOST_WORKERS}, got {workers}.")
    checked_choice("deleted", deleted, get_args(Gone))
    if files is not None:
        Glob(required_text(files, "files"))
    wanted = check_keys(keys)
    require_format("arrow")
    if kind == "duckdb":
        require_duckdb()
    return wanted


def check_target(to: str | Path) -> None:
    """Check that a target is a path.

    Raises:
        UsageError: If it is not.
    """
    if not isinstance(to, str | os.PathLike):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"to must be a path, got {to!r}.", hint='Pass to="folder".')


def export_root(to: Path, kind: str) -> Path:
    """Return the folder with the parts of an export.

    Raises:
        UsageError: If the target does not fit the format.
    """
    if kind == "duckdb":
        if to.is_dir():
            raise UsageError(
                f"A DuckDB export must be a file, but {to} is a folder.",
                hint=f"Pass to={str(to / 'project.duckdb')!r}.",
            )
        return to.with_name(f"{to.name}.export")
    if to.is_file() or to.suffix == f".{kind}":
        raise UsageError(
            f"A {kind} export must be a folder, with a table of runs, one of histories and one of system metrics; "
            f"{to} is the path of a file.",
            hint=f"Pass to={str(to.with_suffix(''))!r}.",
        )
    return to


def require_duckdb() -> None:
    """Check that DuckDB is installed.

    Raises:
        MissingDependencyError: If it is not.
    """
    import importlib.util

    if importlib.util.find_spec("duckdb") is None:
        raise MissingDependencyError(
            'format="duckdb" requires the duckdb package, which is not installed.',
            hint="Install it with: pip install 'runql[duckdb]'",
        )
