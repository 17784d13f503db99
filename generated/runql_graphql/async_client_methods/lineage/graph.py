# Generated from queries/lineage/graph.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/lineage/graph.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.lineage import graph as _ops

if TYPE_CHECKING:
    from ...get_artifact_graph import GetArtifactGraph
    from ...get_lineage_start import GetLineageStart
    from ...list_lineage_inputs import ListLineageInputs
    from ...list_lineage_outputs import ListLineageOutputs
    from ...list_lineage_runs import ListLineageRuns
    from ...list_lineage_users import ListLineageUsers

__all__ = ["AsyncLineageGraphMethods"]


class AsyncLineageGraphMethods:
    """Operations of queries/lineage/graph.graphql."""

    _sender: AsyncSender

    async def get_lineage_start(self, *, id: str) -> GetLineageStart:
        """Get the start of a lineage graph: a version, and the runs that created or used it.

        Args:
            id: `ID!`.

        Source: query GetLineageStart in queries/lineage/graph.graphql.
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
        """Get the next step of a lineage graph: runs of a project, and their input and output
        versions.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            first: `Int`.
            after: `String`.

        Source: query ListLineageRuns in queries/lineage/graph.graphql.
        """
        return await self._sender.send(
            _ops.list_lineage_runs(
                entity=entity, project=project, filters=filters, first=first, after=after
            )
        )

    async def list_lineage_users(
        self, *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListLineageUsers:
        """List further runs that used a version, for a lineage graph.

        Args:
            id: `ID!`.
            first: `Int`.
            after: `String`.

        Source: query ListLineageUsers in queries/lineage/graph.graphql.
        """
        return await self._sender.send(_ops.list_lineage_users(id=id, first=first, after=after))

    async def list_lineage_inputs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListLineageInputs:
        """List further versions that a run used, for a lineage graph.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListLineageInputs in queries/lineage/graph.graphql.
        """
        return await self._sender.send(
            _ops.list_lineage_inputs(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )

    async def list_lineage_outputs(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListLineageOutputs:
        """List further versions that a run logged, for a lineage graph.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListLineageOutputs in queries/lineage/graph.graphql.
        """
        return await self._sender.send(
            _ops.list_lineage_outputs(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )

    async def get_artifact_graph(self, *, id: str, limit: int) -> GetArtifactGraph:
        """Get the server's lineage graph around a version, up to a number of nodes.

        Args:
            id: `ID!`.
            limit: `Int!`.

        Source: query GetArtifactGraph in queries/lineage/graph.graphql.
        """
        return await self._sender.send(_ops.get_artifact_graph(id=id, limit=limit))
