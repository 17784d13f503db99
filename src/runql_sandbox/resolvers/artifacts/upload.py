"""Creation of versions: start, manifest, files, commit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.ingest.file_stream import queryable
from runql_sandbox.inputs import parse_object, valid_text
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers.artifacts.commit import commit
from runql_sandbox.resolvers.artifacts.lookup import (
    artifact_by_id,
    check_region,
    collection_by_name,
    join,
    run_by_name,
    set_aliases,
    type_by_name,
)
from runql_sandbox.store._base import now
from runql_sandbox.store.artifacts.contents import ArtifactManifest
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactCollection, ArtifactLog
from runql_sandbox.store.data_folder import draw

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project
    from runql_sandbox.store.runs.tables import Run

mutation = MutationType()

BINDABLES: list[SchemaBindable] = [mutation]

_NAME: Final = re.compile(r"[A-Za-z0-9_.\- ]{1,128}")
_INHERITED: Final = -1


@mutation.field("createArtifact")
def create_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Start a version, or return the existing one with the same content."""
    context = context_of(info)
    check_region(input.get("storageRegion"))
    owner = context.project_to_write(input["projectName"], input["entityName"])
    run = None
    if input.get("runName"):
        run = run_by_name(context, input["entityName"], input["projectName"], input["runName"])
    sequence = _sequence(context, owner, input)
    found = _known(context, sequence, input)
    if found is None:
        found = _start(context, sequence, run, input)
    elif found.state == "COMMITTED":
        set_aliases(context.session, join(context.session, sequence, found), _aliases(input))
    else:
        found.wanted_aliases = json.dumps(_aliases(input))
    if run is not None and context.session.get(ArtifactLog, (run.id, found.id)) is None:
        context.session.add(ArtifactLog(run_id=run.id, artifact_id=found.id))
    context.session.flush()
    return {"artifact": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("createArtifactManifest")
def create_manifest(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a manifest with its upload URL. A repeated request returns the same manifest."""
    context = context_of(info)
    artifact = _pending(context, input["artifactID"])
    base = None
    if input.get("baseArtifactID"):
        base = artifact_by_id(context, input["baseArtifactID"], to_read=True).id
    found = None
    if input["type"] != "PATCH":
        wanted = select(ArtifactManifest).where(
            ArtifactManifest.artifact_id == artifact.id,
            ArtifactManifest.name == input["name"],
            ArtifactManifest.type == input["type"],
        )
        found = context.session.scalars(wanted).first()
    if found is None:
        found = ArtifactManifest(
            artifact=artifact,
            name=input["name"],
            type=input["type"],
            digest="",
            key=f"artifacts/manifests/{draw(24)}",
        )
        context.session.add(found)
    found.digest, found.base_artifact_id = input["digest"] or found.digest, base
    context.session.flush()
    return {"artifactManifest": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateArtifactManifest")
def update_manifest(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Set the digest of a manifest."""
    context = context_of(info)
    found_id = number(input["artifactManifestID"], "ArtifactManifest")
    found = context.session.get(ArtifactManifest, found_id) if found_id is not None else None
    if found is None:
        raise not_found("artifact manifest")
    _pending(context, encode("Artifact", found.artifact_id))
    if input.get("digest"):
        found.digest = input["digest"]
    if input.get("baseArtifactID"):
        found.base_artifact_id = artifact_by_id(context, input["baseArtifactID"], to_read=True).id
    context.session.flush()
    return {"artifactManifest": found, "clientMutationId": input.get("clientMutationId")}


@mutation.field("commitArtifact")
def commit_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Commit a version, if its manifest and files are complete and match their digests."""
    context = context_of(info)
    artifact = artifact_by_id(context, input["artifactID"])
    if artifact.state == "DELETED":
        raise not_found("artifact")
    if artifact.state == "PENDING":
        commit(context, artifact)
    return {"artifact": artifact, "clientMutationId": input.get("clientMutationId")}


def _pending(context: Context, opaque: str) -> Artifact:
    artifact = artifact_by_id(context, opaque)
    if artifact.state != "PENDING":
        raise invalid(f"the artifact is {artifact.state}, and no more can be added")
    return artifact


def _sequence(context: Context, owner: Project, given: dict[str, Any]) -> ArtifactCollection:
    name = given.get("artifactCollectionName") or next(
        iter(given.get("artifactCollectionNames") or []), None
    )
    if not name or not _NAME.fullmatch(name):
        raise invalid(f"invalid artifact name {name!r}")
    kind = type_by_name(context.session, owner, given["artifactTypeName"], make=True)
    assert kind is not None
    found = collection_by_name(context.session, owner, name)
    if found is None:
        found = ArtifactCollection(
            project=owner,
            type=kind,
            kind="SEQUENCE",
            name=name,
            description=None,
            client_id=given.get("sequenceClientID"),
            digest_algorithm=given["digestAlgorithm"],
        )
        context.session.add(found)
        context.session.flush()
    if found.kind != "SEQUENCE":
        raise invalid(f"{name!r} is a portfolio; versions are linked to it, not logged")
    if found.type_id != kind.id:
        raise invalid(f"the collection {name!r} has the type {found.type.name!r}")
    return found


def _known(
    context: Context, sequence: ArtifactCollection, given: dict[str, Any]
) -> Artifact | None:
    """Return the version that a request identifies or whose content it has."""
    session = context.session
    of_sequence = select(Artifact).where(Artifact.sequence_id == sequence.id)
    if given.get("distributedID"):
        together = of_sequence.where(
            Artifact.distributed_id == given["distributedID"], Artifact.state != "DELETED"
        )
        return session.scalars(together).first()
    if given.get("clientID"):
        repeated = of_sequence.where(Artifact.client_id == given["clientID"])
        found = session.scalars(repeated).first()
        if found is not None:
            return found
    if not given.get("enableDigestDeduplication"):
        return None
    same = of_sequence.where(
        Artifact.digest == given["digest"],
        Artifact.digest_algorithm == given["digestAlgorithm"],
        Artifact.state == "COMMITTED",
    )
    return session.scalars(same.order_by(Artifact.id.desc())).first()


def _start(
    context: Context, sequence: ArtifactCollection, run: Run | None, given: dict[str, Any]
) -> Artifact:
    made = Artifact(
        sequence=sequence,
        run=run,
        user=context.user,
        client_id=given.get("clientID"),
        distributed_id=given.get("distributedID"),
        digest=given["digest"],
        digest_algorithm=given["digestAlgorithm"],
        description=given.get("description"),
        tags=json.dumps(sorted({each["tagName"] for each in given.get("tags") or []})),
        wanted_aliases=json.dumps(_aliases(given)),
        history_step=given.get("historyStep"),
        ttl_seconds=given.get("ttlDurationSeconds") or _INHERITED,
        commit_hash=draw(20),
    )
    set_metadata(made, given.get("metadata"))
    context.session.add(made)
    context.session.flush()
    return made


def set_metadata(artifact: Artifact, text: str | None) -> None:
    """Set the metadata of a version, which is stored unchanged.

    Raises:
        GraphQLError: If the metadata is not a JSON object.
    """
    document = parse_object(text or "{}", "metadata")
    artifact.meta = None if text is None else valid_text(text, document)
    artifact.meta_json = queryable(artifact.meta or "{}")
    artifact.updated_at = now()


def _aliases(given: dict[str, Any]) -> list[str]:
    return [each["alias"] for each in given.get("aliases") or []]
