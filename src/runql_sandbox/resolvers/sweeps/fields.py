"""Sweeps: their fields, and the mutations that create, change and delete them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import Select, delete, func, select, update

from runql_sandbox.inputs import parse_json, parse_object
from runql_sandbox.mongo import (
    Column,
    FieldMap,
    compile_filter,
    compile_order,
)
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import Refusal, invalid, not_found
from runql_sandbox.request.ids import decode, encode
from runql_sandbox.resolvers._connections import connection, whole
from runql_sandbox.resolvers.runs.fields import delete_run_data
from runql_sandbox.store._base import now
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.runs.query import select_runs
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.store.sweeps import Agent, Sweep, Trial
from runql_sandbox.sweep_search import (
    ConfigError,
    NotJSONError,
    SearchConfig,
    check_numbers,
    read_config,
)

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

__all__ = ["BINDABLES", "metric_of", "runs_of", "writable_sweep"]

mutation = MutationType()
project = ObjectType("Project")
run = ObjectType("Run")
sweep = ObjectType("Sweep")

BINDABLES: list[SchemaBindable] = [mutation, project, run, sweep]

STATES: Final = ("CANCELED", "FINISHED", "PAUSED", "RUNNING")
"""States that a client may set."""

_COLUMNS: Final = {
    "name": Column(Sweep.name, "text"),
    "display_name": Column(Sweep.display_name, "text"),
    "displayName": Column(Sweep.display_name, "text"),
    "description": Column(Sweep.description, "text"),
    "method": Column(Sweep.method, "text"),
    "state": Column(Sweep.state, "text"),
    "created_at": Column(Sweep.created_at, "time"),
    "createdAt": Column(Sweep.created_at, "time"),
    "heartbeat_at": Column(Sweep.heartbeat_at, "time"),
    "heartbeatAt": Column(Sweep.heartbeat_at, "time"),
    "updated_at": Column(Sweep.updated_at, "time"),
    "updatedAt": Column(Sweep.updated_at, "time"),
}
FIELDS: Final = FieldMap(
    columns=_COLUMNS,
    documents={"config": Sweep.config_json},
    wrapped=frozenset(),
    tie_breaker=Sweep.id,
)
_PLAIN: Final = {
    "config": "config",
    "controller": "controller",
    "createdAt": "created_at",
    "description": "description",
    "displayName": "display_name",
    "heartbeatAt": "heartbeat_at",
    "method": "method",
    "name": "name",
    "project": "project",
    "scheduler": "scheduler",
    "state": "state",
    "updatedAt": "updated_at",
    "user": "user",
}
for graphql_name, attribute in _PLAIN.items():
    sweep.set_alias(graphql_name, attribute)


@project.field("sweep")
def sweep_by_name(obj: Project, info: GraphQLResolveInfo, sweepName: str) -> Sweep | None:
    """A sweep by its ID."""
    wanted = select(Sweep).where(Sweep.project_id == obj.id, Sweep.name == sweepName)
    return context_of(info).session.scalars(wanted).first()


@project.field("sweeps")
def sweeps(
    obj: Project,
    info: GraphQLResolveInfo,
    filters: str | None = None,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """Sweeps that match a filter, newest first by default."""
    condition = compile_filter(parse_json(filters or "{}", "filters") or {}, FIELDS)
    terms = compile_order(order or "-created_at", FIELDS)
    wanted = select(Sweep).where(Sweep.project_id == obj.id, condition).order_by(*terms)
    return connection(context_of(info).session, wanted, first=first, after=after)


@project.field("totalSweeps")
def total_sweeps(obj: Project, info: GraphQLResolveInfo) -> int:
    """Number of sweeps."""
    wanted = select(func.count()).select_from(Sweep).where(Sweep.project_id == obj.id)
    return context_of(info).session.scalar(wanted) or 0


@run.field("sweep")
def sweep_of_run(obj: Run, info: GraphQLResolveInfo) -> Sweep | None:
    """The sweep that started the run."""
    wanted = select(Sweep).where(Sweep.project_id == obj.project_id, Sweep.name == obj.sweep)
    return context_of(info).session.scalars(wanted).first()


@sweep.field("id")
def sweep_id(obj: Sweep, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Sweep", "v1", obj.name, obj.project.name, obj.project.entity)


@sweep.field("controllerRunName")
def controller_run(_obj: Sweep, _info: GraphQLResolveInfo) -> str:
    """Always an empty string, because the sandbox has no controller runs."""
    return ""


@sweep.field("earlyStopJobRunning")
def early_stop_job(_obj: Sweep, _info: GraphQLResolveInfo) -> bool:
    """Always false, because the sandbox decides on stopping when agents report."""
    return False


@sweep.field("runCount")
def run_count(obj: Sweep, info: GraphQLResolveInfo) -> int:
    """Number of runs that the sweep has started."""
    wanted = select(func.count()).select_from(runs_of(obj).subquery())
    return context_of(info).session.scalar(wanted) or 0


@sweep.field("runCountExpected")
def run_count_expected(obj: Sweep, _info: GraphQLResolveInfo) -> int | None:
    """Expected number of runs; null if it is unlimited."""
    return read_config(obj.config).expected_runs


@sweep.field("runTime")
def run_time(obj: Sweep, info: GraphQLResolveInfo) -> int:
    """Total compute seconds of the runs."""
    return int(sum(each.duration for each in context_of(info).session.scalars(runs_of(obj))))


@sweep.field("bestLoss")
def best_loss(obj: Sweep, info: GraphQLResolveInfo) -> float | None:
    """The best value of the metric."""
    config = read_config(obj.config)
    values = [
        value
        for each in context_of(info).session.scalars(runs_of(obj))
        if (value := metric_of(each, config)) is not None
    ]
    if not values:
        return None
    return max(values) if config.maximize else min(values)


@sweep.field("runs")
def sweep_runs(
    obj: Sweep,
    info: GraphQLResolveInfo,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The runs of the sweep, in an order."""
    wanted = select_runs(obj.project, json.dumps({"sweep": obj.name}), order)
    return connection(context_of(info).session, wanted, first=first, after=after)


