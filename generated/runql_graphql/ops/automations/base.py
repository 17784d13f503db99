# Generated from queries/automations/base.graphql by `make generate`. Do not edit.

"""Calls of queries/automations/base.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...calls import UNSET, Call, Operation, PagedCall, Unset
from ...documents import _shared as _shared
from ...documents import integrations as _integrations
from ...documents.automations import base as _automations_base

if TYPE_CHECKING:
    from ...create_automation import CreateAutomation
    from ...delete_automation import DeleteAutomation
    from ...inputs import CreateFilterTriggerInput, UpdateFilterTriggerInput
    from ...list_automations import ListAutomations, ListAutomationsEntityTriggersEdgesNode
    from ...list_project_automations import (
        ListProjectAutomations,
        ListProjectAutomationsEntityProjectsEdgesNode,
    )
    from ...update_automation import UpdateAutomation

__all__ = [
    "CREATE_AUTOMATION",
    "DELETE_AUTOMATION",
    "LIST_AUTOMATIONS",
    "LIST_PROJECT_AUTOMATIONS",
    "UPDATE_AUTOMATION",
    "create_automation",
    "delete_automation",
    "list_automations",
    "list_project_automations",
    "update_automation",
]

LIST_AUTOMATIONS: Final[Operation[ListAutomations]] = Operation(
    name="ListAutomations",
    kind="query",
    model=".list_automations:ListAutomations",
    document=Operation.join(
        _automations_base.LIST_AUTOMATIONS,
        _automations_base.ARIATriggeredActionFields,
        _automations_base.ArtifactPortfolioScopeFields,
        _automations_base.ArtifactSequenceScopeFields,
        _automations_base.EntityScopeFields,
        _automations_base.FilterEventTriggeringConditionFields,
        _integrations.GenericWebhookIntegrationFields,
        _automations_base.GenericWebhookTriggeredActionFields,
        _automations_base.NoOpTriggeredActionFields,
        _automations_base.NotificationTriggeredActionFields,
        _shared.PageInfoFields,
        _automations_base.ProjectScopeFields,
        _automations_base.QueueJobTriggeredActionFields,
        _automations_base.RunQueueFields,
        _integrations.SlackIntegrationFields,
        _automations_base.TriggerFields,
    ),
    arguments={"entity": "entity", "filters": "filters", "first": "first", "after": "after"},
)


def list_automations(
    *,
    entity: str,
    filters: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListAutomations, ListAutomationsEntityTriggersEdgesNode]:
    """List the automations of an entity and its projects, registries and collections.

    Args:
        entity: `String!`.
        filters: `JSONString`.
        first: `Int`.
        after: `String`.

    Source: query ListAutomations in queries/automations/base.graphql.
    """
    return PagedCall(
        LIST_AUTOMATIONS, {"entity": entity, "filters": filters, "first": first, "after": after}
    )


LIST_PROJECT_AUTOMATIONS: Final[Operation[ListProjectAutomations]] = Operation(
    name="ListProjectAutomations",
    kind="query",
    model=".list_project_automations:ListProjectAutomations",
    document=Operation.join(
        _automations_base.LIST_PROJECT_AUTOMATIONS,
        _automations_base.ARIATriggeredActionFields,
        _automations_base.ArtifactPortfolioScopeFields,
        _automations_base.ArtifactSequenceScopeFields,
        _automations_base.EntityScopeFields,
        _automations_base.FilterEventTriggeringConditionFields,
        _integrations.GenericWebhookIntegrationFields,
        _automations_base.GenericWebhookTriggeredActionFields,
        _automations_base.NoOpTriggeredActionFields,
        _automations_base.NotificationTriggeredActionFields,
        _shared.PageInfoFields,
        _automations_base.ProjectScopeFields,
        _automations_base.ProjectTriggers,
        _automations_base.QueueJobTriggeredActionFields,
        _automations_base.RunQueueFields,
        _integrations.SlackIntegrationFields,
        _automations_base.TriggerFields,
    ),
    arguments={"entity": "entity", "first": "first", "after": "after"},
)


def list_project_automations(
    *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListProjectAutomations, ListProjectAutomationsEntityProjectsEdgesNode]:
    """List the automations of an entity's projects, for servers that cannot list those of the entity.

    Args:
        entity: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListProjectAutomations in queries/automations/base.graphql.
    """
    return PagedCall(LIST_PROJECT_AUTOMATIONS, {"entity": entity, "first": first, "after": after})


CREATE_AUTOMATION: Final[Operation[CreateAutomation]] = Operation(
    name="CreateAutomation",
    kind="mutation",
    model=".create_automation:CreateAutomation",
    document=Operation.join(
        _automations_base.CREATE_AUTOMATION,
        _automations_base.ARIATriggeredActionFields,
        _automations_base.ArtifactPortfolioScopeFields,
        _automations_base.ArtifactSequenceScopeFields,
        _automations_base.EntityScopeFields,
        _automations_base.FilterEventTriggeringConditionFields,
        _integrations.GenericWebhookIntegrationFields,
        _automations_base.GenericWebhookTriggeredActionFields,
        _automations_base.NoOpTriggeredActionFields,
        _automations_base.NotificationTriggeredActionFields,
        _automations_base.ProjectScopeFields,
        _automations_base.QueueJobTriggeredActionFields,
        _automations_base.RunQueueFields,
        _integrations.SlackIntegrationFields,
        _automations_base.TriggerFields,
    ),
    arguments={"input": "input"},
)


def create_automation(*, input: CreateFilterTriggerInput) -> Call[CreateAutomation]:
    """Create an automation.

    Args:
        input: `CreateFilterTriggerInput!`.

    Source: mutation CreateAutomation in queries/automations/base.graphql.
    """
    return Call(CREATE_AUTOMATION, {"input": input})


UPDATE_AUTOMATION: Final[Operation[UpdateAutomation]] = Operation(
    name="UpdateAutomation",
    kind="mutation",
    model=".update_automation:UpdateAutomation",
    document=Operation.join(
        _automations_base.UPDATE_AUTOMATION,
        _automations_base.ARIATriggeredActionFields,
        _automations_base.ArtifactPortfolioScopeFields,
        _automations_base.ArtifactSequenceScopeFields,
        _automations_base.EntityScopeFields,
        _automations_base.FilterEventTriggeringConditionFields,
        _integrations.GenericWebhookIntegrationFields,
        _automations_base.GenericWebhookTriggeredActionFields,
        _automations_base.NoOpTriggeredActionFields,
        _automations_base.NotificationTriggeredActionFields,
        _automations_base.ProjectScopeFields,
        _automations_base.QueueJobTriggeredActionFields,
        _automations_base.RunQueueFields,
        _integrations.SlackIntegrationFields,
        _automations_base.TriggerFields,
    ),
    arguments={"input": "input"},
)


def update_automation(*, input: UpdateFilterTriggerInput) -> Call[UpdateAutomation]:
    """Change the given fields of an automation.

    Args:
        input: `UpdateFilterTriggerInput!`.

    Source: mutation UpdateAutomation in queries/automations/base.graphql.
    """
    return Call(UPDATE_AUTOMATION, {"input": input})


DELETE_AUTOMATION: Final[Operation[DeleteAutomation]] = Operation(
    name="DeleteAutomation",
    kind="mutation",
    model=".delete_automation:DeleteAutomation",
    document=Operation.join(_automations_base.DELETE_AUTOMATION),
    arguments={"id": "id"},
)


def delete_automation(*, id: str) -> Call[DeleteAutomation]:
    """Delete an automation.

    Args:
        id: `ID!`.

    Source: mutation DeleteAutomation in queries/automations/base.graphql.
    """
    return Call(DELETE_AUTOMATION, {"id": id})
