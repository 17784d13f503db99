"""Keys, values and tags of a project's runs, with counts; renaming and deletion of projects."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import delete, func, select

from runql_sandbox.mongo import is_match, like_pattern
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import conflict, invalid, not_found
from runql_sandbox.request.ids import decode
from runql_sandbox.resolvers._connections import listed
from runql_sandbox.resolvers.artifacts.deletion import delete_all, forget_automations
from runql_sandbox.resolvers.runs.fields import purge_run_data
from runql_sandbox.store.runs.query import select_runs
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.store.sweeps import Agent, Sweep, Trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

mutation = MutationType()
project = ObjectType("Project")

BINDABLES: list[SchemaBindable] = [mutation, project]

COLUMNS: Final = ("config", "summary_metrics", "keys_info")
_DEEPEST: Final = 16


@project.field("fields")
def fields(
    obj: Project,
    info: GraphQLResolveInfo,
    columns: list[str] | None = None,
    types: list[str] | None = None,
    pattern: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Keys of the runs' config and summary by path, with the types of their values."""
    found: set[tuple[str, str]] = set()
    for run in _runs(context_of(info), obj, None):
        for column in columns or COLUMNS:
            found.update(_paths(column, _document(run, column)))
    like = like_pattern(pattern or "%", case_sensitive=True)
    chosen = [
        {"path": path, "type": kind}
        for path, kind in sorted(found)
        if is_match(like, path) and (types is None or kind in types)
    ]
    return listed(
        context_of(info).session,
        chosen,
        lambda each: f"{each['path']}\0{each['type']}",
        first=first,
        after=after,
    )


@project.field("runKeySuggestions")
def key_suggestions(
    obj: Project, info: GraphQLResolveInfo, keyPath: str, filters: str | None = None
) -> list[dict[str, Any]]:
    """The values of a key with their numbers of runs, most frequent first."""
    counted = _values(context_of(info), obj, keyPath, filters)
    return [
        {"value": text, "displayValue": text, "count": count}
        for text, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]


@project.field("valueCounts")
def value_counts(
    obj: Project,
    info: GraphQLResolveInfo,
    keyPath: str | None = None,
    filters: str | None = None,
) -> str:
    """The same counts as one object."""
    return json.dumps(_values(context_of(info), obj, keyPath or "", filters))


@project.field("tagCounts")
def tag_counts(
    obj: Project, info: GraphQLResolveInfo, filters: str | None = None
) -> list[dict[str, Any]]:
    """Tags with their numbers of runs."""
    counted: Counter[str] = Counter()
    for run in _runs(context_of(info), obj, filters):
        counted.update(json.loads(run.tags))
    return [{"name": name, "count": count} for name, count in sorted(counted.items())]


@project.field("computeHours")
def compute_hours(obj: Project, info: GraphQLResolveInfo) -> float:
    """Total compute hours of the runs."""
    summed = select(func.sum(Run.duration)).where(Run.project_id == obj.id)
    return float(context_of(info).session.scalar(summed) or 0.0) / 3600


@mutation.field("renameProject")
def rename_project(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Rename a project."""
    context = context_of(info)
    found = context.project(input["oldProjectName"], input["entityName"])
    if found is None:
        raise not_found("project")
    if context.project(input["newProjectName"], input["entityName"]) not in (None, found):
        raise conflict(f"a project {input['newProjectName']!r} already exists")
    found.name = input["newProjectName"]
    context.session.flush()
    made = {"project": found, "model": found, "inserted": False}
    return {**made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("deleteModel")
def delete_model(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete a project with all its contents."""
    context = context_of(info)
    parts = decode(input["id"], "Project")
    found = context.project(parts[1], parts[2]) if len(parts) == 3 else None
    if found is None:
        raise not_found("project")
    session = context.session
    context.require_admin(found)
    delete_all(context, found)
    everything = select(Run).where(Run.project_id == found.id)
    for run in session.scalars(everything, execution_options={"with_deleted": True}):
        purge_run_data(context, run)
    session.flush()
    sweeps = select(Sweep.id).where(Sweep.project_id == found.id)
    session.execute(delete(Trial).where(Trial.sweep_id.in_(sweeps)))
    session.execute(delete(Agent).where(Agent.sweep_id.in_(sweeps)))
    session.execute(delete(Sweep).where(Sweep.project_id == found.id))
    forget_automations(context, "PROJECT", found.id)
    session.delete(found)
    return {"success": True, "clientMutationId": input.get("clientMutationId")}


def _runs(context: Context, obj: Project, filters: str | None) -> list[Run]:
    wanted = select_runs(obj, filters, None)
    return list(context.session.scalars(wanted))


def _document(run: Run, column: str) -> Any:  # noqa: ANN401 - any JSON object
    if column == "config":
        return {key: value for key, value in json.loads(run.config).items() if key != "_wandb"}
    if column == "summary_metrics":
        return json.loads(run.summary)
    keys = json.loads(run.history_keys)["keys"] if run.history_keys else {}
    return {"keys": dict.fromkeys(keys, 0)} if keys else {}


def _paths(prefix: str, value: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value and depth < _DEEPEST:
        for key, each in value.items():
            yield from _paths(f"{prefix}.{key}", each, depth + 1)
    elif depth:
        yield prefix, _kind(value)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "null" if value is None else "list" if isinstance(value, list) else "object"


def _values(context: Context, obj: Project, path: str, filters: str | None) -> Counter[str]:
    column, _, rest = path.partition(".")
    if column not in ("config", "summary_metrics") or not rest:
        raise invalid(f"unknown key {path!r}; allowed values: config.KEY and summary_metrics.KEY")
    counted: Counter[str] = Counter()
    for run in _runs(context, obj, filters):
        found, value = _look_up(_document(run, column), rest.split("."))
        if found:
            counted[json.dumps(value)] += 1
    return counted


def _look_up(value: object, parts: list[str]) -> tuple[bool, object]:
    if not parts:
        return True, value
    if isinstance(value, dict):
        # A key may contain dots itself.
        for end in range(len(parts), 0, -1):
            key = ".".join(parts[:end])
            if key in value:
                return _look_up(value[key], parts[end:])
    return False, None
