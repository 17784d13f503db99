"""Extraction of runs from the responses of run operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._paths.projects import missing_project
from runql._paths.runs import RunPath
from runql.errors import (
    ApiError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    ProtocolError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.get_run import GetRun
    from runql_graphql.get_run_state import GetRunState
    from runql_graphql.get_runs_by_id import GetRunsById
    from runql_graphql.list_runs import ListRuns
    from runql_graphql.upsert_run import UpsertRun

    from runql._models.runs.listed.rows import RunRows
    from runql._paths.projects import ProjectPath

__all__ = [
    "RunsPage",
    "counted_runs",
    "created_run",
    "found_run",
    "found_state",
    "listed_page",
    "listed_runs",
    "may_refuse_empty_edits",
    "missing_run",
    "own_path",
    "refuse_existing",
    "runs_in_order",
    "written_despite",
]


@dataclass(frozen=True, slots=True)
class RunsPage:
    """One page of a listing.

    Attributes:
        runs: Runs of the page.
        cursor: Cursor of the next page; None at the end.
        total: Number of runs that match the filter.
        end: Cursor after the last run, also at the end; None if unknown.
    """

    runs: tuple[RunFull, ...]
    cursor: str | None
    total: int
    end: str | None = None


def listed_page(response: RunRows, path: ProjectPath) -> RunsPage:
    """Return the page of a listing.

    Raises:
        NotFoundError: If the project does not exist, or the viewer has no access to it.
    """
    if not response.exists:
        raise missing_project(path, "ListRuns")
    return RunsPage(tuple(response.runs), response.cursor, response.total, response.end)


def counted_runs(response: ListRuns) -> tuple[list[RunFull], int | None]:
    """Return the runs of a listing's page, and how many runs match the filter."""
    total = response.project.run_count if response.project is not None else None
    return listed_runs(response), total


def listed_runs(response: ListRuns) -> list[RunFull]:
    """Return the runs of a listing's page."""
    connection = response.project.runs if response.project is not None else None
    return [edge.node for edge in connection.edges] if connection is not None else []


def runs_in_order(response: GetRunsById, ids: Sequence[str]) -> list[RunFull]:
    """Return the requested runs, in the order of the IDs.

    Raises:
        NotFoundError: If a run does not exist, or the viewer has no access to it.
    """
    found = {run.id: run for run in response.runs.runs if run.project is not None}
    missing = [each for each in ids if each not in found]
    if missing:
        shown = ", ".join(missing[:3]) + (", …" if len(missing) > 3 else "")
        raise NotFoundError(
            f"{len(missing)} of {len(ids)} runs not found: {shown}. They do not exist, or this API key has no access to them.",
            hint="Pass storage_id of each run. Its id, the last part of its path, is a different value.",
            operation="GetRunsById",
        )
    return [found[each] for each in ids]


def found_run(response: GetRun, path: RunPath) -> RunFull:
    """Return the requested run.

    Raises:
        NotFoundError: If the run does not exist, or the viewer has no access to it.
    """
    run = response.project.run if response.project is not None else None
    if run is None:
        raise missing_run(path, "GetRun", project_exists=response.project is not None)
    return run


def found_state(response: GetRunState, path: RunPath) -> str:
    """Return the state of the requested run.

    Raises:
        NotFoundError: If the run was deleted.
    """
    run = response.project.run if response.project is not None else None
    if run is None:
        raise missing_run(path, "GetRunState", project_exists=response.project is not None)
    return run.state or ""


def missing_run(path: RunPath, operation: str, *, project_exists: bool) -> NotFoundError:
    """Return the error for a run that is missing in a response."""
    if project_exists:
        return NotFoundError(
            f"Run not found: {path}.",
            hint="Pass the run's ID as the last part, not its name. Filter by display_name to find the ID.",
            operation=operation,
        )
    return NotFoundError(
        f"Run not found: {path}. The project does not exist, or this API key has no access to it.",
        hint="Check the spelling of entity and project; api.projects(entity) lists them.",
        operation=operation,
    )


def may_refuse_empty_edits(error: ApiError) -> bool:
    """Return whether an `UpdateRun` may have failed only because of its first edit, which changes nothing.

    GraphQL executes the edits of a request in order. The error's path names the failed edit.
    """
    paths = [each.path[:1] for each in error.errors]
    if any(paths):
        return all(path == ("before",) for path in paths)
    return isinstance(error, InvalidInputError | UnsupportedError)


def written_despite(error: ApiError) -> RunFull | None:
    """Return the run that an `UpdateRun` changed despite the failure of its first edit; None if it changed no run."""
    edit: object = getattr(error.data, "upsert_bucket", None)
    return getattr(edit, "bucket", None)


def own_path(snapshot: RunFull, requested: ProjectPath) -> RunPath:
    """Return the path of a run, preferably from the response instead of the request."""
    project = snapshot.project
    if project is None:
        return RunPath(requested.entity, requested.project, snapshot.name)
    return RunPath(project.entity_name, project.name, snapshot.name)


def created_run(response: UpsertRun, project: ProjectPath) -> RunFull:
    """Return the run that a mutation created.

    Raises:
        ProtocolError: If the response has no run.
    """
    if response.upsert_bucket is None or response.upsert_bucket.bucket is None:
        raise ProtocolError(
            f"The server returned neither a new run of {project} nor an error message.",
            operation="UpsertRun",
        )
    return response.upsert_bucket.bucket


def refuse_existing(response: GetRunState, path: RunPath) -> None:
    """Check that a run to be created does not exist.

    Raises:
        ConflictError: If the run exists.
    """
    if response.project is not None and response.project.run is not None:
        raise ConflictError(
            f"Run already exists: {path}.",
            hint="Omit run_id for a random ID, or edit the existing run with api.run(path).",
            operation="UpsertRun",
        )
