"""Sizes of the groups of runs, as the server counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._paths.projects import missing_project
from runql.errors import ProtocolError

if TYPE_CHECKING:
    from runql_graphql.list_run_groups import ListRunGroups

    from runql._paths.projects import ProjectPath

__all__ = ["GroupSizes"]

_OPERATION = "ListRunGroups"


class GroupSizes:
    """Sizes of groups of runs, page by page, until they add up to all runs."""

    def __init__(self, path: ProjectPath) -> None:
        self._path = path
        self._sizes: dict[str | None, int] = {}
        self._total = 0

    def add(self, response: ListRunGroups) -> str | None:
        """Take a page in, and return the cursor to continue after; None at the end.

        Pages have no mark of the end. So the last one is the one that adds up to all runs, or that is empty.

        Raises:
            NotFoundError: If the project does not exist.
            ProtocolError: If the server did not group the runs, listed a group twice, or counts
                more runs in groups than there are.
        """
        from runql_graphql.fragments.runs.groups import GroupedRunConnectionPage

        project = response.project
        if project is None:
            raise missing_project(self._path, _OPERATION)
        self._total = project.run_count
        groups = project.grouped_runs
        if groups is None and not project.run_count:
            return None
        if not isinstance(groups, GroupedRunConnectionPage):
            raise self._misfit("listed runs in place of groups")
        for edge in groups.edges:
            name = edge.node.group or None
            if name in self._sizes:
                raise self._misfit(f"listed the group {name!r} twice")
            self._sizes[name] = edge.node.total_runs
        counted = sum(self._sizes.values())
        if counted > self._total:
            raise self._misfit(f"counted {counted} runs in groups, and {self._total} runs in all")
        if counted == self._total or not groups.edges:
            return None
        return groups.edges[-1].cursor

    def result(self) -> dict[object, int]:
        """Return the size of each group by its name, None for the runs that are in no group."""
        named = {name: size for name, size in self._sizes.items() if name is not None and size}
        found: dict[object, int] = dict(sorted(named.items()))
        rest = self._total - sum(named.values())
        return {**found, None: rest} if rest else found

    def _misfit(self, what: str) -> ProtocolError:
        return ProtocolError(
            f"The server {what}: the groups of {self._path}.",
            hint='runs.group_by("group").sizes() reads the runs and counts them.',
            operation=_OPERATION,
        )
