"""Look-up of artifacts and collections by ID and name, with permission checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from runql_sandbox.automations.artifact_events import fire_for_alias, fire_for_version
from runql_sandbox.inputs import positive
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access, project_access
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.aliases import move_alias
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactMembership,
    ArtifactType,
)
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from runql_sandbox.request.context import Context

__all__ = [
    "VERSION",
    "artifact_access",
    "artifact_by_id",
    "artifact_id",
    "check_region",
    "collection_by_id",
    "collection_by_name",
    "collection_id",
    "join",
    "membership_by_alias",
    "membership_by_name",
    "run_by_name",
    "seen_memberships",
    "set_aliases",
    "type_by_name",
]

VERSION: Final = re.compile(r"v\d+")
_REGIONS: Final = frozenset({"default", "minio-local"})
"""Names of the sandbox's only storage region. The second is the region of a W&B server on one machine."""
_KINDS: Final = {"SEQUENCE": "ArtifactSequence", "PORTFOLIO": "ArtifactPortfolio"}


def check_region(name: str | None) -> None:
    """Reject a storage region other than the sandbox's.

    Raises:
        Refusal: If the region does not exist.
    """
    if name and name not in _REGIONS:
        raise invalid(f"invalid storageRegion: {name}")


def artifact_id(artifact: Artifact) -> str:
    """Return the opaque ID of a version."""
    return encode("Artifact", artifact.id)


def collection_id(collection: ArtifactCollection) -> str:
    """Return the opaque ID of a collection."""
    return encode(_KINDS[collection.kind], collection.id)


def artifact_by_id(context: Context, opaque: str | None, *, to_read: bool = False) -> Artifact:
    """Return a version that the user can see; in a mutation, one that the user can change.

    Args:
        context: The request.
        opaque: The opaque ID.
        to_read: Whether the mutation does not change the version itself.

    Raises:
        GraphQLError: If the version does not exist, or the user may not change it.
    """
    found_id = number(opaque or "", "Artifact")
    found = context.session.get(Artifact, found_id) if found_id is not None else None
    allowed = Access.NONE if found is None else artifact_access(context, found)
    if found is None or allowed < Access.LOOK:
        raise not_found("artifact")
    if context.writing and not to_read:
        context.require(allowed, Access.WRITE)
    return found


def artifact_access(context: Context, artifact: Artifact) -> Access:
    """Return the user's access to a version: the highest level of all projects that contain it or link to it."""
    own = artifact.sequence.project
    wanted = (
        select(Project)
        .join(ArtifactCollection, ArtifactCollection.project_id == Project.id)
        .join(ArtifactMembership, ArtifactMembership.collection_id == ArtifactCollection.id)
        .where(ArtifactMembership.artifact_id == artifact.id, Project.id != own.id)
    )
    found = project_access(context.session, context.user, own)
    if found < Access.WRITE:
        for each in context.session.scalars(wanted.distinct()):
            found = max(found, project_access(context.session, context.user, each))
    return found


def seen_memberships(context: Context, artifact: Artifact) -> list[ArtifactMembership]:
    """Return the memberships of a version that the user can see, its sequence first."""
    wanted = select(ArtifactMembership).where(ArtifactMembership.artifact_id == artifact.id)
    found = context.session.scalars(wanted.order_by(ArtifactMembership.id))
    return [each for each in found if context.sees(each.collection.project)]


def collection_by_id(context: Context, opaque: str, kind: str | None = None) -> ArtifactCollection:
    """Return a collection that the user can see, optionally of a given kind.

    Raises:
        GraphQLError: If the collection does not exist.
    """
    for each in [kind] if kind is not None else _KINDS:
        found_id = number(opaque, _KINDS[each])
        if found_id is None:
            continue
        found = context.session.get(ArtifactCollection, found_id)
        if found is not None and found.kind == each and _visible(context, found.project):
            return found
    raise not_found("artifact collection")


def type_by_name(
    session: Session, project: Project, name: str, *, make: bool = False
) -> ArtifactType | None:
    """Return a type of a project, and create it if requested."""
    wanted = select(ArtifactType).where(
        ArtifactType.project_id == project.id, ArtifactType.name == name
    )
    found = session.scalars(wanted).first()
    if found is None and make:
        found = ArtifactType(project=project, name=name, description=None)
        session.add(found)
        session.flush()
    return found


def collection_by_name(session: Session, project: Project, name: str) -> ArtifactCollection | None:
    """Return an existing collection of a project."""
    wanted = select(ArtifactCollection).where(
        ArtifactCollection.project_id == project.id,
        ArtifactCollection.name == name,
        ArtifactCollection.state == "READY",
    )
    return session.scalars(wanted).first()


def membership_by_name(session: Session, project: Project, name: str) -> ArtifactMembership | None:
    """Return the version of `collection:alias`: by alias, version number or digest; `latest` by default."""
    collection_name, colon, alias = name.partition(":")
    collection = collection_by_name(session, project, collection_name)
    if collection is None:
        return None
    return membership_by_alias(session, collection, alias if colon else "latest")


def membership_by_alias(
    session: Session, collection: ArtifactCollection, alias: str
) -> ArtifactMembership | None:
    """Return a version of a collection by alias, number or digest."""
    wanted = select(ArtifactMembership).where(ArtifactMembership.collection_id == collection.id)
    if VERSION.fullmatch(alias):
        wanted = wanted.where(ArtifactMembership.version == positive(alias[1:]))
        return session.scalars(wanted).first()
    named = (
        select(ArtifactMembership)
        .join(ArtifactAlias, ArtifactAlias.membership_id == ArtifactMembership.id)
        .where(ArtifactAlias.collection_id == collection.id, ArtifactAlias.alias == alias)
    )
    found = session.scalars(named).first()
    if found is not None:
        return found
    by_digest = wanted.join(Artifact, Artifact.id == ArtifactMembership.artifact_id).where(
        Artifact.digest == alias
    )
    return session.scalars(by_digest.order_by(ArtifactMembership.version.desc())).first()


def join(
    session: Session, collection: ArtifactCollection, artifact: Artifact
) -> ArtifactMembership:
    """Return the version's membership in a collection, and create it with the next number if needed."""
    wanted = select(ArtifactMembership).where(
        ArtifactMembership.collection_id == collection.id,
        ArtifactMembership.artifact_id == artifact.id,
    )
    found = session.scalars(wanted).first()
    if found is None:
        found = ArtifactMembership(
            collection=collection, artifact=artifact, version=collection.next_version
        )
        collection.next_version += 1
        collection.updated_at = now()
        session.add(found)
        session.flush()
        fire_for_version(session, found)
    return found


def set_aliases(session: Session, membership: ArtifactMembership, aliases: Iterable[str]) -> None:
    """Add aliases to a version, and remove them from other versions of the collection.

    Raises:
        GraphQLError: If an alias is invalid.
    """
    for alias in dict.fromkeys(aliases):
        if not alias or len(alias) > 128 or VERSION.fullmatch(alias) or set("/:") & set(alias):
            raise invalid(f"invalid alias {alias!r}")
        if move_alias(session, membership, alias):
            fire_for_alias(session, membership, alias)


def run_by_name(context: Context, entity: str | None, project: str | None, name: str) -> Run:
    """Return a run that the user can see.

    Raises:
        GraphQLError: If the run does not exist.
    """
    owner = context.project(project, entity)
    wanted = select(Run).where(
        Run.project_id == (owner.id if owner is not None else None), Run.name == name
    )
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found("run")
    return found


def _visible(context: Context, project: Project) -> bool:
    return context.project(project.name, project.entity) is not None
