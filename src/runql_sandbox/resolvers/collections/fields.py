"""Collections of artifacts: listings, changes, tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import InterfaceType, MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.automations.artifact_events import fire_for_collection_tags
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.resolvers._connections import connection, listed
from runql_sandbox.resolvers.artifacts.deletion import delete_collection
from runql_sandbox.resolvers.artifacts.fields import tag
from runql_sandbox.resolvers.artifacts.lookup import (
    collection_by_id,
    collection_by_name,
    collection_id,
    membership_by_alias,
    type_by_name,
)
from runql_sandbox.resolvers.artifacts.query import select_collections, select_memberships
from runql_sandbox.resolvers.collections.artifact_types import type_id
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactMembership,
    ArtifactType,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

query = QueryType()
mutation = MutationType()
project = ObjectType("Project")
collection = InterfaceType("ArtifactCollection")
sequence = ObjectType("ArtifactSequence")
portfolio = ObjectType("ArtifactPortfolio")

BINDABLES: list[SchemaBindable] = [
    query,
    mutation,
    project,
    collection,
    sequence,
    portfolio,
]

_TYPE_NAMES: Final = {"SEQUENCE": "ArtifactSequence", "PORTFOLIO": "ArtifactPortfolio"}
_TAGS_AT_ONCE: Final = 20

for graphql_name, attribute in {
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "defaultArtifactType": "type",
}.items():
    sequence.set_alias(graphql_name, attribute)
    portfolio.set_alias(graphql_name, attribute)
sequence.set_alias("digestAlgorithm", "digest_algorithm")


@sequence.field("project")
@portfolio.field("project")
def project_of_collection(obj: ArtifactCollection, info: GraphQLResolveInfo) -> Project | None:
    """The project; null if a user who found the collection through a link cannot see it."""
    return obj.project if context_of(info).sees(obj.project) else None


@collection.type_resolver
def collection_type(obj: ArtifactCollection, *_arguments: object) -> str:
    """Type name in the schema."""
    return _TYPE_NAMES[obj.kind]


@query.field("artifactCollection")
def collection_of_id(_: object, info: GraphQLResolveInfo, id: str) -> ArtifactCollection:
    """A collection by its opaque ID."""
    return collection_by_id(context_of(info), id)


@query.field("artifactSequence")
def sequence_of_id(_: object, info: GraphQLResolveInfo, id: str) -> ArtifactCollection:
    """A sequence by its opaque ID."""
    return collection_by_id(context_of(info), id, "SEQUENCE")


@project.field("artifactCollection")
def collection_of_project(
    obj: Project, info: GraphQLResolveInfo, name: str
) -> ArtifactCollection | None:
    """A collection by name."""
    return collection_by_name(context_of(info).session, obj, name)


@project.field("artifactCollections")
def collections_of_project(
    obj: Project,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    collectionTypes: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The collections that match a filter, in an order."""
    wanted = select_collections(filters, order, collectionTypes)
    wanted = wanted.where(ArtifactCollection.project_id == obj.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@sequence.field("id")
@portfolio.field("id")
def opaque_id(obj: ArtifactCollection, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return collection_id(obj)


@sequence.field("tags")
@portfolio.field("tags")
def tags(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The tags, ordered by name."""
    names = sorted(json.loads(obj.tags))
    tags = [tag(name) for name in names]
    session = context_of(info).session
    return listed(session, tags, lambda each: str(each["name"]), first=first, after=after)


@sequence.field("aliases")
@portfolio.field("aliases")
def aliases(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The aliases of all versions."""
    wanted = select(ArtifactAlias).where(ArtifactAlias.collection_id == obj.id)
    ordered = wanted.order_by(ArtifactAlias.id)
    return connection(context_of(info).session, ordered, first=first, after=after)


@sequence.field("artifactMembership")
@portfolio.field("artifactMembership")
def membership(
    obj: ArtifactCollection, info: GraphQLResolveInfo, aliasName: str
) -> ArtifactMembership | None:
    """The version with an alias or a number."""
    return membership_by_alias(context_of(info).session, obj, aliasName)


@sequence.field("artifactMemberships")
@portfolio.field("artifactMemberships")
def memberships(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The versions that match a filter, with their numbers in this collection."""
    wanted = select_memberships(filters, order)
    wanted = wanted.where(ArtifactMembership.collection_id == obj.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@sequence.field("artifacts")
@portfolio.field("artifacts")
def artifacts(
    obj: ArtifactCollection,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The versions that match a filter, each with its number as a string."""
    page: dict[str, Any] = memberships(obj, info, filters, order, first, after)
    for edge in page["edges"]:
        edge["version"] = f"v{edge['node'].version}"
        edge["node"] = edge["node"].artifact
    return page


@sequence.field("latestArtifact")
def latest_artifact(obj: ArtifactCollection, info: GraphQLResolveInfo) -> Artifact | None:
    """The version with the highest number."""
    wanted = select(ArtifactMembership).where(ArtifactMembership.collection_id == obj.id)
    latest = wanted.order_by(ArtifactMembership.version.desc())
    found = context_of(info).session.scalars(latest).first()
    return None if found is None else found.artifact


@mutation.field("createArtifactSequence")
@mutation.field("createArtifactPortfolio")
def create_collection(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a collection without versions."""
    context = context_of(info)
    kind = "SEQUENCE" if info.field_name == "createArtifactSequence" else "PORTFOLIO"
    owner = context.project_to_write(input["projectName"], input["entityName"])
    wanted = select(ArtifactType).where(ArtifactType.project_id == owner.id)
    types = {type_id(each, info): each for each in context.session.scalars(wanted)}
    if input["artifactTypeID"] not in types:
        raise not_found("artifact type")
    if collection_by_name(context.session, owner, input["name"]) is not None:
        raise invalid(f"there is a collection {input['name']!r} already")
    made = ArtifactCollection(
        project=owner,
        type=types[input["artifactTypeID"]],
        kind=kind,
        name=input["name"],
        description=input.get("description"),
    )
    context.session.add(made)
    context.session.flush()
    return _payload(made, input)


@mutation.field("updateArtifactSequence")
@mutation.field("updateArtifactPortfolio")
def update_collection(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Rename a collection or change its description. Null does not change a field."""
    context = context_of(info)
    found = collection_by_id(
        context, input.get("artifactSequenceID") or input["artifactPortfolioID"]
    )
    name = input.get("name")
    if name is not None and name != found.name:
        if not name or len(name) > 128:
            raise invalid(f"invalid name {name!r}")
        if collection_by_name(context.session, found.project, name) is not None:
            raise invalid(f"there is a collection {name!r} already")
        found.name = name
    if input.get("description") is not None:
        found.description = input["description"]
    found.updated_at = now()
    return _payload(found, input)


@mutation.field("moveArtifactSequence")
def move_collection(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Change the type of a collection."""
    context = context_of(info)
    found = collection_by_id(context, input["artifactSequenceID"], "SEQUENCE")
    name = input["destinationArtifactTypeName"]
    kind = type_by_name(context.session, found.project, name, make=True)
    assert kind is not None
    found.type, found.updated_at = kind, now()
    return _payload(found, input)


@mutation.field("deleteArtifactSequence")
@mutation.field("deleteArtifactPortfolio")
def delete(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete a collection: a sequence with its versions, a portfolio with its links."""
    context = context_of(info)
    given = input.get("artifactSequenceID") or input["artifactPortfolioID"]
    found = collection_by_id(context, given)
    delete_collection(context, found)
    return _payload(found, input)


@mutation.field("createArtifactCollectionTagAssignments")
def add_tags(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add tags to a collection."""
    names = [each["tagName"] for each in input["tags"]]
    if len(names) > _TAGS_AT_ONCE:
        raise invalid(f"more than {_TAGS_AT_ONCE} tags in one request")
    _change_tags(context_of(info), input, added=set(names))
    added = [tag(name) for name in names]
    return {"tags": added, "clientMutationID": input.get("clientMutationID")}


@mutation.field("createArtifactCollectionTagAssignment")
def add_tag(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add one tag to a collection."""
    _change_tags(context_of(info), input, added={input["tagName"]})
    return {"tag": tag(input["tagName"]), "clientMutationID": input.get("clientMutationID")}


@mutation.field("deleteArtifactCollectionTagAssignments")
@mutation.field("deleteArtifactCollectionTagAssignment")
def remove_tags(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Remove tags from a collection. A missing tag is not an error."""
    several = input.get("tags")
    gone = {each["tagName"] for each in (several if several is not None else [input])}
    _change_tags(context_of(info), input, gone=gone)
    return {"success": True, "clientMutationID": input.get("clientMutationID")}


def _change_tags(
    context: Context,
    given: dict[str, Any],
    added: AbstractSet[str] = frozenset(),
    gone: AbstractSet[str] = frozenset(),
) -> None:
    found = _named(context, given)
    held = set(json.loads(found.tags))
    found.tags = json.dumps(sorted((held | added) - gone))
    found.updated_at = now()
    author = context.user.username
    fire_for_collection_tags(context.session, found, author, added - held, gone & held)


def _named(context: Context, given: dict[str, Any]) -> ArtifactCollection:
    owner = context.project(given["projectName"], given["entityName"])
    name = given["artifactCollectionName"]
    found = None if owner is None else collection_by_name(context.session, owner, name)
    if found is None:
        raise not_found("artifact collection")
    return found


def _payload(found: ArtifactCollection, given: dict[str, Any]) -> dict[str, Any]:
    return {"artifactCollection": found, "clientMutationId": given.get("clientMutationId")}
