"""Bulk changes of runs: batches per request, destinations and results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.partial_success import partly_done
from runql._models._attributes.text_lists import text_list
from runql._paths.projects import parse_project_path
from runql.errors import NotFoundError, PathError, ProtocolError, ServerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql_graphql.fragments.runs.moving import TaskFields

    from runql._models.runs.attributes import RunAttributes
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath
    from runql.errors import RunQLError

__all__ = [
    "RunsBatch",
    "TagChange",
    "batches_of",
    "check_destination",
    "is_moved",
    "not_brought_back",
    "parse_destination",
    "raise_failures",
]

RunT = TypeVar("RunT", bound="RunAttributes")

_MOST_RUNS: Final = 200
"""Runs per request. Their ids stay well below the size limit of filters."""


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags to add and tags to remove.

    Attributes:
        added: Tags to add.
        removed: Tags to remove.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, add: str | Iterable[str], remove: str | Iterable[str]) -> TagChange:
        """Return the change for the arguments of a user.

        Raises:
            UsageError: If both arguments are empty, a tag is empty, or a tag is in both.
        """
        added, removed = _distinct(add), _distinct(remove)
        if not added and not removed:
            raise UsageError(
                "add_tags and remove_tags are both empty.",
                hint='Pass a tag, such as add_tags="best".',
            )
        both = sorted(set(added) & set(removed))
        if both:
            raise UsageError(
                f"add_tags and remove_tags both contain {both[0]!r}.",
                hint="Pass each tag only once.",
            )
        return cls(added, removed)

    @property
    def as_document(self) -> DocumentChange:
        """The change as a change of a JSON object with tags as keys."""
        return DocumentChange(dict.fromkeys(self.added, True), frozenset(self.removed))

    def apply(self, tags: Sequence[str]) -> list[str]:
        """Return tags after the change. Unchanged tags keep their order."""
        kept = [tag for tag in tags if tag not in self.removed]
        return [*kept, *(tag for tag in self.added if tag not in kept)]


@dataclass(frozen=True, slots=True)
class RunsBatch(Generic[RunT]):
    """Runs of one project for one request.

    Attributes:
        entity: User or team; None for the server's default for the viewer.
        project: Name of the project.
        runs: The runs.
    """

    entity: str | None
    project: str
    runs: tuple[RunT, ...]

    @property
    def filters(self) -> str:
        """A filter that matches exactly these runs."""
        return json.dumps({"name": {"$in": [run.id for run in self.runs]}})


def batches_of(runs: Iterable[RunT]) -> list[RunsBatch[RunT]]:
    """Group runs by project into batches of one request, in order."""
    projects: dict[tuple[str | None, str], list[RunT]] = {}
    for run in runs:
        path = run._path
        projects.setdefault((path.entity, path.project), []).append(run)
    found: list[RunsBatch[RunT]] = []
    for members in projects.values():
        path = members[0]._path
        for start in range(0, len(members), _MOST_RUNS):
            part = tuple(members[start : start + _MOST_RUNS])
            found.append(RunsBatch(path.entity, path.project, part))
    return found


def raise_failures(
    action: str,
    chosen: Sequence[RunPath],
    finished: Sequence[RunPath],
    failures: Mapping[RunPath, RunQLError],
) -> None:
    """Raise an error for the runs that were not changed, if there are any.

    Raises:
        RunQLError: If no run was changed. This is the error of the first run.
        PartialUpdateError: If some runs were changed and others were not.
    """
    if not failures:
        return
    if not finished:
        raise next(iter(failures.values()))
    known = {*finished, *failures}
    remaining = [each for each in chosen if each not in known]
    path, first = next(iter(failures.items()))
    tried = f", {len(remaining)} not attempted" if remaining else ""
    raise partly_done(
        f"{len(finished)} of {len(chosen)} runs were {action}, {len(failures)} failed{tried}. "
        f"First error, for {path}: {first.message}",
        finished=map(str, finished),
        failures={str(each): error for each, error in failures.items()},
        remaining=map(str, remaining),
        hint="Call the method again to continue with the rest.",
    )


def parse_destination(path: str | ProjectPath) -> ProjectPath:
    """Parse the path of the project that runs are moved to.

    Raises:
        PathError: If the path has no project or no entity.
    """
    found = parse_project_path(path)
    if found.entity is None:
        raise PathError(
            f"Invalid destination: {path!r} has no entity.",
            hint="Use 'entity/project'.",
        )
    return found


def check_destination(batches: Sequence[RunsBatch[RunAttributes]], target: ProjectPath) -> None:
    """Check that runs can be moved to a project.

    Raises:
        UsageError: If runs are in the project already, or the entity of their project is unknown.
    """
    for batch in batches:
        if batch.entity is None:
            raise UsageError(
                f"The entity of project {batch.project!r} is unknown, so its runs cannot be moved.",
                hint="List them with api.runs('entity/project').",
            )
        if (batch.entity, batch.project) == (target.entity, target.project):
            raise UsageError(
                f"The runs are already in project {target}.", hint="Pass another project."
            )


def not_brought_back(path: RunPath) -> NotFoundError:
    """Return the error for a deleted run that is not listed after a request to restore it."""
    return NotFoundError(
        f"Run {path} was not restored: the project had no such run, or its data was deleted.",
        hint="Check the run ID, which is the last part of the run's path.",
        operation="UndeleteRuns",
    )


def is_moved(task: TaskFields | None, target: ProjectPath) -> bool:
    """Return whether the server has moved the runs.

    Raises:
        ProtocolError: If the response has no progress.
        ServerError: If the server stopped with an error.
    """
    if task is None:
        raise ProtocolError("The server returned no progress of moving runs.", operation="MoveRuns")
    if task.state == "FAILED":
        raise ServerError(
            f"The server failed to move all runs to {target} (task {task.id}).",
            hint="List both projects to find the runs.",
            operation="MoveRuns",
        )
    return task.state == "FINISHED"


def _distinct(tags: str | Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys((tags,) if isinstance(tags, str) else text_list(tags, "tags")))
    if not all(found):
        raise UsageError("Tags must not be empty.", hint='Pass a tag, such as "best".')
    return found
