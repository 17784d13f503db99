"""Artifact versions: look-up by ID and name, and their fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, QueryType, SchemaBindable, UnionType
from sqlalchemy import func, select

from runql_sandbox.mongo import compile_order
from runql_sandbox.request.context import context_of
from runql_sandbox.request.ids import encode
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.artifacts.lookup import (
    artifact_access,
    artifact_by_id,
    artifact_id,
    membership_by_name,
    seen_memberships,
)
from runql_sandbox.resolvers.artifacts.query import select_memberships
from runql_sandbox.store.artifacts.contents import ArtifactManifest
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactMembership,
    ArtifactType,
    ArtifactUse,
)
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.query import FIELDS, matching_runs
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.accounts.tables import User


@dataclass(frozen=True, slots=True)
class VersionAlias:
    """The number of a version in a collection, as an alias that cannot be removed."""

    membership: ArtifactMembership

    @property
    def id(self) -> str:
        """Part of the opaque ID."""
        return f"{self.membership.id}:{self.alias}"

    @property
    def alias(self) -> str:
        """The number as in paths."""
        return f"v{self.membership.version}"


query = QueryType()
project = ObjectType("Project")
artifact = ObjectType("Artifact")
alias = ObjectType("ArtifactAlias")
membership = ObjectType("ArtifactCollectionMembership")
manifest = ObjectType("ArtifactManifest")
initiator = UnionType("Initiator")

BINDABLES: list[SchemaBindable] = [
    query,
    project,
    artifact,
    alias,
    membership,
    manifest,
    initiator,
]

_PLAIN = {
    "commitHash": "commit_hash",
    "createdAt": "created_at",
    "artifactSequence": "sequence",
    "digestAlgorithm": "digest_algorithm",
    "fileCount": "file_count",
    "historyStep": "history_step",
    "metadata": "meta",
    "storageBytes": "size",
    "ttlDurationSeconds": "ttl_seconds",
    "updatedAt": "updated_at",
}
for graphql_name, attribute in _PLAIN.items():
    artifact.set_alias(graphql_name, attribute)

membership.set_alias("artifactCollection", "collection")
membership.set_alias("createdAt", "created_at")
membership.set_alias("versionIndex", "version")
manifest.set_alias("createdAt", "created_at")


def tag(name: str) -> dict[str, Any]:
    """Return a tag for a response."""
    return {
        "id": encode("Tag", name),
        "name": name,
        "attributes": "{}",
        "tagCategoryName": "model",
        "tagCategory": None,
    }


@query.field("artifact")
def artifact_of_id(_: object, info: GraphQLResolveInfo, id: str) -> Artifact | None:
    """A version by its opaque ID."""
    return artifact_by_id(context_of(info), id)


@query.field("clientIDMapping")
def client_id_mapping(_: object, info: GraphQLResolveInfo, clientID: str) -> dict[str, Any] | None:
    """A version by the ID that its client chose."""
    context = context_of(info)
    wanted = select(Artifact).where(Artifact.client_id == clientID)
    found = context.session.scalars(wanted).first()
    if found is None or not artifact_access(context, found):
        return None
    return {"clientID": clientID, "serverID": artifact_id(found), "entry": "ARTIFACT"}


@project.field("artifact")
def artifact_of_name(obj: Project, info: GraphQLResolveInfo, name: str) -> Artifact | None:
    """A version by `collection:alias`."""
    found = membership_by_name(context_of(info).session, obj, name)
    return None if found is None else found.artifact


@project.field("artifactCollectionMembership")
def membership_of_name(
    obj: Project, info: GraphQLResolveInfo, name: str
) -> ArtifactMembership | None:
    """A version in a collection by `collection:alias`."""
    return membership_by_name(context_of(info).session, obj, name)


@artifact.field("id")
def opaque_id(obj: Artifact, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return artifact_id(obj)


@artifact.field("artifactType")
def artifact_type(obj: Artifact, _info: GraphQLResolveInfo) -> ArtifactType:
    """The type of its sequence."""
    return obj.sequence.type


@artifact.field("tags")
def tags(obj: Artifact, _info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    """The tags, ordered by name."""
    return [tag(name) for name in sorted(json.loads(obj.tags))]


@artifact.field("ttlIsInherited")
def ttl_is_inherited(obj: Artifact, _info: GraphQLResolveInfo) -> bool:
    """Whether the version has no time to live of its own."""
    return obj.ttl_seconds == -1


@artifact.field("versionIndex")
def version_index(
    obj: Artifact, info: GraphQLResolveInfo, artifactCollectionName: str | None = None
) -> int | None:
    """The number in its sequence, or in another collection; null before the commit."""
    wanted = select(ArtifactMembership.version).where(ArtifactMembership.artifact_id == obj.id)
    if artifactCollectionName is None or artifactCollectionName == obj.sequence.name:
        wanted = wanted.where(ArtifactMembership.collection_id == obj.sequence_id)
    else:
        wanted = wanted.join(
            ArtifactCollection, ArtifactCollection.id == ArtifactMembership.collection_id
        ).where(ArtifactCollection.name == artifactCollectionName)
    return context_of(info).session.scalars(wanted).first()


@artifact.field("aliases")
def aliases(
    obj: Artifact, info: GraphQLResolveInfo, artifactCollectionName: str | None = None
) -> list[ArtifactAlias | VersionAlias]:
    """The aliases in all collections or in one. The numbers are included, because SDKs before 0.20 expect them."""
    return [
        alias
        for each in seen_memberships(context_of(info), obj)
        if artifactCollectionName in (None, each.collection.name)
        for alias in membership_aliases(each, info)
    ]


@artifact.field("artifactMemberships")
def artifact_memberships(obj: Artifact, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The collections of the version that the user can see, its sequence first."""
    seen = [each.id for each in seen_memberships(context_of(info), obj)]
    wanted = select_memberships(None, "+linked_at").where(ArtifactMembership.id.in_(seen))
    return connection(context_of(info).session, wanted, first=None, after=None, default=1000)


