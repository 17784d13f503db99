"""Paths of projects: `entity/project`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from runql._paths.parsing import (
    check_parts,
    is_url,
    path_parts,
    refuse_reserved,
    shown,
    unquoted,
    url_parts,
)
from runql._wandb_names.keys import ReadByPart
from runql.errors import NotFoundError, PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ProjectPath", "missing_project", "parse_project_path"]

_DEFAULT_PROJECT: Final = "uncategorized"


_PROJECT_FORMS: Final = "Use entity/project, project, or the project's URL."

# Pages that may follow entity and project in URLs of the web app.
_PROJECT_PAGES: Final = frozenset(
    {
        "artifacts", "automations", "groups", "jobs", "launch", "models", "overview", "reportlist",
        "reports", "runs", "sweeps", "table", "weave", "workspace",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectPath(ReadByPart):
    """The path of a project.

    Attributes:
        entity: User or team; None for the server's default for the viewer.
        project: Name of the project.
        known: Whether the entity comes from the server, so that no lookup is needed.
    """

    entity: str | None
    project: str
    known: bool = field(default=False, repr=False, compare=False, kw_only=True)

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project) if part)


def parse_project_path(
    path: str | ProjectPath | Sequence[str] | None,
    *,
    entity: str | None = None,
    project: str | None = None,
) -> ProjectPath:
    """Parse the path of a project.

    Args:
        path: `entity/project`, `project`, a URL, the parts of a path, or None for the defaults.
        entity: Entity of a path without an entity.
        project: Project if path is None; `uncategorized` if this is None too, as in the official
            client.

    Raises:
        PathError: If the path is invalid.
    """
    if isinstance(path, ProjectPath):
        return replace(path, entity=path.entity or entity)
    if path is None:
        return ProjectPath(entity, project or _DEFAULT_PROJECT)
    parts = _project_parts_of_url(path) if is_url(path) else path_parts(path, _PROJECT_FORMS)
    if not is_url(path):
        parts = unquoted(parts, path, _PROJECT_FORMS)
    refuse_reserved(parts, path, _PROJECT_FORMS)
    match parts:
        case [name]:
            return ProjectPath(entity, name)
        case [owner, name]:
            return ProjectPath(owner, name)
        case _:
            raise PathError(f"Invalid project path: {shown(path)}.", hint=_PROJECT_FORMS)


def _project_parts_of_url(url: str) -> list[str]:
    """Return entity and project of a URL. URLs of the project's pages are accepted."""
    parts = url_parts(url, _PROJECT_FORMS)
    page, below = parts[2:3], parts[3:]
    if below and page[0] in ("runs", "sweeps"):
        raise PathError(
            f"{shown(url)} is a URL of the project's {page[0]}, not of the project.",
            hint="Remove everything after the project. For a run, pass the URL to api.run().",
        )
    if len(parts) < 2 or (page and page[0] not in _PROJECT_PAGES):
        raise PathError(
            f"Invalid project URL: {shown(url)}.",
            hint="Use a URL that ends in /entity/project.",
        )
    return check_parts(parts[:2], url, _PROJECT_FORMS)


def missing_project(path: ProjectPath, operation: str) -> NotFoundError:
    """Return the error for a project that is missing in a response."""
    return NotFoundError(
        f"Project not found: {path}. It does not exist, or this API key has no access to it.",
        hint="Check the spelling of entity and project; api.projects(entity) lists them.",
        operation=operation,
    )
