"""Runs as rows of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._models.exports.columns import json_text
from runql._models.history.many_runs import RUN_ID
from runql._models.runs.config import user_config
from runql._models.runs.listed.table import run_row

if TYPE_CHECKING:
    from runql._models.runs.base import RunBase

__all__ = ["FIRST", "export_row", "row_columns"]

FIRST: Final = (
    RUN_ID, "name", "state", "user", "group", "job_type", "tags", "sweep_name", "created_at",
    "heartbeat_at", "updated_at", "duration", "history_line_count", "notes", "description",
    "commit", "host", "url", "storage_id", "deleted", "config_json", "summary_json",
)  # fmt: skip
"""Columns of every table of exported runs; sorted columns of config and summary follow."""


def export_row(run: RunBase[Any, Any]) -> dict[str, object]:
    """Return attributes, config and summary of a run, with one column per key."""
    row = run_row(run)
    row[RUN_ID] = row.pop("id")
    row["tags"] = json_text(list(run.tags))
    row |= {
        "updated_at": run.updated_at,
        "history_line_count": run.history_line_count,
        "notes": run._snapshot.notes,
        "description": run._snapshot.description,
        "commit": run.commit,
        "host": run.host,
        "url": run.url,
        "storage_id": run.storage_id,
        "deleted": False,
        "config_json": json_text(user_config(run._document("config"))),
        "summary_json": json_text(run._document("summary")),
    }
    return row


def row_columns(rows: list[dict[str, object]]) -> list[str]:
    """Return the columns of rows, in order."""
    return [*FIRST, *sorted({name for row in rows for name in row} - set(FIRST))]
