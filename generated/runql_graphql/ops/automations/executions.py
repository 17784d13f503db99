# Generated from queries/automations/executions.graphql by `make generate`. Do not edit.

"""Calls of queries/automations/executions.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents.automations import executions as _automations_executions

if TYPE_CHECKING:
    from ...get_automation_last_execution import GetAutomationLastExecution
    from ...list_automation_executions import (
        ListAutomationExecutions,
        ListAutomationExecutionsTriggerTriggerExecutionsEdgesNode,
    )

__all__ = [
    "GET_AUTOMATION_LAST_EXECUTION",
    "LIST_AUTOMATION_EXECUTIONS",
    "get_automation_last_execution",
    "list_automation_executions",
]

LIST_AUTOMATION_EXECUTIONS: Final[Operation[ListAutomationExecutions]] = Operation(
    name="ListAutomationExecutions",
    kind="query",
    model=".list_automation_executions:ListAutomationExecutions",
    document=Operation.join(
        _automations_executions.LIST_AUTOMATION_EXECUTIONS,
        _automations_executions.ArtifactAliasEventDetailsFields,
        _automations_executions.ArtifactEventDetailsFields,
        _automations_executions.ArtifactTagEventDetailsFields,
        _automations_executions.CollectionTagEventDetailsFields,
        _automations_executions.DefaultTriggerResultDetailsFields,
        _automations_executions.HttpTriggerResultDetailsFields,
        _shared.PageInfoFields,
        _automations_executions.PushNotificationTriggerResultDetailsFields,
        _automations_executions.QueuedJobTriggerResultDetailsFields,
        _automations_executions.RunMetricEventDetailsFields,
        _automations_executions.RunStateEventDetailsFields,
        _automations_executions.TriggerExecutionErrorFields,
        _automations_executions.TriggerExecutionFields,
        _automations_executions.WeaveMetricThresholdEventDetailsFields,
    ),
    arguments={"id": "id", "first": "first", "after": "after"},
)


def list_automation_executions(
    *, id: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListAutomationExecutions, ListAutomationExecutionsTriggerTriggerExecutionsEdgesNode]:
    """List the executions of an automation, in the order of the server.

    Args:
        id: `ID!`.
        first: `Int`.
        after: `String`.

    Source: query ListAutomationExecutions in queries/automations/executions.graphql.
    """
    return PagedCall(LIST_AUTOMATION_EXECUTIONS, {"id": id, "first": first, "after": after})


GET_AUTOMATION_LAST_EXECUTION: Final[Operation[GetAutomationLastExecution]] = Operation(
    name="GetAutomationLastExecution",
    kind="query",
    model=".get_automation_last_execution:GetAutomationLastExecution",
    document=Operation.join(_automations_executions.GET_AUTOMATION_LAST_EXECUTION),
    arguments={"id": "id"},
)


def get_automation_last_execution(*, id: str) -> Call[GetAutomationLastExecution]:
    """Get the time of an automation's last execution.

    Args:
        id: `ID!`.

    Source: query GetAutomationLastExecution in queries/automations/executions.graphql.
    """
    return Call(GET_AUTOMATION_LAST_EXECUTION, {"id": id})
