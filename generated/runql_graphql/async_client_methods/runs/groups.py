# Generated from queries/runs/groups.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/runs/groups.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.runs import groups as _ops

if TYPE_CHECKING:
    from ...list_run_groups import ListRunGroups

__all__ = ["AsyncRunsGroupsMethods"]


class AsyncRunsGroupsMethods:
    """Operations of queries/runs/groups.graphql."""

    _sender: AsyncSender

    async def list_run_groups(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunGroups:
        """List the groups of a project's runs that match a filter, with the number of runs in each and
        in total.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            first: `Int`.
            after: `String`.

        Source: query ListRunGroups in queries/runs/groups.graphql.
        """
        return await self._sender.send(
            _ops.list_run_groups(
                entity=entity, project=project, filters=filters, first=first, after=after
            )
        )
