"""How many runs of a list are in each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.text_lists import required_text
from runql._models.runs.aggregates import AggregatesProbe
from runql._paging.pages import LARGEST_PAGE
from runql._paths.projects import ProjectPath

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.analysis.runs import AsyncRunGroups
    from runql._paging.pages import Listing

__all__ = ["AsyncRunsGroupSizes"]

_BY_SERVER = "group"


class AsyncRunsGroupSizes:
    """How many runs of a list are in each group."""

    _session: AsyncSession
    _listing: Listing[Any, Any]

    def group_by(self, *by: str) -> AsyncRunGroups:
        """Return the runs in groups."""
        raise NotImplementedError

    async def group_sizes(self, by: str = _BY_SERVER) -> dict[object, int]:
        """Return the number of runs for each value of a column.

        The key None counts the runs without a value. The server counts the groups of `group`; servers gained this
        between October 2024 and June 2026. The sizes are compared with the number of runs in the same response. W&B
        does not document how servers name other columns, so runql reads and counts the runs for these columns, and
        for a list with `limit` or `after`.

        Args:
            by: A column of the runs' table, such as `group`, `state` or `config.algo`.

        Raises:
            UsageError: If no run has the column.
            NotFoundError: If the project does not exist.
            UnsupportedError: If the server has no `Project.groupedRuns`;
                `group_by("group").sizes()` works without it.
            ProtocolError: If the server's sizes do not add up to the number of runs.

        Requests: One for `group`, or one per 1,000 groups, and one more if runs have no group; otherwise the same
        as `group_by(by).sizes()`.
        """
        from runql_graphql.ops.runs import groups as ops

        from runql._async.history.aggregates import check_aggregates
        from runql._async.history.missing_keys import check_listed_keys
        from runql._models.analysis.group_sizes import GroupSizes

        required_text(by, "by")
        call, window = self._listing.call, self._listing.window
        is_whole = window.limit is None and window.after is None
        if by != _BY_SERVER or call.operation.name != "ListRuns" or not is_whole:
            return await self._size_by_value(by)
        entity, project = call.variables["entity"], call.variables["project"]
        filters = call.variables.get("filters")
        path = ProjectPath(None if entity is None else str(entity), str(project))
        sizes, after = GroupSizes(path), None
        while True:
            groups = ops.list_run_groups(
                entity=path.entity,
                project=path.project,
                filters=None if filters is None else str(filters),
                first=LARGEST_PAGE,
                after=after,
            )
            after = sizes.add(await self._session.send(groups))
            if after is None:
                break
        found = sizes.result()
        probe = AggregatesProbe.of(call, with_order=False)
        await check_aggregates(self._session, probe, is_empty=not found)
        await check_listed_keys(self._session, call, (), is_empty=not found)
        return found

    async def _size_by_value(self, by: str) -> dict[object, int]:
        sizes: dict[object, int] = {}
        for (value,), size in (await self.group_by(by).sizes()).items():
            name = value if by != _BY_SERVER else value or None
            sizes[name] = sizes.get(name, 0) + size
        return sizes
