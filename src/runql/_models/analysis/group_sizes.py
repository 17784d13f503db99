"""Sizes of run groups, as counted by the server."""

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
    """Sizes of run groups, collected page by page until they add up to all runs."""

    def __init__(self, path: ProjectPath) -> None:
        self._path = path
        self._sizes: dict[str | None, int] = {}
        self._total = 0

    def add(self, response: ListRunGroups) -> str | None:
        """Add a page, and return the cursor of the next page; None at the end.

        Pages do not mark the end. The last page is the page that completes the sum of all runs, or
        an empty page.

        Raises:
            NotFoundError: If the project does not exist.
            ProtocolError: If the server did not group the runs, listed a group twice, or counted
                more runs in groups than in the project.
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
            raise self._misfit("returned runs instead of groups")
        for edge in groups.edges:
            name = edge.node.group or None
            if name in self._sizes:
                raise self._misfit(f"listed the group {name!r} twice")
            self._sizes[name] = edge.node.total_runs
        counted = sum(self._sizes.values())
        if counted > self._total:
            raise self._misfit(f"counted {counted} runs in groups, but {self._total} runs in total")
        if counted == self._total or not groups.edges:
            return None
        return groups.edges[-1].cursor

    def result(self) -> dict[object, int]:
        """Return the size of each group by name; None is the key of runs without a group."""
        named = {name: size for name, size in self._sizes.items() if name is not None and size}
        found: dict[object, int] = dict(sorted(named.items()))
        rest = self._total - sum(named.values())
        return {**found, None: rest} if rest else found

    def _misfit(self, what: str) -> ProtocolError:
        return ProtocolError(
            f"Invalid groups of {self._path}: the server {what}.",
            hint='Use runs.group_by("group").sizes(): it reads the runs and counts them.',
            operation=_OPERATION,
        )
