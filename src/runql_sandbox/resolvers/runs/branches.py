"""Runs that continue from a step: rewound, or forked from another run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.ingest.branches import fork, rewind
from runql_sandbox.inputs import LARGEST_INTEGER
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.tables import Branch, Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

run = ObjectType("Run")
mutation = MutationType()

BINDABLES: list[SchemaBindable] = [run, mutation]


@run.field("branchPoint")
def branch_point(obj: Run, info: GraphQLResolveInfo) -> dict[str, Any] | None:
    """The run and the step from which a run was forked; null for other runs, and if that run was deleted."""
    session = context_of(info).session
    found = session.get(Branch, obj.id)
    parent = None if found is None else session.get(Run, found.parent_id)
    return None if found is None or parent is None else {"run": parent, "step": found.step}


def fork_as_configured(context: Context, made: Run) -> None:
    """Copy the history of the run that the config of a new run names. SDKs send no more than this name."""
    own = json.loads(made.config).get("_wandb")
    value = own.get("value") if isinstance(own, dict) else None
    point = value.get("branch_point") if isinstance(value, dict) else None
    if not isinstance(point, dict) or point.get("run_id") == made.name:
        return
    name, step = point.get("run_id"), point.get("step")
    if isinstance(step, bool) or not isinstance(step, int | float):
        raise invalid(f"a run is forked at a step, which is a number, not {step!r}")
    if not abs(step) <= LARGEST_INTEGER:  # also NaN
        raise invalid("a run is forked at a step, which is a finite number of at most 64 bits")
    if not isinstance(name, str):
        raise invalid("a run is forked from a run, whose name is a string")
    wanted = select(Run).where(Run.project_id == made.project_id, Run.name == name)
    parent = context.session.scalars(wanted).first()
    if parent is None:
        raise not_found(f"the run {name!r} to fork from")
    context.session.add(Branch(run_id=made.id, parent_id=parent.id, step=int(step)))
    fork(context.session, context.store.blobs, parent, made, step)


@mutation.field("rewindRun")
def rewind_run(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete the rows after a step, and the values that depend on them."""
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
    rewind(context.session, context.unneeded, found, input["metricValue"])
    found.state, found.exitcode, found.stop_requested = "running", None, False
    found.updated_at = now()
    context.session.flush()
    return {"rewoundRun": found, "clientMutationId": input.get("clientMutationId")}
