# Generated from queries/analysis.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/analysis.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import analysis as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..list_run_history_buckets import ListRunHistoryBuckets
    from ..list_run_sampled_histories import ListRunSampledHistories

__all__ = ["AsyncAnalysisMethods"]


class AsyncAnalysisMethods:
    """Operations of queries/analysis.graphql."""

    _sender: AsyncSender

    async def list_run_history_buckets(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        specs: Sequence[str],
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunHistoryBuckets:
        """Get the history buckets of many runs, page by page: one list for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            specs: `[JSONString!]!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunHistoryBuckets in queries/analysis.graphql.
        """
        return await self._sender.send(
            _ops.list_run_history_buckets(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                specs=specs,
                first=first,
                after=after,
            )
        )

    async def list_run_sampled_histories(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        specs: Sequence[str],
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunSampledHistories:
        """Sample selected keys of many runs, page by page: one list of rows for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            specs: `[JSONString!]!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunSampledHistories in queries/analysis.graphql.
        """
        return await self._sender.send(
            _ops.list_run_sampled_histories(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                specs=specs,
                first=first,
                after=after,
            )
        )
