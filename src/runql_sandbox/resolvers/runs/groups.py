"""Groups of runs with their sizes, and runs as changes to a list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from ariadne import ObjectType, SchemaBindable, UnionType
from sqlalchemy import func, select

from runql_sandbox.request.context import context_of
from runql_sandbox.request.errors import unserved
from runql_sandbox.request.ids import encode
from runql_sandbox.resolvers._connections import connection, listed
from runql_sandbox.store.runs.query import matching_runs, select_runs
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo

    from runql_sandbox.store.projects import Project

project = ObjectType("Project")
run_connection = ObjectType("RunConnection")
grouped = UnionType("MaybeGroupedRunConnection")

BINDABLES: list[SchemaBindable] = [project, run_connection, grouped]

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@project.field("groupedRuns")
def grouped_runs(
    obj: Project,
    info: GraphQLResolveInfo,
    groupKeys: list[str | None] | None = None,
    filters: str | None = None,
    first: int | None = None,
    after: str | None = None,
    **_arguments: object,
) -> dict[str, Any]:
    """The groups of runs that match a filter, ordered by name, or single runs without a key. Runs without a group form one group.

    W&B's notation for keys other than `group` is unknown, so they are rejected.
    """
    session = context_of(info).session
    if not groupKeys:
        plain = select_runs(obj, filters, None)
        return {**connection(session, plain, first=first, after=after), "type": "RunConnection"}
    if groupKeys != ["group"]:
        raise unserved(f"Project.groupedRuns(groupKeys: {groupKeys})")
    name = func.coalesce(Run.group, "")
    counted: Any = select(name, func.count()).where(Run.project_id == obj.id)
    found = session.execute(matching_runs(counted, filters).group_by(name).order_by(name))
    groups = [
        {"id": encode("GroupedRun", obj.id, group), "name": group, "group": group, "totalRuns": n}
        for group, n in found
    ]
    page = listed(session, groups, lambda each: str(each["group"]), first=first, after=after)
    return {"edges": page["edges"], "type": "GroupedRunConnection"}


@grouped.type_resolver
def grouped_type(obj: dict[str, Any], *_arguments: object) -> str:
    """Type name in the schema."""
    return str(obj["type"])


@run_connection.field("deltas")
def deltas(
    obj: dict[str, Any], _info: GraphQLResolveInfo, currentRuns: list[str], lastUpdated: str
) -> dict[str, Any]:
    """The runs of the page as insertions, for a client that has no runs yet.

    The response to a client that has runs is unknown, so such requests are rejected.
    """
    moment = dt.datetime.fromisoformat(lastUpdated)
    if moment.replace(tzinfo=moment.tzinfo or dt.UTC) > _EPOCH:
        raise unserved("RunConnection.deltas(lastUpdated) after 1970-01-01")
    if currentRuns:
        raise unserved("RunConnection.deltas(currentRuns) with runs")
    runs = [edge["node"] for edge in obj["edges"]]
    ids = [encode("Run", "v1", each.name, each.project.name, each.project.entity) for each in runs]
    delta = [{"op": "INSERT", "run": each} for each in runs]
    return {"order": ids, "delta": delta, "incomplete": []}
