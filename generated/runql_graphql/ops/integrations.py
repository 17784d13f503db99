# Generated from queries/integrations.graphql by `make generate`. Do not edit.

"""Calls of queries/integrations.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import integrations as _integrations

if TYPE_CHECKING:
    from ..create_slack_integration import CreateSlackIntegration
    from ..create_webhook_integration import CreateWebhookIntegration
    from ..delete_integration import DeleteIntegration
    from ..inputs import CreateGenericWebhookIntegrationInput, CreateSlackIntegrationInput
    from ..list_integrations import ListIntegrations

__all__ = [
    "CREATE_SLACK_INTEGRATION",
    "CREATE_WEBHOOK_INTEGRATION",
    "DELETE_INTEGRATION",
    "LIST_INTEGRATIONS",
    "create_slack_integration",
    "create_webhook_integration",
    "delete_integration",
    "list_integrations",
]

LIST_INTEGRATIONS: Final[Operation[ListIntegrations]] = Operation(
    name="ListIntegrations",
    kind="query",
    model=".list_integrations:ListIntegrations",
    document=Operation.join(
        _integrations.LIST_INTEGRATIONS,
        _integrations.GenericWebhookIntegrationFields,
        _integrations.GitHubOAuthIntegrationFields,
        _shared.PageInfoFields,
        _integrations.SlackIntegrationFields,
    ),
    arguments={"entity": "entity", "first": "first", "after": "after"},
)


def list_integrations(
    *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> Call[ListIntegrations]:
    """List the integrations of an entity.

    Args:
        entity: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListIntegrations in queries/integrations.graphql.
    """
    return Call(LIST_INTEGRATIONS, {"entity": entity, "first": first, "after": after})


CREATE_WEBHOOK_INTEGRATION: Final[Operation[CreateWebhookIntegration]] = Operation(
    name="CreateWebhookIntegration",
    kind="mutation",
    model=".create_webhook_integration:CreateWebhookIntegration",
    document=Operation.join(
        _integrations.CREATE_WEBHOOK_INTEGRATION, _integrations.GenericWebhookIntegrationFields
    ),
    arguments={"input": "input"},
)


def create_webhook_integration(
    *, input: CreateGenericWebhookIntegrationInput
) -> Call[CreateWebhookIntegration]:
    """Create a webhook integration.

    Args:
        input: `CreateGenericWebhookIntegrationInput!`.

    Source: mutation CreateWebhookIntegration in queries/integrations.graphql.
    """
    return Call(CREATE_WEBHOOK_INTEGRATION, {"input": input})


CREATE_SLACK_INTEGRATION: Final[Operation[CreateSlackIntegration]] = Operation(
    name="CreateSlackIntegration",
    kind="mutation",
    model=".create_slack_integration:CreateSlackIntegration",
    document=Operation.join(
        _integrations.CREATE_SLACK_INTEGRATION, _integrations.SlackIntegrationFields
    ),
    arguments={"input": "input"},
)


def create_slack_integration(*, input: CreateSlackIntegrationInput) -> Call[CreateSlackIntegration]:
    """Connect a Slack channel, with the authorization code from Slack.

    Args:
        input: `CreateSlackIntegrationInput!`.

    Source: mutation CreateSlackIntegration in queries/integrations.graphql.
    """
    return Call(CREATE_SLACK_INTEGRATION, {"input": input})


DELETE_INTEGRATION: Final[Operation[DeleteIntegration]] = Operation(
    name="DeleteIntegration",
    kind="mutation",
    model=".delete_integration:DeleteIntegration",
    document=Operation.join(_integrations.DELETE_INTEGRATION),
    arguments={"id": "id"},
)


def delete_integration(*, id: str) -> Call[DeleteIntegration]:
    """Delete an integration.

    Args:
        id: `ID!`.

    Source: mutation DeleteIntegration in queries/integrations.graphql.
    """
    return Call(DELETE_INTEGRATION, {"id": id})
