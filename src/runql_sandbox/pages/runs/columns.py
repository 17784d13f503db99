"""Columns of run tables: their values, their orders, and their selection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.values import (
    config_values,
    shown,
    shown_seconds,
    shown_time,
    summary_values,
)
from runql_sandbox.pages.visits import PageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql_sandbox.pages.visits import Visit

__all__ = ["RUN_FIELDS", "Cell", "Row", "chosen_columns", "column_groups", "order_of", "read_rows"]

RUN_FIELDS: Final = """
fragment TableRun on Run {
  name displayName state createdAt heartbeatAt computeSeconds group jobType notes sweepName tags
  user { username }
  config
  summaryMetrics
}
"""
_ATTRIBUTES: Final = {
    "state": "state",
    "created": "createdAt",
    "runtime": "computeSeconds",
    "user": "user",
    "tags": "tags",
    "group": "group",
    "job_type": "jobType",
    "sweep": "sweepName",
    "notes": "notes",
    "heartbeat": "heartbeatAt",
    "id": "name",
}
"""Columns for attributes, with their fields."""
_ORDERS: Final = {
    "name": "display_name",
    "id": "name",
    "state": "state",
    "created": "created_at",
    "heartbeat": "heartbeat_at",
    "runtime": "duration",
    "user": "username",
    "group": "group",
    "job_type": "job_type",
    "sweep": "sweep",
    "notes": "notes",
}
"""Columns for attributes that runs can be ordered by, with the API's names."""
_USUAL: Final = ("state", "created", "runtime", "tags")
_CONFIG, _SUMMARY = "config.", "summary."
_MOST: Final = 60
_USUAL_CONFIG: Final = 4
_USUAL_SUMMARY: Final = 5
_SHOWN: Final = 120


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: Displayed text.
        number: Whether the value is a number, which is right-aligned.
        tags: Words to show separately.
    """

    text: str
    number: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A run of a table.

    Attributes:
        run: The fields of the API.
        values: Values of config and summary by column name.
    """

    run: dict[str, Any]
    values: dict[str, Any]

    @property
    def label(self) -> str:
        """The display name of the run."""
        return str(self.run["displayName"] or self.run["name"])

    def cell(self, column: str) -> Cell:
        """Return the cell of a column."""
        if column in _ATTRIBUTES:
            return self._attribute(column)
        if column not in self.values:
            return Cell("")
        value = self.values[column]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return Cell(shown(value, longest=_SHOWN), number=number)

    def _attribute(self, column: str) -> Cell:
        value = self.run[_ATTRIBUTES[column]]
        match column:
            case "created" | "heartbeat":
                return Cell(shown_time(value))
            case "runtime":
                return Cell(shown_seconds(value), number=True)
            case "user":
                return Cell(value["username"] if value else "")
            case "tags":
                return Cell("", tags=tuple(value or ()))
            case _:
                return Cell(str(value or "")[:_SHOWN])


def read_rows(runs: Iterable[dict[str, Any]]) -> list[Row]:
    """Return the rows of runs."""
    rows = []
    for run in runs:
        values = {f"{_CONFIG}{key}": each for key, each in config_values(run["config"]).items()}
        summary = summary_values(run["summaryMetrics"])
        values.update({f"{_SUMMARY}{key}": each for key, each in summary.items()})
        rows.append(Row(run, values))
    return rows


def column_groups(rows: Sequence[Row], chosen: Sequence[str]) -> dict[str, list[str]]:
    """Return all available columns: attributes, and config and summary keys of the rows."""
    found = dict.fromkeys(key for row in rows for key in row.values)
    found.update(dict.fromkeys(each for each in chosen if each not in _ATTRIBUTES))
    keys = sorted(found)
    return {
        "Run": list(_ATTRIBUTES),
        "Config": [each for each in keys if each.startswith(_CONFIG)],
        "Summary": [each for each in keys if each.startswith(_SUMMARY)],
    }


def chosen_columns(visit: Visit, rows: Sequence[Row]) -> list[str]:
    """Return the columns in the URL, or the default columns.

    Raises:
        PageError: If a column does not exist.
    """
    given = visit.texts("columns")
    for name in given:
        is_key = name.startswith((_CONFIG, _SUMMARY)) and name not in (_CONFIG, _SUMMARY)
        if not is_key and name not in _ATTRIBUTES:
            known = ", ".join([*_ATTRIBUTES, "config.KEY", "summary.KEY"])
            raise PageError(400, f"Invalid column: {name[:80]!r}. Allowed values: {known}.")
    if len(given) > _MOST:
        raise PageError(400, f"A table has at most {_MOST} columns, got {len(given)}.")
    return given or _usual(rows)


def _usual(rows: Sequence[Row]) -> list[str]:
    """Return the default columns of a table. Keys with different values come first."""
    config = _differing(rows, _CONFIG)[:_USUAL_CONFIG]
    summary = [each for each in _differing(rows, _SUMMARY) if not each.startswith(f"{_SUMMARY}_")]
    return [*_USUAL, *config, *summary[:_USUAL_SUMMARY]]


def _differing(rows: Sequence[Row], prefix: str) -> list[str]:
    seen: dict[str, set[str]] = {}
    for row in rows:
        for key, value in row.values.items():
            if key.startswith(prefix) and not isinstance(value, dict | list):
                seen.setdefault(key, set()).add(shown(value, longest=40))
    return sorted(seen, key=lambda key: len(seen[key]) < 2)


def order_of(sort: str) -> str:
    """Return the API's order for a column with a leading `-` or `+`.

    Raises:
        PageError: If runs cannot be ordered by the column.
    """
    sign = "-" if sort.startswith("-") else "+"
    name = sort.removeprefix("-").removeprefix("+")
    if name in _ORDERS:
        return f"{sign}{_ORDERS[name]}"
    if name.startswith(_CONFIG) and name != _CONFIG:
        return f"{sign}{name}"
    if name.startswith(_SUMMARY) and name != _SUMMARY:
        return f"{sign}summary_metrics.{name.removeprefix(_SUMMARY)}"
    known = ", ".join([*_ORDERS, "config.KEY", "summary.KEY"])
    raise PageError(400, f"Invalid sort: {sort[:80]!r}. Allowed values: {known}.")
