# Generated from queries/runs/groups.graphql by `make generate`. Do not edit.

"""Calls of queries/runs/groups.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, Unset
from ...documents.runs import groups as _runs_groups

if TYPE_CHECKING:
    from ...list_run_groups import ListRunGroups

__all__ = [
    "LIST_RUN_GROUPS",
    "list_run_groups",
]

LIST_RUN_GROUPS: Final[Operation[ListRunGroups]] = Operation(
    name="ListRunGroups",
    kind="query",
    model=".list_run_groups:ListRunGroups",
    document=Operation.join(
        _runs_groups.LIST_RUN_GROUPS,
        _runs_groups.GroupedRunConnectionPage,
        _runs_groups.GroupedRunSize,
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "filters": "filters",
        "first": "first",
        "after": "after",
    },
)


def list_run_groups(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    filters: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListRunGroups]:
    """List the groups of a project's runs that match a filter, with the number of runs in each and in
    total.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.
        first: `Int`.
        after: `String`.

    Source: query ListRunGroups in queries/runs/groups.graphql.
    """
    return Call(
        LIST_RUN_GROUPS,
        {"entity": entity, "project": project, "filters": filters, "first": first, "after": after},
    )
