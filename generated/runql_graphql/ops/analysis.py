# Generated from queries/analysis.graphql by `make generate`. Do not edit.

"""Calls of queries/analysis.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import analysis as _analysis
from ..documents import history as _history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..list_run_history_buckets import (
        ListRunHistoryBuckets,
        ListRunHistoryBucketsProjectRunsEdgesNode,
    )
    from ..list_run_sampled_histories import (
        ListRunSampledHistories,
        ListRunSampledHistoriesProjectRunsEdgesNode,
    )

__all__ = [
    "LIST_RUN_HISTORY_BUCKETS",
    "LIST_RUN_SAMPLED_HISTORIES",
    "list_run_history_buckets",
    "list_run_sampled_histories",
]

LIST_RUN_HISTORY_BUCKETS: Final[Operation[ListRunHistoryBuckets]] = Operation(
    name="ListRunHistoryBuckets",
    kind="query",
    model=".list_run_history_buckets:ListRunHistoryBuckets",
    document=Operation.join(
        _analysis.LIST_RUN_HISTORY_BUCKETS,
        _shared.PageInfoFields,
        _history.RunHistoryBuckets,
        _history.RunHistoryExtent,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "specs": "specs",
        "first": "first",
        "after": "after",
    },
)


def list_run_history_buckets(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    specs: Sequence[str],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunHistoryBuckets, ListRunHistoryBucketsProjectRunsEdgesNode]:
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
    return PagedCall(
        LIST_RUN_HISTORY_BUCKETS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "specs": specs,
            "first": first,
            "after": after,
        },
    )


LIST_RUN_SAMPLED_HISTORIES: Final[Operation[ListRunSampledHistories]] = Operation(
    name="ListRunSampledHistories",
    kind="query",
    model=".list_run_sampled_histories:ListRunSampledHistories",
    document=Operation.join(
        _analysis.LIST_RUN_SAMPLED_HISTORIES,
        _shared.PageInfoFields,
        _history.RunHistoryExtent,
        _history.RunSampledHistory,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "specs": "specs",
        "first": "first",
        "after": "after",
    },
)


def list_run_sampled_histories(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    specs: Sequence[str],
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunSampledHistories, ListRunSampledHistoriesProjectRunsEdgesNode]:
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
    return PagedCall(
        LIST_RUN_SAMPLED_HISTORIES,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "specs": specs,
            "first": first,
            "after": after,
        },
    )