@artifact.field("artifactCollections")
def artifact_collections(obj: Artifact, info: GraphQLResolveInfo) -> dict[str, Any]:
    """The collections of the version that the user can see, without numbers."""
    seen = [each.id for each in seen_memberships(context_of(info), obj)]
    wanted = (
        select(ArtifactCollection)
        .join(ArtifactMembership, ArtifactMembership.collection_id == ArtifactCollection.id)
        .where(ArtifactMembership.id.in_(seen))
        .order_by(ArtifactMembership.id)
    )
    return connection(context_of(info).session, wanted, first=None, after=None, default=1000)


@artifact.field("currentManifest")
def current_manifest(obj: Artifact, info: GraphQLResolveInfo) -> ArtifactManifest | None:
    """The manifest, once it is final."""
    if obj.state != "COMMITTED":
        return None
    wanted = select(ArtifactManifest).where(ArtifactManifest.artifact_id == obj.id)
    latest = wanted.order_by(ArtifactManifest.id.desc())
    return context_of(info).session.scalars(latest).first()


@artifact.field("createdBy")
def created_by(obj: Artifact, info: GraphQLResolveInfo) -> Run | User:
    """The run that created the version; the user if there was no run, the run was deleted, or the viewer
    has no access to it.
    """
    made = obj.run
    return made if made is not None and context_of(info).sees(made.project) else obj.user


@artifact.field("usedBy")
def used_by(
    obj: Artifact,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The runs that used the version and match a filter, in the order of use by default."""
    context = context_of(info)
    taken = (
        select(Run)
        .join(ArtifactUse, ArtifactUse.run_id == Run.id)
        .where(ArtifactUse.artifact_id == obj.id)
    )
    context = context_of(info)
    projects = select(Project).join(Run).join(ArtifactUse).where(ArtifactUse.artifact_id == obj.id)
    seen = [each.id for each in context.session.scalars(projects.distinct()) if context.sees(each)]
    taken = taken.where(Run.project_id.in_(seen))
    usual = [ArtifactUse.created_at, Run.id]
    wanted = matching_runs(taken, filters)
    wanted = wanted.order_by(*(compile_order(order, FIELDS) if order else usual))
    return connection(context.session, wanted, first=first, after=after)


@artifact.field("usedCount")
def used_count(obj: Artifact, info: GraphQLResolveInfo) -> int:
    """Number of runs that used the version."""
    counted = select(func.count()).where(ArtifactUse.artifact_id == obj.id)
    return context_of(info).session.scalar(counted) or 0


@alias.field("id")
def alias_id(obj: ArtifactAlias | VersionAlias, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("ArtifactAlias", obj.id)


@alias.field("artifact")
def alias_artifact(obj: ArtifactAlias | VersionAlias, _info: GraphQLResolveInfo) -> Artifact:
    """The version of the alias."""
    return obj.membership.artifact


@alias.field("artifactCollection")
def alias_collection(
    obj: ArtifactAlias | VersionAlias, _info: GraphQLResolveInfo
) -> ArtifactCollection:
    """The collection of the alias."""
    return obj.membership.collection


@alias.field("artifactCollectionName")
def alias_collection_name(obj: ArtifactAlias | VersionAlias, _info: GraphQLResolveInfo) -> str:
    """The name of the alias's collection."""
    return obj.membership.collection.name


@membership.field("id")
def membership_id(obj: ArtifactMembership, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("ArtifactCollectionMembership", obj.id)


@membership.field("commitHash")
def membership_commit_hash(obj: ArtifactMembership, _info: GraphQLResolveInfo) -> str:
    """A permanent name of the version."""
    return obj.artifact.commit_hash


@membership.field("aliases")
def membership_aliases(
    obj: ArtifactMembership, info: GraphQLResolveInfo
) -> list[ArtifactAlias | VersionAlias]:
    """The aliases in this collection, including its number."""
    wanted = select(ArtifactAlias).where(ArtifactAlias.membership_id == obj.id)
    named = context_of(info).session.scalars(wanted.order_by(ArtifactAlias.id))
    return [VersionAlias(obj), *named]


@manifest.field("id")
def manifest_id(obj: ArtifactManifest, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("ArtifactManifest", obj.id)


@initiator.type_resolver
def initiator_type(obj: object, *_arguments: object) -> str:
    """Type name in the schema."""
    return "Run" if isinstance(obj, Run) else "User"
