# Generated from queries/history.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/history.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
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

__all__ = ["HistoryMethods"]


class HistoryMethods:
    """Operations of queries/history.graphql."""

    _sender: Sender

    def get_run_history_plan(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunHistoryPlan:
        """Everything a complete scan has to know before it starts.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunHistoryPlan in queries/history.graphql.
        """
        return self._sender.send(_ops.get_run_history_plan(entity=entity, project=project, run=run))

    def get_run_history_extent(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str
    ) -> GetRunHistoryExtent:
        """The same plan without parquet, for servers whose schema lacks `parquetHistory`.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.

        Source: query GetRunHistoryExtent in queries/history.graphql.
        """
        return self._sender.send(
            _ops.get_run_history_extent(entity=entity, project=project, run=run)
        )

    def list_run_history_plans(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunHistoryPlans:
        """Plans of many runs at once, a page of runs at a time.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListRunHistoryPlans in queries/history.graphql.
        """
        return self._sender.send(
            _ops.list_run_history_plans(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    def list_run_history_extents(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunHistoryExtents:
        """The plans of many runs without parquet, for servers whose schema lacks `parquetHistory`.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListRunHistoryExtents in queries/history.graphql.
        """
        return self._sender.send(
            _ops.list_run_history_extents(
                entity=entity,
                project=project,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    def get_run_history_page(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        min_step: int | None | Unset = UNSET,
        max_step: int | None | Unset = UNSET,
        samples: int | None | Unset = UNSET,
    ) -> GetRunHistoryPage:
        """Whole rows as JSON lines: steps from `minStep` up to but not including `maxStep`.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            min_step: `Int64`.
            max_step: `Int64`.
            samples: `Int`.

        Source: query GetRunHistoryPage in queries/history.graphql.
        """
        return self._sender.send(
            _ops.get_run_history_page(
                entity=entity,
                project=project,
                run=run,
                min_step=min_step,
                max_step=max_step,
                samples=samples,
            )
        )

    def get_run_sampled_history(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
    ) -> GetRunSampledHistory:
        """Chosen keys only: one list of rows for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            specs: `[JSONString!]!`.

        Source: query GetRunSampledHistory in queries/history.graphql.
        """
        return self._sender.send(
            _ops.get_run_sampled_history(entity=entity, project=project, run=run, specs=specs)
        )

    def get_run_history_sample(
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
        """As many rows as the server picks, whole or chosen keys of them, and how many there are.

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
        return self._sender.send(
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

    def get_run_events(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        samples: int | None | Unset = UNSET,
    ) -> GetRunEvents:
        """System metrics as JSON lines, sampled by the server above `samples` rows.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            samples: `Int`.

        Source: query GetRunEvents in queries/history.graphql.
        """
        return self._sender.send(
            _ops.get_run_events(entity=entity, project=project, run=run, samples=samples)
        )

    def get_run_history_buckets(
        self, *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
    ) -> GetRunHistoryBuckets:
        """Rows of a history in buckets: one list of buckets for each spec.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            specs: `[JSONString!]!`.

        Source: query GetRunHistoryBuckets in queries/history.graphql.
        """
        return self._sender.send(
            _ops.get_run_history_buckets(entity=entity, project=project, run=run, specs=specs)
        )
