# Generated from src/runql/_async/reports/projects.py by `make generate`. Do not edit.

"""IDs of the projects of new run sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session

__all__ = ["project_ids"]


def project_ids(session: Session, projects: Iterable[ProjectPath]) -> dict[ProjectPath, str | None]:
    """Return the IDs of projects that the web app uses; None if the server returns no ID.

    Raises:
        NotFoundError: If a project does not exist, or the API key has no access to it.

    Requests: One per project.
    """
    found: dict[ProjectPath, str | None] = {}
    for path in projects:
        response = session.send(ops.get_project(entity=path.entity, project=path.project))
        if response.project is None:
            raise NotFoundError(
                f"Project of a run set not found: {path}. It does not exist, or this API key has no access to it.",
                hint="Check entity= and project= of the RunSet.",
                operation="GetProject",
            )
        found[path] = response.project.internal_id
    return found
