"""Agents of W&B Launch: processes that start queued runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ariadne import MutationType, ObjectType, QueryType, SchemaBindable
from sqlalchemy import select

from runql_sandbox.request.context import Context, context_of
from runql_sandbox.request.errors import not_found
from runql_sandbox.request.ids import encode, number
from runql_sandbox.resolvers.runs.queues import queue_with_id
from runql_sandbox.store._base import now
from runql_sandbox.store.accounts.management import draw
from runql_sandbox.store.runs.queues import LaunchAgent

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

__all__ = ["BINDABLES"]

query = QueryType()
mutation = MutationType()
project = ObjectType("Project")
agent = ObjectType("LaunchAgent")

BINDABLES: list[SchemaBindable] = [query, mutation, project, agent]

agent.set_alias("createdAt", "created_at")
agent.set_alias("updatedAt", "updated_at")
agent.set_alias("heartbeatAt", "heartbeat_at")
agent.set_alias("agentStatus", "status")
agent.set_alias("agentConfig", "config")
agent.set_alias("stopPolling", "stop_polling")


@agent.field("id")
def agent_id(obj: LaunchAgent, _info: GraphQLResolveInfo) -> str:
    """Opaque ID."""
    return encode("LaunchAgent", obj.id)


@agent.field("runQueues")
def run_queues(obj: LaunchAgent, _info: GraphQLResolveInfo) -> list[str]:
    """IDs of the queues from which it receives runs."""
    found: list[str] = json.loads(obj.queues)
    return found


@query.field("launchAgent")
def launch_agent(_: object, info: GraphQLResolveInfo, id: str) -> LaunchAgent | None:
    """An agent, if the user can see its project."""
    context = context_of(info)
    found = context.session.get(LaunchAgent, number(id, "LaunchAgent") or 0)
    return found if found is not None and context.sees(found.project) else None


@project.field("launchAgents")
def launch_agents(obj: Project, info: GraphQLResolveInfo) -> list[LaunchAgent]:
    """The agents of a project."""
    wanted = select(LaunchAgent).where(LaunchAgent.project_id == obj.id).order_by(LaunchAgent.id)
    return list(context_of(info).session.scalars(wanted))


@mutation.field("createLaunchAgent")
def create_agent(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Register a process that receives runs from queues."""
    context = context_of(info)
    owner = context.project_to_write(input["projectName"], input["entityName"])
    for each in input["runQueues"]:
        queue_with_id(context, each)
    made = LaunchAgent(
        project=owner,
        name=draw(8),
        hostname=input["hostname"],
        queues=json.dumps(input["runQueues"]),
        config=input.get("agentConfig"),
        version=input.get("version"),
    )
    context.session.add(made)
    context.session.flush()
    return {"launchAgentId": encode("LaunchAgent", made.id), "success": True}


@mutation.field("updateLaunchAgent")
def update_agent(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Record the state that an agent reports. Each report also counts as a heartbeat."""
    context = context_of(info)
    found = _agent_with_id(context, input["launchAgentId"])
    names = {"agentStatus": "status", "name": "name", "stopPolling": "stop_polling"}
    for given, column in names.items():
        if input.get(given) is not None:
            setattr(found, column, input[given])
    if input.get("runQueues") is not None:
        for each in input["runQueues"]:
            queue_with_id(context, each)
        found.queues = json.dumps(input["runQueues"])
    found.heartbeat_at = found.updated_at = now()
    return {"success": True}


@mutation.field("deleteLaunchAgents")
def delete_agents(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Delete agents."""
    context = context_of(info)
    for opaque in input["launchAgentIds"]:
        context.session.delete(_agent_with_id(context, opaque))
    return {"success": True}


def _agent_with_id(context: Context, opaque: str) -> LaunchAgent:
    found = context.session.get(LaunchAgent, number(opaque, "LaunchAgent") or 0)
    if found is None or context.project(found.project.name, found.project.entity) is None:
        raise not_found("launch agent")
    return found
