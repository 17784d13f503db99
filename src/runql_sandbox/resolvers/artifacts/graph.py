"""The lineage graph of a version, in one response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.ids import encode
from runql_sandbox.resolvers.artifacts.lookup import artifact_id
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactMembership, ArtifactUse
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import GraphQLResolveInfo

artifact = ObjectType("Artifact")

BINDABLES: list[SchemaBindable] = [artifact]


@artifact.field("artifactLineageDag")
def lineage_dag(obj: Artifact, info: GraphQLResolveInfo, limit: int) -> dict[str, Any]:
    """The versions and runs that are connected with a version, up to a limit.

    The sandbox has no generated versions, so none are excluded.
    """
    if limit < 1:
        raise invalid("limit must be at least 1")
    context = context_of(info)
    versions: dict[int, Artifact] = {}
    runs: dict[int, Run] = {}
    edges: dict[tuple[int, int, str], None] = {}
    waiting: list[Artifact | Run] = [obj]
    hit_limit = False
    while waiting:
        found = waiting.pop(0)
        known: dict[int, Any] = versions if isinstance(found, Artifact) else runs
        if found.id in known:
            continue
        if len(versions) + len(runs) >= limit:
            hit_limit = True
            break
        known[found.id] = found
        beside = (
            _runs_beside(context, found)
            if isinstance(found, Artifact)
            else _versions_beside(context, found)
        )
        for other, direction in beside:
            pair = (found, other) if isinstance(found, Artifact) else (other, found)
            edges[(pair[0].id, pair[1].id, direction)] = None
            waiting.append(other)
    kept = [each for each in edges if each[0] in versions and each[1] in runs]
    return {
        "hitLimit": hit_limit,
        "artifacts": [
            _version(context, each)
            for each in versions.values()
            # A version that was found through a link may come from a project that the user cannot
            # see.
            if context.sees(each.sequence.project)
        ],
        "runs": [_run(each) for each in runs.values()],
        "edges": [_edge(*each) for each in kept],
        "clusters": [],
    }


def _runs_beside(context: Context, found: Artifact) -> Iterable[tuple[Run, str]]:
    if found.run is not None and context.sees(found.run.project):
        yield found.run, "TowardArtifact"
    users = select(Run).join(ArtifactUse).where(ArtifactUse.artifact_id == found.id)
    for each in context.session.scalars(users.order_by(Run.id)):
        if context.sees(each.project):
            yield each, "AwayFromArtifact"


def _versions_beside(context: Context, found: Run) -> Iterable[tuple[Artifact, str]]:
    made = select(Artifact).where(Artifact.run_id == found.id, Artifact.state == "COMMITTED")
    used = select(Artifact).join(ArtifactUse).where(ArtifactUse.run_id == found.id)
    for wanted, direction in ((made, "TowardArtifact"), (used, "AwayFromArtifact")):
        for each in context.session.scalars(wanted.order_by(Artifact.id)):
            if context.sees(each.sequence.project):
                yield each, direction


def _version(context: Context, found: Artifact) -> dict[str, Any]:
    sequence = found.sequence
    own = select(ArtifactMembership.version).where(
        ArtifactMembership.artifact_id == found.id, ArtifactMembership.collection_id == sequence.id
    )
    return {
        "id": artifact_id(found),
        "artifactNodeID": _node("Artifact", found.id),
        "artifactCommitHash": found.commit_hash,
        "artifactSequenceName": sequence.name,
        "artifactTypeName": sequence.type.name,
        "entityName": sequence.project.entity,
        "projectName": sequence.project.name,
        "versionIndex": context.session.scalar(own) or 0,
    }


def _run(found: Run) -> dict[str, Any]:
    return {
        "runNodeID": _node("Run", found.id),
        "runName": found.name,
        "displayName": found.display_name,
        "jobType": found.job_type,
        "entityName": found.project.entity,
        "projectName": found.project.name,
    }


def _edge(version: int, run: int, direction: str) -> dict[str, Any]:
    return {
        "edgeID": encode("LineageEdge", version, run, direction),
        "artifactNodeID": _node("Artifact", version),
        "runNodeID": _node("Run", run),
        "direction": direction,
        "clusterNodeID": None,
    }


def _node(kind: str, number: int) -> str:
    return encode("LineageNode", kind, number)
