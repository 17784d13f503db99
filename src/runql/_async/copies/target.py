"""Target project and session of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from runql._async._client.session import AsyncSession
from runql._paths.projects import parse_project_path
from runql.errors import PathError, UsageError

if TYPE_CHECKING:
    from runql._async.api import AsyncApi
    from runql._paths.projects import ProjectPath

__all__ = ["target_project", "target_session"]


def target_project(path: str | ProjectPath, entity: str | None) -> ProjectPath:
    """Return the project for a copy.

    Raises:
        PathError: If the path is not that of a project.
    """
    given = cast("object", path)
    if given is None:
        raise PathError(
            "path must name the project of the copy, got None.", hint='Pass path="entity/project".'
        )
    return parse_project_path(path, entity=entity)


def target_session(own: AsyncSession, api: AsyncApi | None) -> AsyncSession:
    """Return the session that writes copies.

    Raises:
        UsageError: If `api` is not of type AsyncApi.
    """
    if api is None:
        return own
    session: object = getattr(api, "_session", None)
    if not isinstance(session, AsyncSession):
        raise UsageError(
            f"api must be of type AsyncApi, got {type(api).__name__}.",
            hint="Pass the AsyncApi of the target server.",
        )
    return session
