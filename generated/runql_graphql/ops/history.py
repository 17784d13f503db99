# Generated from queries/history.graphql by `make generate`. Do not edit.

"""Calls of queries/history.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import history as _history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..get_run_events import GetRunEvents
    from ..get_run_history_buckets import GetRunHistoryBuckets
    from ..get_run_history_extent import GetRunHistoryExtent
    from ..get_run_history_page import GetRunHistoryPage
    from ..get_run_history_plan import GetRunHistoryPlan
    from ..get_run_history_sample import GetRunHistorySample
    from ..get_run_sampled_history import GetRunSampledHistory
    from ..list_run_history_extents import (
        ListRunHistoryExtents,
        ListRunHistoryExtentsProjectRunsEdgesNode,
    )
    from ..list_run_history_plans import (
        ListRunHistoryPlans,
        ListRunHistoryPlansProjectRunsEdgesNode,
    )

__all__ = [
    "GET_RUN_EVENTS",
    "GET_RUN_HISTORY_BUCKETS",
    "GET_RUN_HISTORY_EXTENT",
    "GET_RUN_HISTORY_PAGE",
    "GET_RUN_HISTORY_PLAN",
    "GET_RUN_HISTORY_SAMPLE",
    "GET_RUN_SAMPLED_HISTORY",
    "LIST_RUN_HISTORY_EXTENTS",
    "LIST_RUN_HISTORY_PLANS",
    "get_run_events",
    "get_run_history_buckets",
    "get_run_history_extent",
    "get_run_history_page",
    "get_run_history_plan",
    "get_run_history_sample",
    "get_run_sampled_history",
    "list_run_history_extents",
    "list_run_history_plans",
]

GET_RUN_HISTORY_PLAN: Final[Operation[GetRunHistoryPlan]] = Operation(
    name="GetRunHistoryPlan",
    kind="query",
    model=".get_run_history_plan:GetRunHistoryPlan",
    document=Operation.join(
        _history.GET_RUN_HISTORY_PLAN, _history.ParquetHistoryFields, _history.RunHistoryPlan
    ),
    arguments={"entity": "entity", "project": "project", "run": "run"},
)


def get_run_history_plan(
    *, entity: str | None | Unset = UNSET, project: str, run: str
) -> Call[GetRunHistoryPlan]:
    """Get everything that a complete scan of a history needs before it starts.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.

    Source: query GetRunHistoryPlan in queries/history.graphql.
    """
    return Call(GET_RUN_HISTORY_PLAN, {"entity": entity, "project": project, "run": run})


GET_RUN_HISTORY_EXTENT: Final[Operation[GetRunHistoryExtent]] = Operation(
    name="GetRunHistoryExtent",
    kind="query",
    model=".get_run_history_extent:GetRunHistoryExtent",
    document=Operation.join(_history.GET_RUN_HISTORY_EXTENT, _history.RunHistoryExtent),
    arguments={"entity": "entity", "project": "project", "run": "run"},
)


def get_run_history_extent(
    *, entity: str | None | Unset = UNSET, project: str, run: str
) -> Call[GetRunHistoryExtent]:
    """Get a history plan from servers whose schema lacks `parquetHistory`.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.

    Source: query GetRunHistoryExtent in queries/history.graphql.
    """
    return Call(GET_RUN_HISTORY_EXTENT, {"entity": entity, "project": project, "run": run})


LIST_RUN_HISTORY_PLANS: Final[Operation[ListRunHistoryPlans]] = Operation(
    name="ListRunHistoryPlans",
    kind="query",
    model=".list_run_history_plans:ListRunHistoryPlans",
    document=Operation.join(
        _history.LIST_RUN_HISTORY_PLANS,
        _shared.PageInfoFields,
        _history.ParquetHistoryFields,
        _history.RunHistoryPlan,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_run_history_plans(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunHistoryPlans, ListRunHistoryPlansProjectRunsEdgesNode]:
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
    return PagedCall(
        LIST_RUN_HISTORY_PLANS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


LIST_RUN_HISTORY_EXTENTS: Final[Operation[ListRunHistoryExtents]] = Operation(
    name="ListRunHistoryExtents",
    kind="query",
    model=".list_run_history_extents:ListRunHistoryExtents",
    document=Operation.join(
        _history.LIST_RUN_HISTORY_EXTENTS, _shared.PageInfoFields, _history.RunHistoryExtent
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_run_history_extents(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunHistoryExtents, ListRunHistoryExtentsProjectRunsEdgesNode]:
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
    return PagedCall(
        LIST_RUN_HISTORY_EXTENTS,
        {
            "entity": entity,
            "project": project,
            "filters": filters,
            "order": order,
            "first": first,
            "after": after,
        },
    )


GET_RUN_HISTORY_PAGE: Final[Operation[GetRunHistoryPage]] = Operation(
    name="GetRunHistoryPage",
    kind="query",
    model=".get_run_history_page:GetRunHistoryPage",
    document=Operation.join(_history.GET_RUN_HISTORY_PAGE, _history.RunHistoryPage),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "min_step": "minStep",
        "max_step": "maxStep",
        "samples": "samples",
    },
)


def get_run_history_page(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    min_step: int | None | Unset = UNSET,
    max_step: int | None | Unset = UNSET,
    samples: int | None | Unset = UNSET,
) -> Call[GetRunHistoryPage]:
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
    return Call(
        GET_RUN_HISTORY_PAGE,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "minStep": min_step,
            "maxStep": max_step,
            "samples": samples,
        },
    )


GET_RUN_SAMPLED_HISTORY: Final[Operation[GetRunSampledHistory]] = Operation(
    name="GetRunSampledHistory",
    kind="query",
    model=".get_run_sampled_history:GetRunSampledHistory",
    document=Operation.join(_history.GET_RUN_SAMPLED_HISTORY, _history.RunSampledHistory),
    arguments={"entity": "entity", "project": "project", "run": "run", "specs": "specs"},
)


def get_run_sampled_history(
    *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
) -> Call[GetRunSampledHistory]:
    """Sample selected keys of a run: one list of rows for each spec.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        specs: `[JSONString!]!`.

    Source: query GetRunSampledHistory in queries/history.graphql.
    """
    return Call(
        GET_RUN_SAMPLED_HISTORY, {"entity": entity, "project": project, "run": run, "specs": specs}
    )


GET_RUN_HISTORY_SAMPLE: Final[Operation[GetRunHistorySample]] = Operation(
    name="GetRunHistorySample",
    kind="query",
    model=".get_run_history_sample:GetRunHistorySample",
    document=Operation.join(_history.GET_RUN_HISTORY_SAMPLE, _history.RunHistoryExtent),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "whole": "whole",
        "min_step": "minStep",
        "max_step": "maxStep",
        "samples": "samples",
        "specs": "specs",
    },
)


def get_run_history_sample(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    whole: bool,
    min_step: int | None | Unset = UNSET,
    max_step: int | None | Unset = UNSET,
    samples: int | None | Unset = UNSET,
    specs: Sequence[str],
) -> Call[GetRunHistorySample]:
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
    return Call(
        GET_RUN_HISTORY_SAMPLE,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "whole": whole,
            "minStep": min_step,
            "maxStep": max_step,
            "samples": samples,
            "specs": specs,
        },
    )


GET_RUN_EVENTS: Final[Operation[GetRunEvents]] = Operation(
    name="GetRunEvents",
    kind="query",
    model=".get_run_events:GetRunEvents",
    document=Operation.join(_history.GET_RUN_EVENTS, _history.RunEvents),
    arguments={"entity": "entity", "project": "project", "run": "run", "samples": "samples"},
)


def get_run_events(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    samples: int | None | Unset = UNSET,
) -> Call[GetRunEvents]:
    """Get system metrics as JSON lines; the server samples them if there are more than `samples` rows.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        samples: `Int`.

    Source: query GetRunEvents in queries/history.graphql.
    """
    return Call(
        GET_RUN_EVENTS, {"entity": entity, "project": project, "run": run, "samples": samples}
    )


GET_RUN_HISTORY_BUCKETS: Final[Operation[GetRunHistoryBuckets]] = Operation(
    name="GetRunHistoryBuckets",
    kind="query",
    model=".get_run_history_buckets:GetRunHistoryBuckets",
    document=Operation.join(_history.GET_RUN_HISTORY_BUCKETS, _history.RunHistoryBuckets),
    arguments={"entity": "entity", "project": "project", "run": "run", "specs": "specs"},
)


def get_run_history_buckets(
    *, entity: str | None | Unset = UNSET, project: str, run: str, specs: Sequence[str]
) -> Call[GetRunHistoryBuckets]:
    """Aggregate the rows of a history into buckets: one list of buckets for each spec.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        specs: `[JSONString!]!`.

    Source: query GetRunHistoryBuckets in queries/history.graphql.
    """
    return Call(
        GET_RUN_HISTORY_BUCKETS, {"entity": entity, "project": project, "run": run, "specs": specs}
    )
