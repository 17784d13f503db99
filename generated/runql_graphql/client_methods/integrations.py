# Generated from queries/integrations.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/integrations.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import integrations as _ops

if TYPE_CHECKING:
    from ..create_slack_integration import CreateSlackIntegration
    from ..create_webhook_integration import CreateWebhookIntegration
    from ..delete_integration import DeleteIntegration
    from ..inputs import CreateGenericWebhookIntegrationInput, CreateSlackIntegrationInput
    from ..list_integrations import ListIntegrations

__all__ = ["IntegrationsMethods"]


class IntegrationsMethods:
    """Operations of queries/integrations.graphql."""

    _sender: Sender

    def list_integrations(
        self, *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListIntegrations:
        """List the integrations of an entity.

        Args:
            entity: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListIntegrations in queries/integrations.graphql.
        """
        return self._sender.send(_ops.list_integrations(entity=entity, first=first, after=after))

    def create_webhook_integration(
        self, *, input: CreateGenericWebhookIntegrationInput
    ) -> CreateWebhookIntegration:
        """Create a webhook integration.

        Args:
            input: `CreateGenericWebhookIntegrationInput!`.

        Source: mutation CreateWebhookIntegration in queries/integrations.graphql.
        """
        return self._sender.send(_ops.create_webhook_integration(input=input))

    def create_slack_integration(
        self, *, input: CreateSlackIntegrationInput
    ) -> CreateSlackIntegration:
        """Connect a Slack channel, with the authorization code from Slack.

        Args:
            input: `CreateSlackIntegrationInput!`.

        Source: mutation CreateSlackIntegration in queries/integrations.graphql.
        """
        return self._sender.send(_ops.create_slack_integration(input=input))

    def delete_integration(self, *, id: str) -> DeleteIntegration:
        """Delete an integration.

        Args:
            id: `ID!`.

        Source: mutation DeleteIntegration in queries/integrations.graphql.
        """
        return self._sender.send(_ops.delete_integration(id=id))
