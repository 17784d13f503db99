"""History of alias changes in a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import context_of
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.store.artifacts.tables import ArtifactAliasAction

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.artifacts.tables import ArtifactCollection

sequence = ObjectType("ArtifactSequence")
portfolio = ObjectType("ArtifactPortfolio")
alias_action = ObjectType("ArtifactAliasAction")

BINDABLES: list[SchemaBindable] = [sequence, portfolio, alias_action]

for graphql_name, attribute in {
    "createdAt": "created_at",
    "sourceArtifact": "source",
    "targetArtifact": "target",
}.items():
    alias_action.set_alias(graphql_name, attribute)


@sequence.field("aliasActionHistory")
@portfolio.field("aliasActionHistory")
def alias_action_history(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    alias: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The alias changes of a collection, optionally of one alias, latest first."""
    wanted = select(ArtifactAliasAction).where(ArtifactAliasAction.collection_id == obj.id)
    if alias is not None:
        wanted = wanted.where(ArtifactAliasAction.alias == alias)
    wanted = wanted.order_by(ArtifactAliasAction.id.desc())
    return connection(context_of(info).session, wanted, first=first, after=after)


@alias_action.field("actionType")
def action_type(obj: ArtifactAliasAction, _info: GraphQLResolveInfo) -> str:
    """Type of the change, in the sandbox's own words. Those of the public server are unknown."""
    if obj.source_id is None:
        return "ADD"
    return "REMOVE" if obj.target_id is None else "MOVE"
