"""Runs: their fields, and the mutations that create and change them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import delete, select

from runql_sandbox.automations.run_events import Report, fire_for_run
from runql_sandbox.ingest.file_stream import queryable
from runql_sandbox.ingest.shared_writers import merged_config
from runql_sandbox.inputs import parse_object, valid_text
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import invalid, not_found, unserved
from runql_sandbox.request.ids import decode, encode
from runql_sandbox.request.permissions import Access
from runql_sandbox.resolvers.artifacts.deletion import delete_artifacts_of
from runql_sandbox.resolvers.runs.branches import fork_as_configured
from runql_sandbox.resolvers.runs.limits import check_fields, check_name, check_owner
from runql_sandbox.store._base import now
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.files import File
from runql_sandbox.store.history.lines import Line
from runql_sandbox.store.runs.tables import DeletedRun, Run, TrashedRun

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

run = ObjectType("Run")
mutation = MutationType()
query = QueryType()

BINDABLES: list[SchemaBindable] = [run, mutation, query]

STATES: Final = frozenset(
    {
        "crashed",
        "failed",
        "finished",
        "killed",
        "pending",
        "preempted",
        "preempting",
        "running",
    }
)

_ALLOWED_BEFORE: Final = {
    "failed": ("pending", "running"),
    "pending": ("crashed", "failed", "preempted", "running"),
}
"""States that a client may set, with the states from which that is allowed."""

_PLAIN: Final = {
    "commit": "commit",
    "createdAt": "created_at",
    "description": "description",
    "displayName": "display_name",
    "exitcode": "exitcode",
    "github": "repo",
    "group": "group",
    "heartbeatAt": "heartbeat_at",
    "host": "host",
    "jobType": "job_type",
    "name": "name",
    "notes": "notes",
    "project": "project",
    "state": "state",
    "shouldStop": "stop_requested",
    "stopped": "stop_requested",
    "sweepName": "sweep",
    "updatedAt": "updated_at",
    "computeSeconds": "duration",
    "user": "user",
}
for graphql_name, attribute in _PLAIN.items():
    run.set_alias(graphql_name, attribute)

_CHANGES: Final = {
    "commit": "commit",
    "description": "description",
    "displayName": "display_name",
    "groupName": "group",
    "host": "host",
    "jobProgram": "program",
    "jobRepo": "repo",
    "jobType": "job_type",
    "notes": "notes",
    "sweep": "sweep",
}


@run.field("id")
def run_id(obj: Run, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Run", "v1", obj.name, obj.project.name, obj.project.entity)


@query.field("runs")
def runs_by_id(
    _: object, info: GraphQLResolveInfo, ids: list[str], order: str | None = None
) -> dict[str, list[Run]]:
    """Runs of any projects by their opaque IDs. Runs that do not exist, or that the user cannot see, are omitted."""
    if order is not None:
        raise unserved("Query.runs(order)")
    context = context_of(info)
    found = (_find(context, opaque, context.project_to_read) for opaque in dict.fromkeys(ids))
    return {"runs": [each for each in found if each is not None]}


@run.field("model")
def model(obj: Run, _info: GraphQLResolveInfo) -> Project:
    """The project."""
    return obj.project


@run.field("projectId")
def project_id(obj: Run, _info: GraphQLResolveInfo) -> str:
    """The numeric ID of the project."""
    return str(obj.project_id)


@run.field("internalID")
def internal_id(obj: Run, _info: GraphQLResolveInfo) -> str:
    """The permanent ID."""
    return encode("RunInternalId", obj.id)


@run.field("tags")
def tags(obj: Run, _info: GraphQLResolveInfo) -> list[str]:
    """The tags."""
    found: list[str] = json.loads(obj.tags)
    return found


@run.field("readOnly")
def read_only(obj: Run, info: GraphQLResolveInfo) -> bool:
    """Whether the viewer has read-only access."""
    return context_of(info).project_access(obj.project) < Access.WRITE


@run.field("running")
def running(obj: Run, _info: GraphQLResolveInfo) -> bool:
    """Whether the run still reports."""
    return obj.state == "running"


@run.field("failed")
def failed(obj: Run, _info: GraphQLResolveInfo) -> bool:
    """Whether the run failed."""
    return obj.state in ("crashed", "failed")


@run.field("config")
def config(
    obj: Run, _info: GraphQLResolveInfo, keys: list[str] | None = None, **_arguments: object
) -> str:
    """The config, optionally restricted to some top-level keys."""
    return _pick(obj.config, keys)


@run.field("wandbConfig")
def wandb_config(obj: Run, _info: GraphQLResolveInfo, keys: list[str] | None = None) -> str | None:
    """The SDK's own section of the config."""
    own = json.loads(obj.config).get("_wandb")
    kept = own.get("value") if isinstance(own, dict) else None
    return _pick(json.dumps(kept), keys) if isinstance(kept, dict) else None


@run.field("summaryMetrics")
def summary_metrics(
    obj: Run,
    _info: GraphQLResolveInfo,
    keys: list[str] | None = None,
) -> str:
    """The summary, optionally restricted to some top-level keys."""
    return _pick(obj.summary, keys)


def _pick(text: str, keys: list[str] | None) -> str:
    if keys is None:
        return text
    document: dict[str, Any] = json.loads(text)
    return json.dumps({key: document[key] for key in keys if key in document})


