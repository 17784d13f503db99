"""Storage usage of an entity: its projects, with their run files and artifact versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.ids import encode
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import among, connection
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection, ArtifactType
from runql_sandbox.store.files import File
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo
    from sqlalchemy.orm import Session

    from runql_sandbox.store.accounts.tables import Entity

entity = ObjectType("Entity")
entity_node = ObjectType("EntityStorageNode")
project_node = ObjectType("ProjectStorageNode")
type_node = ObjectType("ArtifactTypeStorageNode")

BINDABLES: list[SchemaBindable] = [entity, entity_node, project_node, type_node]


@entity.field("storageTree")
def storage_tree(obj: Entity, info: GraphQLResolveInfo) -> Entity:
    """The storage tree of an entity that the user belongs to."""
    context = context_of(info)
    context.require(context.access(obj), Access.READ)
    return obj


@entity_node.field("id")
def entity_node_id(obj: Entity, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("EntityStorageNode", obj.id)


@entity_node.field("name")
def entity_node_name(obj: Entity, _info: GraphQLResolveInfo) -> str:
    """The name of the entity."""
    return obj.name


@entity_node.field("entity")
def entity_of_node(obj: Entity, _info: GraphQLResolveInfo) -> Entity:
    """The entity."""
    return obj


@entity_node.field("size")
def entity_size(obj: Entity, info: GraphQLResolveInfo) -> int:
    """Total bytes of the projects that the user can see."""
    session = context_of(info).session
    return sum(_size(session, each) for each in _seen_projects(obj, info))


@entity_node.field("lastUpdatedAt")
def counted_at(_obj: Entity, _info: GraphQLResolveInfo) -> str:
    """When the bytes were counted, which is the time of the request."""
    return now()


@entity_node.field("projects")
def project_nodes(
    obj: Entity,
    info: GraphQLResolveInfo,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The projects, ordered by name."""
    session = context_of(info).session
    numbers = [each.id for each in _seen_projects(obj, info)]
    wanted = select(Project).where(among(Project.id, numbers)).order_by(Project.name)
    page = connection(session, wanted, first=first, after=after)
    return {**page, "totalSize": lambda _info: entity_size(obj, info)}


@project_node.field("id")
def project_node_id(obj: Project, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("ProjectStorageNode", obj.id)


@project_node.field("project")
def project_of_node(obj: Project, _info: GraphQLResolveInfo) -> Project:
    """The project."""
    return obj


@project_node.field("size")
def project_size(obj: Project, info: GraphQLResolveInfo) -> int:
    """Total bytes of run files and artifact versions."""
    return _size(context_of(info).session, obj)


@project_node.field("artifactTypes")
def type_nodes(
    obj: Project, info: GraphQLResolveInfo, first: int | None = None
) -> list[dict[str, Any]]:
    """The artifact types with versions, ordered by name."""
    wanted = (
        select(ArtifactType.id, ArtifactType.name, func.sum(Artifact.size))
        .join(ArtifactCollection, ArtifactCollection.type_id == ArtifactType.id)
        .join(Artifact, Artifact.sequence_id == ArtifactCollection.id)
        .where(ArtifactType.project_id == obj.id, Artifact.state == "COMMITTED")
        .group_by(ArtifactType.id)
        .order_by(ArtifactType.name)
        .limit(first)
    )
    found = context_of(info).session.execute(wanted)
    return [{"number": number, "name": name, "size": size} for number, name, size in found]


@type_node.field("id")
def type_node_id(obj: dict[str, Any], _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("ArtifactTypeStorageNode", obj["number"])


def _seen_projects(obj: Entity, info: GraphQLResolveInfo) -> list[Project]:
    context = context_of(info)
    wanted = select(Project).where(Project.entity == obj.name)
    return [each for each in context.session.scalars(wanted) if context.sees(each)]


def _size(session: Session, found: Project) -> int:
    files = select(func.sum(File.size)).join(Run, File.run_id == Run.id)
    files = files.where(Run.project_id == found.id)
    versions = select(func.sum(Artifact.size)).join(
        ArtifactCollection, Artifact.sequence_id == ArtifactCollection.id
    )
    versions = versions.where(
        ArtifactCollection.project_id == found.id, Artifact.state == "COMMITTED"
    )
    return (session.scalar(files) or 0) + (session.scalar(versions) or 0)
