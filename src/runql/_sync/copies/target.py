# Generated from src/runql/_async/copies/target.py by `make generate`. Do not edit.

"""Target project and session of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from runql._paths.projects import parse_project_path
from runql._sync._client.session import Session
from runql.errors import PathError, UsageError

if TYPE_CHECKING:
    from runql._paths.projects import ProjectPath
    from runql._sync.api import Api

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


def target_session(own: Session, api: Api | None) -> Session:
    """Return the session that writes copies.

    Raises:
        UsageError: If `api` is not of type Api.
    """
    if api is None:
        return own
    session: object = getattr(api, "_session", None)
    if not isinstance(session, Session):
        raise UsageError(
            f"api must be of type Api, got {type(api).__name__}.",
            hint="Pass the Api of the target server.",
        )
    return session
