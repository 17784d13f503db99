"""Spellings of the official client that are no attributes here: kind at run time, errors to checkers."""

from __future__ import annotations

import warnings

__all__ = ["LEGACY_NAMES", "legacy_attribute"]

LEGACY_NAMES = {
    "createdAt": "created_at",
    "displayName": "name",
    "display_name": "name",
    "entityName": "entity",
    "groupName": "group",
    "heartbeatAt": "heartbeat_at",
    "historyKeys": "history_keys",
    "historyLineCount": "history_line_count",
    "internalId": "internal_id",
    "jobType": "job_type",
    "lastActive": "last_active",
    "lastHistoryStep": "last_history_step",
    "projectId": "project_id",
    "rawconfig": "raw_config",
    "readOnly": "read_only",
    "storageId": "storage_id",
    "summaryMetrics": "summary_metrics",
    "sweepName": "sweep_name",
    "systemMetrics": "system_metrics",
    "updatedAt": "updated_at",
}


def legacy_attribute(owner: object, name: str) -> object:
    """Return the attribute that an old spelling means.

    Raises:
        AttributeError: The name is no old spelling of an attribute of the owner.
    """
    new = LEGACY_NAMES.get(name)
    if new is None or not hasattr(type(owner), new):
        raise AttributeError(f"{type(owner).__name__!r} object has no attribute {name!r}")
    warnings.warn(
        f"{type(owner).__name__}.{name} is spelled {new} here", DeprecationWarning, stacklevel=3
    )
    return getattr(owner, new)
