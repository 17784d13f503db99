# Generated from queries/history.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/history.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import history as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..get_run_events import GetRunEvents
    from ..get_run_history_buckets import GetRunHistoryBuckets
    from ..get_run_history_extent import GetRunHistoryExtent
    from ..get_run_history_page import GetRunHistoryPage
    from ..get_run_history_plan import GetRunHistoryPlan
    from ..get_run_history_sample import GetRunHistorySample
    from ..get_run_sampled_history import GetRunSampledHistory
    from ..list_run_history_extents import ListRunHistoryExtents
    from ..list_run_history_plans import ListRunHistoryPlans

__all__ = ["AsyncHistoryMethods"]


class AsyncHistoryMethods:
    """Operations of queries/history.graphql."""

    _sender: AsyncSender

    async def get_run_history_plan(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunHistoryPlan:
        """Get everything that a complete scan of a history needs before it starts.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunHistoryPlan in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_history_plan(entity=entity, project=project, run=run)
        )

    async def get_run_history_extent(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunHistoryExtent:
        """Get a history plan from servers whose schema lacks `parquetHistory`.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunHistoryExtent in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_history_extent(entity=entity, project=project, run=run)
        )

    async def list_run_history_plans(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunHistoryPlans:
        """Get the history plans of many runs, page by page.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListRunHistoryPlans in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.list_run_history_plans(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def list_run_history_extents(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunHistoryExtents:
        """Get the history plans of many runs from servers whose schema lacks `parquetHistory`.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListRunHistoryExtents in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.list_run_history_extents(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    async def get_run_history_page(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        min_step: int | None | Unset = UNSET,
        max_step: int | None | Unset = UNSET,
        samples: int | None | Unset = UNSET,
    ) -> GetRunHistoryPage:
        """Get complete rows as JSON lines: steps from `minStep` up to but not including `maxStep`.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            min_step: `Int64`.
            max_step: `Int64`.
            samples: `Int`.

        Source: query GetRunHistoryPage in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_history_page(
                entity=entity,
                project=project,
                run=run,
                min_step=min_step,
                max_step=max_step,
                samples=samples,
            )
        )

    async def get_run_sampled_history(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
    ) -> GetRunSampledHistory:
        """Sample selected keys of a run: one list of rows for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            specs: `[JSONString!]!`.

        Source: query GetRunSampledHistory in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_sampled_history(entity=entity, project=project, run=run, specs=specs)
        )

    async def get_run_history_sample(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        whole: bool,
        min_step: int | None | Unset = UNSET,
        max_step: int | None | Unset = UNSET,
        samples: int | None | Unset = UNSET,
        specs: Sequence[str],
    ) -> GetRunHistorySample:
        """Sample rows of a history, complete or with selected keys, and count all rows.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            whole: `Boolean!`.
            min_step: `Int64`.
            max_step: `Int64`.
            samples: `Int`.
            specs: `[JSONString!]!`.

        Source: query GetRunHistorySample in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_history_sample(
                entity=entity,
                project=project,
                run=run,
                whole=whole,
                min_step=min_step,
                max_step=max_step,
                samples=samples,
                specs=specs,
            )
        )

    async def get_run_events(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        samples: int | None | Unset = UNSET,
    ) -> GetRunEvents:
        """Get system metrics as JSON lines; the server samples them if there are more than `samples`
        rows.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            samples: `Int`.

        Source: query GetRunEvents in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_events(entity=entity, project=project, run=run, samples=samples)
        )

    async def get_run_history_buckets(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
    ) -> GetRunHistoryBuckets:
        """Aggregate the rows of a history into buckets: one list of buckets for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            specs: `[JSONString!]!`.

        Source: query GetRunHistoryBuckets in queries/history.graphql.
        """
        return await self._sender.send(
            _ops.get_run_history_buckets(entity=entity, project=project, run=run, specs=specs)
        )
