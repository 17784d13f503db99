"""Changes of many runs at once: which runs go into one request, and what became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.partial_success import partly_done
from runql._models._attributes.text_lists import text_list
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql._models.runs.attributes import RunAttributes
    from runql._paths.runs import RunPath
    from runql.errors import RunQLError

__all__ = ["RunsBatch", "TagChange", "batches_of", "raise_failures"]

RunT = TypeVar("RunT", bound="RunAttributes")

_MOST_RUNS: Final = 200
"""Runs of one request: their ids stay well below what servers take as a filter."""


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags to add, and tags to take away.

    Attributes:
        added: Tags that a run shall have.
        removed: Tags that it shall not have.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def of(cls, add: str | Iterable[str], remove: str | Iterable[str]) -> TagChange:
        """Read what a user asks for.

        Raises:
            UsageError: There is nothing to do, a tag is empty, or to be both added and removed.
        """
        added, removed = _distinct(add), _distinct(remove)
        if not added and not removed:
            raise UsageError("There is nothing to change: add_tags and remove_tags are both empty.")
        both = sorted(set(added) & set(removed))
        if both:
            raise UsageError(f"add_tags and remove_tags both name {both[0]!r}.")
        return cls(added, removed)

    @property
    def as_document(self) -> DocumentChange:
        """The change of a document that has tags as keys."""
        return DocumentChange(dict.fromkeys(self.added, True), frozenset(self.removed))

    def apply(self, tags: Sequence[str]) -> list[str]:
        """Return tags as they are after the change; those that stay keep their order."""
        kept = [tag for tag in tags if tag not in self.removed]
        return [*kept, *(tag for tag in self.added if tag not in kept)]


@dataclass(frozen=True, slots=True)
class RunsBatch(Generic[RunT]):
    """Runs of one project that one request names.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
        runs: The runs.
    """

    entity: str | None
    project: str
    runs: tuple[RunT, ...]

    @property
    def filters(self) -> str:
        """A filter that these runs match, and no others."""
        return json.dumps({"name": {"$in": [run.id for run in self.runs]}})


def batches_of(runs: Iterable[RunT]) -> list[RunsBatch[RunT]]:
    """Put runs together that one request can name, in the order they come in."""
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
    """Say which runs were not changed, if any.

    Raises:
        RunQLError: None was changed; why the first one was not.
        PartialUpdateError: Some were changed, and others were not.
    """
    if not failures:
        return
    if not finished:
        raise next(iter(failures.values()))
    known = {*finished, *failures}
    remaining = [each for each in chosen if each not in known]
    path, first = next(iter(failures.items()))
    tried = f", and {len(remaining)} were not tried" if remaining else ""
    raise partly_done(
        f"Of {len(chosen)} runs, {len(finished)} were {action}, {len(failures)} could not be{tried}; "
        f"{path}: {first.message}",
        finished=map(str, finished),
        failures={str(each): error for each, error in failures.items()},
        remaining=map(str, remaining),
        hint="The same call goes on with those that are left.",
    )


def _distinct(tags: str | Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys((tags,) if isinstance(tags, str) else text_list(tags, "tags")))
    if not all(found):
        raise UsageError("A tag is empty.")
    return found
