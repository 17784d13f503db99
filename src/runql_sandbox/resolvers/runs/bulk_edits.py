"""Changes of all runs of a project that match a filter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import delete, select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, invalid, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.request.permissions import Access, project_access
from runql_sandbox.resolvers.artifacts.deletion import delete_artifacts_of
from runql_sandbox.resolvers.runs.fields import delete_run_data
from runql_sandbox.resolvers.runs.limits import check_name
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.query import select_runs
from runql_sandbox.store.runs.tables import DeletedRun, Run, Task, TrashedRun

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

mutation = MutationType()
query = QueryType()
task = ObjectType("Task")

BINDABLES: list[SchemaBindable] = [mutation, query, task]


@mutation.field("modifyRuns")
def modify_runs(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add tags to runs, and remove tags from them."""
    if input.get("ids") is not None:
        raise invalid("this sandbox finds the runs to modify by filters, not by ids")
    runs = _matching(context_of(info), input)
    added = [tag for tag in input.get("addTags") or [] if tag]
    removed = set(input.get("removeTags") or [])
    for run in runs:
        kept = [tag for tag in json.loads(run.tags) if tag not in removed]
        run.tags = json.dumps([*kept, *(tag for tag in added if tag not in kept)])
        run.updated_at = now()
    return {"runs": runs, "runsSQL": runs, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteRuns")
def delete_runs(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete runs with all their data. The versions that they logged are deleted only if requested."""
    context = context_of(info)
    for run in _matching(context, input):
        context.require_own(run.project, run.user_id)
        if input.get("deleteArtifacts"):
            delete_artifacts_of(context, run)
        delete_run_data(context, run)
    return {"errors": None, "clientMutationId": input.get("clientMutationId")}


@mutation.field("undeleteRuns")
def undelete_runs(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Restore deleted runs with all their data."""
    context = context_of(info)
    trash = set(context.session.scalars(select(TrashedRun.run_id)))
    for run in _matching(context, input, with_deleted=True):
        if run.id in trash:
            context.require_own(run.project, run.user_id)
            name = (DeletedRun.project_id == run.project_id, DeletedRun.name == run.name)
            context.session.execute(delete(DeletedRun).where(*name))
            context.session.execute(delete(TrashedRun).where(TrashedRun.run_id == run.id))
    return {"clientMutationId": input.get("clientMutationId")}


@mutation.field("moveRuns")
def move_runs(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Move runs with their lines and files. The versions that they logged are not moved. The task is done at the next request."""
    context = context_of(info)
    source = {"projectName": input["sourceProjectName"], "entityName": input["sourceEntityName"]}
    runs = _matching(context, {**source, "filters": input["filters"]})
    target = context.project(input["destinationProjectName"], input["destinationEntityName"])
    if target is None:
        raise not_found("project")
    names = {run.name for run in runs}
    wanted = select(Run.name).where(Run.project_id == target.id)
    taken = sorted(names.intersection(context.session.scalars(wanted)))
    if taken:
        raise conflict(f"run {target.entity}/{target.name}/{taken[0]} already exists")
    for run in runs:
        context.require_own(run.project, run.user_id)
        check_name(context, target, run.name)
        run.project, run.updated_at = target, now()
    made = Task(user_id=context.user.id, state="RUNNING")
    context.session.add(made)
    context.session.flush()
    return {"task": made, "clientMutationId": input.get("clientMutationId")}


@query.field("task")
def find_task(_: object, info: GraphQLResolveInfo, id: str) -> Task | None:
    """A task of the user. A running task is finished when it is requested."""
    context = context_of(info)
    found_id = number(id, "Task")
    found = context.session.get(Task, found_id) if found_id is not None else None
    if found is None or found.user_id != context.user.id:
        return None
    if found.state == "RUNNING":
        found.state, found.updated_at = "FINISHED", now()
    return found


@task.field("id")
def task_id(obj: Task, _info: GraphQLResolveInfo) -> str:
    """The opaque ID."""
    return encode("Task", obj.id)


@task.field("createdAt")
def task_created(obj: Task, _info: GraphQLResolveInfo) -> str:
    """When the task was created."""
    return obj.created_at


@task.field("updatedAt")
def task_updated(obj: Task, _info: GraphQLResolveInfo) -> str:
    """When the state of the task last changed."""
    return obj.updated_at


def _matching(context: Context, given: dict[str, Any], *, with_deleted: bool = False) -> list[Run]:
    """Return the runs that a mutation selects, including deleted ones if requested.

    Raises:
        GraphQLError: If the project does not exist, the user may not change it, or the filter is
            invalid.
    """
    project = context.project_to_read(given.get("projectName"), given.get("entityName"))
    if project is None:
        raise not_found("project")
    allowed = project_access(context.session, context.user, project)
    context.require(allowed, Access.WRITE)
    wanted = select_runs(project, given.get("filters"), None)
    return list(context.session.scalars(wanted, execution_options={"with_deleted": with_deleted}))
