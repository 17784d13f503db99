"""Agents of sweeps: their registration, and the commands that they receive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from ariadne import MutationType, ObjectType, SchemaBindable
from sqlalchemy import Select, func, or_, select

from runql_sandbox.ingest.file_stream import read_rows
from runql_sandbox.inputs import parse_object
from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import Refusal, not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers._connections import connection, whole
from runql_sandbox.resolvers.sweeps.fields import metric_of, runs_of
from runql_sandbox.store._base import now
from runql_sandbox.store.data_folder import draw
from runql_sandbox.store.history.rows import parse_line
from runql_sandbox.store.runs.query import select_runs
from runql_sandbox.store.runs.tables import Run
from runql_sandbox.store.sweeps import Agent, Sweep, Trial
from runql_sandbox.sweep_search import Finished, SearchConfig, read_config, suggest, to_stop

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

mutation = MutationType()
agent = ObjectType("Agent")
sweep = ObjectType("Sweep")

BINDABLES: list[SchemaBindable] = [mutation, agent, sweep]

_OPEN: Final = ("pending", "running", "preempting")
_PLAIN: Final = {
    "createdAt": "created_at",
    "displayName": "display_name",
    "heartbeatAt": "heartbeat_at",
    "host": "host",
    "metrics": "metrics",
    "name": "name",
    "state": "state",
    "sweep": "sweep",
    "user": "user",
}
for graphql_name, attribute in _PLAIN.items():
    agent.set_alias(graphql_name, attribute)


@agent.field("id")
def agent_id(obj: Agent, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("Agent", obj.id)


@agent.field("persistent")
def persistent(_obj: Agent, _info: GraphQLResolveInfo) -> bool:
    """Whether the agent continues after its sweep."""
    return False


@agent.field("totalRuns")
def total_runs(obj: Agent, info: GraphQLResolveInfo) -> int:
    """Number of runs that the agent received."""
    wanted = select(func.count()).select_from(Trial).where(Trial.agent_id == obj.id)
    return context_of(info).session.scalar(wanted) or 0


@agent.field("runs")
def agent_runs(
    obj: Agent,
    info: GraphQLResolveInfo,
    order: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The runs that the agent received."""
    own = select(Trial.run_name).where(Trial.agent_id == obj.id)
    wanted = select_runs(obj.sweep.project, json.dumps({"sweep": obj.sweep.name}), order)
    wanted = wanted.where(Run.name.in_(own))
    return connection(context_of(info).session, wanted, first=first, after=after)


@sweep.field("agents")
def sweep_agents(obj: Sweep, info: GraphQLResolveInfo) -> dict[str, Any]:
    """All agents of a sweep."""
    wanted = select(Agent).where(Agent.sweep_id == obj.id).order_by(Agent.id)
    return whole(list(context_of(info).session.scalars(wanted)))


@sweep.field("agent")
def sweep_agent(obj: Sweep, info: GraphQLResolveInfo, agentName: str) -> Agent | None:
    """An agent of a sweep, by name or ID."""
    named = or_(Agent.name == agentName, Agent.id == _number(agentName))
    wanted = select(Agent).where(Agent.sweep_id == obj.id, named)
    return context_of(info).session.scalars(wanted).first()


