# Generated from queries/lineage.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/lineage.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import lineage as _ops

if TYPE_CHECKING:
    from ..get_lineage_start import GetLineageStart
    from ..list_lineage_runs import ListLineageRuns

__all__ = ["AsyncLineageMethods"]


class AsyncLineageMethods:
    """Operations of queries/lineage.graphql."""

    _sender: AsyncSender

    async def get_lineage_start(self, *, id: str) -> GetLineageStart:
        """Where a graph of lineage begins: a version and the runs beside it.

        Args:
            id: `ID!`.

        Source: query GetLineageStart in queries/lineage.graphql.
        """
        return await self._sender.send(_ops.get_lineage_start(id=id))

    async def list_lineage_runs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListLineageRuns:
        """The next step of a graph of lineage: runs of a project, and the versions beside them.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            first: `Int`.
            after: `String`.

        Source: query ListLineageRuns in queries/lineage.graphql.
        """
        return await self._sender.send(
            _ops.list_lineage_runs(
                entity=entity, project=project, filters=filters, first=first, after=after
            )
        )
