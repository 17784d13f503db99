"""Paths of sweeps: `entity/project/sweep`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._paths.parsing import is_url, parts_below, path_parts, refuse_reserved, shown, unquoted
from runql.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SweepPath", "parse_sweep_path"]


_SWEEP_FORMS: Final = "Use entity/project/sweep_id, project/sweep_id, sweep_id, or the sweep's URL."


@dataclass(frozen=True, slots=True)
class SweepPath:
    """The path of a sweep.

    Attributes:
        entity: User or team; None for the server's default for the viewer.
        project: Name of the project.
        sweep: Id of the sweep.
    """

    entity: str | None
    project: str
    sweep: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project, self.sweep) if part)


def parse_sweep_path(
    path: str | SweepPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> SweepPath:
    """Parse the path of a sweep.

    Args:
        path: `entity/project/sweep_id`, `entity/project/sweeps/sweep_id`, `project/sweep_id`,
            `sweep_id`, a URL, or the parts of a path.
        entity: Entity of a path without an entity.
        project: Project of a path without a project.

    Raises:
        PathError: If the path is invalid, or has no project.
    """
    if isinstance(path, SweepPath):
        return SweepPath(path.entity or entity, path.project, path.sweep)
    if is_url(path):
        parts = parts_below(path, "sweeps", "sweep", _SWEEP_FORMS)
    else:
        parts = path_parts(path, _SWEEP_FORMS)
        if len(parts) == 4 and parts[2] == "sweeps":
            parts = [*parts[:2], parts[3]]
        refuse_reserved(parts, path, _SWEEP_FORMS)
        parts = [*unquoted(parts[:-1], path, _SWEEP_FORMS), parts[-1]]
    match parts:
        case [sweep] if project is not None:
            return SweepPath(entity, project, sweep)
        case [_]:
            raise PathError(
                f"Sweep path without a project: {shown(path)}.",
                hint="Pass the project in the path, as project=, or as WANDB_PROJECT.",
            )
        case [project_name, sweep]:
            return SweepPath(entity, project_name, sweep)
        case [owner, project_name, sweep]:
            return SweepPath(owner, project_name, sweep)
        case _:
            raise PathError(f"Invalid sweep path: {shown(path)}.", hint=_SWEEP_FORMS)