@mutation.field("createAgent")
def create_agent(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Register a process that executes runs of a sweep."""
    context = context_of(info)
    project = context.project(input.get("projectName"), input.get("entityName"))
    wanted = select(Sweep).where(
        Sweep.project_id == (project.id if project is not None else None),
        Sweep.name == input["sweep"],
    )
    found = context.session.scalars(wanted).first()
    if found is None:
        raise Refusal(f"could not find sweep {input['sweep']}", 404)
    made = Agent(
        sweep=found,
        user=context.user,
        name=draw(8),
        display_name=input.get("displayName"),
        host=input["host"],
    )
    context.session.add(made)
    context.session.flush()
    return {"agent": made, "clientMutationId": input.get("clientMutationId")}


@mutation.field("agentHeartbeat")
def heartbeat(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Receive an agent's report, and return commands."""
    context = context_of(info)
    found = _agent(context, str(input["id"]))
    reported = parse_object(input.get("runState") or "{}", "runState")
    busy = [str(name) for name, running in reported.items() if running]
    found.heartbeat_at = found.sweep.heartbeat_at = now()
    found.metrics = input.get("metrics") or "{}"
    commands = _commands(context, found, busy)
    if any(each["type"] == "exit" for each in commands):
        found.state = "EXITED"
    context.session.flush()
    return {
        "agent": found,
        "commands": json.dumps(commands),
        "clientMutationId": input.get("clientMutationId"),
    }


def _agent(context: Context, opaque: str) -> Agent:
    found = context.session.get(Agent, _number(opaque))
    project = found.sweep.project if found is not None else None
    if found is None or project is None or context.project(project.name, project.entity) is None:
        # Agents distinguish a deleted sweep from a failing server by the HTTP status.
        raise not_found("agent")
    return found


def _number(opaque: str) -> int:
    return number(opaque, "Agent") or 0


def _commands(context: Context, found: Agent, busy: list[str]) -> list[dict[str, Any]]:
    parent = found.sweep
    if parent.state == "CANCELED":
        return [{"type": "exit"}]
    config = read_config(parent.config)
    stops = _runs_to_stop(context, parent, config) & set(busy)
    if stops:
        return [{"type": "stop", "run_id": name} for name in sorted(stops)]
    if busy or parent.state == "PAUSED":
        return []
    if parent.state == "FINISHED":
        return [{"type": "exit"}]
    parent.state = "RUNNING"
    try:
        trial = _next_trial(context, parent, config)
    except Finished:
        if not _unfinished(context, parent, found):
            parent.state = "FINISHED"
        return [{"type": "exit"}]
    if trial is None:
        return []
    trial.agent_id = found.id
    values = json.loads(trial.values)
    return [
        {
            "type": "run",
            "run_id": trial.run_name,
            "program": config.document.get("program"),
            "args": {key: {"value": value} for key, value in values.items()},
            "logs": [],
        }
    ]


def _next_trial(context: Context, parent: Sweep, config: SearchConfig) -> Trial | None:
    """Return the next run; None if a controller has not decided yet.

    Raises:
        Finished: If no runs are left.
    """
    waiting = _trials(parent).where(Trial.agent_id.is_(None)).order_by(Trial.id)
    queued = context.session.scalars(waiting).first()
    if queued is not None:
        return queued
    if config.local:
        return _scheduled_trial(context, parent)
    known = [
        (json.loads(trial.units), value)
        for trial, run in context.session.execute(_with_runs(parent))
        if run.state not in _OPEN and (value := metric_of(run, config)) is not None
    ]
    counted = select(func.count()).select_from(_trials(parent).where(Trial.planned).subquery())
    number = context.session.scalar(counted) or 0
    found = suggest(config, number, parent.name, known)
    return _planned(context, parent, found.values, list(found.units))


def _scheduled_trial(context: Context, parent: Sweep) -> Trial | None:
    """Read the schedule of the user's own controller."""
    controller = json.loads(parent.controller or "{}")
    scheduler = json.loads(parent.scheduler or "{}")
    taken = {each["id"] for each in scheduler.get("scheduled", [])}
    for entry in controller.get("schedule") or []:
        if entry["id"] in taken:
            continue
        args = (entry.get("data") or {}).get("args")
        if args is None:
            raise Finished
        values = {key: each["value"] for key, each in args.items()}
        trial = _planned(context, parent, values, [])
        done = {"id": entry["id"], "runid": trial.run_name}
        parent.scheduler = json.dumps({"scheduled": [*scheduler.get("scheduled", []), done]})
        return trial
    return None


def _planned(context: Context, parent: Sweep, values: dict[str, Any], units: list[float]) -> Trial:
    trial = Trial(
        sweep_id=parent.id,
        run_name=draw(8),
        values=json.dumps(values),
        units=json.dumps(units),
    )
    context.session.add(trial)
    context.session.flush()
    return trial


def _runs_to_stop(context: Context, parent: Sweep, config: SearchConfig) -> set[str]:
    stops = set(json.loads(parent.controller or "{}").get("earlystop") or [])
    for run in context.session.scalars(runs_of(parent)):
        if run.stop_requested:
            stops.add(run.name)
    rule = config.early_terminate
    if not isinstance(rule, dict) or config.metric is None:
        return stops
    histories = {
        run.name: _metric_history(context, run, config.metric)
        for run in context.session.scalars(runs_of(parent))
    }
    return stops | to_stop(rule, histories, maximize=config.maximize)


def _metric_history(context: Context, run: Run, metric: str) -> list[float]:
    values = []
    for text in read_rows(context.session, run):
        value = parse_line(text).get(metric)
        if isinstance(value, int | float):
            values.append(float(value))
    return values


def _unfinished(context: Context, parent: Sweep, caller: Agent) -> bool:
    """Return whether a run is active, or was given to another agent and has not started."""
    going_on = _with_runs(parent).where(Run.state.in_(_OPEN))
    begun = select(Run.name).where(Run.project_id == parent.project_id, Run.sweep == parent.name)
    given = (
        _trials(parent)
        .join(Agent, Agent.id == Trial.agent_id)
        .where(Agent.id != caller.id, Agent.state == "RUNNING", Trial.run_name.not_in(begun))
    )
    return any(context.session.execute(each).first() for each in (going_on, given))


def _trials(parent: Sweep) -> Select[Trial]:
    return select(Trial).where(Trial.sweep_id == parent.id)


def _with_runs(parent: Sweep) -> Select[Trial, Run]:
    return (
        select(Trial, Run)
        .join(Run, (Run.name == Trial.run_name) & (Run.project_id == parent.project_id))
        .where(Trial.sweep_id == parent.id)
    )
