"""Paths of projects: `entity/project`, in every spelling."""

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
from runql.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ProjectPath", "parse_project_path"]

_DEFAULT_PROJECT: Final = "uncategorized"


_PROJECT_FORMS: Final = "Write entity/project, project, or the project's URL."

# What may follow entity and project in the web app's addresses.
_PROJECT_PAGES: Final = frozenset(
    {
        "artifacts", "automations", "groups", "jobs", "launch", "models", "overview", "reportlist",
        "reports", "runs", "sweeps", "table", "weave", "workspace",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectPath:
    """Where a project is.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
        known: Whether the server named the entity itself, so that it need not be looked up.
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
    """Read the path of a project.

    Args:
        path: `entity/project`, `project`, a URL, the parts of a path, or None for the defaults.
        entity: Entity of a path that names none.
        project: Project when there is no path; `uncategorized` if that is missing too, as the
            official client has it.

    Raises:
        PathError: If the path names no project.
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
    """Return entity and project of an address; a page of the project may follow."""
    parts = url_parts(url, _PROJECT_FORMS)
    page, below = parts[2:3], parts[3:]
    if below and page[0] in ("runs", "sweeps"):
        raise PathError(
            f"{shown(url)} is the address of one of a project's {page[0]}, not of the project.",
            hint="Leave out what follows the project; api.run takes the address of a run.",
        )
    if len(parts) < 2 or (page and page[0] not in _PROJECT_PAGES):
        raise PathError(
            f"Invalid project URL: {shown(url)}.",
            hint="A project's address ends in /entity/project.",
        )
    return check_parts(parts[:2], url, _PROJECT_FORMS)