@mutation.field("upsertBucket")
def upsert_bucket(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a run, or change one. Null does not change a field."""
    context = context_of(info)
    check_fields(input)
    found, inserted = _find_or_make(context, input)
    old_state = None if inserted else found.state
    for name, attribute in _CHANGES.items():
        if input.get(name) is not None:
            setattr(found, attribute, input[name])
    if input.get("tags") is not None:
        found.tags = json.dumps([tag for tag in input["tags"] if tag is not None])
    if input.get("state") is not None:
        found.state = _checked_state(input["state"])
    if input.get("config") is not None:
        given = _checked_document(input["config"], "config")
        shared = context.writer is not None and not inserted
        found.config = merged_config(found.config, given) if shared else given
        found.config_json = queryable(found.config)
    if input.get("summaryMetrics") is not None:
        found.summary = _checked_document(input["summaryMetrics"], "summaryMetrics")
        found.summary_json = queryable(found.summary)
    if inserted:
        fork_as_configured(context, found)
    found.updated_at = now()
    context.session.flush()
    fire_for_run(context.session, Report(found, old_state, logged=False))
    payload: dict[str, Any] = {"bucket": found, "inserted": inserted, "updateAvailable": False}
    # SDKs before 0.18, and `wandb sync` of later ones, read the messages without checking the
    # settings.
    payload["serverSettings"] = {"serverMessages": []}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


def _find_or_make(context: Context, given: dict[str, Any]) -> tuple[Run, bool]:
    if given.get("id") is not None:
        return _writable(context, given["id"]), False
    check_owner(context, given.get("entityName"))
    project = context.project_to_write(given.get("modelName"), given.get("entityName"))
    name = given.get("name") or draw(8)
    wanted = select(Run).where(Run.project_id == project.id, Run.name == name)
    found = context.session.scalars(wanted).first()
    if found is not None:
        return found, False
    check_name(context, project, name)
    made = Run(
        project=project,
        user=context.user,
        name=name,
        display_name=given.get("displayName") or name,
    )
    context.session.add(made)
    context.session.flush()
    return made, True


@mutation.field("stopRun")
def stop_run(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Request that a run stops. The response to its next report says so."""
    context = context_of(info)
    found = _writable(context, input["id"])
    context.require_own(found.project, found.user_id)
    found.stop_requested = True
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("updateRunState")
def update_run_state(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Set the state of a run that does not report."""
    context = context_of(info)
    found = _writable(context, input["id"])
    wanted = _checked_state(input["state"])
    if found.sweep is not None:
        raise invalid("the state of a run of a sweep cannot be updated")
    if found.state not in _ALLOWED_BEFORE.get(wanted, ()):
        raise invalid(f"invalid state transition from {found.state} to {wanted}")
    old_state, found.state, found.updated_at = found.state, wanted, now()
    context.session.flush()
    fire_for_run(context.session, Report(found, old_state, logged=False))
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteRun")
def delete_run(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete a run with all its data. The versions that it logged are deleted only if requested.

    A run that is already deleted is not an error; its versions can still be deleted.
    """
    context = context_of(info)
    found = _find(context, input["id"], context.project, with_deleted=True)
    if found is None:
        raise not_found("run")
    context.require_own(found.project, found.user_id)
    if input.get("deleteArtifacts"):
        delete_artifacts_of(context, found)
    if context.session.get(TrashedRun, found.id) is None:
        delete_run_data(context, found)
    return {"clientMutationId": input.get("clientMutationId")}


def delete_run_data(context: Context, found: Run) -> None:
    """Delete a run so that it can be restored. Its lines and files are kept, but are not
    visible.
    """
    context.session.add(DeletedRun(project_id=found.project_id, name=found.name))
    context.session.add(TrashedRun(run_id=found.id))
    context.session.flush()
    context.session.expunge(found)


def purge_run_data(context: Context, found: Run) -> None:
    """Permanently delete a run, its lines and its files."""
    context.unneeded.extend(
        context.session.scalars(select(File.key).where(File.run_id == found.id))
    )
    context.unneeded.extend(json.loads(found.exports))
    context.session.execute(delete(Line).where(Line.run_id == found.id))
    context.session.execute(delete(File).where(File.run_id == found.id))
    context.session.delete(found)


@mutation.field("notifyScriptableRunAlert")
def notify(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Accept an alert. The sandbox does not send alerts."""
    if context_of(info).project(input["projectName"], input["entityName"]) is None:
        raise not_found("run")
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


def _find(
    context: Context,
    opaque: str,
    project_of: Callable[[str | None, str | None], Project | None],
    *,
    with_deleted: bool = False,
) -> Run | None:
    parts = decode(opaque, "Run")
    if len(parts) != 4:
        return None
    _, name, project_name, entity = parts
    project = project_of(project_name, entity)
    if project is None:
        return None
    wanted = select(Run).where(Run.project_id == project.id, Run.name == name)
    options = {"with_deleted": with_deleted}
    return context.session.scalars(wanted, execution_options=options).first()


def _writable(context: Context, opaque: str) -> Run:
    """Return the run with an opaque ID.

    Raises:
        GraphQLError: If the run does not exist or the user may not change it.
    """
    found = _find(context, opaque, context.project)
    if found is None:
        raise not_found("run")
    return found


def _checked_state(state: str) -> str:
    if state not in STATES:
        raise invalid(f"invalid state {state!r}")
    return state


def _checked_document(text: str, name: str) -> str:
    return valid_text(text, parse_object(text, name))
