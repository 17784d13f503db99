"""Runs and files as the server returned them, for exports that are opened without the server."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from runql_graphql.scalars import JSONString

from runql._models.history.many_runs import RUN_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from runql._models.files.base import FileAttributes
    from runql._models.runs.base import RunBase

__all__ = ["as_sent", "file_fields", "snapshot_row"]


def snapshot_row(run: RunBase[Any, Any]) -> dict[str, object]:
    """Return a run as a row of the table of snapshots."""
    return {
        RUN_ID: run.id,
        "deleted": False,
        "snapshot_json": json.dumps(as_sent(run._snapshot)),
    }


def file_fields(file: FileAttributes) -> Mapping[str, Any]:
    """Return the attributes of a file without URLs, which expire."""
    found = as_sent(file._snapshot)
    return {name: value for name, value in found.items() if name not in ("url", "directUrl")}


def as_sent(model: BaseModel) -> dict[str, Any]:
    """Return a model as JSON, with nested JSON as the strings that were received."""
    fields: dict[str, Any] = model.model_dump(by_alias=True, exclude_unset=True)
    return {name: _wire(value) for name, value in fields.items()}


def _wire(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    if isinstance(value, JSONString):
        return value.raw
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {name: _wire(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_wire(each) for each in value]
    return value
