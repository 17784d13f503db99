"""Runs as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._frames.flatten import flatten
from runql._models.runs.config import user_config

if TYPE_CHECKING:
    from runql._models.runs.base import RunBase

__all__ = ["COLUMNS", "run_row", "table_columns"]

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
"""Columns that every table of runs has; those of config and summary follow, sorted."""


def table_columns(rows: list[dict[str, object]]) -> list[str]:
    """Return the columns of a table of runs: the attributes, then config and summary by name."""
    documents = {name for row in rows for name in row} - set(COLUMNS)
    return [*COLUMNS, *sorted(documents)]


def run_row(run: RunBase[Any, Any]) -> dict[str, object]:
    """Return a run's attributes, and its config and summary under `config.` and `summary.`.

    The documents are the server's; drafts that were not saved do not count.
    """
    user = run.user
    row: dict[str, object] = {
        "id": run.id,
        "name": run._sent.display_name,
        "state": run.state.value,
        "user": user.username if user is not None else None,
        "group": run._sent.group,
        "job_type": run._sent.job_type,
        "tags": list(run._sent.tags or []),
        "sweep_name": run.sweep_name,
        "created_at": run.created_at,
        "heartbeat_at": run.heartbeat_at,
        "duration": run.duration.total_seconds(),
    }
    present = run._present_parts()
    if "config" in present:
        config = flatten(user_config(run._document("config")))
        row.update((f"config.{key}", value) for key, value in config.items())
    if "summary" in present:
        summary = flatten(run._document("summary"))
        row.update((f"summary.{key}", value) for key, value in summary.items())
    return row
