"""What an export is of, and what a folder that holds one must agree to."""

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
"""What an export is written as."""

CsvFormulas: TypeAlias = Literal["keep", "escape"]
"""What becomes of strings that a spreadsheet would run as formulas."""

Gone: TypeAlias = Literal["keep", "drop"]
"""What becomes of exported runs that the server lists no more."""

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
    """Everything that decides what an export holds.

    Attributes:
        server: Address of the server.
        project: `entity/project`.
        format: What it is written as.
        filters: Filter, as the wire has it.
        order: Order of the runs, as the wire has it.
        keys: Keys of the histories; None for all.
        system_metrics: Whether system metrics are there.
        files: Glob of the files that are there; None for none.
        csv_formulas: What becomes of strings in CSV that a spreadsheet would run.
        artifacts: Whether artifact versions that the runs logged and used are there.
        tables: Whether tables that the runs logged are there.
        console_logs: Whether console lines are there.
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
        """Read what `to_json` gave."""
        keys = document["keys"]
        fields: dict[str, Any] = {**document, "keys": None if keys is None else tuple(keys)}
        return cls(**fields)

    def to_json(self) -> dict[str, Any]:
        """Return the settings as a manifest holds them."""
        return asdict(self)

    def check_same(self, there: ExportSettings, target: Path) -> None:
        """Make sure that a target was made with these settings.

        Raises:
            TargetExistsError: If it was made with others; nothing was written.
        """
        for name, argument in _ARGUMENTS.items():
            mine, other = getattr(self, name), getattr(there, name)
            if mine != other:
                raise TargetExistsError(
                    f"{target} holds an export made with {argument}={other!r}, not {mine!r}.",
                    hint="Pass the same arguments to bring it up to date, or choose another to=.",
                )


def checked_formulas(value: str, kind: str) -> CsvFormulas:
    """Return what becomes of formulas.

    Raises:
        UsageError: If the choice does not exist, or the format is not CSV.
    """
    known: CsvFormulas = checked_choice("csv_formulas", value, get_args(CsvFormulas))
    if known != "keep" and kind != "csv":
        raise UsageError(
            f"csv_formulas={value!r} needs format='csv', got format={kind!r}.",
            hint="Leave csv_formulas out: other formats hold no formulas.",
        )
    return known


def check_export(
    kind: str, keys: Sequence[str] | None, files: str | None, workers: int, deleted: str
) -> tuple[str, ...] | None:
    """Make sure that an export can be made so, and return its keys.

    Raises:
        UsageError: If an argument is out of bounds.
        MissingDependencyError: If a library is not installed.
    """
    checked_choice("format", kind, get_args(ExportFormat))
    check_kind(workers, int, "workers")
    if not 1 <= workers <= _MOST_WORKERS:
        raise UsageError(f"workers must be from 1 to {_MOST_WORKERS}, got {workers}.")
    checked_choice("deleted", deleted, get_args(Gone))
    if files is not None:
        Glob(required_text(files, "files"))
    wanted = check_keys(keys)
    require_format("arrow")
    if kind == "duckdb":
        require_duckdb()
    return wanted


def check_target(to: str | Path) -> None:
    """Make sure that a target is a path.

    Raises:
        UsageError: If it is something else.
    """
    if not isinstance(to, str | os.PathLike):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"to must be a path, got {to!r}.", hint='Pass to="folder".')


def export_root(to: Path, kind: str) -> Path:
    """Return the folder that holds what an export is built of.

    Raises:
        UsageError: If the place does not fit the format.
    """
    if kind == "duckdb":
        if to.is_dir():
            raise UsageError(
                f"{to} is a folder, and a DuckDB export is a file.",
                hint=f"Pass to={str(to / 'project.duckdb')!r}.",
            )
        return to.with_name(f"{to.name}.export")
    if to.is_file() or to.suffix == f".{kind}":
        raise UsageError(
            f"{to} names a file, and a {kind} export is a folder with a table of runs, one of "
            "histories and one of system metrics.",
            hint=f"Pass to={str(to.with_suffix(''))!r}.",
        )
    return to


def require_duckdb() -> None:
    """Make sure that DuckDB is there.

    Raises:
        MissingDependencyError: If it is not installed.
    """
    import importlib.util

    if importlib.util.find_spec("duckdb") is None:
        raise MissingDependencyError(
            'duckdb is not installed, and format="duckdb" needs it.',
            hint="Install it with: pip install 'runql[duckdb]'",
        )
