# Generated from queries/lineage/neighbors.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/lineage/neighbors.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...calls import UNSET, AsyncSender, Unset
from ...ops.lineage import neighbors as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...get_artifact_creator import GetArtifactCreator
    from ...list_artifact_users import ListArtifactUsers
    from ...list_run_input_artifacts import ListRunInputArtifacts
    from ...list_run_output_artifacts import ListRunOutputArtifacts

__all__ = ["AsyncLineageNeighborsMethods"]


class AsyncLineageNeighborsMethods:
    """Operations of queries/lineage/neighbors.graphql."""

    _sender: AsyncSender

    async def get_artifact_creator(
        self,
        *,
        id: str,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> GetArtifactCreator:
        """Get the run or user that created a version.

        Args:
            id: `ID!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query GetArtifactCreator in queries/lineage/neighbors.graphql.
        """
        return await self._sender.send(
            _ops.get_artifact_creator(
                id=id,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    async def list_artifact_users(
        self,
        *,
        id: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> ListArtifactUsers:
        """List the runs that used a version.

        Args:
            id: `ID!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query ListArtifactUsers in queries/lineage/neighbors.graphql.
        """
        return await self._sender.send(
            _ops.list_artifact_users(
                id=id,
                filters=filters,
                order=order,
                first=first,
                after=after,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    async def list_run_output_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunOutputArtifacts:
        """List the versions that a run logged, and count them.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunOutputArtifacts in queries/lineage/neighbors.graphql.
        """
        return await self._sender.send(
            _ops.list_run_output_artifacts(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )

    async def list_run_input_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunInputArtifacts:
        """List the versions that a run used, and count them.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunInputArtifacts in queries/lineage/neighbors.graphql.
        """
        return await self._sender.send(
            _ops.list_run_input_artifacts(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )
