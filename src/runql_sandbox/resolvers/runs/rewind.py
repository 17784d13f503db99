"""Taking a run back to a step, from which it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ariadne import MutationType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.ingest.file_stream import rewind
from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

mutation = MutationType()

BINDABLES: list[SchemaBindable] = [mutation]


@mutation.field("rewindRun")
def rewind_run(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Forget the rows behind a step, and what followed from them."""
    context = context_of(info)
    if input["metricName"] != "_step":
        raise invalid(f"a run is rewound to a _step, not to a {input['metricName']!r}")
    project = context.project(input.get("projectName"), input.get("entityName"))
    wanted = select(Run).where(
        Run.project_id == (project.id if project is not None else None),
        Run.name == input["runName"],
    )
    found = context.session.scalars(wanted).first()
    if found is None:
        raise not_found("run")
    context.require_own(found.project, found.user_id)
    rewind(context.session, context.store.blobs, found, input["metricValue"])
    found.state, found.exitcode, found.stop_requested = "running", None, False
    found.updated_at = now()
    context.session.flush()
    return {"rewoundRun": found, "clientMutationId": input.get("clientMutationId")}
