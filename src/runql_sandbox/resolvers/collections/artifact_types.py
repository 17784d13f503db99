"""Artifact types: listings, collections and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.ids import encode
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.artifacts.lookup import (
    collection_by_name,
    membership_by_name,
    type_by_name,
)
from runql_sandbox.resolvers.artifacts.query import select_collections
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection, ArtifactType

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

mutation = MutationType()
project = ObjectType("Project")
artifact_type = ObjectType("ArtifactType")

BINDABLES: list[SchemaBindable] = [mutation, project, artifact_type]

artifact_type.set_alias("createdAt", "created_at")


@project.field("artifactType")
def type_of_project(obj: Project, info: GraphQLResolveInfo, name: str) -> ArtifactType | None:
    """A type by name."""
    return type_by_name(context_of(info).session, obj, name)


@project.field("artifactTypes")
def types_of_project(
    obj: Project,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The types, ordered by name, including types without collections."""
    wanted = select(ArtifactType).where(ArtifactType.project_id == obj.id)
    ordered = wanted.order_by(ArtifactType.name)
    return connection(context_of(info).session, ordered, first=first, after=after)


@artifact_type.field("id")
def type_id(obj: ArtifactType, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("ArtifactType", obj.id)


@artifact_type.field("artifactCollection")
@artifact_type.field("artifactSequence")
def collection_of_type(
    obj: ArtifactType, info: GraphQLResolveInfo, name: str
) -> ArtifactCollection | None:
    """A collection by name; null if it has another type."""
    found = collection_by_name(context_of(info).session, obj.project, name)
    if found is None or found.type_id != obj.id:
        return None
    return found if info.field_name == "artifactCollection" or found.kind == "SEQUENCE" else None


@artifact_type.field("artifact")
def artifact_of_type(obj: ArtifactType, info: GraphQLResolveInfo, name: str) -> Artifact | None:
    """A version by `collection:alias`; null if it has another type."""
    found = membership_by_name(context_of(info).session, obj.project, name)
    if found is None or found.collection.type_id != obj.id:
        return None
    return found.artifact


@artifact_type.field("artifactCollections")
@artifact_type.field("artifactSequences")
def collections_of_type(
    obj: ArtifactType,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    collectionTypes: list[str] | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The collections of a type that match a filter, in an order."""
    kinds = ["SEQUENCE"] if info.field_name == "artifactSequences" else collectionTypes
    wanted = select_collections(filters, order, kinds)
    wanted = wanted.where(ArtifactCollection.type_id == obj.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@mutation.field("createArtifactType")
def create_type(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a type. An existing type is not changed."""
    context = context_of(info)
    owner = context.project_to_write(input["projectName"], input["entityName"])
    found = type_by_name(context.session, owner, input["name"], make=True)
    assert found is not None
    found.description = input.get("description") or found.description
    return {"artifactType": found, "clientMutationId": input.get("clientMutationId")}
