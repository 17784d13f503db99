"""Artifact versions that runs used or logged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import func, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers._connections import connection
from runql_sandbox.resolvers.artifacts.lookup import artifact_access, artifact_by_id, run_by_name
from runql_sandbox.resolvers.artifacts.query import select_artifacts
from runql_sandbox.store.artifacts.tables import Artifact, ArtifactLog, ArtifactUse
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

run = ObjectType("Run")
project = ObjectType("Project")
mutation = MutationType()

BINDABLES: list[SchemaBindable] = [run, project, mutation]


@run.field("outputArtifacts")
def output_artifacts(
    obj: Run,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The versions that a run logged."""
    wanted = select_artifacts(filters, order or "+created_at").join(
        ArtifactLog, ArtifactLog.artifact_id == Artifact.id
    )
    wanted = wanted.where(ArtifactLog.run_id == obj.id)
    return connection(context_of(info).session, wanted, first=first, after=after)


@run.field("inputArtifacts")
def input_artifacts(
    obj: Run,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The versions that a run used, with their roles."""
    context = context_of(info)
    session = context.session
    taken = select(Artifact).join(ArtifactUse).where(ArtifactUse.run_id == obj.id)
    seen = [each.id for each in session.scalars(taken) if artifact_access(context, each)]
    wanted = select_artifacts(filters, order or "+created_at").join(
        ArtifactUse, ArtifactUse.artifact_id == Artifact.id
    )
    wanted = wanted.where(ArtifactUse.run_id == obj.id, Artifact.id.in_(seen))
    page = connection(session, wanted, first=first, after=after)
    for edge in page["edges"]:
        use = session.get(ArtifactUse, (obj.id, edge["node"].id))
        edge["usedAs"] = [] if use is None else json.loads(use.used_as)
    return page


@project.field("runOutputArtifactsCount")
def run_output_artifacts_count(
    obj: Project, info: GraphQLResolveInfo, filters: str | None = None
) -> int:
    """Number of versions that the project's runs logged."""
    wanted = (
        select_artifacts(filters, None)
        .join(ArtifactLog, ArtifactLog.artifact_id == Artifact.id)
        .join(Run, Run.id == ArtifactLog.run_id)
        .where(Run.project_id == obj.id)
    )
    counted = select(func.count()).select_from(wanted.order_by(None).subquery())
    return context_of(info).session.scalar(counted) or 0


@mutation.field("useArtifact")
def use_artifact(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Record a version as an input of a run."""
    context = context_of(info)
    found = artifact_by_id(context, input["artifactID"], to_read=True)
    context.require(artifact_access(context, found), Access.READ)
    if found.state == "PENDING":
        raise invalid(f"cannot use artifact {input['artifactID']} as it has not committed")
    taker = run_by_name(context, input["entityName"], input["projectName"], input["runName"])
    use = context.session.get(ArtifactUse, (taker.id, found.id))
    if use is None:
        use = ArtifactUse(run_id=taker.id, artifact_id=found.id, used_as="[]")
        context.session.add(use)
    if input.get("usedAs"):
        use.used_as = json.dumps([*json.loads(use.used_as), input["usedAs"]])
    context.session.flush()
    return {"artifact": found, "run": taker, "clientMutationId": input.get("clientMutationId")}
