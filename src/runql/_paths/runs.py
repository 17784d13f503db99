"""Paths of runs: `entity/project/run`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._paths.parsing import (
    check_parts,
    is_url,
    parts_below,
    path_parts,
    refuse_reserved,
    shown,
    unquoted,
    url_parts,
)
from runql.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RunPath", "parse_run_path"]


_RUN_FORMS: Final = (
    "Use entity/project/run_id, project/run_id, project:run_id, run_id, or the run's URL."
)


@dataclass(frozen=True, slots=True)
class RunPath:
    """The path of a run.

    Attributes:
        entity: User or team; None for the server's default for the viewer.
        project: Name of the project.
        run: Id of the run.
    """

    entity: str | None
    project: str
    run: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project, self.run) if part)


def parse_run_path(
    path: str | RunPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> RunPath:
    """Parse the path of a run.

    Args:
        path: `entity/project/run_id`, `project/run_id`, `project:run_id`, `run_id`, a URL, or the
            parts of a path.
        entity: Entity of a path without an entity.
        project: Project of a path without a project.

    Raises:
        PathError: If the path is invalid, or has no project.
    """
    if isinstance(path, RunPath):
        return RunPath(path.entity or entity, path.project, path.run)
    parts = _run_parts_of_url(path) if is_url(path) else _run_parts(path)
    match parts:
        case [run]:
            if project is None:
                raise PathError(
                    f"Run path without a project: {shown(path)}.",
                    hint="Pass the project in the path, as project=, or as WANDB_PROJECT.",
                )
            return RunPath(entity, project, run)
        case [project_name, run]:
            return RunPath(entity, project_name, run)
        case [owner, project_name, run]:
            return RunPath(owner, project_name, run)
        case _:
            raise PathError(f"Invalid run path: {shown(path)}.", hint=_RUN_FORMS)


def _run_parts(path: str | Sequence[str]) -> list[str]:
    parts = path_parts(path, _RUN_FORMS)
    if len(parts) == 4 and parts[2] == "runs":
        parts = [*parts[:2], parts[3]]
    if len(parts) == 4 and parts[2] == "sweeps":
        raise _sweep_error(path)
    # Names contain no colon, so a colon always separates project and run.
    if isinstance(path, str) and len(parts) <= 2 and parts[-1].count(":") == 1:
        project, _, run = parts[-1].partition(":")
        parts = check_parts([*parts[:-1], project.strip(), run.strip()], path, _RUN_FORMS)
    refuse_reserved(parts, path, _RUN_FORMS)
    return [*unquoted(parts[:-1], path, _RUN_FORMS), parts[-1]]


def _run_parts_of_url(url: str) -> list[str]:
    """Return entity, project and run of a URL. URLs of the run's pages are accepted."""
    parts = url_parts(url, _RUN_FORMS)
    if "sweeps" in parts[2:] and "runs" not in parts[2:]:
        raise _sweep_error(url)
    return parts_below(url, "runs", "run", _RUN_FORMS)


def _sweep_error(path: object) -> PathError:
    return PathError(
        f"{shown(path)} is the path of a sweep, not of a run.",
        hint=f"{_RUN_FORMS} For the runs of a sweep, use api.sweep(path).runs().",
    )
