"""Filters and orders of runs as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, func, select

from runql_sandbox.inputs import parse_json
from runql_sandbox.mongo import Column, FieldMap, compile_filter, compile_order
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from runql_sandbox.store.projects import Project

__all__ = ["FIELDS", "count_runs", "matching_runs", "select_runs"]

_USERNAME = select(User.username).where(User.id == Run.user_id).scalar_subquery()

_COLUMNS: Final = {
    "name": Column(Run.name, "text"),
    "display_name": Column(Run.display_name, "text"),
    "state": Column(Run.state, "text"),
    "created_at": Column(Run.created_at, "time"),
    "heartbeat_at": Column(Run.heartbeat_at, "time"),
    "updated_at": Column(Run.updated_at, "time"),
    "job_type": Column(Run.job_type, "text"),
    "group": Column(Run.group, "text"),
    "host": Column(Run.host, "text"),
    "commit": Column(Run.commit, "text"),
    "notes": Column(Run.notes, "text"),
    "description": Column(Run.description, "text"),
    "sweep": Column(Run.sweep, "text"),
    "username": Column(_USERNAME, "text"),
    "duration": Column(Run.duration, "number"),
    "tags": Column(Run.tags, "list"),
}
_SPELLINGS: Final = {
    "displayName": "display_name",
    "createdAt": "created_at",
    "heartbeatAt": "heartbeat_at",
    "updatedAt": "updated_at",
    "jobType": "job_type",
}

FIELDS: Final = FieldMap(
    columns={**_COLUMNS, **{old: _COLUMNS[new] for old, new in _SPELLINGS.items()}},
    documents={"config": Run.config_json, "summary_metrics": Run.summary_json},
    wrapped=frozenset({"config"}),
    tie_breaker=Run.id,
    empty=frozenset({"id"}),
)


def select_runs(project: Project, filters: str | None, order: str | None) -> Select[Any]:
    """Return the query for a project's runs.

    Raises:
        FilterSyntaxError: If the filter or the order is invalid.
    """
    return _matching(select(Run), project, filters).order_by(*compile_order(order, FIELDS))


def count_runs(project: Project, filters: str | None) -> Select[Any]:
    """Return the query for the number of matching runs.

    Raises:
        FilterSyntaxError: If the filter is invalid.
    """
    return _matching(select(func.count()).select_from(Run), project, filters)


def matching_runs(wanted: Select[Any], filters: str | None) -> Select[Any]:
    """Return a query for runs, restricted by a filter.

    Raises:
        FilterSyntaxError: If the filter is invalid.
    """
    return wanted.where(compile_filter(parse_json(filters or "{}", "filters") or {}, FIELDS))


def _matching(wanted: Select[Any], project: Project, filters: str | None) -> Select[Any]:
    return matching_runs(wanted.where(Run.project_id == project.id), filters)
