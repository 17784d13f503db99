"""Deletion of versions and collections, and of bytes that are no longer needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from runql_sandbox.resolvers._connections import among
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.aliases import drop_aliases, move_alias
from runql_sandbox.store.artifacts.contents import ArtifactContent, ArtifactEntry, ArtifactManifest
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactLog,
    ArtifactMembership,
    ArtifactType,
    ArtifactUse,
)
from runql_sandbox.store.automations import Trigger

if TYPE_CHECKING:
    from runql_sandbox.request.context import Context
    from runql_sandbox.store.projects import Project
    from runql_sandbox.store.runs.tables import Run

__all__ = [
    "count_aliases",
    "delete_all",
    "delete_artifact",
    "delete_artifacts_of",
    "delete_collection",
    "forget_automations",
    "leave",
]


def count_aliases(context: Context, artifact: Artifact) -> int:
    """Return the number of aliases of a version, in all collections."""
    wanted = (
        select(func.count())
        .select_from(ArtifactAlias)
        .join(ArtifactMembership, ArtifactMembership.id == ArtifactAlias.membership_id)
        .where(ArtifactMembership.artifact_id == artifact.id)
    )
    return context.session.scalar(wanted) or 0


def leave(context: Context, membership: ArtifactMembership) -> None:
    """Remove a version from a collection, with its aliases in it. `latest` moves to the previous version."""
    session = context.session
    aliases = drop_aliases(session, ArtifactAlias.membership_id == membership.id)
    session.flush()
    session.execute(delete(ArtifactMembership).where(ArtifactMembership.id == membership.id))
    if "latest" in aliases:
        left = select(ArtifactMembership).where(
            ArtifactMembership.collection_id == membership.collection_id
        )
        heir = session.scalars(left.order_by(ArtifactMembership.version.desc())).first()
        if heir is not None:
            move_alias(session, heir, "latest")
    session.flush()


def delete_artifact(context: Context, artifact: Artifact) -> None:
    """Delete a version in all collections. Its row remains, marked as deleted."""
    session = context.session
    wanted = select(ArtifactMembership).where(ArtifactMembership.artifact_id == artifact.id)
    for membership in list(session.scalars(wanted)):
        leave(context, membership)
    session.execute(delete(ArtifactUse).where(ArtifactUse.artifact_id == artifact.id))
    session.execute(delete(ArtifactLog).where(ArtifactLog.artifact_id == artifact.id))
    manifests = select(ArtifactManifest).where(ArtifactManifest.artifact_id == artifact.id)
    for manifest in list(session.scalars(manifests)):
        context.unneeded.append(manifest.key)
        session.delete(manifest)
    _delete_entries(context, artifact)
    artifact.state, artifact.updated_at = "DELETED", now()
    session.flush()


def _delete_entries(context: Context, artifact: Artifact) -> None:
    """Delete the files of a version, and the bytes that only this version has."""
    session = context.session
    own = ArtifactEntry.artifact_id == artifact.id
    held = select(ArtifactEntry.content_id).where(own, ArtifactEntry.content_id.is_not(None))
    numbers = [each for each in session.scalars(held.distinct()) if each is not None]
    session.execute(delete(ArtifactEntry).where(own))
    used = select(ArtifactEntry.id).where(ArtifactEntry.content_id == ArtifactContent.id).exists()
    unused = among(ArtifactContent.id, numbers), ~used
    context.unneeded.extend(session.scalars(select(ArtifactContent.key).where(*unused)))
    session.execute(
        delete(ArtifactContent).where(*unused), execution_options={"synchronize_session": False}
    )


def delete_artifacts_of(context: Context, run: Run) -> None:
    """Delete the versions that a run logged."""
    made = select(Artifact).where(Artifact.run_id == run.id, Artifact.state != "DELETED")
    for artifact in list(context.session.scalars(made)):
        delete_artifact(context, artifact)


def delete_all(context: Context, project: Project) -> None:
    """Delete all types, collections and versions of a project that is being deleted."""
    session = context.session
    held = select(ArtifactCollection).where(ArtifactCollection.project_id == project.id)
    collections = list(session.scalars(held))
    for collection in collections:
        delete_collection(context, collection)
    numbers = [collection.id for collection in collections]
    versions = select(Artifact.id).where(Artifact.sequence_id.in_(numbers))
    based = ArtifactManifest.base_artifact_id.in_(versions)
    session.execute(update(ArtifactManifest).where(based).values(base_artifact_id=None))
    session.execute(delete(Artifact).where(Artifact.sequence_id.in_(numbers)))
    session.execute(delete(ArtifactCollection).where(ArtifactCollection.id.in_(numbers)))
    session.execute(delete(ArtifactType).where(ArtifactType.project_id == project.id))


def delete_collection(context: Context, collection: ArtifactCollection) -> None:
    """Delete a collection: a sequence with its versions, a portfolio with its links."""
    session = context.session
    if collection.kind == "SEQUENCE":
        made = select(Artifact).where(
            Artifact.sequence_id == collection.id, Artifact.state != "DELETED"
        )
        for artifact in list(session.scalars(made)):
            delete_artifact(context, artifact)
    condition = ArtifactMembership.collection_id == collection.id
    session.execute(delete(ArtifactAlias).where(ArtifactAlias.collection_id == collection.id))
    session.execute(delete(ArtifactMembership).where(condition))
    forget_automations(context, "ARTIFACT_COLLECTION", collection.id)
    collection.state, collection.updated_at = "DELETED", now()
    session.flush()


def forget_automations(context: Context, scope: str, number: int) -> None:
    """Delete the automations of a deleted object, because its number may be reused."""
    of_scope = Trigger.scope_type == scope, Trigger.scope_id == number
    context.session.execute(delete(Trigger).where(*of_scope))
