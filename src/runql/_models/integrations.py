"""External services that automations use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from runql._models._attributes.mutation_results import empty_response
from runql._models._attributes.text_lists import required_text
from runql._paging.pages import Page
from runql._wandb_names.attributes import WandbNames
from runql.errors import NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from runql_graphql.create_slack_integration import CreateSlackIntegration
    from runql_graphql.create_webhook_integration import CreateWebhookIntegration
    from runql_graphql.list_integrations import ListIntegrations

__all__ = ["Integration", "OtherIntegration", "SlackIntegration", "WebhookIntegration"]


@dataclass(frozen=True, slots=True)
class SlackIntegration(WandbNames):
    """A Slack channel.

    Attributes:
        id: Opaque ID.
        team_name: Name of the Slack workspace.
        channel_name: Name of the channel.
    """

    id: str
    team_name: str
    channel_name: str


@dataclass(frozen=True, slots=True)
class WebhookIntegration(WandbNames):
    """A URL to which automations send requests.

    Attributes:
        id: Opaque ID.
        name: Name.
        url: The URL.
    """

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherIntegration:
    """A service that automations do not use, or one of an unknown kind.

    Attributes:
        kind: Kind, as the server names it.
        id: Opaque ID; None for a kind that this version does not know.
        cursor: Position in the listing.
    """

    kind: str
    id: str | None
    cursor: str


Integration: TypeAlias = SlackIntegration | WebhookIntegration | OtherIntegration


def read_integration(snapshot: object, cursor: str = "") -> Integration:
    """Return an integration of a response; an unknown kind becomes `OtherIntegration`."""
    from runql_graphql.fragments.integrations import (
        GenericWebhookIntegrationFields,
        GitHubOAuthIntegrationFields,
        SlackIntegrationFields,
    )

    if isinstance(snapshot, SlackIntegrationFields):
        return SlackIntegration(snapshot.id, snapshot.team_name, snapshot.channel_name)
    if isinstance(snapshot, GenericWebhookIntegrationFields):
        return WebhookIntegration(snapshot.id, snapshot.name, snapshot.url_endpoint)
    opaque = snapshot.id if isinstance(snapshot, GitHubOAuthIntegrationFields) else None
    return OtherIntegration(str(getattr(snapshot, "typename__", "unknown")), opaque, cursor)


def integration_key(integration: Integration) -> str:
    """Return the deduplication key of an integration."""
    if isinstance(integration, OtherIntegration):
        return integration.id or integration.cursor
    return integration.id


def id_to_delete(integration: Integration | str) -> str:
    """Return the ID of an integration.

    Raises:
        UsageError: If the integration has no ID, because its kind is unknown.
    """
    found: object = integration if isinstance(integration, str) else getattr(integration, "id", 0)
    if found is not None and not isinstance(found, str):
        raise UsageError(f"integration must be an integration or its ID, got {integration!r}.")
    if not found:
        raise UsageError(
            f"{integration!r} has no ID: this version of runql does not know its kind.",
            hint="Delete it in the web app.",
        )
    return found


def listed_integrations(response: ListIntegrations, entity: str) -> Page[Integration]:
    """Return the page of integrations in a response.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    found = response.entity.integrations if response.entity is not None else None
    if found is None:
        raise missing_entity(entity, "ListIntegrations")
    items = tuple(
        read_integration(edge.node, edge.cursor) for edge in found.edges if edge.node is not None
    )
    info = found.page_info
    return Page(items, info.end_cursor if info.has_next_page else None, end=info.end_cursor)


def made_webhook(response: CreateWebhookIntegration) -> WebhookIntegration:
    """Return the webhook that the server created.

    Raises:
        ProtocolError: If the response contains no webhook.
    """
    made = response.create_generic_webhook_integration
    found = read_integration(made.integration) if made is not None else None
    if not isinstance(found, WebhookIntegration):
        raise empty_response("CreateWebhookIntegration", "webhook integration")
    return found


def made_slack(response: CreateSlackIntegration) -> SlackIntegration:
    """Return the Slack channel that was connected.

    Raises:
        ProtocolError: If the response contains no Slack channel.
    """
    made = response.create_slack_integration
    found = read_integration(made.integration) if made is not None else None
    if not isinstance(found, SlackIntegration):
        raise empty_response("CreateSlackIntegration", "Slack integration")
    return found


def missing_entity(entity: str, operation: str) -> NotFoundError:
    """Return the error for an entity that was not found."""
    return NotFoundError(
        f"Entity not found: {entity!r}. It does not exist, or this API key has no access to it.",
        hint="Pass a user name or a team name; api.viewer.teams lists yours.",
        operation=operation,
    )


def missing_integrations() -> UnsupportedError:
    """Return the error for a server that cannot list integrations."""
    return UnsupportedError(
        "This server cannot list integrations: its schema has no field Entity.integrations.",
        hint="Upgrade the server; api.server_info() shows its version.",
        operation="ListIntegrations",
    )


def check_webhook(name: str, url: str) -> None:
    """Validate a webhook's name and URL.

    Raises:
        UsageError: If the name is empty or longer than 64 characters, or the URL is not an http
            or https URL.
    """
    if not 0 < len(required_text(name, "name")) <= 64:
        raise UsageError(
            f"A webhook name must have 1 to 64 characters, got {name!r}.",
            hint="Pass name= with 1 to 64 characters.",
        )
    if not _is_web_url(required_text(url, "url")):
        raise UsageError(f"Invalid web URL: {url!r}.", hint="Use the form https://host/path.")


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        # Parsing of the port may raise, too.
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and url.isprintable() and " " not in url
