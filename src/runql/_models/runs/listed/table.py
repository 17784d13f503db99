"""Runs as a table, by rows and by columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._frames.flatten import flatten
from runql._paging.garbage import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql._models.runs.base import RunBase
    from runql._wire.json_types import JsonValue

__all__ = ["COLUMNS", "run_columns", "run_row", "table_columns"]

_CHUNK: Final = 500

COLUMNS: Final = (
    "id",
    "name",
    "state",
    "user",
    "group",
    "job_type",
    "tags",
    "sweep_name",
    "created_at",
    "heartbeat_at",
    "duration",
)
"""Columns of every table of runs. Columns of config and summary follow, sorted by name."""


def table_columns(rows: list[dict[str, object]]) -> list[str]:
    """Return the columns of a table of runs: the attributes, then config and summary by name."""
    documents = {name for row in rows for name in row} - set(COLUMNS)
    return [*COLUMNS, *sorted(documents)]


def run_columns(runs: Sequence[RunBase[Any, Any]]) -> dict[str, list[object]]:
    """Return the columns of a table of runs. Equal to `run_row` and `table_columns`, without a dict per run."""
    with collection_paused():
        attributes = zip(*map(_attributes, runs), strict=True) if runs else ([] for _ in COLUMNS)
        documents = _Columns(len(runs))
        for start in range(0, len(runs), _CHUNK):
            chunk = list(enumerate(runs[start : start + _CHUNK], start))
            configs = ((at, run._user_config()) for at, run in chunk if run._has_any("config"))
            documents.add("config.", configs)
            summaries = (
                (at, run._document("summary")) for at, run in chunk if run._has_any("summary")
            )
            documents.add("summary.", summaries)
        found = documents.columns
        columns = {name: list(column) for name, column in zip(COLUMNS, attributes, strict=True)}
        return columns | {name: found[name] for name in sorted(found)}


class _Columns:
    """Values of flattened configs and summaries, by column.

    Attributes:
        columns: Values by column name, with None for absent keys.
    """

    def __init__(self, size: int) -> None:
        self.columns: dict[str, list[object]] = {}
        self._size = size

    def add(self, prefix: str, documents: Iterable[tuple[int, dict[str, JsonValue]]]) -> None:
        """Add configs or summaries with their positions. Those with the same keys are added column by column."""
        groups: dict[tuple[str, ...], tuple[list[int], list[dict[str, JsonValue]]]] = {}
        for position, document in documents:
            positions, alike = groups.setdefault(tuple(document), ([], []))
            positions.append(position)
            alike.append(document)
        for keys, (positions, alike) in groups.items():
            self._add_alike(prefix, keys, positions, alike)

    def _add_alike(
        self,
        prefix: str,
        keys: tuple[str, ...],
        positions: list[int],
        documents: list[dict[str, JsonValue]],
    ) -> None:
        columns = dict(
            zip(keys, zip(*(each.values() for each in documents), strict=True), strict=True)
        )
        nested = [key for key in keys if dict in set(map(type, columns[key]))]
        parts = {key: [flatten({key: value}) for value in columns.pop(key)] for key in nested}
        names = [*columns, *(name for rows in parts.values() for name in set[str]().union(*rows))]
        if len(set(names)) < len(names):
            # Two keys have the same flattened name, so each object must be flattened as a whole.
            columns, parts = {}, {"": [flatten(each) for each in documents]}
        for key, values in columns.items():
            self._put(f"{prefix}{key}", positions, values)
        for rows in parts.values():
            for position, row in zip(positions, rows, strict=True):
                for name, value in row.items():
                    self._put(f"{prefix}{name}", [position], (value,))

    def _put(self, name: str, positions: list[int], values: Sequence[object]) -> None:
        column = self.columns.get(name)
        if column is None:
            if values.count(None) == len(values):
                # A key that is always null gets no column.
                return
            column = self.columns[name] = [None] * self._size
        if positions[-1] - positions[0] + 1 == len(positions):
            column[positions[0] : positions[-1] + 1] = values
        else:
            for position, value in zip(positions, values, strict=True):
                column[position] = value


def _attributes(run: RunBase[Any, Any]) -> tuple[object, ...]:
    """Return the values of `COLUMNS`."""
    sent, user = run._sent, run._sent.user
    return (
        sent.name,
        sent.display_name,
        run.state.value,
        user.username if user is not None else None,
        sent.group,
        sent.job_type,
        list(sent.tags or []),
        sent.sweep_name,
        sent.created_at,
        sent.heartbeat_at,
        run.duration.total_seconds(),
    )


def run_row(run: RunBase[Any, Any]) -> dict[str, object]:
    """Return a run's attributes, and its config and summary under `config.` and `summary.`.

    The values are the server's, without unsaved changes.
    """
    row: dict[str, object] = dict(zip(COLUMNS, _attributes(run), strict=True))
    present = run._present_parts()
    if "config" in present:
        config = flatten(run._user_config())
        row.update((f"config.{key}", value) for key, value in config.items())
    if "summary" in present:
        summary = flatten(run._document("summary"))
        row.update((f"summary.{key}", value) for key, value in summary.items())
    return row
