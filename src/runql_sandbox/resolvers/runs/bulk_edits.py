"""Changes of all runs of a project that match a filter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, SchemaBindable

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found
from runql_sandbox.request.permissions import Access, project_access
from runql_sandbox.resolvers.artifacts.deletion import delete_artifacts_of
from runql_sandbox.resolvers.runs.fields import delete_run_data
from runql_sandbox.store._base import now
from runql_sandbox.store.runs.query import select_runs

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.runs.tables import Run

mutation = MutationType()

BINDABLES: list[SchemaBindable] = [mutation]


@mutation.field("modifyRuns")
def modify_runs(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Add tags to runs, and take tags from them."""
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
    """Delete runs with everything they logged; the versions they made only if that is said."""
    context = context_of(info)
    for run in _matching(context, input):
        context.require_own(run.project, run.user_id)
        if input.get("deleteArtifacts"):
            delete_artifacts_of(context, run)
        delete_run_data(context, run)
    return {"errors": None, "clientMutationId": input.get("clientMutationId")}


def _matching(context: Context, given: dict[str, Any]) -> list[Run]:
    """Return the runs that a mutation names.

    Raises:
        GraphQLError: There is no such project, the user may not change it, or the filter means nothing.
    """
    project = context.project_to_read(given.get("projectName"), given.get("entityName"))
    if project is None:
        raise not_found("project")
    allowed = project_access(context.session, context.user, project)
    context.require(allowed, Access.WRITE)
    wanted = select_runs(project, given.get("filters"), None)
    return list(context.session.scalars(wanted))
