# Generated from src/runql/_async/integrations/api.py by `make generate`. Do not edit.

"""`Api` methods for integrations: Slack channels and webhooks that automations use."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql_graphql.ops import integrations as ops

from runql._models._attributes.inputs import input_of
from runql._models._attributes.mutation_results import check_done
from runql._paging.pages import Listing, Page, PageWindow
from runql._sync._client.api_base import ApiBase
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql_graphql.list_integrations import ListIntegrations

    from runql._models.integrations import Integration, SlackIntegration, WebhookIntegration
    from runql._sync.integrations.listing import Integrations

__all__ = ["IntegrationsApi"]

IntegrationT = TypeVar("IntegrationT", bound="Integration")


class IntegrationsApi(ApiBase):
    """`Api` methods for integrations."""

    def integrations(
        self, entity: str | None = None, *, per_page: int | None = None
    ) -> Integrations[Integration]:
        """List the integrations of an entity; unknown kinds have the name of their kind.

        Args:
            entity: User or team; None means the settings' entity.
            per_page: Integrations per request; None starts with 50 and grows.

        Raises:
            UsageError: If no entity is passed, and the settings have no default entity.
            NotFoundError: If the entity does not exist; raised by the first page.
            UnsupportedError: If the server is too old for integrations; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        from runql._models.integrations import integration_key, listed_integrations
        from runql._sync.integrations.listing import Integrations

        owner = self._named_entity(entity)

        def read(response: ListIntegrations) -> Page[Integration]:
            """Return a page of integrations from a response."""
            return listed_integrations(response, owner)

        call = ops.list_integrations(entity=owner)
        return Integrations(
            self._session, Listing(call, read, integration_key, PageWindow(per_page=per_page))
        )

    def slack_integrations(
        self, entity: str | None = None, *, per_page: int | None = None
    ) -> Integrations[SlackIntegration]:
        """List the Slack integrations; the arguments are those of `integrations`.

        Requests: None until iterated; then one per page of all integrations.
        """
        from runql._models.integrations import SlackIntegration

        return self._of_kind(SlackIntegration, entity, per_page)

    def webhook_integrations(
        self, entity: str | None = None, *, per_page: int | None = None
    ) -> Integrations[WebhookIntegration]:
        """List the webhook integrations; the arguments are those of `integrations`.

        Requests: None until iterated; then one per page of all integrations.
        """
        from runql._models.integrations import WebhookIntegration

        return self._of_kind(WebhookIntegration, entity, per_page)

    def create_webhook_integration(
        self,
        name: str,
        url: str,
        *,
        entity: str | None = None,
        secret: str | None = None,
        access_token: str | None = None,
    ) -> WebhookIntegration:
        """Register a URL that automations can post to.

        Args:
            name: Name of the integration, at most 64 characters.
            url: URL that requests are posted to.
            entity: Team that owns the integration; None means the settings' entity.
            secret: Name of the team secret that signs the requests; never the secret itself.
            access_token: Name of the team secret that is sent as a bearer token.

        Raises:
            UsageError: If the name or the URL is invalid; nothing was sent.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: One, which is not retried if its outcome is unknown.
        """
        from runql_graphql.inputs import CreateGenericWebhookIntegrationInput

        from runql._models.integrations import check_webhook, made_webhook

        check_webhook(name, url)
        given = input_of(
            CreateGenericWebhookIntegrationInput,
            {
                "entity_name": self._named_entity(entity),
                "name": name,
                "url_endpoint": url,
                "secret_ref": secret,
                "access_token_ref": access_token,
            },
        )
        return made_webhook(self._session.send(ops.create_webhook_integration(input=given)))

    def create_slack_integration(
        self, code: str, redirect_uri: str, *, entity: str | None = None
    ) -> SlackIntegration:
        """Connect a Slack channel, with the code that Slack returned after authorization.

        Args:
            code: The code from Slack; it can be used once, and expires after minutes.
            redirect_uri: The redirect URL of the authorization request to Slack.
            entity: Team that owns the integration; None means the settings' entity.

        Raises:
            UsageError: If the code is empty; nothing was sent.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: One, which is not retried if its outcome is unknown.
        """
        from runql_graphql.inputs import CreateSlackIntegrationInput

        from runql._models.integrations import made_slack

        if not code:
            raise UsageError(
                "code must not be empty. Nothing was sent.",
                hint="Pass the code that Slack returned after authorization.",
            )
        given = input_of(
            CreateSlackIntegrationInput,
            {"entity_name": self._named_entity(entity), "code": code, "redirect_uri": redirect_uri},
        )
        return made_slack(self._session.send(ops.create_slack_integration(input=given)))

    def delete_integration(self, integration: Integration | str) -> None:
        """Delete an integration; automations that use it no longer run their action.

        Args:
            integration: The integration, or its ID.

        Raises:
            UsageError: If its kind and its ID are unknown; nothing was sent.
            NotFoundError: If the integration does not exist.
            PermissionDeniedError: If the API key does not administer the team.

        Requests: One.
        """
        from runql._models.integrations import id_to_delete

        opaque = id_to_delete(integration)
        done = self._session.send(ops.delete_integration(id=opaque)).delete_integration
        check_done(
            done.success if done is not None else None,
            "DeleteIntegration",
            "delete the integration",
        )

    def _of_kind(
        self, kind: type[IntegrationT], entity: str | None, per_page: int | None
    ) -> Integrations[IntegrationT]:
        from runql._models.integrations import integration_key, listed_integrations
        from runql._sync.integrations.listing import Integrations

        owner = self._named_entity(entity)

        def read(response: ListIntegrations) -> Page[IntegrationT]:
            """Return the integrations of one kind from a page."""
            page = listed_integrations(response, owner)
            items = tuple(each for each in page.items if isinstance(each, kind))
            return Page(items, page.cursor, end=page.last_cursor)

        call = ops.list_integrations(entity=owner)
        return Integrations(
            self._session, Listing(call, read, integration_key, PageWindow(per_page=per_page))
        )
