"""Integrations and secrets of entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ariadne import InterfaceType, MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.store.automations import DeletedIntegration, Integration, Secret

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.accounts.tables import Entity

__all__ = ["BINDABLES", "integration_with_id"]

mutation = MutationType()
entity = ObjectType("Entity")
integration = InterfaceType("Integration")
webhook = ObjectType("GenericWebhookIntegration")
slack = ObjectType("SlackIntegration")

BINDABLES: list[SchemaBindable] = [mutation, entity, integration, webhook, slack]

webhook.set_alias("urlEndpoint", "url")
webhook.set_alias("secretRef", "secret_name")
webhook.set_alias("accessTokenRef", "token_name")
webhook.set_alias("createdAt", "created_at")


@integration.type_resolver
def kind(obj: Integration, *_: object) -> str:
    """Type of an integration."""
    return obj.kind


@entity.field("integrations")
def integrations(
    obj: Entity,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The integrations of an entity."""
    context = context_of(info)
    context.require(context.access(obj), Access.READ)
    wanted = select(Integration).where(
        Integration.entity_id == obj.id,
        Integration.id.not_in(select(DeletedIntegration.integration_id)),
    )
    return connection(context.session, wanted.order_by(Integration.id), first=first, after=after)


@mutation.field("createGenericWebhookIntegration")
def create_webhook(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Register the URL of a webhook on this machine. The sandbox sends no requests to other hosts."""
    context = context_of(info)
    owner = context.entity_for(input["entityName"], Access.ADMIN)
    if not 0 < len(input["name"]) <= 64:
        raise invalid("a webhook's name has 1 to 64 characters")
    if urlsplit(input["urlEndpoint"]).scheme not in ("http", "https"):
        raise invalid(f"invalid webhook URL {input['urlEndpoint']!r}")
    made = Integration(
        entity=owner,
        kind="GenericWebhookIntegration",
        name=input["name"],
        url=input["urlEndpoint"],
        secret_name=input.get("secretRef"),
        token_name=input.get("accessTokenRef"),
    )
    context.session.add(made)
    context.session.flush()
    return {"integration": made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("createSlackIntegration")
def create_slack(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Register a Slack channel. The code stands for one that Slack would issue."""
    context = context_of(info)
    owner = context.entity_for(input["entityName"], Access.ADMIN)
    made = Integration(entity=owner, kind="SlackIntegration", name=input["code"])
    context.session.add(made)
    context.session.flush()
    return {"integration": made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteIntegration")
def delete_integration(
    _: object, info: GraphQLResolveInfo, input: dict[str, Any]
) -> dict[str, Any]:
    """Delete an integration. Automations that use it remain, and their actions fail."""
    context = context_of(info)
    found = integration_with_id(context, input["id"])
    context.require(context.access(found.entity), Access.ADMIN)
    context.session.add(DeletedIntegration(integration_id=found.id))
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("insertSecret")
def insert_secret(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Store a secret of a team under a name."""
    context = context_of(info)
    owner = context.entity_for(input["entityName"], Access.ADMIN)
    taken = select(Secret).where(Secret.entity_id == owner.id, Secret.name == input["secretName"])
    if context.session.scalars(taken).first() is not None:
        raise conflict(f"a secret {input['secretName']!r} already exists")
    context.session.add(
        Secret(entity_id=owner.id, name=input["secretName"], value=input["secretValue"])
    )
    return {"success": True}


@integration.field("id")
@webhook.field("id")
@slack.field("id")
def integration_id(obj: Integration, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Integration", obj.id)


@slack.field("teamName")
def team_name(obj: Integration, _info: GraphQLResolveInfo) -> str:
    """The workspace."""
    return f"{obj.entity.name}-workspace"


@slack.field("channelName")
def channel_name(obj: Integration, _info: GraphQLResolveInfo) -> str:
    """The channel."""
    return obj.name


def integration_with_id(context: Context, opaque: str) -> Integration:
    """Return the integration with an opaque ID.

    Raises:
        GraphQLError: If it does not exist or the user cannot see it.
    """
    found_id = number(opaque, "Integration")
    found = context.session.get(Integration, found_id) if found_id is not None else None
    if found is None or context.access(found.entity) < Access.READ:
        raise not_found("integration")
    if context.session.get(DeletedIntegration, found.id) is not None:
        raise not_found("integration")
    return found
