# Generated from queries/analysis.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/analysis.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import analysis as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..list_run_history_buckets import ListRunHistoryBuckets
    from ..list_run_sampled_histories import ListRunSampledHistories

__all__ = ["AnalysisMethods"]


class AnalysisMethods:
    """Operations of queries/analysis.graphql."""

    _sender: Sender

    def list_run_history_buckets(
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
        """The buckets of many runs, a page of runs at a time: one list for each spec, as of a single
        run.

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
        return self._sender.send(
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

    def list_run_sampled_histories(
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
        """Chosen keys of many runs, a page of runs at a time: one list of rows for each spec, as of a
        single run.

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
        return self._sender.send(
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
