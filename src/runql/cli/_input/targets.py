"""Runs to change: named by path, or selected by a filter in a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from runql._paths.projects import parse_project_path
from runql._paths.runs import parse_run_path
from runql.cli._input.completion import complete_projects, complete_runs
from runql.cli._input.keys import check_project_keys, filter_keys
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runql._sync.api import Api
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run

__all__ = [
    "EveryRun",
    "FilterText",
    "ProjectPathArgument",
    "RunPathArgument",
    "RunPathsArgument",
    "Targets",
    "project_of",
]

ProjectPathArgument: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="ENTITY/PROJECT", help="The project.", autocompletion=complete_projects),
]
RunPathArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="RUN", help="Path or URL of the run.", autocompletion=complete_runs)
]
RunPathsArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="RUN",
        help="Run paths; with --filter or --all, one project path.",
        autocompletion=complete_runs,
    ),
]
FilterText: TypeAlias = Annotated[
    str | None,
    typer.Option("--filter", help="Filter for the runs, such as 'state = \"finished\"'."),
]
EveryRun: TypeAlias = Annotated[bool, typer.Option("--all", help="All runs of the project.")]


def project_of(api: Api, path: str | None) -> str:
    """Return `entity/project` of a path, with the defaults of the settings.

    Raises:
        PathError: If the path does not name a project.
    """
    settings = api.settings
    return str(parse_project_path(path, entity=settings.entity, project=settings.project))


@dataclass(frozen=True, slots=True)
class Targets:
    """The runs that a command changes.

    Attributes:
        paths: Run paths, or one project path.
        filters: Filter for the runs of the project.
        every: Whether to select all runs of the project.
    """

    paths: Sequence[str]
    filters: str | None = None
    every: bool = False

    def found(self, api: Api) -> list[Run[Any, Any]]:
        """Return the runs.

        Raises:
            UsageError: If a filter comes with several paths or names unknown keys.
            NotFoundError: If a run does not exist.

        Requests: One per page of runs, and those of `check_project_keys` with a filter.
        """
        return [run for listed in self.lists(api) for run in listed]

    def lists(self, api: Api) -> Iterator[Runs[Any, Any]]:
        """Return lists of the runs, one per project.

        Raises:
            UsageError: If a filter comes with several paths or names unknown keys.
            NotFoundError: If a run does not exist.
        """
        if self.every and self.filters is not None:
            raise UsageError("--all and --filter cannot be combined.")
        if self.every or self.filters is not None:
            if len(self.paths) != 1:
                raise UsageError(
                    f"--filter and --all require one project path, got {len(self.paths)}."
                )
            keys = filter_keys(self.filters)
            check_project_keys(api, project_of(api, self.paths[0]), keys, "--filter")
            yield api.runs(self.paths[0], self.filters, fields=["id"])
            return
        by_project: dict[str, list[str]] = {}
        settings = api.settings
        for path in self.paths:
            parsed = parse_run_path(path, entity=settings.entity, project=settings.project)
            project = "/".join(part for part in (parsed.entity, parsed.project) if part)
            by_project.setdefault(project, []).append(parsed.run)
        for project, names in by_project.items():
            wanted = list(dict.fromkeys(names))
            found = api.runs(project, {"name": {"$in": wanted}}, fields=["id"])
            missing = set(wanted) - {run.id for run in found}
            for name in wanted:
                if name in missing:
                    # Raises an error that names the missing resource: the project or the run.
                    api.run(f"{project}/{name}", fields=["id"])
            yield found