@sweep.field("priorRuns")
def prior_runs(obj: Sweep, info: GraphQLResolveInfo) -> dict[str, Any]:
    """Runs that existed before the sweep."""
    wanted = runs_of(obj).where(Run.created_at < obj.created_at)
    return whole(list(context_of(info).session.scalars(wanted)))


def runs_of(obj: Sweep) -> Select[Run]:
    """Return the query for a sweep's runs."""
    return select(Run).where(Run.project_id == obj.project_id, Run.sweep == obj.name)


def metric_of(obj: Run, config: SearchConfig) -> float | None:
    """Return a run's value of the sweep's metric; None if it is not a finite number."""
    found: Any = json.loads(obj.summary)
    name = config.metric or ""
    if name in found:
        found = found[name]
    else:
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return found if abs(found) < float("inf") else None


@mutation.field("upsertSweep")
def upsert_sweep(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Create a sweep, or change one. Null does not change a field."""
    context = context_of(info)
    config = _checked_config(input.get("config"))
    inserted = input.get("id") is None
    if inserted:
        if config is None:
            raise invalid("a new sweep needs a config")
        found = _made(context, input, config)
    else:
        found = writable_sweep(context, str(input["id"]))
        if config is not None:
            _configure(found, str(input["config"]), config)
    for name, attribute in (
        ("description", "description"),
        ("displayName", "display_name"),
        ("controller", "controller"),
        ("scheduler", "scheduler"),
    ):
        if input.get(name) is not None:
            if name in ("controller", "scheduler") and input[name]:
                _check_object(input[name], name)
            setattr(found, attribute, input[name])
    if input.get("state") is not None:
        found.state = _checked_state(str(input["state"]), found)
    found.updated_at = now()
    context.session.flush()
    return {
        "sweep": found,
        "inserted": inserted,
        "insertedPriorRuns": _take_prior_runs(context, found, input.get("priorRunsFilters")),
        "configValidationWarnings": list(config.warnings) if config else [],
        "clientMutationId": input.get("clientMutationId"),
    }


@mutation.field("enqueueSweepRun")
def enqueue_run(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Queue a run with the user's own values. The next agent receives it."""
    context = context_of(info)
    found = writable_sweep(context, input["id"])
    if found.state in ("CANCELED", "FINISHED"):
        raise invalid(f"the sweep is {found.state.lower()}")
    values = parse_object(input["config"], "config")
    name = draw(8)
    wrapped = json.dumps({key: {"value": value} for key, value in values.items()})
    made = Run(
        project=found.project,
        user=context.user,
        name=name,
        display_name=input.get("displayName") or name,
        state="pending",
        sweep=found.name,
        config=wrapped,
        config_json=wrapped,
    )
    trial = Trial(sweep_id=found.id, run_name=name, values=json.dumps(values), planned=False)
    context.session.add_all([made, trial])
    context.session.flush()
    return {
        "id": name,
        "runQueueItemId": encode("RunQueueItem", trial.id),
        "clientMutationId": input.get("clientMutationId"),
    }


@mutation.field("deleteSweep")
@mutation.field("deleteSweeps")
def delete_sweeps(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete sweeps, and optionally their runs. Other runs then belong to no sweep."""
    context = context_of(info)
    session = context.session
    agents = runs = 0
    for opaque in input["ids"] if "ids" in input else [input["id"]]:
        found = writable_sweep(context, opaque)
        context.require_own(found.project, found.user_id)
        own = list(session.scalars(runs_of(found)))
        runs += len(own)
        for each in own:
            if input["deleteRuns"]:
                context.require_own(found.project, each.user_id)
                delete_run_data(context, each)
            else:
                each.sweep = None
        counted = select(func.count()).select_from(Agent).where(Agent.sweep_id == found.id)
        agents += session.scalar(counted) or 0
        session.execute(delete(Trial).where(Trial.sweep_id == found.id))
        session.execute(delete(Agent).where(Agent.sweep_id == found.id))
        session.delete(found)
    payload = {"affectedAgents": agents, "affectedRuns": runs}
    return {**payload, "clientMutationId": input.get("clientMutationId")}


def writable_sweep(context: Context, opaque: str) -> Sweep:
    """Return the sweep with an opaque ID.

    Raises:
        GraphQLError: If the sweep does not exist or the user may not change it.
    """
    parts = decode(opaque, "Sweep")
    if len(parts) == 4:
        _, name, project_name, entity = parts
        owner_project = context.project(project_name, entity)
        if owner_project is not None:
            wanted = select(Sweep).where(Sweep.project_id == owner_project.id, Sweep.name == name)
            found = context.session.scalars(wanted).first()
            if found is not None:
                return found
    raise not_found("sweep")


def _made(context: Context, given: dict[str, Any], config: SearchConfig) -> Sweep:
    try:
        owner_project = context.project_to_write(given.get("projectName"), given.get("entityName"))
    except Refusal as error:
        raise invalid("Sweep user not valid") from error
    found = Sweep(
        project=owner_project,
        user=context.user,
        name=draw(8),
        config="",
        config_json="{}",
        method="",
    )
    _configure(found, str(given["config"]), config)
    context.session.add(found)
    context.session.flush()
    return found


def _configure(found: Sweep, text: str, config: SearchConfig) -> None:
    found.config, found.method = text, config.method
    found.config_json = json.dumps(config.document, default=str)
    if config.local and found.controller is None:
        found.controller = json.dumps(config.document["controller"])


def _checked_config(text: str | None) -> SearchConfig | None:
    if text is None:
        return None
    try:
        return read_config(text)
    except NotJSONError as error:
        raise Refusal(str(error), 500) from error
    except ConfigError as error:
        raise invalid(f"Invalid sweep config: {error}") from error


def _check_object(text: str, name: str) -> None:
    try:
        check_numbers(text)
    except NotJSONError as error:
        raise Refusal(str(error), 500) from error
    parse_object(text, name)


def _checked_state(wanted: str, found: Sweep) -> str:
    state = wanted.upper()
    if state not in STATES:
        raise invalid(f"a sweep cannot be set to {wanted!r}; allowed values: {', '.join(STATES)}")
    if state == "PAUSED" and found.state not in ("PAUSED", "RUNNING"):
        raise invalid(f"cannot pause a sweep that is {found.state.lower()}")
    return state


def _take_prior_runs(context: Context, found: Sweep, filters: str | None) -> int:
    if not filters:
        return 0
    wanted = select_runs(found.project, filters, None)
    ids = [each.id for each in context.session.scalars(wanted)]
    context.session.execute(update(Run).where(Run.id.in_(ids)).values(sweep=found.name))
    return len(ids)
